"""A parcel that is late, lost or missed: the same words for it everywhere, and a colleague."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.dialogue import Affirm
from actions.orders import OrderStatusAction
from actions.parcels import FindParcel
from actions.people import reason_of
from desk.settings import ROOT
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from tests.integration.desk_in_process import Desk, desk_in
from tests.integration.job_shop import DELIVERED, ME, ON_ITS_WAY, PACKED, THEIRS, fill
from tests.unit.trackers import Event, a_message, a_tracker, follow_up, slots_after

pytestmark = pytest.mark.anyio

RESPONSES: dict[str, Any] = {}
for file in (ROOT / "domain").glob("*.yml"):
    RESPONSES |= yaml.safe_load(file.read_text("utf-8")).get("responses", {})
MISSED = "my parcel never arrived"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk with the small shop, and a customer of it who is signed in."""
    async with desk_in(tmp_path) as desk:
        await fill(desk.services.database)
        conversation = await desk.services.conversations.start("web", ME, "token")
        desk.conversation_id = conversation.id
        yield desk


def today(desk: Desk) -> date:
    return desk.services.clock().date()


async def due(desk: Desk, number: str, day: date, status: OrderStatus | None = None) -> None:
    async with desk.services.database.write() as session:
        order = await session.get_one(Order, number)
        order.estimated_delivery_on = day
        order.status = status or order.status


async def ran(
    desk: Desk, action: type[DeskAction], *events: Event, loop: str | None = None, **slots: Any
) -> tuple[list[str], dict[str, Any], Tracker]:
    """The responses as the customer reads them, the slots afterwards, and the tracker."""
    dispatcher = CollectingDispatcher()
    tracker = a_tracker(*events, loop=loop, **slots)
    tracker.sender_id = desk.conversation_id
    done = await action(desk.services).run(dispatcher, tracker, {})
    said = [
        RESPONSES[message["response"]][0]["text"].format(**message)
        for message in dispatcher.messages
    ]
    after = slots_after(tracker, done) | {"next": follow_up(done)}
    return said, after, tracker


async def test_a_parcel_that_never_came_is_the_one_on_its_way(desk: Desk) -> None:
    await due(desk, ON_ITS_WAY, today(desk) + timedelta(days=1))
    (said,), after, _ = await ran(desk, FindParcel, a_message("parcel_lost", MISSED))
    assert f"Order {ON_ITS_WAY}" in said
    assert "still on its way" in said
    assert (after["offered"], after["order_number"]) == ("person", ON_ITS_WAY)


async def test_the_ticket_has_the_order_and_the_words(desk: Desk) -> None:
    asked = a_message("parcel_lost", MISSED)
    _, after, _ = await ran(desk, FindParcel, asked)
    accepted = a_tracker(asked, a_message("affirm", "yes please"), **after)
    reason = reason_of(accepted)
    assert reason.code == "parcel_lost"
    evidence = {one["name"]: one["value"] for one in reason.evidence}
    assert evidence["Order"].startswith(ON_ITS_WAY)
    assert evidence["In the customer's words"] == MISSED
    assert evidence["State"] == "shipped"


async def test_the_order_talked_about_or_named_comes_first(desk: Desk) -> None:
    for slots, entities in (({"order_number": DELIVERED}, []),
                            ({}, [{"entity": "order_number", "value": DELIVERED}])):  # fmt: skip
        message = a_message("parcel_lost", MISSED, entities=entities)
        (said,), after, _ = await ran(desk, FindParcel, message, **slots)
        assert "was delivered" in said
        assert after["order_number"] == DELIVERED


async def test_without_a_parcel_under_way_it_is_the_one_that_came_last(desk: Desk) -> None:
    await due(desk, ON_ITS_WAY, today(desk), OrderStatus.CANCELLED)
    later = today(desk) + timedelta(days=9)
    yesterday = desk.services.clock() - timedelta(days=1)
    async with desk.services.database.write() as session:
        (await session.get_one(Order, DELIVERED)).delivered_at = yesterday
    shop = desk.services.shop
    for order in await shop.orders_of(ME, limit=50):
        await due(desk, order.id, later)
    (said,), after, _ = await ran(desk, FindParcel, a_message("parcel_lost", MISSED))
    assert "was delivered" in said
    assert after["order_number"] == DELIVERED


async def test_one_that_came_long_ago_is_not_meant_while_another_is_awaited(desk: Desk) -> None:
    await due(desk, ON_ITS_WAY, today(desk), OrderStatus.CANCELLED)
    for order in await desk.services.shop.orders_of(ME, limit=50):
        await due(desk, order.id, today(desk) + timedelta(days=9))
    (said,), after, _ = await ran(desk, FindParcel, a_message("parcel_lost", MISSED))
    assert after["order_number"] == PACKED
    assert "packed and waiting for the carrier" in said
    assert after.get("offered") is None


async def test_somebody_elses_parcel_is_not_told_of(desk: Desk) -> None:
    named = a_message("parcel_lost", entities=[{"entity": "order_number", "value": THEIRS}])
    (said,), after, _ = await ran(desk, FindParcel, named)
    assert "among yours" in said
    assert after["order_number"] is None


async def test_whoever_is_not_known_is_asked_who_they_are(desk: Desk) -> None:
    desk.conversation_id = (await desk.services.conversations.start("web")).id
    _, after, _ = await ran(desk, FindParcel, a_message("parcel_lost", MISSED))
    assert after["pending_job"] == "action_find_parcel"
    assert after.get("offered") is None


@pytest.mark.parametrize(("days", "words"), [(6, "is late"), (30, "seems to be lost")])
async def test_a_late_parcel_is_told_in_the_same_words_and_a_yes_brings_a_colleague(
    desk: Desk, days: int, words: str
) -> None:
    await due(desk, ON_ITS_WAY, today(desk) - timedelta(days=days))
    asked = a_message("order_status", "where is it")
    for action, message in ((OrderStatusAction, asked), (FindParcel, a_message("parcel_lost"))):
        (said,), after, _ = await ran(desk, action, message, order_number=ON_ITS_WAY)
        assert words in said
        assert said.endswith("Shall I bring one in?")
        assert after["offered"] == "person"
    agreed = a_message("affirm", "yes please")
    _, accepted, tracker = await ran(desk, Affirm, asked, agreed, **after)
    assert accepted["next"] == "action_request_handoff"
    assert reason_of(tracker).evidence[0]["value"].startswith(ON_ITS_WAY)


async def test_nobody_is_pressed_and_no_job_is_talked_into(desk: Desk) -> None:
    await due(desk, ON_ITS_WAY, today(desk) - timedelta(days=6))
    asked = a_message("order_status", "where is it")
    for slots in ({"may_offer_person": False}, {"loop": "job_form"}):
        (said,), after, _ = await ran(
            desk, OrderStatusAction, asked, order_number=ON_ITS_WAY, **slots
        )
        assert "is late" in said
        assert "colleague" not in said
        assert after.get("offered") is None


async def test_only_an_order_that_may_be_cancelled_is_said_to_be(desk: Desk) -> None:
    (pending,) = [
        o for o in (await desk.services.shop.orders_of(ME, limit=50)) if o.id == "HP-100001"
    ]
    await due(desk, pending.id, today(desk) + timedelta(days=3))
    for changes, may in ((0, True), (1, False)):
        async with desk.services.database.write() as session:
            (await session.get_one(Order, pending.id)).item_changes = changes
        (said,), _, _ = await ran(
            desk, OrderStatusAction, a_message("order_status"), order_number=pending.id
        )
        policy_allows = desk.services.shop.policy.changed_order_may_be_cancelled
        assert ("still cancel" in said) is (may or policy_allows)
