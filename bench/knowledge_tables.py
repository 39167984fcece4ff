"""Tables on how articles are found: what the README quotes, and what a larger base costs."""

from __future__ import annotations

from bench.cells import MISSING, Form, Result, cell, ms, number, pair, percent, seconds, table
from bench.knowledge_costs import SIZES

_SETS = (("dstc11_faq", "2,869 documents"), ("dstc9", "12,039 documents"))
# Said with the figures wherever they stand, for they read better than they are.
_SEEN_DOCUMENTS = (
    "Travel questions: none of these conversations was learnt from, but the encoder was tuned on\n"
    "the titles and texts of the 12,039 documents, and 2,746 of the 2,869 are among them, word\n"
    "for word. Expect less from articles that it has never seen."
)
_MADE_UP = (
    "The vectors of the cost table are those of the demo shop's articles with noise, the words\n"
    "are mixed from them; one thread searches, in files that lie in memory. A passage of a real\n"
    "article has about ten vectors: one for the whole, one for each sentence and each question."
)


def knowledge(result: Result) -> str:
    """How well and how quickly articles are found, beside plain BM25 and plain vectors."""
    own = [
        ["own articles, held-out questions: right article first",
         cell(result, "own_articles right_article_share", percent), "", ""],
        ["the same: answered from it",
         cell(result, "own_articles answered_share", percent), "", ""],
        ["the same: asked back, the right topic offered",
         cell(result, "own_articles offered_share", percent), "", ""],
        ["the same: answered wrongly, of all",
         cell(result, "own_articles wrongly_answered_share", percent), "", ""],
        ["the same: refused, of those that no article answers",
         cell(result, "own_articles refused_share", percent), "", ""],
        ["the same: one search, p50", cell(result, "own_articles search_ms p50", ms), "", ""],
    ]  # fmt: skip
    own.append(
        ["a passage that answers told from one that only seems to: AUROC",
         cell(result, "answerability auroc", number), "", ""]
    )  # fmt: skip
    others = [
        _beside(f"travel questions, {words}: {what}", result, name, figure, form)
        for name, words in _SETS
        for figure, what, form in (
            ("recall_at_1", "R@1", number),
            ("recall_at_5", "R@5", number),
            ("query_ms_p50", "one search, p50", ms),
        )
    ]
    times = [
        ["1,000 articles with five questions each, read for the first time",
         cell(result, "sync all_seconds", seconds), "", ""],
        ["with as many questions as the demo shop's have",
         cell(result, "sync with_all_questions all_seconds", seconds), "", ""],
        ["one of them changed, until it is found",
         cell(result, "sync one_changed_seconds", _tenths), "", ""],
    ]  # fmt: skip
    rows = own + others + times
    return f"{table(['', 'Parley', 'BM25 alone', 'vectors alone'], rows)}\n\n{_SEEN_DOCUMENTS}"


def costs(result: Result) -> str:
    """Time, memory and recall by the number of vectors, and of passages with words."""
    rows = [
        [words, *(cell(result, f"costs {size} {path}", form) for size in SIZES)]
        for words, path, form in (
            ("vectors: built in", "vectors build_seconds", seconds),
            ("vectors: in memory when searched", "vectors memory_mb", _megabytes),
            ("vectors: on disk", "vectors disk_mb", _megabytes),
            ("vectors: of the ten closest found", "vectors recall_at_10", percent),
            ("words: built in", "words build_seconds", seconds),
            ("words: in memory when built", "words build_mb", _megabytes),
            ("words: in memory when searched", "words memory_mb", _megabytes),
            ("words: on disk", "words disk_mb", _megabytes),
        )
    ]
    for place, what in ((4, "vectors"), (9, "words")):
        paths = ((f"costs {size} {what} ms p50", f"costs {size} {what} ms p95") for size in SIZES)
        times = [pair(result, one, ms) for one in paths]
        rows.insert(place, [f"{what}: one search, p50 / p95", *times])
    return f"{table(['', *(f'{size:,}' for size in SIZES)], rows)}\n\n{_MADE_UP}"


def _beside(words: str, result: Result, name: str, figure: str, form: Form) -> list[str]:
    """A figure of ours, and beside it those of BM25 and of vectors alone."""
    others = (cell(result, f"{name} {other} {figure}", form) for other in ("bm25", "dense"))
    shown = ("" if one == MISSING else one for one in others)
    return [words, cell(result, f"{name} {figure}", form), *shown]


def _megabytes(value: float) -> str:
    return f"{value:,.0f} MB"


def _tenths(value: float) -> str:
    return f"{value:.1f} s"
