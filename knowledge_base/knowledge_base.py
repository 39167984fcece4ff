"""Answers questions from the company's articles, or says that they do not."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.answers.compose import ComposedAnswer, compose
from knowledge_base.answers.contradictions import Contradiction, Statement, statements_of
from knowledge_base.answers.facts import CustomerFacts
from knowledge_base.conversation import NO_CONTEXT, Context
from knowledge_base.deciding import decide, topics_of
from knowledge_base.index import store
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.store import IndexUnavailable
from knowledge_base.search import Found, Search
from knowledge_base.thresholds import Thresholds

_SEARCHED = 8
# A look reads one line from a file, which took 14 µs; a new index of 87 articles is read in 40 ms.
_LOOKED_FOR_A_NEW_INDEX_SECONDS = 0.2


@dataclass(frozen=True)
class Answer:
    """The passage that answers, what it says to the question, and further articles."""

    best: Found
    related: Sequence[Found]
    """At most one, of another article, that may help as well."""
    composed: ComposedAnswer


@dataclass(frozen=True)
class Unclear:
    """Several topics that may be meant: the customer had better be asked."""

    choices: Sequence[Found]
    """Of different articles, the likeliest first."""


Reply = Answer | Unclear | None


@dataclass(frozen=True)
class _InUse:
    """What a question is answered from: all of one index, and changed over to as one."""

    search: Search
    thresholds: Thresholds


class KnowledgeBase:
    """Answers from the passages; `answer_at` 0 takes the calibrated one.

    Opened on a folder, it takes over a new index there within a fraction of a second: one question
    looks for it and waits for it, while others are answered from the old one.
    """

    def __init__(
        self,
        index: KnowledgeIndex,
        encoder: SentenceEncoder,
        answer_at: float = 0.0,
    ) -> None:
        self._encoder = encoder
        self._answer_at = answer_at
        self._folder: Path | None = None
        self._version = ""
        self._looked_at = 0.0
        self._changing = threading.Lock()
        self._use(index)

    @classmethod
    def open(
        cls,
        folder: Path,
        encoder: SentenceEncoder,
        answer_at: float = 0.0,
    ) -> KnowledgeBase:
        """On the index in `folder`; raises `IndexUnavailable`, also for another encoder's."""
        version = store.version_of(folder)
        base = cls(store.load(folder, encoder.fingerprint), encoder, answer_at)
        base._folder, base._version = folder, version
        return base

    @property
    def passages(self) -> int:
        """How many passages can be found."""
        return len(self._in_use.search.index.passages)

    @property
    def contradictions(self) -> Sequence[Contradiction]:
        """Where articles say two things."""
        return self._in_use.search.index.contradictions

    def reply(
        self,
        question: str,
        context: Context = NO_CONTEXT,
        facts: CustomerFacts | None = None,
        may_ask: bool = True,
    ) -> Reply:
        """The answer to `question`, topics that may be meant, or None if no passage is close.

        `facts` are the customer's own, to be filled in where the passage has a rule. Where nothing
        may be asked back, the likeliest topic is the answer.
        """
        self._take_over_a_new_index()
        # A new index may come in between; one question is answered from one.
        in_use = self._in_use
        search, thresholds = in_use.search, in_use.thresholds
        found = search.find(question, _SEARCHED, context)
        decision = decide(found, thresholds)
        best = decision.answer
        if context.article_id is not None:
            # Who has chosen an article is answered from it.
            best = next(iter(found), None)
        elif not may_ask:
            best = best or next(iter(decision.choices), None)
        if best is None:
            return Unclear(decision.choices) if decision.choices else None
        others = [one for one in topics_of(found) if one.score >= thresholds.answer_at]
        related = [one for one in others if one.passage.article_id != best.passage.article_id]
        return Answer(best, related[:1], _composed(search, question, best, context, facts))

    def search(self, question: str, count: int, context: Context = NO_CONTEXT) -> list[Found]:
        """The `count` closest passages, the best first, whatever their score."""
        self._take_over_a_new_index()
        return self._in_use.search.find(question, count, context)

    def refresh(self) -> None:
        """Take over a new index at once, if there is one."""
        with self._changing:
            self._reload()

    def _use(self, index: KnowledgeIndex) -> None:
        given = self._answer_at
        thresholds = index.thresholds.with_answer_at(given) if given else index.thresholds
        self._in_use = _InUse(Search(index, self._encoder), thresholds)

    def _take_over_a_new_index(self) -> None:
        now = time.monotonic()
        if self._folder is None or now - self._looked_at < _LOOKED_FOR_A_NEW_INDEX_SECONDS:
            return
        # Whoever finds the lock taken answers from the index as it is.
        if self._changing.acquire(blocking=False):
            try:
                self._looked_at = now
                self._reload()
            finally:
                self._changing.release()

    def _reload(self) -> None:
        if self._folder is None:
            return
        try:
            version = store.version_of(self._folder)
            if version != self._version:
                self._use(store.load(self._folder, self._encoder.fingerprint))
                self._version = version
        except IndexUnavailable:
            # What is loaded still answers; the next look may find a whole one.
            return


def _composed(
    search: Search, question: str, found: Found, context: Context, facts: CustomerFacts | None
) -> ComposedAnswer:
    index = search.index
    # Who has chosen one article is told as well what others say against it.
    anywhere = replace(context, article_id=None)
    return compose(
        question,
        found.passage,
        search.vector_of(question),
        index.sentence_vectors(found.place),
        facts,
        [
            one
            for one in index.contradictions
            if all(
                anywhere.allows(index.article_by_id[said.article_id])
                for said in (one.first, one.second)
            )
        ],
        [] if facts is None else _exceptions(index, anywhere, facts.today),
    )


def _exceptions(index: KnowledgeIndex, context: Context, today: date) -> list[Statement]:
    """What those articles say, of the ones allowed, that hold today, but only for a time."""
    return [
        statement
        for place in index.articles_for_a_time
        if index.articles[place].is_valid_on(today) and context.allows(index.articles[place])
        for passage in index.passages_of(place)
        for statement in statements_of(passage)
    ]
