"""The public chat API: what the widget, and anybody's own client, talks to."""

# No `from __future__ import annotations` here: FastAPI must see the types of local dependencies.

import json
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any, Self

from fastapi import APIRouter, Depends, Header, Query
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sse_starlette import EventSourceResponse, ServerSentEvent

from desk.channels.accepted import Accepted, ClientMessageId
from desk.channels.answers import add_answer_routes
from desk.channels.chat_sessions import ChatSessions
from desk.channels.photos import add_photo_routes
from desk.channels.rate_limit import RateLimit
from desk.conversations.announcements import Announcement, StatusChanged, Typing
from desk.conversations.conversation import Owner
from desk.conversations.inbound import Inbound
from desk.errors import NotSignedIn
from desk.insight.rating import RatingKind
from desk.services import Services

PING_SECONDS = 15
_MAX_PAYLOAD_CHARACTERS = 2000
# Far above what `clean` accepts: the sentence about a message's length is better than pydantic's.
_MAX_RAW_CHARACTERS = 100_000
_SEQ = re.compile(r"[0-9]{1,9}")


class NewSession(BaseModel):
    """Asks for a conversation. `customer_token` is signed by the shop; without it: anonymous."""

    model_config = ConfigDict(extra="forbid")
    customer_token: Annotated[str, Field(max_length=4000)] | None = None
    locale: Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z0-9_-]*$")] | None = None
    page: Annotated[str, Field(max_length=2000)] | None = None


class Session(BaseModel):
    """A conversation and the token that opens it."""

    conversation_id: str
    token: str


class NewMessage(BaseModel):
    """A text, or the payload of a button that was offered; exactly one of them."""

    model_config = ConfigDict(extra="forbid")
    client_message_id: ClientMessageId
    text: Annotated[str, Field(max_length=_MAX_RAW_CHARACTERS)] | None = None
    payload: Annotated[str, Field(max_length=_MAX_PAYLOAD_CHARACTERS)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.payload is None):
            raise ValueError("give either a text or a payload")
        return self


class NewRating(BaseModel):
    """How the customer found the conversation; `kind` has its own scale for `score`."""

    model_config = ConfigDict(extra="forbid")
    kind: RatingKind
    score: Annotated[int, Field(strict=True)]
    comment: Annotated[str, Field(max_length=_MAX_RAW_CHARACTERS)] | None = None


class History(BaseModel):
    """Messages in order, and who answers now."""

    messages: list[dict[str, Any]]
    owner: Owner
    queue_position: int | None


def web_chat_router(services: Services) -> APIRouter:
    """The routes of the public chat API."""
    router = APIRouter(prefix="/api/chat", tags=["chat"])
    sessions = ChatSessions(services)
    rate_limit = RateLimit(services.settings.messages_per_minute, services.clock)
    ConversationId = Annotated[str, Depends(sessions.conversation_id)]  # noqa: N806 - a type
    add_photo_routes(router, services, sessions, rate_limit)
    add_answer_routes(router, services, sessions, rate_limit)

    @router.post("/sessions", status_code=201)
    async def start(body: NewSession) -> Session:
        """Open a conversation."""
        customer = None
        if body.customer_token is not None:
            customer_id = services.customer_tokens.customer_id(body.customer_token)
            customer = await services.customers.get(customer_id)
            if customer is None:
                raise NotSignedIn("The customer of this token is not known here.")
        conversation = await services.conversations.start(
            channel="web",
            customer_id=None if customer is None else customer.id,
            verified_by=None if customer is None else "token",
            locale=body.locale,
            page=body.page,
        )
        if customer is not None:
            greeting = await services.anticipation.greeting_for(customer)
            if greeting is not None:
                await services.conversations.greet(conversation.id, greeting.reply, greeting.offer)
        return Session(conversation_id=conversation.id, token=sessions.token(conversation.id))

    @router.post("/messages", status_code=202)
    async def send(body: NewMessage, conversation: ConversationId) -> Accepted:
        """Take a message; the same `client_message_id` again changes nothing."""
        rate_limit.check(conversation)
        message = await services.conversations.receive(
            conversation, Inbound(body.client_message_id, body.text, body.payload)
        )
        services.metrics.messages.labels(channel="web").inc()
        await services.questions.take_thanks(message)
        if not await services.ratings.take_answer(message):
            services.turns.take_up(conversation)
        return Accepted(seq=message.seq)

    @router.get("/messages")
    async def history(
        conversation: ConversationId, after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0
    ) -> History:
        """All messages with a sequence number above `after`."""
        state = await services.conversations.get(conversation)
        messages = await services.conversations.messages(conversation, after)
        return History(
            messages=[message.as_dict() for message in messages],
            owner=state.owner,
            queue_position=await services.handoff.queue_position(conversation),
        )

    @router.get("/ratings")
    async def ratings(conversation: ConversationId) -> dict[str, list[dict[str, Any]]]:
        """What was asked in this conversation, and rated; the newest question last."""
        found = await services.ratings.of([conversation])
        return {"ratings": [rating.as_dict() for rating in found]}

    @router.post("/ratings")
    async def rate(body: NewRating, conversation: ConversationId) -> dict[str, Any]:
        """Rate the conversation; another rating of the same kind takes the place of the first."""
        rate_limit.check(conversation)
        rating = await services.ratings.record(conversation, body.kind, body.score, body.comment)
        return rating.as_dict()

    @router.get("/events", response_class=EventSourceResponse)
    async def events(
        conversation: ConversationId,
        last_event_id: Annotated[str, Header()] = "",
    ) -> EventSourceResponse:
        """Follow the conversation; `Last-Event-ID` replays what came after that message."""
        await services.conversations.get(conversation)
        after = int(last_event_id) if _SEQ.fullmatch(last_event_id) else 0
        return EventSourceResponse(_stream(services, conversation, after), ping=PING_SECONDS)

    return router


async def _stream(
    services: Services, conversation_id: str, after: int
) -> AsyncIterator[ServerSentEvent]:
    """First the state and what was missed, then everything as it happens.

    Messages are read from the database in their order, whatever wakes us: none comes twice and none
    is left out.
    """
    status: str | None = None
    services.metrics.listeners.inc()
    try:
        with services.announcements.subscribe(conversation_id) as subscription:
            heard: Announcement = StatusChanged(conversation_id)
            while True:
                if isinstance(heard, Typing):
                    yield _event("typing", {"author": heard.author.value, "active": heard.active})
                else:
                    for message in await services.conversations.messages(conversation_id, after):
                        after = message.seq
                        yield _event("message", message.as_dict(), message.seq)
                if isinstance(heard, StatusChanged):
                    fresh = json.dumps(await _status(services, conversation_id))
                    if fresh != status:
                        status = fresh
                        yield ServerSentEvent(data=status, event="status")
                heard = await subscription.get()
    finally:
        services.metrics.listeners.dec()


async def _status(services: Services, conversation_id: str) -> dict[str, Any]:
    conversation = await services.conversations.get(conversation_id)
    agent = (
        None if conversation.agent_id is None else await services.agents.get(conversation.agent_id)
    )
    return {
        "owner": conversation.owner.value,
        "queue_position": await services.handoff.queue_position(conversation_id),
        "agent_name": agent.name if agent else None,
    }


def _event(name: str, data: dict[str, Any], seq: int | None = None) -> ServerSentEvent:
    return ServerSentEvent(
        data=json.dumps(data, ensure_ascii=False), event=name, id=None if seq is None else str(seq)
    )
