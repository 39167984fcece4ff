"""Finds the passages that answer a question in its conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.conversation import NO_CONTEXT, Context, readings_of
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.lexical import stems
from knowledge_base.passages import Passage

# Enough rows that `count` passages are among them though a passage has about ten.
_ROWS_PER_PASSAGE = 12
_CANDIDATES_BY_WORDS = 50
_CANDIDATES_BY_SUBJECT = 1_000
_MOST_SUBJECTS = 5
# On questions.yml any value from 0.2 to 0.5 has the right passage first about as often; the more
# the whole counts, the fewer questions are answered wrongly, and the fewer at all.
_WEIGHT_OF_WHOLE = 0.3
_WEIGHT_OF_WORDS = 0.1
# How much it counts that the question is like those that were written for the article, and unlike
# those that no article answers; two thirds or double of each do nearly as well on questions.yml.
_WEIGHT_OF_LEARNT = 0.6
_WEIGHT_OF_UNANSWERED = 0.45
# What pulls less has nothing to do with the question.
_LEAST_PULL = 0.05
# What is about another subject than that in question is put off by so much; on the dialogues of
# `make evaluate` any value from 0.5 to 2 does the same within two points.
_WEIGHT_OF_SUBJECT = 1.0
# A name that was said before counts less with each turn since.
_DECAY = 0.9
# Less than half of a name is no mention of it.
_LEAST_OF_A_NAME = 0.5
_TURNS_LOOKED_AT = 12
_REMEMBERED_TEXTS = 256
# Two passages whose words are the same to this share say the same.
_SAME_WORDS = 0.85


@dataclass(frozen=True)
class Found:
    """A passage and how well it answers the question.

    The score is at most 1.1, and 1.7 where the articles say how they are asked for.
    """

    passage: Passage
    score: float
    place: int
    """That of the passage in the index."""
    duplicates: tuple[Passage, ...] = ()
    """Passages of other articles that say the same, and are not listed by themselves."""


class Search:
    """Meaning, words, subject and learnt questions; the same question finds the same passages."""

    def __init__(self, index: KnowledgeIndex, encoder: SentenceEncoder) -> None:
        self.index = index
        self._vector_of = lru_cache(_REMEMBERED_TEXTS)(lambda text: encoder.encode([text])[0])

    def vector_of(self, text: str) -> NDArray[np.float32]:
        """The meaning of a text, (384,); the newest ones are remembered."""
        vector: NDArray[np.float32] = self._vector_of(text)
        return vector

    def find(self, question: str, count: int, context: Context = NO_CONTEXT) -> list[Found]:
        """The `count` best passages that may be quoted here, the best first."""
        if not self.index.passages:
            return []
        readings = readings_of(question, context)
        vectors = np.stack([self.vector_of(text) for text in readings])
        lacks = self._lack_of_subject(question, context)
        pulls, pull_to_none = self._pulls(readings, vectors)
        candidates = self._candidates(question, vectors, lacks, pulls, count, context)
        articles = self.index.article_of[candidates]
        scores = (
            self._closeness(candidates, vectors)
            + _WEIGHT_OF_WORDS * self.index.words.scores_of(question, candidates)
            + _WEIGHT_OF_LEARNT * pulls[articles]
            - _WEIGHT_OF_UNANSWERED * pull_to_none
            - _WEIGHT_OF_SUBJECT * lacks[articles]
        )
        ranked = sorted(zip(scores, candidates, strict=True), key=lambda one: (-one[0], one[1]))
        return self._folded([(int(place), float(score)) for score, place in ranked], count)

    def _candidates(
        self,
        question: str,
        vectors: NDArray[np.float32],
        lacks: NDArray[np.float64],
        pulls: NDArray[np.float32],
        count: int,
        context: Context,
    ) -> NDArray[np.int64]:
        """Passages that are close, that share words, or whose article is about what is in question.

        The last one by its subjects, or by the questions written for it.
        """
        index = self.index
        rows = [index.nearest.nearest(one, count * _ROWS_PER_PASSAGE) for one in vectors]
        close = np.searchsorted(index.rows.starts, np.concatenate(rows), side="right") - 1
        worded, _ = index.words.best(question, _CANDIDATES_BY_WORDS)
        about = np.flatnonzero((lacks < lacks.max()) & ~index.is_about_all)
        subject, _ = ranges(index.article_starts[about], index.article_starts[about + 1])
        subject = subject[:_CANDIDATES_BY_SUBJECT]
        pulled = np.flatnonzero(pulls >= _LEAST_PULL)
        pulled = pulled[np.argsort(-pulls[pulled], kind="stable")]
        likely = [one for one in pulled.tolist() if context.allows(index.articles[one])][:count]
        asked = np.array(likely, dtype=np.int64)
        asked_for, _ = ranges(index.article_starts[asked], index.article_starts[asked + 1])
        asked_for = asked_for[:_CANDIDATES_BY_SUBJECT]
        every = np.unique(np.concatenate([close, worded, subject, asked_for]))
        allowed = {
            article: context.allows(index.articles[article])
            for article in set(index.article_of[every].tolist())
        }
        return every[[allowed[article] for article in index.article_of[every].tolist()]]

    def _closeness(
        self, passages: NDArray[np.int64], vectors: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """The closest detail counts most; the whole keeps a chance phrase from winning alone."""
        if not len(passages):
            return np.zeros(0, dtype=np.float32)
        firsts = self.index.rows.starts[passages]
        rows, starts = ranges(firsts, self.index.rows.starts[passages + 1])
        close = self.index.rows.vectors[rows] @ vectors.T
        best = np.maximum.reduceat(close, starts, axis=0)
        blended = (1 - _WEIGHT_OF_WHOLE) * best + _WEIGHT_OF_WHOLE * close[starts]
        closest: NDArray[np.float32] = blended.max(axis=1)
        return closest

    def _pulls(
        self, readings: Sequence[str], vectors: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], float]:
        """How much the question is like those written for each article, 0–1, (articles,).

        And how much like those that none answers, 0–1. The reading that says most counts: of "and
        for gift cards?" the one with what it goes on.
        """
        learnt = self.index.learnt
        if learnt is None:
            return np.zeros(len(self.index.articles), dtype=np.float32), 0.0
        every = np.stack(
            [learnt.pulls(text, vector) for text, vector in zip(readings, vectors, strict=True)]
        ).clip(0, 1)
        return every[:, :-1].max(axis=0), float(every[:, -1].min())

    def _lack_of_subject(self, question: str, context: Context) -> NDArray[np.float64]:
        """How much less than the subject in question each article is about, 0–1, (articles,)."""
        named = self._named(question, context)
        lacks = np.zeros(len(self.index.articles))
        if not named.any():
            return lacks
        highest = named.max()
        lacks[~self.index.is_about_all] = highest
        # From the least named to the most: an article about several has the most of them.
        for subject in np.argsort(named)[-_MOST_SUBJECTS:]:
            if named[subject] > 0:
                lacks[self.index.articles_about[int(subject)]] = highest - named[subject]
        return lacks

    def _named(self, question: str, context: Context) -> NDArray[np.float64]:
        """How much each subject is in question, by name and how lately it was said."""
        subjects = self.index.subjects
        said = [turn.text for turn in context.turns[-_TURNS_LOOKED_AT:]]
        lately = [question, *context.subjects, *reversed(said)]
        ages = [0, *([1] * len(context.subjects)), *range(1, len(said) + 1)]
        most = np.zeros(len(subjects.names))
        for text, age in zip(lately, ages, strict=True):
            named = subjects.named_in(text)
            np.maximum(most, np.where(named >= _LEAST_OF_A_NAME, named, 0) * _DECAY**age, out=most)
        return most

    def _folded(self, ranked: Sequence[tuple[int, float]], count: int) -> list[Found]:
        """The best `count`, those that say the same as a better one folded into it."""
        kept: list[tuple[Found, frozenset[str], list[Passage]]] = []
        for place, score in ranked:
            passage = self.index.passages[place]
            words = frozenset(stems(passage.text))
            same = next((one for _, others, one in kept if are_alike(others, words)), None)
            if same is not None:
                same.append(passage)
            elif len(kept) == count:
                break
            else:
                kept.append((Found(passage, score, place), words, []))
        return [replace(found, duplicates=tuple(same)) for found, _, same in kept]


def ranges(
    starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All numbers from each start up to its end, one after the other, and where each begins."""
    counts = ends - starts
    begins = np.cumsum(counts) - counts
    every: NDArray[np.int64] = np.arange(counts.sum()) + np.repeat(starts - begins, counts)
    return every, begins


def are_alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether texts of these stems say the same."""
    return len(first & second) >= _SAME_WORDS * max(len(first | second), 1)
