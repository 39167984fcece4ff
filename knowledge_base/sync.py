"""Makes the index fit the folder of articles."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.article import Article, Problem
from knowledge_base.calibration import (
    QUESTIONS_FILE,
    Calibration,
    calibrate,
    read_questions,
)
from knowledge_base.index import store
from knowledge_base.index.intents import Messages
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.rows import Progress
from knowledge_base.index.store import IndexUnavailable
from knowledge_base.reading.folder import ARTICLES_FOLDER, read_articles, require_folder
from knowledge_base.search import Search
from knowledge_base.thresholds import DEFAULT, DEFAULT_WHERE_LEARNT
from knowledge_base.training_messages import MESSAGES_FOLDER, read_messages

OF_ANOTHER_ENCODER = "The index was of another encoder, so every article was read anew."
"""What people are told where `was_of_another_encoder`."""
# More than this share of the articles, and the thresholds are found anew; that takes seconds.
_FEW_CHANGED = 0.1


@dataclass(frozen=True)
class SyncReport:
    """What became of the articles."""

    articles: int
    passages: int
    changed: tuple[str, ...]
    """Ids of the articles that are new or other than they were."""
    removed: tuple[str, ...]
    problems: list[Problem]
    calibration: Calibration | None
    """None where there are too few questions to calibrate with, or little had changed."""
    was_current: bool
    was_of_another_encoder: bool = False
    """The index was made anew from all articles, since another encoder reads texts otherwise."""


def sync(
    folder: Path,
    encoder: SentenceEncoder,
    articles_folder: Path = ARTICLES_FOLDER,
    questions_file: Path = QUESTIONS_FILE,
    progress: Progress | None = None,
    anew: bool = False,
    messages_folder: Path = MESSAGES_FOLDER,
) -> SyncReport:
    """Make the index in `folder` fit the articles; only what changed is read and encoded.

    With `anew`, all are. In `messages_folder` is what the bot is trained with. Questions are
    answered from the old index until the new one is complete. A few changed articles leave the
    thresholds as they are. Who comes while another makes the index waits for it. Raises
    `NoArticlesFolder`, which leaves the index as it is, and `IndexNotWritten`.
    """
    require_folder(articles_folder)
    with store.locked(folder):
        return _made_to_fit(
            folder, encoder, articles_folder, questions_file, messages_folder, progress, anew
        )


def _made_to_fit(
    folder: Path,
    encoder: SentenceEncoder,
    articles_folder: Path,
    questions_file: Path,
    messages_folder: Path,
    progress: Progress | None,
    anew: bool,
) -> SyncReport:
    stored = None if anew else _stored(folder)
    earlier = stored if stored is not None and stored.encoder == encoder.fingerprint else None
    known = {} if earlier is None else {one.digest: one for one in earlier.articles if one.digest}
    articles, problems = read_articles(articles_folder, known)
    source = _fingerprint(articles)
    # Messages teach only what the articles' questions are about.
    asks = any(article.asked_as for article in articles)
    messages = read_messages(messages_folder) if asks else {}
    questions = _digest(questions_file, messages)
    digests = set(known)
    changed = tuple(one.id for one in articles if one.digest not in digests)
    kept = {one.id for one in articles}
    removed = tuple(one.id for one in (earlier.articles if earlier else ()) if one.id not in kept)
    has_same_questions = earlier is not None and earlier.questions == questions
    if earlier is not None and earlier.source == source and has_same_questions:
        count = len(earlier.passages)
        return SyncReport(len(articles), count, (), (), problems, None, was_current=True)
    index = KnowledgeIndex.build(articles, encoder, source, earlier, progress, messages)
    is_much = len(changed) + len(removed) > _FEW_CHANGED * len(articles)
    calibration = None
    if earlier is None or is_much or not has_same_questions or _learns_otherwise(index, earlier):
        calibration = calibrate(Search(index, encoder), read_questions(questions_file))
        default = DEFAULT if index.learnt is None else DEFAULT_WHERE_LEARNT
        thresholds = default if calibration is None else calibration.thresholds
    else:
        thresholds = earlier.thresholds
    store.save(replace(index, thresholds=thresholds, questions=questions), folder)
    return SyncReport(
        len(articles),
        len(index.passages),
        changed,
        removed,
        problems,
        calibration,
        was_current=False,
        was_of_another_encoder=stored is not None and earlier is None,
    )


def _learns_otherwise(index: KnowledgeIndex, earlier: KnowledgeIndex) -> bool:
    """Whether only one of them has learnt from questions: its scores are higher."""
    return (index.learnt is None) != (earlier.learnt is None)


def _stored(folder: Path) -> KnowledgeIndex | None:
    try:
        return store.load(folder)
    except IndexUnavailable:
        return None


def _fingerprint(articles: Sequence[Article]) -> str:
    """Changes with any article."""
    digest = hashlib.sha256()
    for article in articles:
        digest.update(article.digest.encode())
    return digest.hexdigest()


def _digest(questions_file: Path, messages: Messages) -> str:
    """Changes with what the thresholds are calibrated with, besides the articles."""
    digest = hashlib.sha256(questions_file.read_bytes() if questions_file.exists() else b"")
    digest.update(repr(messages).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
