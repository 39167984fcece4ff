"""What may happen to an order, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desk.errors import Conflict
from desk.shop import delays
from desk.shop.order import Order
from desk.shop.order_item import OrderItem
from desk.shop.order_rules import last_day_to_return, why_not_cancelled
from desk.shop.order_status import DeliveryMethod, OrderStatus
from desk.shop.payment import Direction, MoneyMove
from desk.shop.refusals import (
    CannotCancel,
    NoSuchItem,
    NotDelivered,
    NotReturnable,
    ReturnAlreadyRequested,
    ReturnWindowOver,
    WrongStatus,
)
from desk.shop.service_policy import STANDARD_POLICY
from desk.shop.shipping_address import ShippingAddress
from desk.shop.swap import Swap
from desk.shop.wallet import PaymentKind
from desk.shop.working_days import after_working_days

# A Monday.
PLACED_AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
DELIVERED_AT = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NO_LONGER_NEEDED = "no longer needed"
BY_BANK = STANDARD_POLICY.refund_times[PaymentKind.CREDIT_CARD]


def an_order(
    status: OrderStatus = OrderStatus.PENDING,
    payment_kind: PaymentKind = PaymentKind.CREDIT_CARD,
) -> Order:
    """An order of two mugs, a rug and a name board that got as far as `status`."""
    order = Order(
        id="HP-104233",
        customer_id="cus_1",
        placed_at=PLACED_AT,
        delivery_method=DeliveryMethod.STANDARD,
        shipping_fee=Decimal("3.95"),
        payment_method_id="pay_1",
        payment_kind=payment_kind,
        payment_label="Visa ending 4821",
        shipping_address=ShippingAddress("Siân Okafor", "4 Ferry Lane", "London", "SE15 4QN", "GB"),
        estimated_delivery_on=date(2026, 3, 9),
        items=[
            OrderItem("HP-104233-1", "MUG-01", "Mug", {"glaze": "ink"}, 2, Decimal("12.00")),
            OrderItem("HP-104233-2", "RUG-01", "Rug", {}, 1, Decimal("145.10"), position=2),
            OrderItem(
                "HP-104233-3", "BOARD-01", "Board", {}, 1, Decimal("42.00"), 0, False, position=3
            ),
        ],
    )
    order.settle(MoneyMove(Direction.PAYMENT, order.total, "pay_1", "Visa ending 4821"), PLACED_AT)
    for step in STEPS_TO[status]:
        step(order)
    return order


def pack(order: Order) -> None:
    order.pack(PLACED_AT + DAY)


def ship(order: Order) -> None:
    order.ship(PLACED_AT + 2 * DAY, "Kestrel Parcels", "KP1")


def deliver(order: Order) -> None:
    order.deliver(DELIVERED_AT)


def cancel(order: Order) -> None:
    order.cancel(NO_LONGER_NEEDED, PLACED_AT + DAY)


def request_return(order: Order) -> None:
    send_back(order, {"HP-104233-1": 2}, DELIVERED_AT + DAY)


def send_back(
    order: Order, quantities: dict[str, int], at: datetime = DELIVERED_AT, window_days: int = 30
) -> None:
    order.request_return(quantities, "pay_1", "Visa ending 4821", at, window_days)


def request_exchange(order: Order) -> None:
    mug = order.items[0]
    dearer = Swap(
        mug.id, "Mug", 2, "MUG-01", mug.options, mug.unit_price, "MUG-02", {}, Decimal("13.00")
    )
    order.request_exchange([dearer], None, DELIVERED_AT + DAY, 30)


def receive_parcel(order: Order) -> None:
    order.receive_parcel(DELIVERED_AT + 4 * DAY, BY_BANK)


Step = Callable[[Order], None]
STEPS_TO: dict[OrderStatus, list[Step]] = {
    OrderStatus.PENDING: [],
    OrderStatus.PROCESSED: [pack],
    OrderStatus.SHIPPED: [pack, ship],
    OrderStatus.DELIVERED: [pack, ship, deliver],
    OrderStatus.CANCELLED: [cancel],
    OrderStatus.RETURN_REQUESTED: [pack, ship, deliver, request_return],
    OrderStatus.RETURNED: [pack, ship, deliver, request_return, receive_parcel],
    OrderStatus.EXCHANGE_REQUESTED: [pack, ship, deliver, request_exchange],
    OrderStatus.EXCHANGED: [pack, ship, deliver, request_exchange, receive_parcel],
}
LEGAL: dict[Step, set[OrderStatus]] = {
    pack: {OrderStatus.PENDING},
    cancel: {OrderStatus.PENDING},
    ship: {OrderStatus.PROCESSED},
    deliver: {OrderStatus.SHIPPED},
    request_return: {OrderStatus.DELIVERED},
    request_exchange: {OrderStatus.DELIVERED},
    receive_parcel: {OrderStatus.RETURN_REQUESTED, OrderStatus.EXCHANGE_REQUESTED},
}


@pytest.mark.parametrize("step", LEGAL)
@pytest.mark.parametrize("status", OrderStatus)
def test_every_step_is_possible_from_its_own_status_only(status: OrderStatus, step: Step) -> None:
    order = an_order(status)
    events = len(order.history)
    if status in LEGAL[step]:
        step(order)
        assert order.status is not status
        assert len(order.history) == events + 1
    else:
        with pytest.raises(Conflict) as refusal:
            step(order)
        assert str(refusal.value).endswith(".")
        assert order.status is status
        assert len(order.history) == events


@pytest.mark.parametrize("status", OrderStatus)
def test_the_history_tells_the_life_of_the_order(status: OrderStatus) -> None:
    order = an_order(status)
    assert order.history[0].status is OrderStatus.PENDING
    assert order.history[-1].status is status
    assert [event.seq for event in order.history] == list(range(1, len(order.history) + 1))
    assert all(event.note for event in order.history)


def test_the_total_is_items_and_delivery_to_the_penny() -> None:
    order = an_order()
    assert order.items_total == Decimal("211.10")
    assert order.total == Decimal("215.05")


def test_a_cancelled_order_is_refunded_whole_within_seven_working_days() -> None:
    order = an_order()
    order.cancel(NO_LONGER_NEEDED, PLACED_AT)
    assert order.refund_amount == order.total == order.paid
    assert order.refund_due_on == date(2026, 3, 11)
    assert order.cancelled_at == PLACED_AT
    assert order.cancellation_reason == NO_LONGER_NEEDED


def test_a_gift_card_is_refunded_at_once() -> None:
    order = an_order(payment_kind=PaymentKind.GIFT_CARD)
    order.cancel(NO_LONGER_NEEDED, PLACED_AT)
    assert order.refund_due_on == PLACED_AT.date()


@pytest.mark.parametrize("status", set(OrderStatus) - {OrderStatus.PENDING})
def test_only_a_pending_order_can_be_cancelled(status: OrderStatus) -> None:
    order = an_order(status)
    assert why_not_cancelled(order)
    with pytest.raises(CannotCancel, match=r"HP-104233 .* cannot be cancelled"):
        cancel(order)


def test_a_return_covers_the_items_that_are_named() -> None:
    order = an_order(OrderStatus.DELIVERED)
    send_back(order, {"HP-104233-2": 1, "HP-104233-1": 2})
    assert [item.returned_quantity for item in order.items] == [2, 1, 0]
    assert order.refund_amount == Decimal("169.10")
    assert order.refund_due_on is None


def test_the_refund_of_a_return_is_due_once_the_parcel_is_back() -> None:
    order = an_order(OrderStatus.RETURNED)
    assert order.refund_due_on == after_working_days((DELIVERED_AT + 4 * DAY).date(), 7)


@pytest.mark.parametrize("window_days", [30, 60])
def test_the_last_day_of_the_window_counts(window_days: int) -> None:
    last_day = DELIVERED_AT.replace(hour=23) + timedelta(days=window_days)
    order = an_order(OrderStatus.DELIVERED)
    assert last_day_to_return(order, window_days) == last_day.date()
    with pytest.raises(ReturnWindowOver, match=r"until \d+ [A-Z][a-z]+ 2026; "):
        send_back(order, {"HP-104233-1": 2}, last_day + DAY, window_days)
    send_back(order, {"HP-104233-1": 2}, last_day, window_days)


def test_the_window_of_a_delivery_on_an_unknown_day_has_an_end() -> None:
    order = an_order(OrderStatus.DELIVERED)
    shipped_at, order.delivered_at = order.shipped_at, None
    assert shipped_at is not None
    assert last_day_to_return(order, 30) == (shipped_at + 30 * DAY).date()
    order.shipped_at = None
    assert last_day_to_return(order, 30) == (order.placed_at + 30 * DAY).date()
    with pytest.raises(ReturnWindowOver):
        send_back(order, {"HP-104233-1": 2}, order.placed_at + 31 * DAY, 30)


def test_a_second_return_is_refused_even_of_other_items() -> None:
    order = an_order(OrderStatus.RETURN_REQUESTED)
    with pytest.raises(ReturnAlreadyRequested):
        send_back(order, {"HP-104233-2": 1})
    assert order.items[1].returned_quantity == 0


@pytest.mark.parametrize(
    "status", [OrderStatus.PENDING, OrderStatus.SHIPPED, OrderStatus.CANCELLED]
)
def test_nothing_is_returned_that_never_came(status: OrderStatus) -> None:
    order = an_order(status)
    assert last_day_to_return(order, 30) is None
    with pytest.raises(NotDelivered):
        request_return(order)


def test_a_personalised_item_keeps_the_whole_return_from_being_requested() -> None:
    order = an_order(OrderStatus.DELIVERED)
    with pytest.raises(NotReturnable, match="Board"):
        send_back(order, {"HP-104233-1": 2, "HP-104233-3": 1})
    assert order.status is OrderStatus.DELIVERED
    assert order.items[0].returned_quantity == 0


@pytest.mark.parametrize("item_ids", [[], ["HP-104234-1"], ["HP-104233-1", "MUG-01"]])
def test_a_return_needs_items_of_the_order(item_ids: list[str]) -> None:
    order = an_order(OrderStatus.DELIVERED)
    with pytest.raises(NoSuchItem):
        send_back(order, dict.fromkeys(item_ids, 1))


def test_shipping_needs_a_packed_parcel() -> None:
    with pytest.raises(WrongStatus):
        ship(an_order())


@pytest.mark.parametrize(
    ("today", "is_late", "is_lost"),
    [
        # Due on Monday, the 9th.
        (date(2026, 3, 10), False, False),
        (date(2026, 3, 11), True, False),
        (date(2026, 3, 17), True, False),
        (date(2026, 3, 18), True, True),
    ],
)
def test_a_parcel_is_late_after_two_working_days_and_lost_after_seven(
    today: date, is_late: bool, is_lost: bool
) -> None:
    order = an_order(OrderStatus.SHIPPED)
    assert delays.is_late(order, today) is is_late
    assert delays.is_lost(order, today) is is_lost


def test_a_weekend_does_not_make_a_parcel_late() -> None:
    order = an_order(OrderStatus.SHIPPED)
    order.estimated_delivery_on = date(2026, 3, 13)  # a Friday
    assert not delays.is_late(order, date(2026, 3, 16))
    assert delays.is_late(order, date(2026, 3, 17))


@pytest.mark.parametrize(
    "status", [OrderStatus.DELIVERED, OrderStatus.CANCELLED, OrderStatus.RETURNED]
)
def test_what_is_not_awaited_is_never_late(status: OrderStatus) -> None:
    order = an_order(status)
    assert not delays.is_late(order, date(2027, 1, 1))
    assert not delays.is_lost(order, date(2027, 1, 1))


def test_an_order_that_was_never_packed_is_late_but_not_lost() -> None:
    order = an_order(OrderStatus.PENDING)
    assert delays.is_late(order, date(2026, 4, 1))
    assert not delays.is_lost(order, date(2026, 4, 1))


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        (date(2026, 3, 9), 0, date(2026, 3, 9)),
        (date(2026, 3, 9), 5, date(2026, 3, 16)),
        (date(2026, 3, 13), 1, date(2026, 3, 16)),
        (date(2026, 3, 14), 1, date(2026, 3, 16)),
        (date(2026, 3, 15), 2, date(2026, 3, 17)),
    ],
)
def test_working_days_leave_out_saturday_and_sunday(start: date, count: int, day: date) -> None:
    assert after_working_days(start, count) == day
