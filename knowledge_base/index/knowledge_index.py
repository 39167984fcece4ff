"""Everything by which passages are found, made from articles and kept on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.answers.contradictions import Contradiction, contradictions, statements_of
from knowledge_base.answers.sentences import searchable
from knowledge_base.article import Article
from knowledge_base.index.intents import Messages
from knowledge_base.index.learnt import Examples, LearntQuestions, learn
from knowledge_base.index.lexical import WordIndex
from knowledge_base.index.rows import Encodings, Progress, Rows, rows_of
from knowledge_base.index.subjects import Subjects
from knowledge_base.index.vectors import NearestRows
from knowledge_base.passages import Passage, split
from knowledge_base.thresholds import NEVER, Thresholds

MOST_PASSAGES_COMPARED = 2_000
"""Comparing the sentences of more takes longer than anybody waits for a changed article."""


@dataclass(frozen=True)
class KnowledgeIndex:
    """The passages of all articles, in the articles' order, and the ways to find them."""

    articles: Sequence[Article]
    """With an empty body: their text is in the passages."""
    passages: Sequence[Passage]
    article_of: NDArray[np.int64]
    """The place of each passage's article in `articles`, (passages,)."""
    rows: Rows
    nearest: NearestRows
    words: WordIndex
    learnt: LearntQuestions | None
    """None where no article says how it is asked for."""
    encoder: str
    """Fingerprint of the encoder: the vectors of another one mean something else."""
    source: str = ""
    """Fingerprint of the articles that the index was made from."""
    contradictions: Sequence[Contradiction] = ()
    """Statements of two articles that cannot both be true; not looked for in a large base."""
    thresholds: Thresholds = NEVER
    """As calibrated with the questions."""
    questions: str = ""
    """Fingerprint of the questions that the thresholds were calibrated with, and of what the bot is
    trained with."""

    @classmethod
    def build(
        cls,
        articles: Sequence[Article],
        encoder: SentenceEncoder,
        source: str = "",
        earlier: KnowledgeIndex | None = None,
        progress: Progress | None = None,
        messages: Messages = MappingProxyType({}),
    ) -> KnowledgeIndex:
        """Split and encode `articles`; what `earlier` holds of the same encoder is taken over.

        `messages` are those that the bot is trained with.

        An article with an empty body has to be in `earlier` with the same digest.
        """
        known = {} if earlier is None else earlier.passages_by_digest
        passages = {article.id: known.get(article.digest) or split(article) for article in articles}
        encodings = Encodings(encoder, None if earlier is None else earlier.rows)
        kept = {} if earlier is None else earlier.rows_by_digest
        rows = rows_of(articles, passages, encodings, kept, progress)
        every = [passage for article in articles for passage in passages[article.id]]
        counts = [len(passages[article.id]) for article in articles]
        return cls(
            articles=[replace(article, body="") for article in articles],
            passages=every,
            article_of=np.repeat(np.arange(len(articles)), counts),
            rows=rows,
            nearest=NearestRows.of(rows.vectors),
            words=WordIndex.of(passage.searchable for passage in every),
            learnt=learn(
                Examples.of(articles),
                messages,
                encodings,
                None if earlier is None else earlier.learnt,
            ),
            contradictions=found_contradictions(every, rows),
            encoder=encoder.fingerprint,
            source=source,
        )

    def sentence_vectors(self, place: int) -> NDArray[np.float32]:
        """The vectors of a passage's sentences, as `searchable` gives them, (sentences, 384)."""
        return self.rows.of(place, searchable(self.passages[place]))

    @cached_property
    def subjects(self) -> Subjects:
        """What the articles are about, each subject once."""
        names = (name for article in self.articles for name in article.products)
        return Subjects(list(dict.fromkeys(names)))

    @cached_property
    def articles_about(self) -> Mapping[int, NDArray[np.int64]]:
        """The places of the articles about each subject of `subjects`."""
        places = {name: place for place, name in enumerate(self.subjects.names)}
        about: dict[int, list[int]] = {}
        for article, one in enumerate(self.articles):
            for name in one.products:
                about.setdefault(places[name], []).append(article)
        return {subject: np.array(found) for subject, found in about.items()}

    @cached_property
    def is_about_all(self) -> NDArray[np.bool_]:
        """Whether an article is about nothing in particular, (articles,)."""
        return np.array([not article.products for article in self.articles], dtype=bool)

    @cached_property
    def article_starts(self) -> NDArray[np.int64]:
        """The first passage of each article, and the number of passages, (articles + 1,)."""
        return np.searchsorted(self.article_of, np.arange(len(self.articles) + 1))

    @cached_property
    def article_by_id(self) -> Mapping[str, Article]:
        """Each article by its id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def articles_for_a_time(self) -> Sequence[int]:
        """The places of the articles that end some day; most bases have few."""
        return [place for place, one in enumerate(self.articles) if one.valid_until is not None]

    def passages_of(self, article: int) -> Sequence[Passage]:
        """The passages of the article at this place."""
        return self.passages[self.article_starts[article] : self.article_starts[article + 1]]

    @cached_property
    def passages_by_digest(self) -> Mapping[str, list[Passage]]:
        """The passages of each article that was read from a file, by its digest."""
        return {
            article.digest: list(self.passages_of(place))
            for place, article in enumerate(self.articles)
            if article.digest
        }

    @cached_property
    def rows_by_digest(self) -> Mapping[str, Rows]:
        """The rows of each article that was read from a file, by its digest."""
        starts = self.article_starts.tolist()
        return {
            article.digest: self.rows.part(starts[place], starts[place + 1])
            for place, article in enumerate(self.articles)
            if article.digest
        }


def are_compared(passages: int) -> bool:
    """Whether contradictions are looked for among so many passages."""
    return passages <= MOST_PASSAGES_COMPARED


def found_contradictions(passages: Sequence[Passage], rows: Rows) -> list[Contradiction]:
    """Where articles contradict each other; nothing where there are too many to compare."""
    if not are_compared(len(passages)):
        return []
    vectors = [rows.of(place, searchable(passage)) for place, passage in enumerate(passages)]
    statements = [statement for passage in passages for statement in statements_of(passage)]
    return contradictions(statements, np.concatenate(vectors)) if statements else []
