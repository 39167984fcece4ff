"""Tables on how messages are read: the README's overview, intents, and the demo shop."""

from __future__ import annotations

from bench.cells import (
    MISSING,
    Form,
    Result,
    cell,
    ms,
    number,
    pair,
    percent,
    seconds,
    table,
    value_at,
)
from bench.companies import SOURCES
from bench.frustration_tables import HELD_OUT

# Said with the figures wherever they stand, for they read better than they are.
_SEEN_SETS = (
    "CLINC150, Banking77 and the companies drawn from them and from MultiDoGO: no message tested\n"
    "was learnt from, but the encoder was tuned on the training parts of these sets and knows\n"
    "their intents. Expect less from a company that it has never seen. The two probabilities from\n"
    "which Parley acts or asks back were chosen on the twelve small companies, for all users\n"
    "alike; what they mean for a message is learnt from each company's own examples."
)
_BRIER = (
    "*Brier*: of the probability that the likeliest intent is what is wanted; beside it that of\n"
    "always saying how often it is. In small files every second message is taken to be unforeseen\n"
    "until examples say otherwise: where nothing is out of scope, as in Banking77, it is too low."
)
_NAMES = {"clinc150": "CLINC150", "banking77": "Banking77", "multidogo": "MultiDoGO"}
_INTENT_FIGURES = (
    ("accuracy_in_scope", percent),
    ("accuracy_likeliest_intent", percent),
    ("oos_recall", percent),
    ("oos_precision", percent),
    ("oos_auroc", number),
    ("mcc", number),
    ("brier", number),
    ("brier_of_share", number),
    ("train_seconds", seconds),
)
_DETAIL_TYPES = (
    "order_number", "email", "postcode", "address", "product", "option", "quantity", "amount",
    "date", "reason",
)  # fmt: skip


def understanding(result: Result) -> str:
    """The short table of the README."""
    rows = [
        _row("CLINC150: read rightly, in scope", result, "clinc150 accuracy_in_scope", percent),
        _row("CLINC150: out of scope found", result, "clinc150 oos_recall", percent),
        _row(
            "Banking77, 10 examples an intent: read rightly",
            result, "banking77 accuracy_in_scope", percent,
        ),
        _row(
            "the same: likeliest intent right, nothing rejected",
            result, "banking77 accuracy_likeliest_intent", percent,
        ),
        _row("small companies with untidy data: MCC", result, "companies mcc", number),
        *(
            _row(f"those drawn from {_NAMES[source]}", result,
                 f"companies by_source {source} mcc", number)
            for source in SOURCES
        ),
        _row("the demo shop's held-out messages: acted on rightly",
             result, "shop acted_on_rightly", percent),
        _row("the same, or asked back with the right one on the first button",
             result, "shop right_with_first_button", percent),
        _row("the same: details of the message, exact, F1",
             result, "shop entity_strict f1", number),
        ["the same details, marked by two other readers, F1",
         cell(result, "shop second_readers strict_f1", number), ""],
        _row("the same: details, at least a part of their words, F1",
             result, "shop entity_lenient f1", number),
        _row("two requests in one message: both found", result, "shop two_requests_found", percent),
        _row("one long request: left whole", result, "shop one_request_left_whole", percent),
        _row("frustration, companies never seen: Spearman",
             result, "dialogues unseen_companies spearman", number),
        _row("frustration, other dialogues never seen: Spearman",
             result, "dialogues others spearman", number),
        _row("frustration, airline tweets: Spearman", result, "airline spearman", number),
        _row("one message, encoder and all heads, one core: p50",
             result, "speed ms_encoder_and_heads_p50", ms),
        ["one message, details and the engine's own work as well: p50 / p95",
         *(pair(result, (f"speed{who} ms_per_message_p50", f"speed{who} ms_per_message_p95"), ms)
           for who in ("", " stock"))],
        _row("training the whole NLU", result, "speed train_seconds", seconds),
    ]  # fmt: skip
    notes = [_SEEN_SETS, HELD_OUT, *_of_stock(result)]
    return "\n\n".join((table(["", "Parley", "stock Rasa, VADER"], rows), *notes))


def intents(result: Result) -> str:
    """Everything that was measured of intents: a line for each set, and for stock Rasa's."""
    sets = [
        ("clinc150", "", "CLINC150"),
        ("banking77", "", "Banking77, 10 examples an intent"),
        ("companies", "", "small companies"),
        *(("companies", f" by_source {source}", f"– from {_NAMES[source]}") for source in SOURCES),
    ]
    rows = []
    for name, place, words in sets:
        for who, shown in (("", "Parley"), (" stock", "stock Rasa")):
            path = f"{name}{who}{place}"
            if value_at(result, f"{path} mcc") is not None:
                rows.append(
                    [words, shown, *(cell(result, f"{path} {figure}", form)
                                     for figure, form in _INTENT_FIGURES)]
                )  # fmt: skip
    columns = [
        "", "", "accuracy in scope", "likeliest intent", "oos recall", "oos precision",
        "oos AUROC", "MCC", "Brier", "Brier of the share", "training",
    ]  # fmt: skip
    return f"{table(columns, rows)}\n\n{_BRIER}\n\n{_SEEN_SETS}"


def shop(result: Result) -> str:
    """The demo shop's held-out messages: intents and requests, then the details by type."""
    of_messages = [
        [
            words,
            *(
                cell(result, f"shop{who} {figure}", percent)
                for who in ("", " few_examples", " stock")
            ),
        ]
        for figure, words in (
            ("acted_on_rightly", "acted on rightly"),
            ("right_with_first_button", "or asked back with the right one on the first button"),
            ("asked_back_share", "asked back"),
            ("two_requests_found", "two requests in one message: both found"),
            ("one_request_left_whole", "one long request: left whole"),
        )
    ]
    of_details = [
        _details_row("all: F1", result, "entity_{} f1", "strict_f1", "entities"),
        _details_row("all: precision", result, "entity_{} precision"),
        _details_row("all: recall", result, "entity_{} recall"),
        *(
            _details_row(f"{name}: F1", result, f"entity_types {name} {{}}_f1",
                         f"types {name}", f"entity_types {name} marked")
            for name in _DETAIL_TYPES
        ),
    ]  # fmt: skip
    return "\n\n".join(
        (
            table([f"{cell(result, 'shop messages', str)} messages", "Parley",
                   "Parley, fewer examples", "stock Rasa, the same fewer"], of_messages),
            table(["details", "marked", "two other readers, exact", "Parley, exact", "lenient",
                   "stock Rasa, exact", "lenient"],
                  of_details),
            "Exact: the same type and characters, and the value where the mark names one. Lenient: "
            "it is enough\nthat the characters overlap.",
            *_of_stock(result),
        )
    )  # fmt: skip


def _of_stock(result: Result) -> list[str]:
    """A note on what stock Rasa learnt the demo shop's messages from, if it was measured."""
    if value_at(result, "shop stock") is None:
        return []
    most = cell(result, "shop few_examples most", lambda count: f"{count:,}")
    right = cell(result, "shop few_examples acted_on_rightly", percent)
    return [
        f"Stock Rasa learnt the shop's messages from {most} examples, for from all it would learn\n"
        f"for hours; after the same ones Parley acts on {right} rightly. It learnt the details\n"
        "from marks that Parley's rules had set in the training data, for these hold none."
    ]


def _details_row(
    words: str, result: Result, path: str, of_readers: str = "", marked: str = ""
) -> list[str]:
    cells = [
        cell(result, f"shop{who} {path.format(how)}", number)
        for who in ("", " stock")
        for how in ("strict", "lenient")
    ]
    readers = cell(result, f"shop second_readers {of_readers}", number) if of_readers else ""
    return [words, cell(result, f"shop {marked}", str) if marked else "", readers, *cells]


def _row(words: str, result: Result, path: str, form: Form) -> list[str]:
    """A figure of ours, and beside it that of stock Rasa or VADER, if there is one."""
    part, _, rest = path.partition(" ")
    inner, _, figure = path.rpartition(" ")
    beside = (f"{part} stock {rest}", f"{inner} vader {figure}")
    shown = (cell(result, other, form) for other in beside)
    return [words, cell(result, path, form), next((one for one in shown if one != MISSING), "")]
