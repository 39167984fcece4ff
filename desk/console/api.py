"""What the console's pages ask for and do, as JSON."""

# No `from __future__ import annotations` here: FastAPI must see the types of local dependencies.

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field
from sse_starlette import EventSourceResponse, ServerSentEvent

from desk.agents.agent import Agent
from desk.console import shown
from desk.console.access import ConsoleAccess
from desk.conversations.announcements import EVERYTHING, StatusChanged, Typing
from desk.conversations.conversation import Owner
from desk.handoff.ticket import Ticket, TicketState
from desk.insight.rating import Rated
from desk.services import Services

PING_SECONDS = 15


class AgentReply(BaseModel):
    """What an agent writes; the same `client_message_id` again is stored once."""

    client_message_id: Annotated[str, Field(min_length=1, max_length=100)]
    text: str


class Resolution(BaseModel):
    """How a ticket ends, in the agent's words."""

    note: Annotated[str, Field(max_length=4000)] | None = None


def console_api(services: Services, access: ConsoleAccess) -> APIRouter:
    """The routes of the console's API."""
    router = APIRouter(
        prefix="/api/console", tags=["console"], dependencies=[Depends(access.agent)]
    )
    CurrentAgent = Annotated[Agent, Depends(access.agent)]  # noqa: N806 - a type
    handoff = services.handoff

    async def full(ticket: Ticket) -> dict[str, Any]:
        return await shown.ticket_page(services, await handoff.entry(ticket.id))

    @router.get("/queue")
    async def queue(agent: CurrentAgent) -> dict[str, Any]:
        entries = await handoff.queue()
        names = await shown.names(services, entries)
        groups: dict[str, list[dict[str, Any]]] = {"waiting": [], "mine": [], "others": []}
        for entry in entries:
            is_mine = entry.ticket.agent_id == agent.id
            is_waiting = entry.ticket.state is TicketState.WAITING
            group = "waiting" if is_waiting else "mine" if is_mine else "others"
            groups[group].append(shown.ticket_summary(entry, names))
        services.metrics.waiting.set(len(groups["waiting"]))
        return groups

    @router.get("/ratings")
    async def ratings() -> dict[str, Any]:
        return shown.rating_figures(await services.ratings.figures())

    @router.get("/tickets/{ticket_id}")
    async def ticket(ticket_id: str) -> dict[str, Any]:
        return await shown.ticket_page(services, await handoff.entry(ticket_id))

    @router.get("/tickets/{ticket_id}/photos/{seq}", response_class=Response)
    async def photo(ticket_id: str, seq: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
        entry = await handoff.entry(ticket_id)
        jpeg = await services.photos.read(entry.conversation.id, seq)
        return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})

    @router.post("/tickets/{ticket_id}/claim")
    async def claim(ticket_id: str, agent: CurrentAgent) -> dict[str, Any]:
        return await full(await handoff.claim(ticket_id, agent))

    @router.post("/tickets/{ticket_id}/reply")
    async def reply(ticket_id: str, body: AgentReply, agent: CurrentAgent) -> dict[str, int]:
        message = await handoff.reply(ticket_id, agent, body.client_message_id, body.text)
        return {"seq": message.seq}

    @router.post("/tickets/{ticket_id}/return")
    async def return_to_bot(ticket_id: str, agent: CurrentAgent) -> dict[str, Any]:
        return await full(await handoff.return_to_bot(ticket_id, agent))

    @router.post("/tickets/{ticket_id}/resolve")
    async def resolve(ticket_id: str, body: Resolution, agent: CurrentAgent) -> dict[str, Any]:
        ended = await handoff.resolve(ticket_id, agent, body.note)
        await services.ratings.ask(ended.conversation_id, Rated.AGENT)
        return await full(ended)

    @router.get("/events", response_class=EventSourceResponse)
    async def events() -> EventSourceResponse:
        return EventSourceResponse(_stream(services), ping=PING_SECONDS)

    return router


async def _stream(services: Services) -> AsyncIterator[ServerSentEvent]:
    """Tells the console that the queue changed and what was said in conversations with people."""
    seen: dict[str, int] = {}
    with services.announcements.subscribe(EVERYTHING) as subscription:
        yield _event("queue", {})
        while True:
            heard = await subscription.get()
            conversation_id = heard.conversation_id
            if isinstance(heard, StatusChanged):
                yield _event("queue", {})
            elif isinstance(heard, Typing):
                if conversation_id in seen:
                    active = {"author": heard.author.value, "active": heard.active}
                    yield _event("typing", {"conversation_id": conversation_id, **active})
            else:
                conversation = await services.conversations.get(conversation_id)
                if conversation.owner is Owner.BOT and conversation_id not in seen:
                    continue
                after = seen.get(conversation_id, conversation.last_seq - 1)
                for message in await services.conversations.messages(conversation_id, after):
                    seen[conversation_id] = message.seq
                    data = shown.message(message)
                    yield _event("message", {"conversation_id": conversation_id, "message": data})
                yield _event("queue", {})


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(data=json.dumps(data, ensure_ascii=False), event=name)
