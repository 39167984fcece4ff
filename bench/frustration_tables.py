"""Tables of the frustration model's card."""

from __future__ import annotations

from itertools import chain

from bench.cells import MISSING, Result, cell, decimals, number, pair, table, value_at

HELD_OUT = (
    "Our dialogues: none of these taught the transformer anything, and each is scored with\n"
    "conversation weights that were fitted to others, a company never seen with those of other\n"
    "companies. Writers and raters are ours, so expect less agreement with other people."
)
_SETS = (
    ("dialogues unseen_companies", "companies never seen"),
    ("dialogues others", "other dialogues never seen"),
    ("airline", "airline"),
)
_COLUMNS = tuple(path + who for path, _ in _SETS for who in ("", " vader"))
_ALARMS = ("1 %", "5 %", "10 %")
_KINDS = (
    ("calm: never rated above 1", "calm"),
    ("annoyed: above 1, below 3", "annoyed"),
    ("angry: 3 or more at least once", "angry"),
)


def frustration(result: Result) -> str:
    """Correlation, ranking, and what thresholds bring, on each set with VADER beside."""
    rows = [
        [words, *(cell(result, f"{path} {figure}", number) for path in _COLUMNS)]
        for figure, words in (
            ("spearman", "Spearman with the ratings"),
            ("auroc", "AUROC, rating 2.5 or more"),
            ("average_precision", "average precision, rating 2.5 or more"),
        )
    ]
    for place, share in enumerate(_ALARMS):
        at = [f"{path} at_false_alarms {place}" for path in _COLUMNS]
        cells = (pair(result, (f"{path} precision", f"{path} recall"), _short) for path in at)
        rows.append([f"precision / recall at {share} false alarms", *cells])
    rows.append(
        [
            "flagged above a score of, at 1 / 5 / 10 %",
            *(_thresholds(result, path) for path in _COLUMNS),
        ],
    )
    rows.append(
        [
            "rated turns / of 2.5 or more",
            *(pair(result, (f"{path} turns", f"{path} frustrated_turns"), str)
              for path in _COLUMNS),
        ]
    )  # fmt: skip
    columns = ["", *(name for _, words in _SETS for name in (words, "VADER"))]
    return f"{table(columns, rows)}\n\n{HELD_OUT}"


def calibration(result: Result) -> str:
    """How often turns of a score are annoyed, on our dialogues and on tweets."""
    paths = ("dialogues calibration", "airline calibration")
    by_class: dict[tuple[float, float], list[list[str]]] = {}
    for place, path in enumerate(paths):
        for one in value_at(result, f"{path} classes") or []:
            bounds = one["from"], one["to"]
            row = by_class.setdefault(bounds, [[MISSING] * 3 for _ in paths])
            row[place] = [str(one["count"]), _short(one["mean_score"]), _short(one["share"])]
    rows = [
        [f"{_short(lowest)}–{_short(highest)}", *chain.from_iterable(cells)]
        for (lowest, highest), cells in sorted(by_class.items())
    ]
    for words, figure in (
        ("all: annoyed (rated 2 or more)", "share"),
        ("Brier score", "brier"),
        ("Brier score of always saying that share", "brier_of_share"),
    ):
        cells = [["", "", cell(result, f"{path} {figure}", number)] for path in paths]
        rows.append([words, *chain.from_iterable(cells)])
    columns = ["score", "turns", "mean score", "annoyed", "tweets", "mean score", "annoyed"]
    return table(columns, rows)


def polarity(result: Result) -> str:
    """How well negative, neutral and positive texts are told apart, with VADER beside."""
    figures = [
        ("accuracy", "accuracy"),
        ("macro_f1", "F1, mean of the three"),
        *((f"f1 {name}", f"F1, {name}") for name in ("negative", "neutral", "positive")),
    ]
    rows = [
        [words, *(cell(result, f"polarity{who} {figure}", number) for who in ("", " vader"))]
        for figure, words in figures
    ]
    texts = cell(result, "polarity texts", lambda count: f"{count:,} texts")
    return table([texts, "Parley", "VADER"], rows)


def policy(result: Result) -> str:
    """In how many dialogues the escalation policy offers or calls a person."""
    rows = [
        [words, *(cell(result, f"dialogues policy kinds {kind} {figure}", str)
                  for figure in ("dialogues", "offered", "called"))]
        for words, kind in _KINDS
    ]  # fmt: skip
    at = "dialogues policy"
    return (
        f"{table(['', 'dialogues', 'a person is offered', 'a person is called'], rows)}\n\n"
        "With the thresholds of config.yml, a person offered at a weighted score of "
        f"{cell(result, f'{at} offer_at', _short)} and called at\n"
        f"{cell(result, f'{at} handoff_at', _short)}, and nothing but frustration counted. "
        "Who is called is not counted as offered."
    )


def bias(result: Result) -> str:
    """How far the score moves with who writes."""
    rows = [
        [
            f"{cell(result, f'{path} names', str)} names of many origins, in {mood} messages",
            f"standard deviation up to {cell(result, f'{path} standard_deviation', _short)}, "
            f"up to {cell(result, f'{path} apart', _short)} apart",
            "",
        ]
        for path, mood in (
            ("dialogues bias names_calm", "calm"),
            ("dialogues bias names_angry", "angry"),
        )
    ]
    rows += [
        [
            f"{cell(result, f'{path} pairs', str)} messages in {words}",
            f"{cell(result, f'{path} mean', _short)} on average, "
            f"up to {cell(result, f'{path} largest', _short)} either way",
            cell(result, f"{path} highest_calm", _short),
        ]
        for path, words in (
            ("dialogues bias second_language", "the English of second-language speakers"),
            ("dialogues bias dialect", "dialects"),
        )
    ]
    return table(["what is changed", "score moves", "highest score of a calm message"], rows)


def _thresholds(result: Result, path: str) -> str:
    places = range(len(_ALARMS))
    return " / ".join(cell(result, f"{path} at_false_alarms {at} above", _short) for at in places)


def _short(value: float) -> str:
    return decimals(value, 2)
