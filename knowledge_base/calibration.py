"""Finds the score below which the bot had better say that it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.index import KnowledgeIndex

QUESTIONS_FILE = Path(__file__).resolve().parent / "questions.yml"
DEFAULT_THRESHOLD = 0.55
"""Used where there are too few questions to calibrate with; the value found for the demo shop's
articles, rounded."""
_ENOUGH = 20
_COST_OF_WRONG_ANSWER = 2.0
"""A wrong answer is worse than a question passed to a person; this many times worse."""


@dataclass(frozen=True)
class Question:
    """A question as a customer asks it; `article` is None where no article answers it."""

    question: str
    article: str | None


@dataclass(frozen=True)
class Calibration:
    """What a threshold does on the questions; shares are 0–1."""

    threshold: float
    right_article_share: float
    answered_share: float
    wrongly_answered_share: float
    refused_share: float


def read_questions(file: Path) -> list[Question]:
    """The calibration questions, or none where the file does not exist."""
    if not file.exists():
        return []
    return [Question(**entry) for entry in yaml.safe_load(file.read_text("utf-8"))]


def calibrate(
    index: KnowledgeIndex, encoder: SentenceEncoder, questions: list[Question]
) -> Calibration | None:
    """The threshold that costs least on `questions`; None if there are too few of them."""
    known = {passage.article_id for passage in index.passages}
    usable = [q for q in questions if q.article is None or q.article in known]
    answerable = sum(q.article is not None for q in usable)
    if min(answerable, len(usable) - answerable) < _ENOUGH:
        return None
    vectors = encoder.encode([q.question for q in usable])
    best = [index.nearest(vector, 1)[0] for vector in vectors]
    judged = [
        (found.score, q.article is not None, found.passage.article_id == q.article)
        for q, found in zip(usable, best, strict=True)
    ]
    candidates = sorted({0.0, *(score + 1e-4 for score, _, _ in judged)})
    threshold = min(candidates, key=lambda value: _cost(judged, value))
    unanswerable = len(usable) - answerable
    right = [j for j in judged if j[2]]
    return Calibration(
        threshold=threshold,
        right_article_share=len(right) / answerable,
        answered_share=sum(s >= threshold for s, _, _ in right) / answerable,
        wrongly_answered_share=sum(s >= threshold and not r for s, _, r in judged) / len(usable),
        refused_share=sum(s < threshold and not a for s, a, _ in judged) / unanswerable,
    )


def _cost(judged: list[tuple[float, bool, bool]], threshold: float) -> float:
    cost = 0.0
    for score, is_answerable, is_right in judged:
        if score >= threshold:
            cost += 0 if is_right else _COST_OF_WRONG_ANSWER
        elif is_answerable:
            cost += 1
    return cost
