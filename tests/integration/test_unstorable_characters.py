"""A NUL character, which PostgreSQL cannot keep, is refused or left out, and never breaks us."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.desk_in_process import Desk, desk_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path, database_url: str) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path, database_url) as desk:
        yield desk


async def test_in_a_message_it_is_left_out(desk: Desk) -> None:
    assert (await desk.send("Hello\u0000 there")).status_code == 202
    customer, bot = await desk.messages()
    assert customer["text"] == "Hello there"
    assert bot["author"] == "bot"


@pytest.mark.parametrize("field", ["page", "locale", "customer_token"])
async def test_in_a_session_it_does_no_harm(desk: Desk, field: str) -> None:
    answer = await desk.http.post("/api/chat/sessions", json={field: "a\u0000b"})
    assert answer.status_code in (201, 401, 422), answer.text


async def test_at_the_consoles_log_in_it_is_a_wrong_email(desk: Desk) -> None:
    form = {"email": "mia\u0000@example.com", "password": "a password"}
    answer = await desk.http.post("/console/login", data=form)
    assert answer.status_code in (401, 422), answer.text


async def test_in_the_number_of_a_ticket_it_finds_nothing(desk: Desk) -> None:
    await desk.services.agents.add("mia@example.com", "Mia", "a password")
    form = {"email": "mia@example.com", "password": "a password"}
    assert (await desk.http.post("/console/login", data=form)).status_code == 303
    answer = await desk.http.get("/api/console/tickets/%00")
    assert answer.status_code in (404, 422), answer.text
