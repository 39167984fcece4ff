"""Answers questions from the company's articles, or says that they do not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.articles import ARTICLES_FOLDER, Problem, read_articles
from knowledge_base.calibration import (
    DEFAULT_THRESHOLD,
    QUESTIONS_FILE,
    Calibration,
    calibrate,
    read_questions,
)
from knowledge_base.index import Found, IndexUnavailable, KnowledgeIndex, fingerprint


@dataclass(frozen=True)
class Answer:
    """The passage that answers, and further articles that may help."""

    best: Found
    related: list[Found]


@dataclass(frozen=True)
class BuildReport:
    """What became of the articles."""

    articles: int
    passages: int
    problems: list[Problem]
    calibration: Calibration | None
    was_current: bool


class KnowledgeBase:
    """A search over the passages; `threshold` 0 takes the calibrated one."""

    def __init__(
        self, index: KnowledgeIndex, encoder: SentenceEncoder, threshold: float = 0.0
    ) -> None:
        self._index = index
        self._encoder = encoder
        self._threshold = threshold or index.threshold

    @property
    def passages(self) -> int:
        """How many passages can be found."""
        return len(self._index.passages)

    def answer(self, question: str) -> Answer | None:
        """The best passage for `question`, or None if no passage is close enough."""
        found = self.search(question, 8)
        if not found or found[0].score < self._threshold:
            return None
        best, *others = found
        related = {
            other.passage.article_id: other
            for other in reversed(others)
            if other.passage.article_id != best.passage.article_id
            and other.score >= self._threshold
        }
        closest = sorted(related.values(), key=lambda other: -other.score)
        return Answer(best, closest[:1])

    def search(self, question: str, count: int) -> list[Found]:
        """The `count` closest passages, the best first, whatever their score."""
        return self._index.nearest(self._encoder.encode([question])[0], count)


def build_index(
    folder: Path,
    encoder: SentenceEncoder,
    articles_folder: Path = ARTICLES_FOLDER,
    questions_file: Path = QUESTIONS_FILE,
) -> BuildReport:
    """Make the index in `folder` fit the articles; does nothing where it already does."""
    source = fingerprint(articles_folder, questions_file, encoder)
    articles, problems = read_articles(articles_folder)
    try:
        index = KnowledgeIndex.load(folder)
    except IndexUnavailable:
        index = None
    if index is not None and index.source == source:
        return BuildReport(len(articles), len(index.passages), problems, None, was_current=True)
    index = KnowledgeIndex.build(articles, encoder, source)
    calibration = calibrate(index, encoder, read_questions(questions_file))
    index.threshold = DEFAULT_THRESHOLD if calibration is None else calibration.threshold
    index.save(folder)
    return BuildReport(len(articles), len(index.passages), problems, calibration, was_current=False)
