"""What the desk makes of the engine's answers, good and bad."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from desk.conversations.conversation import Author, Reply
from desk.engine.client import KEPT_BLANK_LINE, Engine, EngineUnavailable

pytestmark = pytest.mark.anyio

Answer = Callable[[httpx.Request], httpx.Response]
WARRANTY = {"title": "Warranty", "url": "/help/warranty"}
RETURNS = {"title": "Returns", "url": "/help/return-an-item"}


@pytest.fixture
async def engines() -> AsyncIterator[Callable[[Answer], Engine]]:
    """Makes clients of engines that answer as they are told."""
    made: list[Engine] = []

    def make(answer: Answer) -> Engine:
        made.append(Engine("http://engine", 1.0, "Parley", httpx.MockTransport(answer)))
        return made[-1]

    yield make
    for engine in made:
        await engine.close()


Engines = Callable[[Answer], Engine]


def saying(*parts: dict[str, Any]) -> Answer:
    return lambda _: httpx.Response(200, json=[{"recipient_id": "c", **part} for part in parts])


async def replies_to(engines: Engines, *parts: dict[str, Any]) -> list[Reply]:
    return await engines(saying(*parts)).turn("conv_1", "hello", {})


async def test_a_turn_names_the_conversation_and_carries_what_is_known(engines: Engines) -> None:
    calls: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        return httpx.Response(200, json=[])

    assert await engines(answer).turn("conv_1", "wo ist es? 订单", {"seq": 3}) == []
    (call,) = calls
    assert (call.method, call.url.path) == ("POST", "/webhooks/rest/webhook")
    assert json.loads(call.content) == {
        "sender": "conv_1",
        "message": "wo ist es? 订单",
        "metadata": {"seq": 3},
    }


async def test_texts_come_in_order_under_the_bots_name(engines: Engines) -> None:
    assert await replies_to(engines, {"text": "One."}, {"text": "Two."}) == [
        Reply(text="One.", author=Author.BOT, author_name="Parley"),
        Reply(text="Two.", author=Author.BOT, author_name="Parley"),
    ]


async def test_buttons_keep_title_and_payload_and_nothing_else(engines: Engines) -> None:
    buttons = [{"title": "Yes", "payload": "/affirm", "type": "postback"}]
    (reply,) = await replies_to(engines, {"text": "Sure?", "buttons": buttons})
    assert reply.buttons == [{"title": "Yes", "payload": "/affirm"}]


async def test_citations_belong_to_the_text_before_them(engines: Engines) -> None:
    replies = await replies_to(
        engines,
        {"text": "Two years."},
        {"custom": {"citations": [WARRANTY]}},
        {"text": "Thirty days."},
        {"custom": {"citations": [RETURNS]}},
    )
    assert [reply.text for reply in replies] == ["Two years.", "Thirty days."]
    assert [reply.citations for reply in replies] == [[WARRANTY], [RETURNS]]


async def test_citations_may_come_with_their_text(engines: Engines) -> None:
    (reply,) = await replies_to(
        engines, {"text": "Two years.", "custom": {"citations": [WARRANTY]}}
    )
    assert reply.citations == [WARRANTY]


async def test_what_the_bot_asks_for_belongs_to_the_text_before_it(engines: Engines) -> None:
    replies = await replies_to(
        engines,
        {"text": "Two years."},
        {"custom": {"citations": [WARRANTY]}},
        {"text": "Which order is it?"},
        {"custom": {"asks": "order"}},
    )
    assert [reply.asks for reply in replies] == [None, "order"]
    assert [reply.citations for reply in replies] == [[WARRANTY], []]


async def test_question_and_citations_may_come_in_one(engines: Engines) -> None:
    both = {"citations": [WARRANTY], "asks": "confirm"}
    (apart,) = await replies_to(engines, {"text": "Shall I?"}, {"custom": both})
    (together,) = await replies_to(engines, {"text": "Shall I?", "custom": both})
    assert (apart.asks, apart.citations) == ("confirm", [WARRANTY])
    assert together == apart


@pytest.mark.parametrize(
    "part",
    [
        {"custom": {"asks": "order"}},
        {"custom": {"citations": [WARRANTY]}},
        {"custom": {"something": "else"}},
        {"custom": {}},
        {"custom": None},
        {"image": "https://shop.example/mug.png"},
        {},
    ],
)
async def test_what_is_no_text_is_no_reply(part: dict[str, Any], engines: Engines) -> None:
    assert await replies_to(engines, part) == []


async def test_blank_lines_that_were_kept_through_the_channel_are_blank_lines_again(
    engines: Engines,
) -> None:
    (reply,) = await replies_to(
        engines, {"text": f"First.{KEPT_BLANK_LINE}Second.{KEPT_BLANK_LINE}Third.\nLine."}
    )
    assert reply.text == "First.\n\nSecond.\n\nThird.\nLine."


@pytest.mark.parametrize(
    "body", ['{"text": "not a list"}', '"text"', "null", "", "<html>", '[{"text": "cut off']
)
async def test_an_answer_that_cannot_be_read_is_no_answer(body: str, engines: Engines) -> None:
    engine = engines(lambda _: httpx.Response(200, text=body))
    with pytest.raises(EngineUnavailable, match=r"engine's answer .*\.$"):
        await engine.turn("conv_1", "hello", {})


@pytest.mark.parametrize(
    "part", ["text", {"text": None}, {"text": "Sure?", "buttons": [{"title": "Yes"}]}]
)
async def test_a_list_of_something_else_is_no_answer(part: Any, engines: Engines) -> None:
    engine = engines(lambda _: httpx.Response(200, json=[part]))
    with pytest.raises(EngineUnavailable):
        await engine.turn("conv_1", "hello", {})


@pytest.mark.parametrize("status", [400, 401, 404, 409, 500, 503])
async def test_an_error_of_the_engine_is_named(status: int, engines: Engines) -> None:
    engine = engines(lambda _: httpx.Response(status, json=[{"text": "never shown"}]))
    with pytest.raises(EngineUnavailable, match=str(status)):
        await engine.turn("conv_1", "hello", {})


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (httpx.ConnectError("refused"), "cannot be reached"),
        (httpx.ConnectTimeout("slow"), "took too long"),
        (httpx.ReadTimeout("slow"), "took too long"),
        (httpx.PoolTimeout("busy"), "took too long"),
        (httpx.RemoteProtocolError("cut off"), "cannot be reached"),
        (httpx.ReadError("reset"), "cannot be reached"),
    ],
)
async def test_a_network_that_fails_makes_the_engine_unavailable(
    failure: httpx.HTTPError, said: str, engines: Engines
) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise failure

    with pytest.raises(EngineUnavailable, match=said):
        await engines(fail).turn("conv_1", "hello", {})


async def test_the_engine_is_ready_when_it_says_so(engines: Engines) -> None:
    await engines(lambda _: httpx.Response(200, json={"status": "ok"})).check_ready()
    with pytest.raises(EngineUnavailable, match="409"):
        await engines(lambda _: httpx.Response(409)).check_ready()


async def test_a_proxy_of_the_environment_never_sees_the_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("ALL_PROXY", "http://proxy.example:3128")
    engine = Engine("http://127.0.0.1:9", 1.0, "Parley")
    assert engine._http._mounts == {}
    await engine.close()
