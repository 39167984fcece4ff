"""Whatever the engine says or fails to say, the customer is told and people know why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk.handoff.ticket import Reason
from tests.integration.desk_in_process import Answer, Desk, desk_in, healthy

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        yield desk


def responds(status: int, **content: Any) -> Answer:
    async def respond() -> httpx.Response:
        return httpx.Response(status, **content)

    return respond


def fails(error: httpx.HTTPError) -> Answer:
    async def fail() -> httpx.Response:
        raise error

    return fail


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (fails(httpx.ReadTimeout("")), "took too long"),
        (fails(httpx.ConnectTimeout("")), "took too long"),
        (fails(httpx.ConnectError("")), "cannot be reached"),
        (fails(httpx.RemoteProtocolError("")), "cannot be reached"),
        (responds(500), "status 500"),
        (responds(404, json={"reason": "no model"}), "status 404"),
        (responds(200, text="<html>not what you think</html>"), "cannot be read"),
        (responds(200, content=b"\xff\xfe\x00"), "cannot be read"),
        (responds(200), "cannot be read"),
        (responds(200, json={"text": "Hello"}), "not a list"),
        (responds(200, text="null"), "not a list"),
    ],
)
async def test_a_sick_engine_brings_people_who_know_why(
    desk: Desk, answer: Answer, why: str
) -> None:
    desk.line.answer = answer
    await desk.send("Can you hear me?")
    customer, *told = await desk.messages()
    assert customer["text"] == "Can you hear me?"
    assert [message["author"] for message in told] == ["system"]
    assert "Your message is safe" in told[0]["text"]
    ticket = await desk.ticket()
    assert ticket.reason_code == "engine_unavailable"
    assert why in ticket.reason
    assert ticket.evidence == [{"name": "Unanswered message", "value": "Can you hear me?"}]


@pytest.mark.parametrize(
    "parts",
    [
        [1, 2],
        ["Hello"],
        [None],
        [{"text": None}],
        [{"text": "Hello", "buttons": [{"title": "No payload"}]}],
        [{"text": "Hello", "buttons": None}],
        [{"text": "Hello"}, {"custom": "no object"}],
    ],
)
async def test_an_answer_that_makes_no_sense_brings_people(desk: Desk, parts: list[Any]) -> None:
    desk.line.answer = responds(200, json=parts)
    await desk.send("Can you hear me?")
    _, *told = await desk.messages()
    assert [message["author"] for message in told] == ["system"]
    ticket = await desk.ticket()
    assert ticket.reason_code in ("engine_unavailable", "turn_failed")
    assert ticket.reason
    assert ticket.evidence == [{"name": "Unanswered message", "value": "Can you hear me?"}]


@pytest.mark.parametrize("parts", [[], [{"recipient_id": "conv"}], [{"image": "x.png"}]])
async def test_an_engine_without_an_answer_brings_people(
    desk: Desk, parts: list[dict[str, str]]
) -> None:
    desk.line.answer = responds(200, json=parts)
    await desk.send("Can you hear me?")
    _, told = await desk.messages()
    assert told["author"] == "system"
    assert "don't have a good answer" in told["text"]
    assert (await desk.ticket()).reason_code == "no_answer"


@pytest.mark.parametrize("parts", [[], [{"recipient_id": "conv", "text": "One moment!"}]])
async def test_a_turn_that_ends_after_people_had_the_conversation_says_nothing(
    desk: Desk, parts: list[dict[str, str]]
) -> None:
    """The agent was quicker than the turn in which the bot handed over."""
    mia = await desk.services.agents.add("mia@shop.example", "Mia", "a long password")

    async def hand_over_and_get_back() -> httpx.Response:
        ticket = await desk.services.handoff.request(
            desk.conversation_id, Reason("asked_for_person", "The customer asked for a person.")
        )
        await desk.services.handoff.return_to_bot(ticket.id, mia)
        return httpx.Response(200, json=parts)

    desk.line.answer = hand_over_and_get_back
    await desk.send("A person, please")
    told = await desk.messages()
    assert [message["author"] for message in told] == ["customer", "system", "system", "system"]
    assert await desk.services.handoff.queue() == []
    desk.line.answer = healthy
    await desk.send("Thank you. When do parcels come?")
    assert (await desk.messages())[-1]["text"] == "At your service."
    assert desk.line.heard[-2:] == ["/handoff_ended", "Thank you. When do parcels come?"]


async def test_what_comes_after_the_handoff_is_kept_from_the_engine(desk: Desk) -> None:
    desk.line.answer = fails(httpx.ConnectError(""))
    await desk.send("First")
    await desk.messages()
    desk.line.answer = healthy
    await desk.send("Second")
    messages = await desk.messages()
    assert [message["author"] for message in messages] == ["customer", "system", "customer"]
    assert desk.line.heard == ["First"]


async def test_one_customers_outage_is_not_anothers(desk: Desk) -> None:
    desk.line.answer = fails(httpx.ReadTimeout(""))
    await desk.send("Hello")
    await desk.messages()
    desk.line.answer = healthy
    await desk.open_conversation()
    await desk.send("Hello")
    assert [message["author"] for message in await desk.messages()] == ["customer", "bot"]


async def test_a_sick_engine_is_named_by_ready_and_counted(desk: Desk) -> None:
    desk.line.answer = responds(503)
    await desk.send("Hello")
    await desk.messages()
    ready = await desk.http.get("/ready")
    assert ready.status_code == 503
    assert list(ready.json()["not_ready"]) == ["engine"]
    figures = (await desk.http.get("/metrics")).text
    assert 'parley_turns_total{outcome="engine_unavailable"} 1.0' in figures
    assert "parley_tickets_waiting 1.0" in figures


async def test_the_engine_never_reads_a_customers_words_as_a_command(desk: Desk) -> None:
    for text in ("/restart", " //restart", "/\u00a0/restart", "/\u2003\u3000/restart", "/\u200b/x"):
        await desk.send(text)
    await desk.messages()
    # Rasa looks for the slash after it has left out white space of every kind.
    assert [heard for heard in desk.line.heard if heard.strip().startswith("/")] == []
