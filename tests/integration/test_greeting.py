"""A customer whose one order has a problem is greeted with it; nobody else is."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.anticipation.problems import ProblemKind, only_problem
from desk.clock import utc_now
from desk.demo_shop.data import demo_shop, fill
from tests.integration.desk_in_process import Desk, Message, desk_in

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        await fill(desk.services.database, utc_now().date())
        yield desk


async def opened_by(desk: Desk, customer_id: str | None) -> list[Message]:
    """What stands in a new conversation of this customer."""
    body: dict[str, Any] = {}
    if customer_id is not None:
        body["customer_token"] = desk.services.customer_tokens.sign(customer_id, timedelta(hours=1))
    session = await desk.http.post("/api/chat/sessions", json=body)
    assert session.status_code == 201, session.text
    desk.conversation_id = session.json()["conversation_id"]
    desk.headers = {"Authorization": f"Bearer {session.json()['token']}"}
    return await desk.messages()


def customers_with(desk: Desk, kind: ProblemKind) -> list[tuple[str, str]]:
    """Ids of customers of the demo with exactly this problem, and of the order."""
    today = utc_now().date()
    shop, policy = demo_shop(today), desk.services.shop.policy
    found = []
    for customer in shop.customers:
        theirs = [order for order in shop.orders if order.customer_id == customer.id]
        problem = only_problem(theirs, today, policy)
        if problem is not None and problem.kind is kind:
            found.append((customer.id, problem.order.id))
    return found


@pytest.mark.parametrize(
    ("kind", "says", "intent"),
    [
        (ProblemKind.LATE, "is late: it should have reached you by", "order_status"),
        (ProblemKind.LOST, "seems to be lost", "ask_person"),
        (ProblemKind.REFUNDED, "has gone back to", "refund_status"),
        (ProblemKind.UNPAID, "did not go through, so it isn't packed yet", "change_payment"),
    ],
)
async def test_the_greeting_names_the_order_and_offers_the_job(
    desk: Desk, kind: ProblemKind, says: str, intent: str
) -> None:
    customer_id, order_id = customers_with(desk, kind)[0]
    (greeting,) = await opened_by(desk, customer_id)
    assert (greeting["author"], greeting["asks"]) == ("bot", "confirm")
    assert re.match(r"Hello \w+\. ", greeting["text"])
    assert says in greeting["text"]
    assert greeting["text"].endswith("?")
    assert re.findall(r"HP-\d+", greeting["text"]) == [order_id]
    offer = greeting["buttons"][0]["payload"]
    name, entities = re.fullmatch(r"/(\w+)(\{.*\})", offer).groups()  # type: ignore[union-attr]
    assert (name, json.loads(entities)) == (intent, {"order_number": order_id})
    conversation = await desk.services.conversations.get(desk.conversation_id)
    assert conversation.opening_offer == offer
    assert desk.line.heard == []


async def test_its_button_goes_to_the_engine_with_the_order(desk: Desk) -> None:
    (greeting,) = await opened_by(desk, "cus_0002")
    button = greeting["buttons"][0]
    sent = await desk.http.post(
        "/api/chat/messages",
        json={"client_message_id": "m-1", "payload": button["payload"]},
        headers=desk.headers,
    )
    assert sent.status_code == 202, sent.text
    texts = [message["text"] for message in await desk.messages()]
    assert texts == [greeting["text"], button["title"], "At your service."]
    assert desk.line.heard == ['/order_status{"order_number": "HP-104187"}']


async def test_nobody_else_is_told_anything(desk: Desk) -> None:
    assert await opened_by(desk, None) == []
    for without_problem in ("cus_0001", "cus_0003", "cus_0200"):
        assert await opened_by(desk, without_problem) == []
        conversation = await desk.services.conversations.get(desk.conversation_id)
        assert conversation.opening_offer is None
