"""Somebody else keeps the database: customers are asked to wait, and nothing is lost."""

from __future__ import annotations

import asyncio
import functools
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from desk import composition
from desk.database.database import Database, DatabaseUnavailable
from desk.engine import turns
from desk.handoff.ticket import Ticket
from tests.integration.desk_in_process import Answer, Desk, desk_in, healthy, locked

pytestmark = pytest.mark.anyio

OWN_REQUEST = {"X-Requested-With": "parley-console"}


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    """A desk that waits for a lock for a moment only."""
    impatient = functools.partial(Database, lock_wait_seconds=0.1)
    monkeypatch.setattr(composition, "Database", impatient)
    monkeypatch.setattr(turns, "_RETRY_SECONDS", (0.1, 0.2, 0.4))
    async with desk_in(tmp_path) as desk:
        yield desk


def assert_please_try_again(answer: httpx.Response) -> None:
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["Retry-After"]) >= 1
    error = answer.json()["error"]
    assert error["code"] == "database_unavailable"
    assert "try again" in error["message"]
    assert "sqlite" not in answer.text.lower()


async def test_a_message_is_refused_kindly_and_accepted_afterwards(desk: Desk) -> None:
    with locked(desk.database_file):
        assert_please_try_again(await desk.send("Hello", "once"))
    assert await desk.messages() == []
    assert (await desk.send("Hello", "once")).json() == {"seq": 1}
    assert [message["author"] for message in await desk.messages()] == ["customer", "bot"]


async def test_no_conversation_is_opened_until_it_can_be_kept(desk: Desk) -> None:
    with locked(desk.database_file):
        assert_please_try_again(await desk.http.post("/api/chat/sessions", json={}))
    assert (await desk.http.post("/api/chat/sessions", json={})).status_code == 201


async def test_what_was_said_can_be_read_meanwhile(desk: Desk) -> None:
    await desk.send("Hello")
    before = await desk.messages()
    with locked(desk.database_file):
        assert await desk.messages() == before
        assert (await desk.http.get("/ready")).status_code == 200


def locks_for(desk: Desk, seconds: float, then: Answer) -> Answer:
    """An engine that answers as `then` does; while it thinks, somebody takes the database."""

    async def answer() -> httpx.Response:
        desk.line.answer = then
        other = sqlite3.connect(desk.database_file, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        # The end of the connection ends its transaction.
        asyncio.get_running_loop().call_later(seconds, other.close)
        return await then()

    return answer


@pytest.mark.parametrize("seconds", [0.2, 2.0])
async def test_an_answer_that_cannot_be_kept_at_once_is_said_once(
    desk: Desk, seconds: float
) -> None:
    desk.line.answer = locks_for(desk, seconds, healthy)
    await desk.send("Hello")
    messages = await desk.messages()
    assert [message["author"] for message in messages] == ["customer", "bot"]
    # A second turn could do again what the first has done.
    assert desk.line.heard == ["Hello"]


async def test_what_a_stop_left_unanswered_is_answered_at_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.line.answer = locks_for(desk, 1.0, healthy)
    monkeypatch.setattr(turns, "_FINISH_SECONDS", 0.3)
    await desk.send("Hello")
    await desk.services.turns.finish()
    assert len(await desk.messages()) == 1
    await asyncio.sleep(1)
    await desk.services.turns.resume()
    messages = await desk.messages()
    assert [message["author"] for message in messages] == ["customer", "bot"]


async def test_a_sick_engine_and_a_locked_database_at_once_lose_nobody(desk: Desk) -> None:
    async def fails() -> httpx.Response:
        return httpx.Response(500)

    desk.line.answer = locks_for(desk, 0.3, fails)
    await desk.send("Hello")
    assert [message["author"] for message in await desk.messages()] == ["customer", "system"]
    assert (await desk.ticket()).reason_code == "engine_unavailable"


async def test_a_handoff_that_cannot_be_kept_at_once_is_not_forgotten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine has no answer, and the database fails between the turn and the handoff."""
    request = desk.services.handoff.request
    failures = iter([DatabaseUnavailable("Our records are busy just now.")])

    async def request_later(*arguments: object) -> Ticket:
        for failure in failures:
            raise failure
        return await request(*arguments)  # type: ignore[arg-type]

    async def says_nothing() -> httpx.Response:
        return httpx.Response(200, json=[])

    monkeypatch.setattr(desk.services.handoff, "request", request_later)
    desk.line.answer = says_nothing
    await desk.send("Hello")
    assert [message["author"] for message in await desk.messages()] == ["customer", "system"]


async def test_an_agent_is_asked_to_try_again_as_well(desk: Desk) -> None:
    async def says_nothing() -> httpx.Response:
        return httpx.Response(200, json=[])

    desk.line.answer = says_nothing
    await desk.send("Hello")
    await desk.messages()
    ticket = await desk.ticket()
    await desk.services.agents.add("mia@example.com", "Mia", "a password")
    form = {"email": "mia@example.com", "password": "a password"}
    assert (await desk.http.post("/console/login", data=form)).status_code == 303
    claim = f"/api/console/tickets/{ticket.id}/claim"
    with locked(desk.database_file):
        assert (await desk.http.get("/api/console/queue")).status_code == 200
        assert_please_try_again(await desk.http.post(claim, headers=OWN_REQUEST))
    assert (await desk.http.post(claim, headers=OWN_REQUEST)).status_code == 200


async def test_an_action_that_cannot_write_says_so_to_the_customer(desk: Desk) -> None:
    secret = desk.services.settings.action_secret.get_secret_value()
    conversation_id = (await desk.services.conversations.start("web")).id
    tracker = {
        "sender_id": conversation_id,
        "slots": {},
        "latest_message": {},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    call = {
        "next_action": "action_request_handoff",
        "sender_id": conversation_id,
        "tracker": tracker,
        "domain": {},
    }
    headers = {"Authorization": f"Bearer {secret}"}
    with locked(desk.database_file):
        answer = await desk.http.post("/webhook", json=call, headers=headers)
    assert answer.status_code == 200
    assert answer.json()["responses"] == [{"response": "utter_technical_problem"}]
    afterwards = await desk.http.post("/webhook", json=call, headers=headers)
    assert afterwards.json()["responses"] == []
    assert (await desk.ticket()).conversation_id == conversation_id
