"""The parts of `python -m bench.knowledge`: what is measured, on which articles."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.answerability import answerability
from bench.held_out import words_of
from bench.knowledge_costs import SIZES, cost
from bench.knowledge_made_up import varied_articles
from bench.measures import timed
from bot.encoder.sentence_encoder import SentenceEncoder
from desk.settings import ROOT
from knowledge_base.calibration import measure, read_questions
from knowledge_base.evaluation.measured import measured
from knowledge_base.index import store
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.reading.folder import ARTICLES_FOLDER, read_articles
from knowledge_base.search import Search
from knowledge_base.sync import sync
from knowledge_base.training_messages import MESSAGES_FOLDER, read_messages

Figures = dict[str, Any]

HELD_OUT = ROOT / "bench" / "knowledge_questions.yml"
_QUERIES = "retrieval/dstc11_faq/queries.jsonl"
_SYNCED_ARTICLES = 1_000
_FEW_QUESTIONS, _ALL_QUESTIONS = 5, 1_000
_NEW_SENTENCE = "Zanzibar lanterns are dusted with a peacock feather."


@dataclass(frozen=True)
class Part:
    """One thing that can be measured by itself; `measure` gets the data folder."""

    words: str
    needs: tuple[str, ...]
    """Files below the data folder without which it is left out."""
    measure: Callable[[Path], Figures]


def own_articles(_: Path) -> Figures:
    """The demo shop's articles on questions that nothing was chosen with; shares and times.

    Short ones ("nhs discount?") are asked by everybody: what was learnt word for word is left out.
    """
    encoder = SentenceEncoder.load()
    learnt = _learnt_words()
    questions = [one for one in read_questions(HELD_OUT) if words_of(one.question) not in learnt]
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        sync(Path(folder), encoder)
        index = store.load(Path(folder))
        search = Search(index, encoder)
        shares = measure(search, questions, index.thresholds)
        asked = [one.question for one in questions]
        times = timed(lambda question: search.find(question, 8), asked)
    return {
        "articles": len(index.articles),
        "passages": len(index.passages),
        "questions": len(questions),
        "unanswerable": sum(not one.articles for one in questions),
        **asdict(shares.thresholds),
        **{
            name: round(value, 4)
            for name, value in asdict(shares).items()
            if name.endswith("_share")
        },
        "search_ms": vars(times),
    }


def _learnt_words() -> set[str]:
    """What the bot's training messages and the articles' questions come down to."""
    articles, _ = read_articles(ARTICLES_FOLDER)
    texts = [text for own in read_messages(MESSAGES_FOLDER).values() for text in own]
    texts += [text for one in articles for text in (one.title, *one.asked_as, *one.not_answered)]
    return set(map(words_of, texts))


def close_calls(_: Path) -> Figures:
    """How well the score tells a question that a passage answers from one that only looks so."""
    return dict(answerability(SentenceEncoder.load()))


def retrieval(documents: str, data: Path) -> Figures:
    """What `parley evaluate retrieval` says on the travel questions."""
    return measured(data / documents, data / _QUERIES, None)


def costs(_: Path) -> Figures:
    """Time and memory of vectors and of words, by how many there are."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        return {f"{size}": cost(size, Path(folder)) for size in SIZES}


def syncing(_: Path) -> Figures:
    """1,000 articles read for the first time, and one of them changed.

    With five questions each, and once more with all those of the demo shop's articles.
    """
    encoder = SentenceEncoder.load()
    return {
        **_synced(encoder, _FEW_QUESTIONS),
        "with_all_questions": _synced(encoder, _ALL_QUESTIONS),
    }


def _synced(encoder: SentenceEncoder, questions: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as name:
        index, articles, no_questions = Path(name, "index"), Path(name, "in"), Path(name, "none")
        varied_articles(articles, _SYNCED_ARTICLES, questions)
        began, busy = time.perf_counter(), time.process_time()
        report = sync(index, encoder, articles, no_questions)
        whole, busy = time.perf_counter() - began, time.process_time() - busy
        base = KnowledgeBase.open(index, encoder)
        changed = min(articles.iterdir())
        changed.write_text(f"{changed.read_text('utf-8')}\n\n{_NEW_SENTENCE}\n", "utf-8")
        began = time.perf_counter()
        sync(index, encoder, articles, no_questions)
        base.refresh()
        (best,) = base.search(_NEW_SENTENCE, 1)
        one = time.perf_counter() - began
        rows = len(store.load(index).rows.vectors)
    return {
        "articles": report.articles,
        "passages": report.passages,
        "rows": rows,
        "all_seconds": round(whole, 1),
        "all_processor_seconds": round(busy, 1),
        "one_changed_seconds": round(one, 2),
        "is_found": _NEW_SENTENCE in best.passage.text,
    }


PARTS: Mapping[str, Part] = {
    "own_articles": Part("the demo shop's articles, held-out questions", (), own_articles),
    "answerability": Part("questions that a passage answers or seems to", (), close_calls),
    "dstc11_faq": Part(
        "travel questions, their own documents",
        ("retrieval/dstc11_faq/docs.jsonl", _QUERIES),
        partial(retrieval, "retrieval/dstc11_faq/docs.jsonl"),
    ),
    "dstc9": Part(
        "travel questions, 12,039 documents",
        ("knowledge/dstc9/docs.jsonl", _QUERIES),
        partial(retrieval, "knowledge/dstc9/docs.jsonl"),
    ),
    "sync": Part("1,000 articles, and one changed", (), syncing),
    "costs": Part("what vectors and words cost, by their number", (), costs),
}
