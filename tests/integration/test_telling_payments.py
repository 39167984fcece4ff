"""What customers are told of money that did not move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions.account.order_total import OrderTotal
from actions.account.refunds import RefundStatus
from actions.desk_action import DeskAction
from actions.orders import OrderStatusAction
from desk.settings import ROOT
from tests.integration.desk_in_process import Desk, desk_in
from tests.integration.shop_files import by_card, importer
from tests.unit.trackers import a_message, a_tracker

pytestmark = pytest.mark.anyio

NUMBER = "SHOP-1002"
RESPONSES: dict[str, Any] = {}
for file in (ROOT / "domain").glob("*.yml"):
    RESPONSES |= yaml.safe_load(file.read_text("utf-8")).get("responses", {})


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        yield desk


def payment(amount: str, method_id: str, kind: str = "payment", state: str = "made") -> Any:
    return {"kind": kind, "amount": amount, "payment_method_id": method_id, "state": state}


async def signed_in(desk: Desk, tmp_path: Path, *payments: Any, **order: Any) -> None:
    """Their order has these payments."""
    services = desk.services
    import_of = importer(services.database, services.clock, tmp_path / "shop.json")
    await import_of(by_card(payments=list(payments), **order))
    conversation = await services.conversations.start(
        channel="web", customer_id="c1", verified_by="token", locale=None, page=None
    )
    desk.conversation_id = conversation.id


async def asked(
    desk: Desk, action: type[DeskAction], text: str, **slots: Any
) -> tuple[str, list[Any]]:
    """What the bot says, and its events."""
    dispatcher = CollectingDispatcher()
    tracker = a_tracker(a_message("order_total", text), **slots)
    tracker.sender_id = desk.conversation_id
    events = await action(desk.services).run(dispatcher, tracker, {})
    said = [RESPONSES[m["response"]][0]["text"].format(**m) for m in dispatcher.messages]
    return "\n".join(said), events


async def test_a_refund_that_did_not_arrive_is_said_and_a_person_offered(
    desk: Desk, tmp_path: Path
) -> None:
    await signed_in(
        desk,
        tmp_path,
        payment("49.90", "pm1"),
        payment("49.90", "pm1", "refund", "failed"),
        status="cancelled",
        cancelled_at="2026-03-09",
    )
    sentence = "The refund of £49.90 to Visa ending 4410 did not arrive."
    said, events = await asked(desk, RefundStatus, "where is my refund")
    assert f"- {NUMBER}: {sentence}" in said
    assert "Shall I bring one in?" in said
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    assert slots["offered"] == "person"
    assert sentence in slots["offered_because"]["words"]
    said, events = await asked(desk, RefundStatus, "where is my refund", may_offer_person=False)
    assert sentence in said
    assert "Shall I" not in said
    said, _ = await asked(desk, OrderStatusAction, "where is it", order_number=NUMBER)
    assert said.endswith(sentence)


async def test_a_refund_that_was_made_in_the_end_has_not_failed(desk: Desk, tmp_path: Path) -> None:
    await signed_in(
        desk,
        tmp_path,
        payment("49.90", "pm1"),
        payment("49.90", "pm1", "refund", "failed"),
        payment("49.90", "pm2", "refund"),
        status="cancelled",
        cancelled_at="2026-03-09",
    )
    said, _ = await asked(desk, RefundStatus, "where is my refund")
    assert f"- {NUMBER}: £49.90 to" in said
    assert "did not" not in said


async def test_what_was_paid_is_told_beside_what_failed(desk: Desk, tmp_path: Path) -> None:
    half = payment("24.90", "pm2")
    await signed_in(desk, tmp_path, half, payment("25.00", "pm1", state="failed"))
    said, _ = await asked(desk, OrderTotal, "what did I pay", order_number=NUMBER)
    assert "You paid £24.90 with gift card." in said
    assert "The payment of £25.00 with Visa ending 4410 did not go through." in said


async def test_of_an_order_without_any_payment_only_the_failure_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    await signed_in(desk, tmp_path, payment("49.90", "pm1", state="failed"))
    said, _ = await asked(desk, OrderTotal, "what did I pay", order_number=NUMBER)
    assert "The payment with Visa ending 4410 did not go through." in said
    assert "You paid" not in said
