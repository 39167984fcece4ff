"""A whole desk in the test's own process; only the network to the engine is replaced."""

from __future__ import annotations

import functools
import json
import sqlite3
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import structlog

from bot.encoder.sentence_encoder import SentenceEncoder
from desk.clock import Clock, utc_now
from desk.composition import build_services
from desk.database.upgrade import upgrade
from desk.engine.client import Engine
from desk.handoff.ticket import Ticket
from desk.services import Services
from desk.settings import load_settings
from desk.web.app import build_app
from knowledge_base.article import Article
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.knowledge_base import KnowledgeBase

Answer = Callable[[], Awaitable[httpx.Response]]
Message = dict[str, Any]


async def healthy() -> httpx.Response:
    """What an engine in good health says."""
    return httpx.Response(200, json=[{"recipient_id": "conv", "text": "At your service."}])


@dataclass
class EngineLine:
    """The network on which the engine would answer; `heard` are the texts that went to it."""

    answer: Answer = healthy
    heard: list[str] = field(default_factory=list)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.heard.append(json.loads(request.content)["message"])
        return await self.answer()


@dataclass
class Desk:
    """The desk, its engine's line, and a customer's conversation."""

    services: Services
    line: EngineLine
    http: httpx.AsyncClient
    database_file: Path
    headers: dict[str, str] = field(default_factory=dict)
    conversation_id: str = ""

    async def open_conversation(self) -> None:
        """Start the conversation that the other methods are about."""
        session = await self.http.post("/api/chat/sessions", json={})
        assert session.status_code == 201, session.text
        self.conversation_id = session.json()["conversation_id"]
        self.headers = {"Authorization": f"Bearer {session.json()['token']}"}

    async def send(self, text: str, client_message_id: str = "") -> httpx.Response:
        """Post a message of the customer."""
        body = {"client_message_id": client_message_id or uuid.uuid4().hex, "text": text}
        return await self.http.post("/api/chat/messages", json=body, headers=self.headers)

    async def messages(self) -> list[Message]:
        """All messages, once the turns under way are over."""
        await self.services.turns.finish()
        answer = await self.http.get("/api/chat/messages", headers=self.headers)
        assert answer.status_code == 200, answer.text
        messages: list[Message] = answer.json()["messages"]
        return messages

    async def ticket(self) -> Ticket:
        """The only open ticket."""
        (entry,) = await self.services.handoff.queue()
        return entry.ticket


@asynccontextmanager
async def desk_in(
    folder: Path,
    database_url: str = "",
    knowledge: KnowledgeBase | None = None,
    clock: Clock = utc_now,
    **other_settings: Any,
) -> AsyncIterator[Desk]:
    """A desk with an empty database, in `folder` if no other is given."""
    settings = load_settings(
        data_dir=folder,
        database_url=database_url,
        public_url="",
        demo=False,
        articles=folder / "articles",
        **other_settings,
    )
    line = EngineLine()
    engine = Engine("http://engine.test", 5.0, "Parley", transport=httpx.MockTransport(line))
    knowledge = knowledge or small_knowledge_base()
    services = build_services(settings, clock, engine, knowledge)
    await upgrade(services.database)
    transport = httpx.ASGITransport(build_app(services), raise_app_exceptions=False)
    try:
        # Printed tracebacks would cost seconds.
        with structlog.testing.capture_logs():
            async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as http:
                desk = Desk(services, line, http, folder / "parley.db")
                await desk.open_conversation()
                yield desk
    finally:
        await services.close()


@functools.cache
def small_knowledge_base() -> KnowledgeBase:
    """A knowledge base of two articles."""
    encoder = SentenceEncoder.load()
    articles = [
        Article("parcels", "When parcels come", "/help/parcels", "Parcels come on Tuesdays."),
        Article("gifts", "Gift wrapping", "/help/gifts", "We wrap gifts in blue paper."),
    ]
    return KnowledgeBase(KnowledgeIndex.build(articles, encoder, "two articles"), encoder)


@contextmanager
def locked(database_file: Path) -> Iterator[None]:
    """Keep the database for somebody else meanwhile."""
    connection = sqlite3.connect(database_file, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")
    finally:
        connection.close()
