"""Finds the scores from which the bot answers, and below which it had better say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.deciding import choices_of, is_close, topics_of
from knowledge_base.search import Search
from knowledge_base.thresholds import Thresholds

QUESTIONS_FILE = Path(__file__).resolve().parent / "questions.yml"
_ENOUGH = 20
_SEARCHED = 8
_STEP = 0.02
_HIGHEST = 1.7
# Compared with a question that is passed to a person though an article answers it (1).
_WRONGLY_ANSWERED = 2.5
_RIGHT_ONE_OFFERED = 0.5
_ONLY_WRONG_ONES_OFFERED = 1.0
_NONE_CAN_ANSWER_AND_SOME_OFFERED = 0.7


@dataclass(frozen=True)
class Question:
    """A question as a customer asks it, and the articles that answer it; none if none does."""

    question: str
    articles: frozenset[str]


@dataclass(frozen=True)
class Calibration:
    """What thresholds do on the questions; shares are 0–1."""

    thresholds: Thresholds
    right_article_share: float
    """Of the answerable: the best passage is of a right article, answered or not."""
    answered_share: float
    """Of the answerable: answered from a right article."""
    offered_share: float
    """Of the answerable: asked back about, a right article among the topics."""
    wrongly_answered_share: float
    """Of all questions: answered from a wrong article, or though no article answers."""
    refused_share: float
    """Of the unanswerable: neither answered nor asked back about."""


def read_questions(file: Path) -> list[Question]:
    """The questions in `file`, or none where it does not exist."""
    if not file.exists():
        return []
    return [
        Question(entry["question"], frozenset(entry["articles"]))
        for entry in yaml.safe_load(file.read_text("utf-8"))
    ]


def calibrate(search: Search, questions: Sequence[Question]) -> Calibration | None:
    """The thresholds that cost least on `questions`; None if there are too few of them."""
    judged = _Judged.of(search, questions)
    answerable = int(judged.is_answerable.sum())
    if min(answerable, len(judged.is_answerable) - answerable) < _ENOUGH:
        return None
    bounds = [step * _STEP for step in range(round(_HIGHEST / _STEP) + 1)]
    pairs = (Thresholds(high, low) for high, low in product(bounds, bounds) if low <= high)
    # Of several that cost the same, the most careful one.
    best = min(pairs, key=lambda one: (judged.cost(one), -one.answer_at, -one.ask_at))
    return judged.calibration(best)


def measure(search: Search, questions: Sequence[Question], thresholds: Thresholds) -> Calibration:
    """What `thresholds` do on other questions, of which some are answerable and some are not."""
    return _Judged.of(search, questions).calibration(thresholds)


@dataclass(frozen=True)
class _Judged:
    """What was found for each question, in arrays of shape (questions,)."""

    scores: NDArray[np.float64]
    """Of the best passage; 0 where nothing was found."""
    is_close: NDArray[np.bool_]
    is_answerable: NDArray[np.bool_]
    is_first_right: NDArray[np.bool_]
    is_right_offered: NDArray[np.bool_]

    @classmethod
    def of(cls, search: Search, questions: Sequence[Question]) -> _Judged:
        known = {article.id for article in search.index.articles}
        usable = [one for one in questions if not one.articles or one.articles & known]
        found = [topics_of(search.find(one.question, _SEARCHED)) for one in usable]
        right = [
            [topic.passage.article_id in one.articles for topic in topics]
            for one, topics in zip(usable, found, strict=True)
        ]
        return cls(
            np.array([topics[0].score if topics else 0.0 for topics in found]),
            np.array([is_close(topics) for topics in found], dtype=bool),
            np.array([bool(one.articles) for one in usable], dtype=bool),
            np.array([any(own[:1]) for own in right], dtype=bool),
            np.array(
                [
                    any(own[: len(choices_of(topics))])
                    for own, topics in zip(right, found, strict=True)
                ],
                dtype=bool,
            ),
        )

    def answered(self, thresholds: Thresholds) -> NDArray[np.bool_]:
        """As `decide` does."""
        is_clear: NDArray[np.bool_] = (self.scores >= thresholds.answer_at) & ~self.is_close
        return is_clear & (self.scores >= thresholds.ask_at)

    def asked_back(self, thresholds: Thresholds) -> NDArray[np.bool_]:
        is_near: NDArray[np.bool_] = self.scores >= thresholds.ask_at
        return is_near & ~self.answered(thresholds)

    def cost(self, thresholds: Thresholds) -> float:
        answered, asked_back = self.answered(thresholds), self.asked_back(thresholds)
        refused = ~answered & ~asked_back
        of_offer = np.where(self.is_right_offered, _RIGHT_ONE_OFFERED, _ONLY_WRONG_ONES_OFFERED)
        of_offer = np.where(self.is_answerable, of_offer, _NONE_CAN_ANSWER_AND_SOME_OFFERED)
        return float(
            _WRONGLY_ANSWERED * (answered & ~self.is_first_right).sum()
            + of_offer[asked_back].sum()
            + (refused & self.is_answerable).sum()
        )

    def calibration(self, thresholds: Thresholds) -> Calibration:
        answered, asked_back = self.answered(thresholds), self.asked_back(thresholds)
        able, unable = self.is_answerable, ~self.is_answerable
        return Calibration(
            thresholds=thresholds,
            right_article_share=_share(self.is_first_right, able),
            answered_share=_share(answered & self.is_first_right, able),
            offered_share=_share(asked_back & self.is_right_offered, able),
            wrongly_answered_share=_share(answered & ~self.is_first_right, able | unable),
            refused_share=_share(~answered & ~asked_back, unable),
        )


def _share(which: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
    return float((which & of).sum() / max(int(of.sum()), 1))
