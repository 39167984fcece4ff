"""What the articles do not answer, by meaning, and the articles that are written because of it."""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from sqlalchemy import Update, select, update

from bot.encoder.sentence_encoder import SentenceEncoder
from desk.agents.agent import Agent
from desk.clock import Clock
from desk.database.database import Database
from desk.errors import NotFound, Unavailable
from desk.insight.article_folder import ArticleFolder
from desk.insight.article_text import ArticleDraft
from desk.insight.drafts import Drafts
from desk.insight.question import AskedQuestion, MissingAnswer, QuestionGroup, WrittenArticle
from desk.insight.question_groups import Vectors, grouped, most_central
from desk.insight.question_tables import questions_table as rows
from desk.insight.question_tables import written_table as written_rows
from desk.insight.questions import Questions
from knowledge_base.index.store import IndexNotWritten
from knowledge_base.reading.folder import NoArticlesFolder

MOST_GROUPED = 4000
"""The newest so many are grouped: about a second, and 64 MB for as long as it takes."""


class NotFoundYet(Unavailable):
    """An article is there, and the index of the articles does not know it."""

    code = "not_found_yet"


class MissingKnowledge:
    """Groups questions, drafts articles for them, and keeps who wrote one.

    `refresh` makes the knowledge base answer from what is in the folder now.
    """

    def __init__(
        self,
        database: Database,
        questions: Questions,
        drafts: Drafts,
        folder: ArticleFolder,
        refresh: Callable[[], None],
        encoder: SentenceEncoder,
        clock: Clock,
    ) -> None:
        self._database = database
        self._questions = questions
        self._drafts = drafts
        self._folder = folder
        self._refresh = refresh
        self._encoder = encoder
        self._clock = clock
        # By question: encoding some thousands takes seconds, so each is encoded once.
        self._known: dict[str, Vectors] = {}

    async def groups(self) -> list[QuestionGroup]:
        """The questions of the last 30 days without a good answer, by meaning.

        Those asked most often since anybody wrote about them come first.
        """
        answers = (await self._questions.missing())[-MOST_GROUPED:]
        written = {one.article_id: one for one in await self.written()}
        groups = await asyncio.to_thread(self._grouped, answers, written)
        return sorted(groups, key=_urgency)

    async def written(self) -> list[WrittenArticle]:
        """The articles that were written here, the oldest first."""
        query = select(WrittenArticle).order_by(written_rows.c.written_at, written_rows.c.id)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def draft(self, question_id: str) -> ArticleDraft:
        """A draft for the group that the question is in now; raises `NotFound`."""
        return await self._drafts.of(await self._group_of(question_id))

    async def write(self, question_id: str, agent: Agent, draft: ArticleDraft) -> WrittenArticle:
        """Make the article a file, let it be found, and keep who wrote it for which questions.

        Raises `NotFound`, `InvalidArticle`, `ArticleExists` or `CannotWriteArticle`; and
        `NotFoundYet` after all is written but the index.
        """
        group = await self._group_of(question_id)
        now = self._clock()
        article = await asyncio.to_thread(self._folder.add, draft, now.date())
        written = WrittenArticle(
            id=f"written_{uuid.uuid4().hex}"[:40],
            article_id=article.id,
            title=article.title,
            agent_id=agent.id,
            agent_name=agent.name,
            written_at=now,
            asked=len(group.answers),
        )
        async with self._database.write() as session:
            session.add(written)
            await session.execute(_all_of(group).values(written_article_id=article.id))
        try:
            await asyncio.to_thread(self._refresh)
        except (NoArticlesFolder, IndexNotWritten) as error:
            raise NotFoundYet(
                f"“{article.title}” is written, but customers' questions do not find it yet: the "
                "index of the articles could not be renewed. Ask whoever runs Parley to look at it."
            ) from error
        return written

    async def leave_out(self, question_id: str, agent: Agent) -> None:
        """No article should answer this group, or what is asked like it; raises `NotFound`."""
        group = await self._group_of(question_id)
        change = _all_of(group).values(left_out_by=agent.name, left_out_at=self._clock())
        async with self._database.write() as session:
            await session.execute(change)

    async def take_back(self, question_id: str) -> None:
        """It should, after all; raises `NotFound`."""
        group = await self._group_of(question_id)
        async with self._database.write() as session:
            await session.execute(_all_of(group).values(left_out_by=None, left_out_at=None))

    async def _group_of(self, question_id: str) -> QuestionGroup:
        for group in await self.groups():
            if any(question.id == question_id for question in group.questions):
                return group
        raise NotFound("This question is not among those without an answer any more.")

    def _grouped(
        self, answers: Sequence[MissingAnswer], written: dict[str, WrittenArticle]
    ) -> list[QuestionGroup]:
        vectors = self._vectors([answer.question for answer in answers])
        return [
            QuestionGroup(
                answers[most_central(vectors, group)].question,
                [answers[row] for row in group],
                _written_for([answers[row].question for row in group], written),
            )
            for group in grouped(vectors)
        ]

    def _vectors(self, questions: Sequence[AskedQuestion]) -> Vectors:
        new = [question for question in questions if question.id not in self._known]
        fresh = self._encoder.encode([question.read_as for question in new])
        known = self._known | {one.id: row for one, row in zip(new, fresh, strict=True)}
        # What is not shown any more goes: erased, answered or too old.
        self._known = {question.id: known[question.id] for question in questions}
        vectors = [self._known[question.id] for question in questions]
        return np.array(vectors, np.float32).reshape(-1, self._encoder.dimensions)


def _all_of(group: QuestionGroup) -> Update:
    return update(rows).where(rows.c.id.in_([question.id for question in group.questions]))


def _urgency(group: QuestionGroup) -> tuple[int, int, float]:
    newest = group.answers[-1].question.asked_at.timestamp()
    return -group.asked_since, -len(group.answers), -newest


def _written_for(
    questions: Sequence[AskedQuestion], written: dict[str, WrittenArticle]
) -> WrittenArticle | None:
    """The article that most of the questions were the reason for; of several, the newest."""
    reasons = Counter(one.written_article_id for one in questions)
    known = [written[id_] for id_ in reasons if id_ in written]
    return max(known, key=lambda one: (reasons[one.article_id], one.written_at), default=None)
