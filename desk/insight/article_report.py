"""How the articles do: never found, out of date, contradicting; and what new ones change."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.clock import Clock
from desk.insight.article_folder import ArticleFolder
from desk.insight.missing_knowledge import MissingKnowledge
from desk.insight.question import AskedQuestion, Outcome, WrittenArticle
from desk.insight.questions import SHOWN_DAYS, Questions
from knowledge_base.answers.contradictions import Contradiction
from knowledge_base.article import Article
from knowledge_base.conversation import BOT_LANGUAGE, Context
from knowledge_base.index.knowledge_index import are_compared
from knowledge_base.knowledge_base import Answer, KnowledgeBase

MOST_ASKED_AGAIN = 500
"""The newest so many different questions are asked again: some seconds, one at a time."""
_OLD_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class OldArticle:
    """An article that should be looked at: it ended on a day, or was updated long ago."""

    article: Article
    ended_on: date | None


@dataclass(frozen=True)
class ArticleReport:
    """What to look at; `answered` questions of the last 30 days were answered from articles.

    `articles` are all of them, by id.
    """

    answered: int
    articles: dict[str, Article]
    never_found: list[Article]
    out_of_date: list[OldArticle]
    contradictions: Sequence[Contradiction]
    are_compared: bool
    """Whether contradictions were looked for: not in a base too large for it."""


@dataclass(frozen=True)
class ArticleEffect:
    """A new or changed article, and the questions without a good answer that it answers now.

    `written` says by whom, if it was written in the console. `url` is None where the file is gone.
    """

    title: str
    url: str | None
    changed_at: date | datetime
    written: WrittenArticle | None
    answered_now: list[AskedQuestion]


class ArticleReports:
    """Reads the articles and the questions of the last 30 days side by side."""

    def __init__(
        self,
        questions: Questions,
        missing: MissingKnowledge,
        folder: ArticleFolder,
        knowledge: KnowledgeBase,
        clock: Clock,
    ) -> None:
        self._questions = questions
        self._missing = missing
        self._folder = folder
        self._knowledge = knowledge
        self._clock = clock

    async def report(self) -> ArticleReport:
        """Which articles no question led to, are out of date, or contradict each other."""
        articles = await asyncio.to_thread(self._folder.articles)
        answered = [q for q in await self._questions.recent() if q.outcome is Outcome.ANSWERED]
        # What was written here is too young for that; its effect says how it does.
        written = {one.article_id for one in await self._missing.written()}
        found = written | {question.article_id for question in answered}
        today = self._clock().date()
        # Where nothing was asked, nothing could be found: that says nothing about an article.
        never_found = [one for one in articles if answered and one.id not in found]
        return ArticleReport(
            len(answered),
            {one.id: one for one in articles},
            [one for one in never_found if one.audience == "customers" and one.is_valid_on(today)],
            _out_of_date(articles, today),
            self._knowledge.contradictions,
            are_compared(self._knowledge.passages),
        )

    async def effects(self) -> list[ArticleEffect]:
        """What the articles of the last 30 days change; those written here always, others if any.

        Questions that got no good answer then are asked again of what is indexed now.
        """
        articles = {one.id: one for one in await asyncio.to_thread(self._folder.articles)}
        written = {one.article_id: one for one in await self._missing.written()}
        since = self._clock().date() - timedelta(days=SHOWN_DAYS)
        updated = {
            one.id for one in articles.values() if one.updated_on and one.updated_on >= since
        }
        changed = updated | written.keys()
        if not changed:
            return []
        answered = await self._answered_now()
        effects = [
            ArticleEffect(
                articles[id_].title if id_ in articles else written[id_].title,
                articles[id_].url if id_ in articles else None,
                written[id_].written_at if id_ in written else articles[id_].updated_on or since,
                written.get(id_),
                answered.get(id_, []),
            )
            for id_ in sorted(changed)
            if id_ in written or answered.get(id_)
        ]
        return sorted(effects, key=lambda one: (one.written is None, -len(one.answered_now)))

    async def _answered_now(self) -> dict[str, list[AskedQuestion]]:
        """The questions of the last 30 days without a good answer, by the article they get now.

        What the same article answers as before has gained nothing, and is left out.
        """
        missing = [one.question for one in await self._questions.missing()]
        found: dict[str, list[AskedQuestion]] = {}
        context = Context(language=BOT_LANGUAGE, today=self._clock().date())
        for alike in _by_wording(missing)[-MOST_ASKED_AGAIN:]:
            # One by one, so that customers' own questions get their turn in between.
            reply = await asyncio.to_thread(self._knowledge.reply, alike[0].read_as, context)
            if isinstance(reply, Answer):
                id_ = reply.best.passage.article_id
                # Some of the same words were perhaps answered from it already, and others not.
                found.setdefault(id_, []).extend(one for one in alike if one.article_id != id_)
        return found


def _by_wording(questions: Sequence[AskedQuestion]) -> list[list[AskedQuestion]]:
    """The questions, those with the very same words together."""
    wordings: dict[str, list[AskedQuestion]] = {}
    for question in questions:
        wordings.setdefault(question.read_as, []).append(question)
    return list(wordings.values())


def _out_of_date(articles: Sequence[Article], today: date) -> list[OldArticle]:
    """First those that hold no more, then those that nobody has touched for a year."""
    ended = [
        OldArticle(one, one.valid_until)
        for one in articles
        if one.valid_until is not None and one.valid_until < today
    ]
    old = [
        OldArticle(one, None)
        for one in articles
        if one.updated_on is not None
        and one.updated_on < today - _OLD_AFTER
        and (one.valid_until is None or one.valid_until >= today)
    ]
    return ended + sorted(old, key=lambda one: one.article.updated_on or today)
