"""Looks through the articles for what keeps them from being found, or from being right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.answers.contradictions import Contradiction
from knowledge_base.article import Article, Problem
from knowledge_base.index.knowledge_index import KnowledgeIndex, are_compared
from knowledge_base.index.lexical import stems
from knowledge_base.index.rows import Encodings, Progress
from knowledge_base.passages import Passage
from knowledge_base.reading.folder import read_articles, require_folder
from knowledge_base.search import are_alike

_ALIKE = 0.85
"""Only passages whose meanings are so close are compared word by word."""
_SAME_QUESTION = 0.9
_AT_ONCE = 512


@dataclass(frozen=True)
class Check:
    """What was found; only `problems` keep articles from being answered from."""

    articles: int
    problems: list[Problem]
    duplicates: list[tuple[Passage, Passage]]
    """Passages of two articles that say the same in nearly the same words."""
    contradictions: Sequence[Contradiction]
    without_questions: list[Article]
    """Those without `asked_as`: they are found by their own words only."""
    lost_sections: list[tuple[Article, str]]
    """Headings that `asked_as` names and the article does not have."""
    perhaps_answered: list[tuple[Article, str, Article]]
    """Questions under `not_answered` that nearly stand under `asked_as` of another article."""
    ended: list[Article]
    """Those whose last day is over: nobody is told of them any more."""
    are_compared: bool
    """Whether contradictions were looked for: not in a base too large for it."""


def check(
    folder: Path,
    encoder: SentenceEncoder,
    today: date,
    earlier: KnowledgeIndex | None = None,
    progress: Progress | None = None,
) -> Check:
    """Read all articles in `folder` and compare them; what `earlier` knows is not encoded again.

    Raises `NoArticlesFolder`.
    """
    require_folder(folder)
    articles, problems = read_articles(folder)
    index = KnowledgeIndex.build(articles, encoder, earlier=earlier, progress=progress)
    return Check(
        articles=len(articles),
        problems=problems,
        duplicates=list(_duplicates(index)),
        contradictions=index.contradictions,
        without_questions=[one for one in articles if not one.asked_as],
        lost_sections=list(_lost_sections(index)),
        perhaps_answered=list(_perhaps_answered(articles, index, encoder)),
        ended=[one for one in articles if one.valid_until and one.valid_until < today],
        are_compared=are_compared(len(index.passages)),
    )


def _duplicates(index: KnowledgeIndex) -> Iterator[tuple[Passage, Passage]]:
    wholes = index.rows.vectors[index.rows.starts[:-1]]
    for start in range(0, len(wholes), _AT_ONCE):
        close = wholes[start : start + _AT_ONCE] @ wholes[start:].T
        for row, column in np.argwhere(np.triu(close >= _ALIKE, k=1)).tolist():
            first, second = index.passages[start + row], index.passages[start + column]
            if first.article_id != second.article_id and are_alike(
                frozenset(stems(first.text)), frozenset(stems(second.text))
            ):
                yield first, second


def _lost_sections(index: KnowledgeIndex) -> Iterator[tuple[Article, str]]:
    headings = {(passage.article_id, passage.heading) for passage in index.passages}
    for article in index.articles:
        for section in dict.fromkeys(article.sections.values()):
            if (article.id, section) not in headings:
                yield article, section


def _perhaps_answered(
    articles: Sequence[Article], index: KnowledgeIndex, encoder: SentenceEncoder
) -> Iterator[tuple[Article, str, Article]]:
    """What an article that was written since may answer: it is learnt as beyond all of them."""
    told = [article for article in articles if article.audience == "customers"]
    asked = [(text, article) for article in told for text in article.asked_as]
    beyond = [(text, article) for article in articles for text in article.not_answered]
    if not asked or not beyond:
        return
    known = Encodings(encoder, index.rows)
    if index.learnt is not None:
        index.learnt.remembered_by(known)
    known.add(text for text, _ in (*asked, *beyond))
    vectors = known.of([text for text, _ in asked])
    for text, article in beyond:
        close = vectors @ known.of([text])[0]
        if close.max() >= _SAME_QUESTION:
            yield article, text, asked[int(close.argmax())][1]
