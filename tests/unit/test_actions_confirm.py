"""What customers are told before and after a job is what the shop plans, by the shop's policy."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.cancel_order import AskWhyCancel, BeginCancelOrder, CancelOrder, ConfirmCancel
from actions.desk_action import DeskAction
from actions.return_item import ConfirmReturn, RequestReturn
from desk.errors import ParleyError
from desk.shop.jobs.cancellation import Cancellation
from desk.shop.jobs.delivered_changes import ReturnRequest
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.refusals import GiftCardExpired
from desk.shop.service_policy import STANDARD_POLICY, ServicePolicy
from tests.shop_cases import a_card, a_case, a_gift_card, an_order, items_of, shirts
from tests.unit.trackers import Event, a_message, a_tracker, follow_up, slots_after

pytestmark = pytest.mark.anyio

NUMBER = "HP-104233"
SLOTS = {
    "order_number": NUMBER,
    "cancel_reason": "no longer needed",
    "return_items": f"{NUMBER}-1",
    "confirmed": True,
}


class OneOrderShop:
    """Plans for one order that was paid with a card or a gift card; or refuses everything."""

    def __init__(
        self, order: Order, policy: ServicePolicy, refusal: ParleyError | None = None
    ) -> None:
        self.policy = policy
        self._order = order
        self._refusal = refusal
        self.done: list[str] = []

    async def order_of(self, _customer_id: str, _number: str) -> Order:
        return self._order

    async def orders_of(self, _customer_id: str) -> list[Order]:
        return [self._order]

    async def return_window_of(self, _customer_id: str) -> int | None:
        return 30

    async def plan_cancel_order(self, _customer_id: str, _number: str, reason: str) -> Any:
        return self._plan(Cancellation(reason))

    async def plan_return(self, _customer_id: str, _number: str, items: list[str]) -> Any:
        return self._plan(ReturnRequest(items))

    async def cancel_order(self, *_args: str, idempotency_key: str) -> None:
        self.done.append(idempotency_key)

    async def request_return(self, *_args: Any, idempotency_key: str, **_more: Any) -> None:
        self.done.append(idempotency_key)

    def _plan(self, job: Any) -> Any:
        if self._refusal is not None:
            raise self._refusal
        methods = [a_card(), a_gift_card("5.00")]
        return job.plan(a_case(self._order, methods, policy=self.policy))


def a_shop(
    status: OrderStatus = OrderStatus.PENDING,
    policy: ServicePolicy = STANDARD_POLICY,
    refusal: ParleyError | None = None,
) -> OneOrderShop:
    order = an_order(items_of(NUMBER, shirts("27.55").variants), a_card(), status)
    return OneOrderShop(order, policy, refusal)


async def ran(
    action: type[DeskAction], shop: OneOrderShop | None, tracker: Tracker
) -> tuple[dict[str, Any], list[Event]]:
    """The one message that the action uttered, and its events; nobody is known without a shop."""
    customer = SimpleNamespace(id="cus_1", name="Siân", email="sian@example.com")

    async def conversation(_id: str) -> Any:
        return SimpleNamespace(customer_id=None if shop is None else "cus_1")

    async def known(_id: str) -> Any:
        return customer

    services: Any = SimpleNamespace(
        shop=shop,
        conversations=SimpleNamespace(get=conversation),
        customers=SimpleNamespace(get=known),
        identification=SimpleNamespace(is_possible=False),
    )
    dispatcher = CollectingDispatcher()
    events = await action(services).run(dispatcher, tracker, {})
    (message,) = dispatcher.messages
    return message, events


def asked() -> Tracker:
    return a_tracker(a_message("affirm"), loop="cancel_form", **SLOTS)


@pytest.mark.parametrize(
    ("confirm", "job", "status", "amount", "after"),
    [
        (ConfirmCancel, CancelOrder, OrderStatus.PENDING, "$31.50", ""),
        (
            *(ConfirmReturn, RequestReturn, OrderStatus.DELIVERED, "$27.55"),
            " after we have the parcel",
        ),
    ],
)
async def test_the_planned_refund_is_said_before_and_after_in_the_shops_currency(
    confirm: type[DeskAction], job: type[DeskAction], status: OrderStatus, amount: str, after: str
) -> None:
    shop = a_shop(status, replace(STANDARD_POLICY, currency_sign="$"))
    card = shop._order.payment_label
    before, _ = await ran(confirm, shop, asked())
    assert before["refunds"] == f"Refund {amount} to {card}, within 5 to 7 working days{after}"
    assert shop.done == []
    done, _ = await ran(job, shop, asked())
    said = f"{amount} goes back to {card}, within 5 to 7 working days{after}."
    assert done["refunds"] == said
    assert len(shop.done) == 1


@pytest.mark.parametrize("action", [ConfirmCancel, CancelOrder, ConfirmReturn, RequestReturn])
async def test_a_refusal_is_said_and_ends_the_form(action: type[DeskAction]) -> None:
    shop = a_shop(refusal=GiftCardExpired("This gift card has expired."))
    message, events = await ran(action, shop, asked())
    assert message["why"] == "This gift card has expired."
    assert {"event": "active_loop", "timestamp": None, "name": None} in events
    assert slots_after(asked(), events)["requested_slot"] is None
    assert follow_up(events) == "action_listen"
    assert shop.done == []


@pytest.mark.parametrize(
    ("status", "response"),
    [
        (OrderStatus.PROCESSED, "utter_cannot_cancel"),
        (OrderStatus.DELIVERED, "utter_nothing_to_cancel"),
    ],
)
@pytest.mark.parametrize("returns", [True, False])
async def test_a_return_is_offered_instead_only_where_there_are_returns(
    status: OrderStatus, response: str, returns: bool
) -> None:
    shop = a_shop(status, replace(STANDARD_POLICY, return_allowed=returns))
    named = NUMBER if status is OrderStatus.PROCESSED else None
    tracker = a_tracker(a_message("cancel_order"), order_number=named)
    message, _ = await ran(BeginCancelOrder, shop, tracker)
    assert message["response"] == response + ("_but_return" if returns else "")


async def test_every_accepted_reason_has_a_button() -> None:
    reasons = ("no longer needed", "found it cheaper")
    shop = a_shop(policy=replace(STANDARD_POLICY, cancellation_reasons=reasons))
    message, _ = await ran(AskWhyCancel, shop, asked())
    titles = [button["title"] for button in message["buttons"]]
    assert titles == ["I no longer need it", "Found it cheaper"]


async def test_where_nobody_can_be_identified_customers_are_asked_to_sign_in() -> None:
    message, events = await ran(BeginCancelOrder, None, a_tracker(a_message("cancel_order")))
    assert message["response"] == "utter_sign_in_first"
    assert follow_up(events) == "action_listen"
