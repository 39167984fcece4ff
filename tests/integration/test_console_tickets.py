"""What the console shows an agent of the customer behind a ticket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from desk.clock import utc_now
from desk.conversations.conversation import Reading, Reply
from desk.conversations.inbound import Inbound
from desk.customers.consent import Purpose
from desk.demo_shop.data import fill
from desk.handoff.ticket import Reason
from desk.insight.rating import RatingKind
from tests.integration.desk_in_process import Desk, desk_in

pytestmark = pytest.mark.anyio

CUSTOMER = "cus_0004"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        await fill(desk.services.database, utc_now().date())
        await desk.services.agents.add("mia@shop.example", "Mia", "a long password")
        form = {"email": "mia@shop.example", "password": "a long password"}
        assert (await desk.http.post("/console/login", data=form)).status_code == 303
        yield desk


async def talk(desk: Desk, customer_id: str | None, text: str | None = "Hello") -> str:
    conversations = desk.services.conversations
    verified_by = None if customer_id is None else "token"
    conversation = await conversations.start("web", customer_id, verified_by)
    if text is not None:
        await conversations.receive(conversation.id, Inbound("m-1", text))
        await conversations.finish_turn(conversation.id, 1, [Reply("Hello.")])
        await conversations.note_readings(conversation.id, [Reading(1, "greet", 0.9, 0.7)])
    return conversation.id


async def ticket_page(desk: Desk, conversation_id: str) -> dict[str, Any]:
    reason = Reason("asked_for_person", "They asked.")
    ticket = await desk.services.handoff.request(conversation_id, reason)
    answer = await desk.http.get(f"/api/console/tickets/{ticket.id}")
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


async def test_a_ticket_shows_the_whole_profile(desk: Desk) -> None:
    customers, services = desk.services.customers, desk.services
    await customers.record_consent(CUSTOMER, Purpose.FACTS, True, "k1")
    await customers.record_consent(CUSTOMER, Purpose.NEWSLETTER, True, "k2")
    await customers.record_consent(CUSTOMER, Purpose.NEWSLETTER, False, "k3")
    await customers.remember_fact(CUSTOMER, "allergic to wool", "k4")
    before = await talk(desk, CUSTOMER)
    await services.ratings.record(before, RatingKind.CSAT, 2, "Slow.")
    await talk(desk, CUSTOMER, text=None)  # Opened the chat, and said nothing.
    page = await ticket_page(desk, await talk(desk, CUSTOMER))
    profile = await services.profiles.of(CUSTOMER)
    shown = page["customer"]
    assert shown["name"] == profile.customer.name
    assert shown["address"] == str(profile.customer.address)
    assert shown["lifetime_value"] == f"{profile.purchases.lifetime_value:.2f}"
    assert shown["order_count"] == len(page["orders"]) == 3
    assert [fact["text"] for fact in shown["facts"]] == ["allergic to wool"]
    given = {consent["purpose"]: consent["is_given"] for consent in shown["consents"]}
    assert given == {"newsletter": False, "facts": True}
    (earlier,) = shown["conversations"]
    assert (earlier["outcome"], earlier["frustration_score"]) == ("stayed with the assistant", 0.7)
    (rating,) = earlier["ratings"]
    assert (rating["score"], rating["comment"], rating["about"]) == (2, "Slow.", "bot")
    assert page["ratings"] == []


async def test_an_agent_sees_which_order_waits_for_a_payment(desk: Desk) -> None:
    page = await ticket_page(desk, await talk(desk, "cus_0023"))
    failed = {order["id"]: order["failed_payment"] for order in page["orders"]}
    order = await desk.services.shop.order_of("cus_0023", "HP-104240")
    assert order is not None
    assert failed.pop("HP-104240") == order.payment_label
    assert set(failed.values()) == {None}


async def test_the_newest_answer_about_a_consent_has_its_date(desk: Desk) -> None:
    await desk.services.customers.record_consent(CUSTOMER, Purpose.NEWSLETTER, True, "k1")
    page = await ticket_page(desk, await talk(desk, CUSTOMER))
    newsletter, facts = page["customer"]["consents"]
    assert newsletter["at"] is not None
    assert facts["at"] is None


async def test_of_an_anonymous_visitor_nothing_is_shown(desk: Desk) -> None:
    page = await ticket_page(desk, await talk(desk, None))
    assert (page["customer"], page["orders"], page["ratings"]) == (None, [], [])


async def test_figures_of_ratings_are_for_agents(desk: Desk) -> None:
    assert (await desk.http.get("/api/console/ratings")).json() == {}
    desk.http.cookies.clear()
    assert (await desk.http.get("/api/console/ratings")).status_code == 401
