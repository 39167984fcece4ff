"""Figures of a search over documents, beside plain BM25 and plain nearest vectors."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import bm25s
import faiss
import Stemmer

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.article import Article
from knowledge_base.conversation import Context
from knowledge_base.deciding import decide
from knowledge_base.evaluation.files import Query, read_documents, read_queries
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.search import Search
from knowledge_base.thresholds import DEFAULT

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""


@dataclass(frozen=True)
class Hits:
    """Ids of documents, the best first, and which of them is sure enough to answer from, if any."""

    ranked: Sequence[str]
    answer: str | None = None


Searcher = Callable[[Query], Hits]

_OURS, _BM25 = "Parley", "bm25"
_LISTED = 10
_FIRST_FEW = 5
_ENCODED_AT_ONCE = 512
_TURNS_OF_BM25 = 3
# The usual ones. On dstc11_faq they, with stop words left out and stems, do best among 1.5 and .75,
# 1.2 and .75, .9 and .4, with and without either: a right document comes first for .210 of the
# questions, where .142 do with stop words, .204 without stems.
_K1 = 1.5
_B = 0.75


def evaluate(
    documents_file: Path,
    queries_file: Path,
    encoder: SentenceEncoder,
    dense_encoder: SentenceEncoder,
    progress: Progress,
) -> dict[str, Any]:
    """The figures of both files, plain vectors by `dense_encoder`; raises `BadFile`."""
    documents = read_documents(documents_file)
    queries = read_queries(queries_file, [document.id for document in documents])
    searchers: list[tuple[str, Searcher]] = [
        (_OURS, parley(documents, encoder, progress)),
        (_BM25, bm25(documents)),
        ("dense", dense(documents, dense_encoder, progress)),
    ]
    ids = {document.id for document in documents}
    result: dict[str, Any] = {
        "documents": len(documents),
        "queries": len(queries),
        "queries_without_document": sum(not query.relevant & ids for query in queries),
    }
    for name, search in searchers:
        figures = _measured(search, queries, partial(progress, f"questions: {name}"))
        if name == _BM25:
            # Its scores have no upper end: no threshold tells which of them are enough.
            figures |= {"answered_share": None, "answered_precision": None}
        result |= figures if name == _OURS else {name: figures}
    return result


def parley(documents: Sequence[Article], encoder: SentenceEncoder, progress: Progress) -> Searcher:
    """The search that the bot uses, the conversation before the question in its context."""
    index = KnowledgeIndex.build(documents, encoder, progress=partial(progress, "index"))
    search = Search(index, encoder)

    def found(query: Query) -> Hits:
        ranked = search.find(query.question, _LISTED, Context(turns=query.before))
        answer = decide(ranked, DEFAULT).answer
        # What says the same as a better one is shown with it; as a document it comes next.
        listed = [
            passage.article_id for one in ranked for passage in (one.passage, *one.duplicates)
        ]
        return Hits(listed, answer.passage.article_id if answer else None)

    return found


def bm25(documents: Sequence[Article]) -> Searcher:
    """BM25 alone, over the last three turns."""
    stems = _stems([_text(document) for document in documents])
    if not any(stems):
        # Of stop words alone no index can be made.
        return lambda _: Hits([])
    model = bm25s.BM25(k1=_K1, b=_B)
    model.index(stems, show_progress=False)

    def found(query: Query) -> Hits:
        turns = [*(turn.text for turn in query.before), query.question][-_TURNS_OF_BM25:]
        (asked,) = _stems([" ".join(turns)])
        if not asked:
            return Hits([])
        scores = model.get_scores(asked)
        best = scores.argsort(kind="stable")[::-1][:_LISTED]
        return Hits([documents[place].id for place in best if scores[place] > 0])

    return found


def dense(documents: Sequence[Article], encoder: SentenceEncoder, progress: Progress) -> Searcher:
    """The nearest vectors alone, FAISS over whole documents, to the question alone."""
    index = faiss.IndexFlatIP(encoder.dimensions)
    texts = [_text(document) for document in documents]
    for start in range(0, len(texts), _ENCODED_AT_ONCE):
        part = texts[start : start + _ENCODED_AT_ONCE]
        index.add(encoder.encode(part))
        progress("index: dense", start + len(part), len(texts))

    def found(query: Query) -> Hits:
        scores, places = index.search(
            encoder.encode([query.question]), min(_LISTED, len(documents))
        )
        ranked = [documents[place].id for place in places[0]]
        return Hits(ranked, ranked[0] if scores[0][0] >= DEFAULT.answer_at else None)

    return found


def _text(document: Article) -> str:
    return "\n".join((*document.products, document.title, document.body))


def _stems(texts: Sequence[str]) -> list[list[str]]:
    """The stems of each text, without stop words, as BM25 is usually run on English."""
    stems: list[list[str]] = bm25s.tokenize(
        texts, stopwords="en", stemmer=Stemmer.Stemmer("english"), return_ids=False,
        show_progress=False,
    )  # fmt: skip
    return stems


def _measured(
    search: Searcher, queries: Sequence[Query], progress: Callable[[int, int], None]
) -> dict[str, Any]:
    seconds: list[float] = []
    ranks: list[list[int]] = []
    answered: list[bool] = []
    for done, query in enumerate(queries, start=1):
        began = time.perf_counter()
        hits = search(query)
        seconds.append(time.perf_counter() - began)
        ranks.append(
            [place for place, one in enumerate(hits.ranked, start=1) if one in query.relevant]
        )
        if hits.answer is not None:
            answered.append(hits.answer in query.relevant)
        progress(done, len(queries))
    return {
        "recall_at_1": _share(_first(own) <= 1 for own in ranks),
        "recall_at_5": _share(_first(own) <= _FIRST_FEW for own in ranks),
        "mrr_at_5": _mean(1 / _first(own) if _first(own) <= _FIRST_FEW else 0.0 for own in ranks),
        "ndcg_at_10": _mean(
            _ndcg(own, len(query.relevant)) for own, query in zip(ranks, queries, strict=True)
        ),
        "answered_share": round(len(answered) / len(queries), 4),
        "answered_precision": _share(answered) if answered else None,
        "query_ms_p50": round(statistics.median(seconds) * 1000, 2),
    }


def _first(ranks: Sequence[int]) -> float:
    return ranks[0] if ranks else math.inf


def _ndcg(ranks: Sequence[int], relevant: int) -> float:
    """Of the first ten, each relevant document counting the same."""
    gained = sum(1 / math.log2(1 + rank) for rank in ranks)
    return gained / sum(1 / math.log2(1 + rank) for rank in range(1, min(relevant, _LISTED) + 1))


def _share(values: Iterable[bool]) -> float:
    return _mean(map(float, values))


def _mean(values: Iterable[float]) -> float:
    return round(statistics.fmean(values), 4)
