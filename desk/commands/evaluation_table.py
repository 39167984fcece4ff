"""The figures of an evaluation as a table for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

Figures = Mapping[str, Any]
Row = tuple[str, str, Callable[[float], str]]

_MISTAKES_SHOWN = 5


def _percent(value: float) -> str:
    return f"{value * 100:.1f} %"


def _number(value: float) -> str:
    return f"{value:.3f}"


def _seconds(value: float) -> str:
    return f"{value:.1f} s"


def _milliseconds(value: float) -> str:
    return f"{value:.1f} ms"


_INTENTS: tuple[Row, ...] = (
    ("accuracy_in_scope", "read rightly, of messages in scope", _percent),
    ("accuracy_likeliest_intent", "likeliest intent right, nothing rejected", _percent),
    ("asked_back_share", "asked back", _percent),
    ("oos_recall", "out of scope: found", _percent),
    ("oos_precision", "out of scope: rightly so", _percent),
    ("oos_auroc", "out of scope: AUROC", _number),
    ("mcc", "Matthews correlation over all", _number),
    ("brier", "Brier score of being right", _number),
    ("train_seconds", "training", _seconds),
    ("ms_per_message_p50", "one message, median", _milliseconds),
)
_FRUSTRATION: tuple[Row, ...] = (
    ("spearman", "Spearman with the ratings", _number),
    ("auroc", "AUROC, rating 2.5 or more", _number),
    ("average_precision", "average precision, rating 2.5 or more", _number),
    ("ms_per_message_p50", "one message, median", _milliseconds),
)


_RETRIEVAL: tuple[Row, ...] = (
    ("recall_at_1", "a right document first (R@1)", _percent),
    ("recall_at_5", "a right document among the first five (R@5)", _percent),
    ("mrr_at_5", "MRR@5", _number),
    ("ndcg_at_10", "nDCG@10", _number),
    ("answered_share", "answered: the first is close enough", _percent),
    ("answered_precision", "of those, rightly", _percent),
    ("query_ms_p50", "one question, median", _milliseconds),
)


def intents_table(figures: Figures, earlier: Figures | None) -> RenderableType:
    """What `parley evaluate intents` shows; `earlier` is what it found another time."""
    title = (
        f"{figures['intents']} intents, {figures['train_rows']} training rows, "
        f"{figures['test_rows']} test rows"
    )
    if learnt := figures["test_rows_in_training"]:
        title += f" ({learnt} of them in the training as well)"
    table = _table(title, _INTENTS, figures, [("stock", "stock Rasa")], earlier)
    mistakes: Sequence[Figures] = figures["confusions"][:_MISTAKES_SHOWN]
    if not mistakes:
        return table
    listed = Table("label", "read as", "times", box=None, padding=(0, 2, 0, 0))
    for mistake in mistakes:
        listed.add_row(escape(mistake["label"]), escape(mistake["read_as"]), str(mistake["count"]))
    return Group(table, Text("\nMost frequent mistakes", style="bold"), listed)


def frustration_table(figures: Figures, earlier: Figures | None) -> RenderableType:
    """What `parley evaluate frustration` shows; `earlier` is what it found another time."""
    title = (
        f"{figures['turns']} rated turns in {figures['dialogues']} dialogues, "
        f"{figures['frustrated_turns']} of them rated 2.5 or more"
    )
    return _table(title, _FRUSTRATION, figures, [("vader", "VADER")], earlier)


def retrieval_table(figures: Figures, earlier: Figures | None) -> RenderableType:
    """What `parley evaluate retrieval` shows; `earlier` is what it found another time."""
    title = f"{figures['queries']} questions, {figures['documents']} documents"
    if lost := figures["queries_without_document"]:
        title += f"; the documents that answer {lost} of them are not there"
    others = [("bm25", "BM25 alone"), ("dense", f"{figures['dense']['encoder']} + FAISS alone")]
    return _table(title, _RETRIEVAL, figures, others, earlier)


def _table(
    title: str,
    rows: Sequence[Row],
    figures: Figures,
    others: Sequence[tuple[str, str]],
    earlier: Figures | None,
) -> RenderableType:
    beside = {name: figures[key] for key, name in others if key in figures}
    columns = ["", "Parley", *beside]
    columns += ["before", "change"] if earlier is not None else []
    table = Table(*columns, box=None, padding=(0, 2, 0, 0))
    for column in table.columns[1:]:
        column.justify = "right"
    for figure, words, form in rows:
        cells = [words, _shown(figures.get(figure), form)]
        cells += [_shown(other.get(figure), form) for other in beside.values()]
        if earlier is not None:
            cells.append(_shown(earlier.get(figure), form))
            cells.append(_change(figures.get(figure), earlier.get(figure), form))
        table.add_row(*cells)
    return Group(Text(title, style="bold"), table)


def _shown(value: Any, form: Callable[[float], str]) -> str:
    return form(value) if _is_number(value) else "–"


def _change(now: Any, before: Any, form: Callable[[float], str]) -> str:
    if not (_is_number(now) and _is_number(before)):
        return "–"
    return f"{'+' if now >= before else '−'}{form(abs(now - before))}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
