"""Keeps what customers asked of the articles, and gathers what was not answered well."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.encoder.sentence_encoder import SentenceEncoder
from desk.clock import Clock
from desk.conversations.conversation import Author, Message
from desk.conversations.tables import messages_table as message_rows
from desk.database.database import Database, DatabaseUnavailable
from desk.errors import NotFound
from desk.insight.given_answers import given_answers, is_thanks
from desk.insight.question import AskedQuestion, MissingAnswer, Outcome
from desk.insight.question_tables import questions_table as rows
from desk.insight.rating import Rated, RatingKind
from desk.insight.tables import ratings_table as rating_rows

log = structlog.get_logger(__name__)

SHOWN_DAYS = 30
REWORDED_WITHIN = 3
"""Messages of the customer in which the same question may come again."""
SAME_QUESTION = 0.55
"""Cosine from which two questions of one conversation are one that was put in other words.

At this value the encoder knows 67 % of the pairs of Banking77's test file that have one intent, and
takes 1.5 % of the others for the same; of the questions of two of the demo shop's articles 0.1 %.
At 0.5 a third more different ones would be taken for the same, for three points."""
_WORST_MARKS = 2


class Questions:
    """One row for each question of a message; asked again in the same turn, it stays one."""

    def __init__(self, database: Database, encoder: SentenceEncoder, clock: Clock) -> None:
        self._database = database
        self._encoder = encoder
        self._clock = clock

    async def record(
        self,
        conversation_id: str,
        text: str,
        outcome: Outcome,
        *,
        message_seq: int | None = None,
        read_as: str = "",
        article_id: str | None = None,
        score: float | None = None,
    ) -> None:
        """Keep a question; `article_id` and `score` are those of the passage that answered it.

        `message_seq` is its message's; without it, the customer's newest message is taken for it.
        What the bot asked back about ends with the same question once more, which is then no other
        wording. An answer never fails because it cannot be recorded.
        """
        try:
            async with self._database.read() as session:
                places = await _customer_places(session, conversation_id)
                earlier = await _earlier(session, conversation_id, places)
            if not places:
                # The action server by itself, in a conversation that the desk does not know.
                return
            place = message_seq or places[0]
            question = AskedQuestion(
                id=_id_of(conversation_id, place, read_as or text),
                conversation_id=conversation_id,
                message_seq=place,
                asked_at=self._clock(),
                text=text,
                read_as=read_as or text,
                outcome=outcome,
                article_id=article_id,
                score=score,
            )
            await self._keep(question, earlier)
        except DatabaseUnavailable:
            log.warning("question.not_recorded", conversation_id=conversation_id)

    async def answers(self, conversation_id: str) -> dict[int, bool | None]:
        """Whether each answer from the articles has helped, by the sequence number of its message.

        None until the customer says; the oldest answer first.
        """
        async with self._database.read() as session:
            given = await given_answers(session, conversation_id)
            return {seq: question.helped for seq, question in given.items()}

    async def answer_helped(self, conversation_id: str, seq: int, has_helped: bool) -> None:
        """The customer's answer to "Did that help?", about the message `seq`; raises `NotFound`."""
        async with self._database.write() as session:
            question = (await given_answers(session, conversation_id)).get(seq)
            if question is None:
                raise NotFound("This message is no answer from an article.")
            question.helped = has_helped

    async def helped(self, conversation_id: str, has_helped: bool) -> None:
        """The customer wrote whether it helped: the newest answer to their last few messages."""
        await self._mark(conversation_id, has_helped, REWORDED_WITHIN + 1)

    async def take_thanks(self, message: Message) -> None:
        """Where a customer's message only says thanks, the answer right before it has helped."""
        if is_thanks(message.text):
            await self._mark(message.conversation_id, True, 2, is_guess=True)

    async def recent(self) -> list[AskedQuestion]:
        """All questions of the last 30 days, the oldest first."""
        query = select(AskedQuestion).where(self._is_recent()).order_by(rows.c.asked_at, rows.c.id)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def missing(self) -> list[MissingAnswer]:
        """Those of the last 30 days that were not answered well, the oldest first."""
        questions = await self.recent()
        async with self._database.read() as session:
            badly_rated = set(await session.scalars(_badly_rated()))
        answers = [
            MissingAnswer(question, question.lacks(question.conversation_id in badly_rated))
            for question in questions
        ]
        return [answer for answer in answers if answer.lacks]

    async def _mark(
        self, conversation_id: str, has_helped: bool, messages: int, *, is_guess: bool = False
    ) -> None:
        """Mark the newest answer to the customer's last `messages`; no turn fails because of it.

        A guess changes nothing that the customer has said themselves.
        """
        try:
            async with self._database.write() as session:
                places = (await _customer_places(session, conversation_id))[:messages]
                newest = await _newest_answered(session, conversation_id, places)
                if newest is not None and not (is_guess and newest.helped is not None):
                    newest.helped = has_helped
        except DatabaseUnavailable:
            log.warning("question.not_marked", conversation_id=conversation_id)

    async def _keep(self, question: AskedQuestion, earlier: Sequence[AskedQuestion]) -> None:
        same = await asyncio.to_thread(self._same_question, question, earlier)
        ended = [one.id for one in same if one.outcome is Outcome.ASKED_BACK]
        reworded = [one.id for one in same if one.outcome is not Outcome.ASKED_BACK]
        async with self._database.write() as session:
            for id_ in ended:
                await session.delete(await session.get_one(AskedQuestion, id_))
            await session.execute(
                update(rows).where(rows.c.id.in_(reworded)).values(is_reworded=True)
            )
            await session.merge(question)

    def _same_question(
        self, question: AskedQuestion, earlier: Sequence[AskedQuestion]
    ) -> list[AskedQuestion]:
        others = [one for one in earlier if one.message_seq != question.message_seq]
        if not others:
            return []
        own, *theirs = self._encoder.encode([question.read_as, *(o.read_as for o in others)])
        return [
            other
            for other, vector in zip(others, theirs, strict=True)
            if float(own @ vector) >= SAME_QUESTION
        ]

    def _is_recent(self) -> ColumnElement[bool]:
        return rows.c.asked_at >= self._clock() - timedelta(days=SHOWN_DAYS)


async def _customer_places(session: AsyncSession, conversation_id: str) -> list[int]:
    """The sequence numbers of the customer's newest messages, the newest first."""
    query = (
        select(message_rows.c.seq)
        .where(
            message_rows.c.conversation_id == conversation_id,
            message_rows.c.author == Author.CUSTOMER,
        )
        .order_by(message_rows.c.seq.desc())
        .limit(REWORDED_WITHIN + 1)
    )
    return list(await session.scalars(query))


async def _earlier(
    session: AsyncSession, conversation_id: str, places: Sequence[int]
) -> list[AskedQuestion]:
    query = select(AskedQuestion).where(
        rows.c.conversation_id == conversation_id, rows.c.message_seq.in_(places)
    )
    return list(await session.scalars(query.order_by(rows.c.asked_at, rows.c.id)))


async def _newest_answered(
    session: AsyncSession, conversation_id: str, places: Sequence[int]
) -> AskedQuestion | None:
    answered = [
        question
        for question in await _earlier(session, conversation_id, places)
        if question.outcome is Outcome.ANSWERED
    ]
    return max(answered, key=lambda one: (one.message_seq, one.asked_at), default=None)


def _badly_rated() -> Select[Any]:
    return select(rating_rows.c.conversation_id).where(
        rating_rows.c.kind == RatingKind.CSAT,
        rating_rows.c.about == Rated.BOT,
        rating_rows.c.score <= _WORST_MARKS,
    )


def _id_of(conversation_id: str, seq: int, read_as: str) -> str:
    digest = hashlib.sha256(f"{conversation_id}\0{seq}\0{read_as}".encode())
    return f"question_{digest.hexdigest()[:24]}"
