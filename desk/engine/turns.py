"""The bot's turns: one at a time in a conversation, each customer message answered exactly once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from itertools import chain, repeat
from typing import Any, TypeVar

import structlog

from desk.conversations.announcements import Announcements, Typing
from desk.conversations.conversation import Author, Conversation, Message, Reply
from desk.conversations.conversations import Conversations
from desk.conversations.text import for_engine
from desk.database.database import DatabaseUnavailable
from desk.engine.client import Engine, EngineUnavailable
from desk.handoff.handoff import Handoff
from desk.handoff.ticket import Priority, Reason
from desk.insight.metrics import Metrics

# Tells the engine that people have had the conversation; customers cannot send it (`for_engine`).
HANDOFF_ENDED = "/handoff_ended"
# A photo without words.
PHOTO_SENT = "/photo_sent"
_RETRY_SECONDS = (0.2, 1.0, 3.0, 10.0)
_FINISH_SECONDS = 5.0

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


class Turns:
    """Takes up each unanswered message in the order in which it came.

    A conversation has at most one worker task in this process; when the worker finds nothing more
    to answer, it ends.
    """

    def __init__(
        self,
        conversations: Conversations,
        engine: Engine,
        handoff: Handoff,
        announcements: Announcements,
        metrics: Metrics,
    ) -> None:
        self._conversations = conversations
        self._engine = engine
        self._handoff = handoff
        self._announcements = announcements
        self._metrics = metrics
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._called_again: set[str] = set()
        self._released = asyncio.Event()
        self._released.set()

    def hold(self) -> None:
        """Let messages wait: the engine is only starting."""
        self._released.clear()

    def release(self) -> None:
        """Answer what waits, and all that comes."""
        self._released.set()

    def take_up(self, conversation_id: str) -> None:
        """Answer what waits in the conversation, in the background."""
        if conversation_id in self._workers:
            # The worker may be past its last look into the database: it must look once more.
            self._called_again.add(conversation_id)
            return
        task = asyncio.create_task(self._work(conversation_id), name=f"turns {conversation_id}")
        self._workers[conversation_id] = task
        task.add_done_callback(lambda _: self._ended(conversation_id))

    async def resume(self) -> None:
        """Take up what was left unanswered when the desk last stopped."""
        for conversation_id in await self._conversations.with_unanswered():
            self.take_up(conversation_id)

    async def finish(self) -> None:
        """Give the turns in progress a moment; what they leave is resumed at the next start."""
        if self._workers:
            _, unfinished = await asyncio.wait(self._workers.values(), timeout=_FINISH_SECONDS)
            for task in unfinished:
                task.cancel()

    def _ended(self, conversation_id: str) -> None:
        del self._workers[conversation_id]
        if conversation_id in self._called_again:
            self._called_again.discard(conversation_id)
            self.take_up(conversation_id)

    async def _work(self, conversation_id: str) -> None:
        await self._released.wait()
        next_unanswered = partial(self._conversations.next_unanswered, conversation_id)
        while waiting := await _patiently(next_unanswered):
            await self._answer(*waiting)

    async def _answer(self, message: Message, conversation: Conversation) -> None:
        self._announcements.publish(Typing(conversation.id, Author.BOT, active=True))
        try:
            with self._metrics.turn_seconds.time():
                replies = await self._ask_engine(conversation, message)
            await self._say(message, replies)
        except EngineUnavailable as error:
            log.warning("turn.engine_unavailable", conversation_id=conversation.id, why=str(error))
            why = f"The assistant could not answer. {error}"
            await self._give_to_people(message, "engine_unavailable", why)
        except Exception:
            # Whatever went wrong, the customer must not be left without a word.
            log.exception("turn.failed", conversation_id=conversation.id)
            await self._give_to_people(message, "turn_failed", "The assistant failed at this turn.")
        finally:
            self._announcements.publish(Typing(conversation.id, Author.BOT, active=False))

    async def _say(self, message: Message, replies: list[Reply]) -> None:
        if not replies and await self._still_waits(message):
            await self._give_to_people(
                message, "no_answer", "The assistant had no answer to the last message."
            )
            return
        finish = partial(
            self._conversations.finish_turn, message.conversation_id, message.seq, replies
        )
        said = await _patiently(finish)
        if not said:
            # Whoever took the conversation may have done so in another process.
            self._conversations.announce(message.conversation_id)
        self._metrics.turns.labels(outcome="answered" if said else "handed_over").inc()

    async def _still_waits(self, message: Message) -> bool:
        """Whether the message is the bot's to answer: a handoff in its turn leaves it to people.

        Not just whether the bot has the conversation: people may have given it back by now.
        """
        next_unanswered = partial(self._conversations.next_unanswered, message.conversation_id)
        waiting = await _patiently(next_unanswered)
        return waiting is not None and waiting[0].seq == message.seq

    async def _ask_engine(self, conversation: Conversation, message: Message) -> list[Reply]:
        if conversation.dialogue_is_stale:
            await self._engine.turn(conversation.id, HANDOFF_ENDED, {})
            await _patiently(partial(self._conversations.dialogue_was_refreshed, conversation.id))
        return await self._engine.turn(
            conversation.id,
            _words(message),
            _metadata(conversation, message),
        )

    async def _give_to_people(self, message: Message, code: str, why: str) -> None:
        self._metrics.turns.labels(outcome=code).inc()
        reason = Reason(
            code=code,
            words=why,
            priority=Priority.HIGH,
            evidence=[{"name": "Unanswered message", "value": message.text[:500] or "A photo"}],
        )
        await _patiently(partial(self._handoff.request, message.conversation_id, reason))
        await _patiently(
            partial(self._conversations.finish_turn, message.conversation_id, message.seq, [])
        )


async def _patiently(operation: Callable[[], Awaitable[Result]]) -> Result:
    """Do it as soon as the database answers: the engine must not be asked again for want of it."""
    for wait_seconds in chain(_RETRY_SECONDS, repeat(_RETRY_SECONDS[-1])):
        try:
            return await operation()
        except DatabaseUnavailable:
            log.warning("turn.database_unavailable", retry_in_seconds=wait_seconds)
            await asyncio.sleep(wait_seconds)
    raise AssertionError("repeat() does not end")


def _words(message: Message) -> str:
    """The message as the engine takes it: an intent by its name, or what the customer wrote."""
    if message.payload is not None:
        return message.payload
    if message.photo is not None and not message.text:
        return PHOTO_SENT
    return for_engine(message.text)


def _metadata(conversation: Conversation, message: Message) -> dict[str, Any]:
    return {
        "customer": conversation.customer_id,
        "verified": conversation.is_verified,
        "channel": conversation.channel,
        "locale": conversation.locale,
        "page": conversation.page,
        "seq": message.seq,
        "photo": message.photo is not None,
        "opening_offer": conversation.opening_offer,
    }
