"""Puts the figures of bench/understanding.json where they are quoted, so that none is copied.

A file says `<!-- figures: NAME -->` and, below, `<!-- end -->`; what stands between is written by
this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Result = Mapping[str, Any]

_MARKED = re.compile(r"(<!-- figures: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_MISSING = "–"
# Said with the figures wherever they stand, for they read better than they are.
_SEEN_SETS = (
    "CLINC150, Banking77 and the companies drawn from them and from MultiDoGO: no message tested\n"
    "was learnt from, but the encoder was tuned on the training parts of these sets and knows\n"
    "their intents. Expect less from a company that it has never seen."
)
_SEEN_DIALOGUES = (
    "Our dialogues: those that taught the transformer nothing; but the seven numbers that weigh\n"
    "tone and conversation were fitted to them, so read these figures as slightly kind."
)


class UnknownFigures(Exception):
    """A file asks for a table that there is not; the message names both."""


def write_figures(file: Path, result: Result) -> bool:
    """Renew the tables in `file`; False if it has no marker or is not there.

    Raises `UnknownFigures`.
    """
    if not file.exists():
        return False
    text = file.read_text("utf-8")

    def renewed(found: re.Match[str]) -> str:
        table = TABLES.get(found[2])
        if table is None:
            names = ", ".join(sorted(TABLES))
            raise UnknownFigures(f"{file}: there are no figures '{found[2]}'; there are {names}.")
        return f"{found[1]}\n{table(result)}\n\n{found[3]}"

    new, count = _MARKED.subn(renewed, text)
    if new != text:
        file.write_text(new, "utf-8")
    return count > 0


def understanding(result: Result) -> str:
    """The short table of the README."""
    rows = [
        _row("CLINC150: accuracy in scope", result, "clinc150 accuracy_in_scope", _percent),
        _row("CLINC150: out of scope found", result, "clinc150 oos_recall", _percent),
        _row(
            "Banking77, 10 examples an intent: likeliest intent right",
            result, "banking77 accuracy_likeliest_intent", _percent,
        ),
        _row("small companies with untidy data: MCC", result, "companies mcc", _number),
        _row("the demo shop's held-out messages: intent", result, "shop intent_accuracy", _percent),
        _row("the same: details of the message, F1", result, "shop entity_f1", _number),
        _row(
            "two requests in one message: both found",
            result, "shop two_requests_found", _percent,
        ),
        _row("one long request: left whole", result, "shop one_request_left_whole", _percent),
        _row("frustration, our dialogues: Spearman", result, "dialogues spearman", _number),
        _row("frustration, airline tweets: Spearman", result, "airline spearman", _number),
        _row(
            "one message, encoder and all heads, one core",
            result, "speed ms_per_message_p50", _ms,
        ),
        _row("training the whole NLU", result, "speed train_seconds", _seconds),
    ]  # fmt: skip
    table = _table(["", "Parley", "stock Rasa, VADER"], rows)
    return f"{table}\n\n{_SEEN_SETS} {_SEEN_DIALOGUES}"


def intents(result: Result) -> str:
    """Everything that was measured of intents: a line for each set, and for stock Rasa's."""
    rows = []
    for name, words in (
        ("clinc150", "CLINC150"),
        ("banking77", "Banking77, 10 examples an intent"),
        ("companies", "small companies"),
    ):
        for key, who in (("", "Parley"), (" stock", "stock Rasa")):
            if _value(result, f"{name}{key} mcc") is None:
                continue
            rows.append([words, who, *(_cell(result, f"{name}{key} {figure}", form)
                                       for figure, form in _INTENT_FIGURES)])  # fmt: skip
    columns = [
        "", "", "accuracy in scope", "likeliest intent", "oos recall", "oos precision",
        "oos AUROC", "MCC", "training",
    ]  # fmt: skip
    return f"{_table(columns, rows)}\n\n{_SEEN_SETS}"


def frustration(result: Result) -> str:
    """Spearman, AUROC and average precision on both sets, VADER beside."""
    rows = [
        [words, *(_cell(result, f"{path} {figure}", _number) for path in _FRUSTRATION_SETS)]
        for figure, words in (
            ("spearman", "Spearman with the ratings"),
            ("auroc", "AUROC, rating 2.5 or more"),
            ("average_precision", "average precision, rating 2.5 or more"),
        )
    ]
    rows.append(
        ["rated turns", *(_cell(result, f"{path} turns", str) for path in _FRUSTRATION_SETS)]
    )
    table = _table(["", "our dialogues", "VADER", "airline", "VADER"], rows)
    return f"{table}\n\n{_SEEN_DIALOGUES}"


TABLES: Mapping[str, Callable[[Result], str]] = {
    "understanding": understanding,
    "intents": intents,
    "frustration": frustration,
}


def _percent(value: float) -> str:
    return f"{value * 100:.1f} %"


def _number(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1) if 0 <= value < 1 else f"{value:.3f}"


def _ms(value: float) -> str:
    return f"{value:.1f} ms"


def _seconds(value: float) -> str:
    return f"{value:.0f} s"


_INTENT_FIGURES = (
    ("accuracy_in_scope", _percent),
    ("accuracy_likeliest_intent", _percent),
    ("oos_recall", _percent),
    ("oos_precision", _percent),
    ("oos_auroc", _number),
    ("mcc", _number),
    ("train_seconds", _seconds),
)
_FRUSTRATION_SETS = ("dialogues", "dialogues vader", "airline", "airline vader")


def _row(words: str, result: Result, path: str, form: Callable[[Any], str]) -> list[str]:
    part, figure = path.split()
    beside = next(
        (
            _cell(result, f"{part} {other} {figure}", form)
            for other in ("stock", "vader")
            if _value(result, f"{part} {other} {figure}") is not None
        ),
        "",
    )
    return [words, _cell(result, path, form), beside]


def _cell(result: Result, path: str, form: Callable[[Any], str]) -> str:
    value = _value(result, path)
    return _MISSING if value is None else form(value)


def _value(result: Result, path: str) -> Any:
    found: Any = result
    for name in path.split():
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
