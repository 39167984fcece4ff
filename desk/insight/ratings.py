"""Asks customers how it was, keeps what they answer, and adds it up."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock
from desk.conversations.conversation import Author, Conversation, Message, Owner, Reply
from desk.conversations.conversations import Conversations
from desk.conversations.tables import messages_table as message_rows
from desk.conversations.text import clean
from desk.database.database import Database
from desk.errors import Conflict
from desk.insight.rating import (
    MAX_COMMENT_CHARACTERS,
    Rated,
    Rating,
    RatingFigure,
    RatingKind,
    RatingQuestion,
)
from desk.insight.tables import ratings_table as rows

ASKS_RATING = "rating"
FIGURES_DAYS = 30
THANKS = "Thank you, that helps us."
_PROMOTER_FROM = 9
_DETRACTOR_TO = 6
# `4`, `4/5`, `4 out of 5`, `4 stars`, and why: `2 because you are slow`, `2, far too slow`.
_NUMBER = re.compile(
    r"(\d{1,2})\s*(?:(?:/|of|out of)\s*\d{1,2})?\s*(?:stars?|points?)?\s*"
    r"(?:[.!]?|(?P<why>[\s,;:.–-]*\b(?:because|cause|cos|coz|cuz|since|as|for)\b[^?]+)"
    r"|(?P<more>\s*[,;:.–-]\s*[^\W\d][^?]*))",
    re.IGNORECASE,
)
# What comes after the number without a "because" could be a request, which is the bot's to answer.
_REQUEST = re.compile(
    r"\b(?:where|when|what|how|which|who|can|could|will|would|want|need|like to|please|help|cancel|"
    r"return|refund|exchange|change|order|send|tell|give|show|stop)\b",
    re.IGNORECASE,
)
_NO_WORDS = " \t\n,;:.–-"


class NothingToRate(Conflict):
    """The customer has not said anything yet."""

    code = "nothing_to_rate"


@dataclass(frozen=True)
class RatingPlan:
    """Which question a conversation gets: a share (0–1) NPS, a share effort, the rest CSAT."""

    are_asked: bool = True
    nps_share: float = 0.1
    effort_share: float = 0.1

    def kind_for(self, conversation_id: str) -> RatingKind:
        """Always the same for the same conversation and shares, on every machine."""
        digest = hashlib.sha256(conversation_id.encode()).digest()
        place = int.from_bytes(digest[:8]) / 2**64
        if place < self.nps_share:
            return RatingKind.NPS
        if place < self.nps_share + self.effort_share:
            return RatingKind.EFFORT
        return RatingKind.CSAT


class Ratings:
    """One rating for a conversation and kind; a conversation is asked once at most."""

    def __init__(
        self, database: Database, conversations: Conversations, clock: Clock, plan: RatingPlan
    ) -> None:
        self._database = database
        self._conversations = conversations
        self._clock = clock
        self._plan = plan

    async def question_for(
        self, conversation_id: str, about: Rated = Rated.BOT
    ) -> RatingQuestion | None:
        """The question to put to the customer now, who then counts as asked.

        None if there is none to put: asked or rated before, nothing said yet, or switched off.
        Whoever says it gives the message `asks: "rating"`.
        """
        async with self._conversations.opened(conversation_id) as (session, conversation):
            return await self._put(session, conversation, about)

    async def ask(self, conversation_id: str, about: Rated) -> None:
        """Put the question, if there is one to put, as a message of the system."""
        async with self._conversations.opened(conversation_id) as (session, conversation):
            question = await self._put(session, conversation, about)
            if question is None:
                return
            reply = Reply(text=question.text, author=Author.SYSTEM, asks=ASKS_RATING)
            self._conversations.append(session, conversation, reply)
        self._conversations.announce(conversation_id)

    async def record(
        self, conversation_id: str, kind: RatingKind, score: int, comment: str | None = None
    ) -> Rating:
        """Keep the customer's answer; a new one replaces the one before, comment included.

        Raises `NothingToRate` or `InvalidScore`.
        """
        words = clean(comment) if comment and comment.strip() else None
        async with self._conversations.opened(conversation_id) as (session, _):
            rating = await session.get(Rating, (conversation_id, kind))
            is_new = rating is None
            if rating is None:
                about = await _last_speaker(session, conversation_id)
                rating = Rating(conversation_id, kind, about)
            rating.give(score, words, self._clock())
            if is_new:
                session.add(rating)
        return rating

    async def take_answer(self, message: Message) -> bool:
        """Take a customer's message as the answer, if it is one: a number right after the question.

        Then the message waits for the bot no longer, and the customer is thanked; of a number that
        is not on the scale they are asked again. Returns whether it was taken; the next words are
        the bot's to answer again.
        """
        answer = _answer_in(message.text)
        if answer is None:
            return False
        conversation_id, (score, comment) = message.conversation_id, answer
        # Numbers choose from lists, too: only one after the question is worth a lock.
        async with self._database.read() as session:
            if await _question_before(session, message) is None:
                return False
        async with self._conversations.opened(conversation_id) as (session, conversation):
            rating = await _question_before(session, message)
            stored = await session.get_one(Message, (conversation_id, message.seq))
            waits = conversation.owner is Owner.BOT and stored.answered_at is None
            if rating is None or not waits:
                return False
            now = self._clock()
            stored.answered_at = now
            if rating.scale.holds(score):
                rating.give(score, comment, now)
                reply = Reply(text=THANKS, author=Author.SYSTEM)
            else:
                text = RatingQuestion(rating.kind).again
                reply = Reply(text=text, author=Author.SYSTEM, asks=ASKS_RATING)
            self._conversations.append(session, conversation, reply)
        self._conversations.announce(conversation_id)
        return True

    async def of(self, conversation_ids: Collection[str]) -> list[Rating]:
        """What was asked and rated in these conversations, the newest question last."""
        query = (
            select(Rating)
            .where(rows.c.conversation_id.in_(list(conversation_ids)))
            .order_by(func.coalesce(rows.c.asked_at, rows.c.rated_at), rows.c.kind)
        )
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def figures(self) -> list[RatingFigure]:
        """The answers of the last 30 days, for each kind and whom they are about."""
        promoters = func.sum(case((rows.c.score >= _PROMOTER_FROM, 1), else_=0))
        detractors = func.sum(case((rows.c.score <= _DETRACTOR_TO, 1), else_=0))
        query = (
            select(
                rows.c.kind,
                rows.c.about,
                func.count().label("number"),
                func.avg(rows.c.score).label("average"),
                (promoters - detractors).label("net_promoters"),
            )
            .where(rows.c.rated_at >= self._clock() - timedelta(days=FIGURES_DAYS))
            .group_by(rows.c.kind, rows.c.about)
            .order_by(rows.c.kind, rows.c.about)
        )
        async with self._database.read() as session:
            return [
                RatingFigure(
                    kind=row.kind,
                    about=row.about,
                    count=row.number,
                    average=float(row.average),
                    net_promoters=int(row.net_promoters),
                )
                for row in await session.execute(query)
            ]

    async def _put(
        self, session: AsyncSession, conversation: Conversation, about: Rated
    ) -> RatingQuestion | None:
        known = select(rows.c.kind).where(rows.c.conversation_id == conversation.id).limit(1)
        if not self._plan.are_asked or await session.scalar(known) is not None:
            return None
        if not await _customer_spoke(session, conversation.id):
            return None
        kind = self._plan.kind_for(conversation.id)
        session.add(Rating(conversation.id, kind, about, asked_at=self._clock()))
        return RatingQuestion(kind)


def _answer_in(text: str) -> tuple[int, str | None] | None:
    """The number, and what was said to it; None if the message is more than an answer."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    # A reason ends with its sentence; without a "because", the first words may be a request.
    rest = found["more"] or (found["why"] or "").partition(".")[2]
    if _REQUEST.search(rest):
        return None
    comment = (found["why"] or found["more"] or "").strip(_NO_WORDS)
    return int(found[1]), comment[:MAX_COMMENT_CHARACTERS] or None


async def _customer_spoke(session: AsyncSession, conversation_id: str) -> bool:
    theirs = select(message_rows.c.seq).where(
        message_rows.c.conversation_id == conversation_id,
        message_rows.c.author == Author.CUSTOMER,
    )
    return await session.scalar(theirs.limit(1)) is not None


async def _last_speaker(session: AsyncSession, conversation_id: str) -> Rated:
    """Whom an unasked rating is about; raises `NothingToRate`."""
    if not await _customer_spoke(session, conversation_id):
        raise NothingToRate("There is nothing to rate yet.")
    newest = (
        select(message_rows.c.author)
        .where(
            message_rows.c.conversation_id == conversation_id,
            message_rows.c.author.in_((Author.BOT, Author.AGENT)),
        )
        .order_by(message_rows.c.seq.desc())
        .limit(1)
    )
    return Rated.AGENT if await session.scalar(newest) is Author.AGENT else Rated.BOT


async def _question_before(session: AsyncSession, message: Message) -> Rating | None:
    """The question that stands right before the message."""
    before = await session.get(Message, (message.conversation_id, message.seq - 1))
    if before is None or before.asks != ASKS_RATING:
        return None
    query = (
        select(Rating)
        .where(
            rows.c.conversation_id == message.conversation_id,
            rows.c.asked_at.is_not(None),
        )
        .order_by(rows.c.asked_at.desc())
        .limit(1)
    )
    rating: Rating | None = await session.scalar(query)
    return rating
