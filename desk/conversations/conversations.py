"""The record of conversations: every message gets its place and its row before anything else."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock
from desk.conversations.announcements import Announcements, NewMessage, StatusChanged
from desk.conversations.conversation import (
    Author,
    Conversation,
    Message,
    Owner,
    Reading,
    Reply,
)
from desk.conversations.inbound import (
    Inbound,
    require_customer,
    require_room,
    title_of_offered,
)
from desk.conversations.tables import conversations_table as conversation_rows
from desk.conversations.tables import messages_table as message_rows
from desk.conversations.text import clean
from desk.database.database import Database
from desk.errors import Invalid, NotFound


class Conversations:
    """Starts conversations, stores what is said and hands it out in order."""

    def __init__(self, database: Database, announcements: Announcements, clock: Clock) -> None:
        self._database = database
        self._announcements = announcements
        self._clock = clock

    async def start(
        self,
        channel: str,
        customer_id: str | None = None,
        verified_by: str | None = None,
        locale: str | None = None,
        page: str | None = None,
    ) -> Conversation:
        """Open a new conversation, owned by the bot."""
        now = self._clock()
        conversation = Conversation(
            id=f"conv_{uuid.uuid4().hex}",
            channel=channel,
            started_at=now,
            locale=locale,
            page=page,
        )
        if customer_id is not None:
            conversation.verify(customer_id, verified_by or "unknown", now)
        async with self._database.write() as session:
            session.add(conversation)
        return conversation

    async def get(self, conversation_id: str) -> Conversation:
        """The conversation; raises `NotFound`."""
        async with self._database.read() as session:
            return await _load(session, conversation_id)

    async def receive(self, conversation_id: str, inbound: Inbound) -> Message:
        """Store what the customer sent; the same `client_message_id` again gives the first row.

        Raises `InvalidText`, `PayloadNotOffered`, `TooManyPhotos`, or `NotFound` also where the
        customer was erased; then nothing is stored.
        """
        text = None if inbound.text is None else clean(inbound.text)
        async with self.opened(conversation_id) as (session, conversation):
            require_customer(conversation)
            known = await _known(session, conversation_id, inbound.client_message_id)
            if known is not None:
                return known
            if inbound.payload is not None:
                text = await title_of_offered(session, conversation_id, inbound.payload)
            if inbound.photo is not None:
                await require_room(session, conversation_id)
                text = text or ""
            if text is None:
                raise Invalid("A message needs a text or a payload.")
            message = self.append(
                session,
                conversation,
                Reply(
                    text=text, author=Author.CUSTOMER, client_message_id=inbound.client_message_id
                ),
            )
            message.payload = inbound.payload
            message.photo = inbound.photo
        self._announcements.publish(NewMessage(conversation_id))
        return message

    async def expect_photo(self, conversation_id: str, client_message_id: str) -> Message | None:
        """The message that a photo was stored with before; None if there is room for another.

        Costs little, so that nothing costly is done in vain; only `receive` decides. Raises
        `NotFound` or `TooManyPhotos`.
        """
        async with self._database.read() as session:
            require_customer(await _load(session, conversation_id))
            known = await _known(session, conversation_id, client_message_id)
            if known is None:
                await require_room(session, conversation_id)
            return known

    async def say(self, conversation_id: str, replies: Iterable[Reply]) -> list[Message]:
        """Store messages of an agent or of the system and tell the listeners."""
        async with self.opened(conversation_id) as (session, conversation):
            messages = [self.append(session, conversation, reply) for reply in replies]
        self._announcements.publish(NewMessage(conversation_id))
        return messages

    async def greet(self, conversation_id: str, greeting: Reply, offer: str) -> None:
        """Say the first words; `offer` is the payload that a yes to them stands for."""
        async with self.opened(conversation_id) as (session, conversation):
            conversation.opening_offer = offer
            self.append(session, conversation, greeting)
        self._announcements.publish(NewMessage(conversation_id))

    async def finish_turn(self, conversation_id: str, seq: int, replies: Sequence[Reply]) -> bool:
        """Close the turn of the customer's message `seq` with what the bot says to it.

        Whose message it is is checked in the same transaction: if people have taken the
        conversation over since, the replies are dropped, also when it is back with the bot by now;
        and where the customer was erased, whom they are about.
        Returns whether they were said.
        """
        async with self.opened(conversation_id) as (session, conversation):
            message = await session.get_one(Message, (conversation_id, seq))
            is_ours = conversation.owner is Owner.BOT and not conversation.is_erased
            may_speak = is_ours and message.answered_at is None
            if may_speak:
                for reply in replies:
                    self.append(session, conversation, reply)
            message.answered_at = message.answered_at or self._clock()
        if may_speak and replies:
            self._announcements.publish(NewMessage(conversation_id))
        return may_speak

    async def next_unanswered(self, conversation_id: str) -> tuple[Message, Conversation] | None:
        """The oldest message of the customer that waits for the bot; None if a person owns it.

        What came in while people had the conversation never enters the bot's queue.
        """
        async with self._database.read() as session:
            found = await session.execute(
                select(Message, Conversation)
                .join(Conversation, conversation_rows.c.id == message_rows.c.conversation_id)
                .where(
                    message_rows.c.conversation_id == conversation_id,
                    message_rows.c.author == Author.CUSTOMER,
                    message_rows.c.answered_at.is_(None),
                    conversation_rows.c.owner == Owner.BOT,
                )
                .order_by(message_rows.c.seq)
                .limit(1)
            )
            row = found.one_or_none()
            return None if row is None else (row[0], row[1])

    async def with_unanswered(self) -> list[str]:
        """Ids of the bot's conversations in which a message waits: after a crash, to be resumed."""
        async with self._database.read() as session:
            rows = await session.scalars(
                select(conversation_rows.c.id)
                .distinct()
                .join(message_rows, message_rows.c.conversation_id == conversation_rows.c.id)
                .where(
                    message_rows.c.author == Author.CUSTOMER,
                    message_rows.c.answered_at.is_(None),
                    conversation_rows.c.owner == Owner.BOT,
                )
            )
            return list(rows)

    async def messages(
        self, conversation_id: str, after: int = 0, limit: int | None = None
    ) -> list[Message]:
        """The messages with a sequence number above `after`, in order."""
        async with self._database.read() as session:
            rows = await session.scalars(
                select(Message)
                .where(
                    message_rows.c.conversation_id == conversation_id, message_rows.c.seq > after
                )
                .order_by(message_rows.c.seq)
                .limit(limit)
            )
            return list(rows)

    async def verify(self, conversation_id: str, customer_id: str, method: str) -> None:
        """Record who the customer is, once that was shown in the conversation."""
        async with self.opened(conversation_id) as (_, conversation):
            conversation.verify(customer_id, method, self._clock())

    async def dialogue_was_refreshed(self, conversation_id: str) -> None:
        """The engine has forgotten the time before the human stretch."""
        async with self.opened(conversation_id) as (_, conversation):
            conversation.dialogue_is_stale = False

    async def note_readings(self, conversation_id: str, readings: Iterable[Reading]) -> None:
        """Keep how the engine read the customer's messages, for the people who take over."""
        async with self._database.write() as session:
            for reading in readings:
                await session.execute(
                    update(message_rows)
                    .where(
                        message_rows.c.conversation_id == conversation_id,
                        message_rows.c.seq == reading.seq,
                        message_rows.c.author == Author.CUSTOMER,
                    )
                    .values(
                        intent=reading.intent,
                        intent_score=reading.intent_score,
                        frustration_score=reading.frustration_score,
                    )
                )

    @asynccontextmanager
    async def opened(
        self, conversation_id: str
    ) -> AsyncIterator[tuple[AsyncSession, Conversation]]:
        """A write transaction that holds the conversation's row: one thing happens at a time.

        Other capabilities change the owner through it, together with their own rows.
        """
        async with self._database.write() as session:
            yield session, await _load(session, conversation_id, lock=True)

    async def leave_to_people(self, session: AsyncSession, conversation_id: str) -> None:
        """Within a transaction of `opened`: what waits for the bot is now for people to answer."""
        await session.execute(
            update(message_rows)
            .where(
                message_rows.c.conversation_id == conversation_id,
                message_rows.c.answered_at.is_(None),
            )
            .values(answered_at=self._clock())
        )

    def announce(self, conversation_id: str) -> None:
        """Wake the listeners after a transaction that changed the owner or said something."""
        self._announcements.publish(StatusChanged(conversation_id))
        self._announcements.publish(NewMessage(conversation_id))

    def append(self, session: AsyncSession, conversation: Conversation, reply: Reply) -> Message:
        """Store a message within a transaction of `opened`; call `announce` after it has ended."""
        now = self._clock()
        conversation.last_seq += 1
        conversation.last_message_at = now
        # What a customer writes while people own the conversation is theirs to answer, so it never
        # waits for the bot.
        waits_for_bot = reply.author is Author.CUSTOMER and conversation.owner is Owner.BOT
        message = Message(
            conversation_id=conversation.id,
            seq=conversation.last_seq,
            author=reply.author,
            author_name=reply.author_name,
            text=reply.text,
            buttons=reply.buttons,
            citations=reply.citations,
            asks=reply.asks,
            client_message_id=reply.client_message_id,
            created_at=now,
            answered_at=None if waits_for_bot else now,
        )
        session.add(message)
        return message


async def _known(
    session: AsyncSession, conversation_id: str, client_message_id: str
) -> Message | None:
    known: Message | None = await session.scalar(
        select(Message).where(
            message_rows.c.conversation_id == conversation_id,
            message_rows.c.client_message_id == client_message_id,
        )
    )
    return known


async def _load(session: AsyncSession, conversation_id: str, lock: bool = False) -> Conversation:
    query = select(Conversation).where(conversation_rows.c.id == conversation_id)
    conversation = await session.scalar(query.with_for_update() if lock else query)
    if conversation is None:
        raise NotFound("There is no such conversation.")
    return conversation
