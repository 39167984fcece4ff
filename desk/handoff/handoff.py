"""Handing conversations to people and back: the only place where an owner changes."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.agents.agent import Agent
from desk.clock import Clock
from desk.conversations.conversation import Author, Conversation, Message, Reading, Reply
from desk.conversations.conversations import Conversations
from desk.conversations.tables import conversations_table as conversation_rows
from desk.conversations.tables import messages_table as message_rows
from desk.conversations.text import clean
from desk.database.database import Database
from desk.errors import NotFound
from desk.handoff import words
from desk.handoff.tables import tickets_table as rows
from desk.handoff.ticket import Reason, Ticket, TicketState


@dataclass(frozen=True)
class QueueEntry:
    """A ticket with what the queue shows beside it."""

    ticket: Ticket
    conversation: Conversation
    last_message: Message | None


class Handoff:
    """Opens tickets, keeps the queue, and lets agents claim, reply, return and resolve."""

    def __init__(self, database: Database, conversations: Conversations, clock: Clock) -> None:
        self._database = database
        self._conversations = conversations
        self._clock = clock

    async def request(
        self,
        conversation_id: str,
        reason: Reason,
        readings: Sequence[Reading] = (),
    ) -> Ticket:
        """Hand the conversation to people and tell the customer; asked again, it changes nothing.

        `readings` say how the engine understood the customer's messages so far.
        """
        await self._conversations.note_readings(conversation_id, readings)
        async with self._conversations.opened(conversation_id) as (session, conversation):
            open_ticket = await _open_ticket(session, conversation_id)
            if open_ticket is not None:
                return open_ticket
            ticket = Ticket(
                id=f"ticket_{uuid.uuid4().hex}",
                conversation_id=conversation_id,
                reason_code=reason.code,
                reason=reason.words,
                priority=reason.priority,
                frustration_score=reason.frustration_score,
                trend_score=reason.trend_score,
                evidence=reason.evidence,
                what_was_tried=reason.what_was_tried,
                opened_at=self._clock(),
            )
            conversation.queue()
            await self._conversations.leave_to_people(session, conversation_id)
            session.add(ticket)
            await session.flush()
            position = await _position(session, ticket)
            self._conversations.append(
                session,
                conversation,
                Reply(text=words.acknowledgement(reason.code, position), author=Author.SYSTEM),
            )
        await self._announce_queue(conversation_id)
        return ticket

    async def queue_position(self, conversation_id: str) -> int | None:
        """The place in the queue, from 1; None if the conversation does not wait."""
        async with self._database.read() as session:
            ticket = await _open_ticket(session, conversation_id)
            if ticket is None or ticket.state is not TicketState.WAITING:
                return None
            return await _position(session, ticket)

    async def waiting(self) -> int:
        """How many tickets wait for an agent."""
        async with self._database.read() as session:
            count = select(func.count()).where(rows.c.state == TicketState.WAITING)
            return await session.scalar(count) or 0

    async def queue(self) -> list[QueueEntry]:
        """All open tickets, the most urgent first and the oldest first within a priority."""
        # What people said: "you are next in line" tells an agent nothing.
        said = message_rows.alias()
        newest_said = (
            select(func.max(said.c.seq))
            .where(said.c.conversation_id == conversation_rows.c.id, said.c.author != Author.SYSTEM)
            .scalar_subquery()
        )
        async with self._database.read() as session:
            found = await session.execute(
                select(Ticket, Conversation, Message)
                .join(Conversation, conversation_rows.c.id == rows.c.conversation_id)
                .outerjoin(
                    Message,
                    (message_rows.c.conversation_id == conversation_rows.c.id)
                    & (message_rows.c.seq == newest_said),
                )
                .where(rows.c.closed_at.is_(None))
                .order_by(rows.c.priority, rows.c.opened_at)
            )
            return [QueueEntry(*row) for row in found]

    async def entry(self, ticket_id: str) -> QueueEntry:
        """One ticket, open or ended, with its conversation; raises `NotFound`."""
        async with self._database.read() as session:
            ticket = await _ticket(session, ticket_id)
            conversation = await session.get_one(Conversation, ticket.conversation_id)
            last = await session.get(Message, (conversation.id, conversation.last_seq))
            return QueueEntry(ticket, conversation, last)

    async def claim(self, ticket_id: str, agent: Agent) -> Ticket:
        """The agent takes the conversation; raises `TicketTaken` if a colleague has it."""
        async with self._opened(ticket_id) as (session, conversation, ticket):
            self._claim(session, conversation, ticket, agent)
        await self._announce_queue(ticket.conversation_id)
        return ticket

    async def reply(
        self, ticket_id: str, agent: Agent, client_message_id: str, text: str
    ) -> Message:
        """Say something to the customer; a reply to a waiting ticket claims it.

        The same `client_message_id` again is stored once. Raises `InvalidText`.
        """
        cleaned = clean(text)
        async with self._opened(ticket_id) as (session, conversation, ticket):
            known = await session.scalar(
                select(Message).where(
                    message_rows.c.conversation_id == conversation.id,
                    message_rows.c.client_message_id == client_message_id,
                )
            )
            if known is not None:
                return known
            claimed_now = self._claim(session, conversation, ticket, agent)
            message = self._conversations.append(
                session,
                conversation,
                Reply(
                    text=cleaned,
                    author=Author.AGENT,
                    author_name=agent.name,
                    client_message_id=client_message_id,
                ),
            )
        self._conversations.announce(ticket.conversation_id)
        if claimed_now:
            await self._announce_queue(ticket.conversation_id)
        return message

    async def return_to_bot(self, ticket_id: str, agent: Agent) -> Ticket:
        """The bot goes on from here, with a fresh start."""
        async with self._opened(ticket_id) as (session, conversation, ticket):
            self._claim(session, conversation, ticket, agent)
            ticket.return_to_bot(agent.id, self._clock())
            self._end(session, conversation, words.RETURNED_TO_BOT)
        await self._announce_queue(ticket.conversation_id)
        return ticket

    async def resolve(self, ticket_id: str, agent: Agent, note: str | None) -> Ticket:
        """The matter is settled; if the customer writes again, the bot answers."""
        async with self._opened(ticket_id) as (session, conversation, ticket):
            self._claim(session, conversation, ticket, agent)
            ticket.resolve(agent.id, note, self._clock())
            self._end(session, conversation, words.RESOLVED)
        await self._announce_queue(ticket.conversation_id)
        return ticket

    @asynccontextmanager
    async def _opened(
        self, ticket_id: str
    ) -> AsyncIterator[tuple[AsyncSession, Conversation, Ticket]]:
        async with self._database.read() as session:
            conversation_id = (await _ticket(session, ticket_id)).conversation_id
        # The conversation's row is locked first, always, so that two agents cannot deadlock.
        async with self._conversations.opened(conversation_id) as (session, conversation):
            yield session, conversation, await _ticket(session, ticket_id)

    def _claim(
        self, session: AsyncSession, conversation: Conversation, ticket: Ticket, agent: Agent
    ) -> bool:
        is_new = ticket.state is TicketState.WAITING
        ticket.claim(agent.id, self._clock())
        if is_new:
            conversation.give_to_agent(agent.id)
            joined = Reply(text=words.joined(agent.name), author=Author.SYSTEM)
            self._conversations.append(session, conversation, joined)
        return is_new

    def _end(self, session: AsyncSession, conversation: Conversation, farewell: str) -> None:
        conversation.return_to_bot()
        self._conversations.append(
            session, conversation, Reply(text=farewell, author=Author.SYSTEM)
        )

    async def _announce_queue(self, conversation_id: str) -> None:
        """Wake the conversation itself and everybody whose place in the queue has changed."""
        self._conversations.announce(conversation_id)
        for entry in await self.queue():
            if entry.ticket.state is TicketState.WAITING:
                self._conversations.announce(entry.conversation.id)


async def _ticket(session: AsyncSession, ticket_id: str) -> Ticket:
    ticket = await session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound("There is no such ticket.")
    return ticket


async def _open_ticket(session: AsyncSession, conversation_id: str) -> Ticket | None:
    return await session.scalar(
        select(Ticket).where(rows.c.conversation_id == conversation_id, rows.c.closed_at.is_(None))
    )


async def _position(session: AsyncSession, ticket: Ticket) -> int:
    ahead = select(func.count()).where(
        rows.c.state == TicketState.WAITING,
        rows.c.id != ticket.id,
        or_(
            rows.c.priority < ticket.priority,
            (rows.c.priority == ticket.priority) & (rows.c.opened_at < ticket.opened_at),
        ),
    )
    return 1 + (await session.scalar(ahead) or 0)
