"""Which one order is worth a word when its customer comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk.anticipation.problems import ProblemKind, only_problem
from desk.demo_shop.data import demo_shop
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.payment import Direction, MoneyMove, PaymentState
from desk.shop.service_policy import STANDARD_POLICY, RefundTime
from desk.shop.working_days import after_working_days
from tests.shop_cases import NOW, a_card, an_order, items_of, shirts

TODAY = NOW.date()


def shipped(due_on: date | None, number: str = "HP-104233") -> Order:
    order = an_order(items_of(number, shirts("20.00").variants), a_card(), number=number)
    order.pack(NOW)
    order.ship(NOW, "Kestrel Parcels", "KP1")
    order.estimated_delivery_on = due_on
    return order


def returned(days_ago: int, number: str = "HP-104234") -> Order:
    items = items_of(number, shirts("20.00").variants)
    order = an_order(items, a_card(), OrderStatus.DELIVERED, number)
    requested_at = NOW - timedelta(days=days_ago + 3)
    order.request_return({items[0].id: 1}, "card", "Mastercard ending 9212", requested_at, None)
    order.receive_parcel(NOW - timedelta(days=days_ago), RefundTime(5, 7))
    return order


def unpaid(days_ago: int, number: str = "HP-104235") -> Order:
    order = an_order(items_of(number, shirts("20.00").variants), a_card(), number=number)
    order.payments[0].state = PaymentState.FAILED
    order.payments[0].at = NOW - timedelta(days=days_ago)
    return order


def kind_of(*orders: Order, today: date = TODAY) -> ProblemKind | None:
    problem = only_problem(orders, today, STANDARD_POLICY)
    return None if problem is None else problem.kind


def test_a_parcel_is_named_from_the_day_on_which_it_is_late() -> None:
    due_on = TODAY - timedelta(days=1)
    late_on = after_working_days(due_on, STANDARD_POLICY.late_after_working_days)
    lost_on = after_working_days(due_on, STANDARD_POLICY.lost_after_working_days)
    order = shipped(due_on)
    assert kind_of(order, today=late_on - timedelta(days=1)) is None
    assert kind_of(order, today=late_on) is ProblemKind.LATE
    assert kind_of(order, today=lost_on - timedelta(days=1)) is ProblemKind.LATE
    assert kind_of(order, today=lost_on) is ProblemKind.LOST


def test_what_went_wrong_long_ago_is_not_brought_up_again() -> None:
    assert kind_of(shipped(TODAY - timedelta(days=30))) is ProblemKind.LOST
    assert kind_of(shipped(TODAY - timedelta(days=31))) is None


def test_a_payment_that_failed_is_named_for_a_month_and_the_order_is_not_called_late() -> None:
    order = unpaid(30)
    order.estimated_delivery_on = TODAY - timedelta(days=20)
    assert kind_of(order) is ProblemKind.UNPAID
    assert kind_of(unpaid(31)) is None
    assert kind_of(order, returned(2)) is None


def test_nothing_is_said_of_a_payment_once_it_is_made_or_the_order_is_cancelled() -> None:
    paid, cancelled = unpaid(1), unpaid(1, "HP-104236")
    paid.settle(MoneyMove(Direction.PAYMENT, paid.total, "paypal", "PayPal"), NOW)
    cancelled.cancel("no longer needed", NOW)
    assert kind_of(paid, cancelled) is None


def test_a_refund_is_news_for_two_weeks() -> None:
    assert kind_of(returned(0)) is ProblemKind.REFUNDED
    assert kind_of(returned(14)) is ProblemKind.REFUNDED
    assert kind_of(returned(15)) is None


def test_one_problem_among_other_orders_is_named_and_several_are_not() -> None:
    late = shipped(TODAY - timedelta(days=6))
    fine = shipped(TODAY + timedelta(days=1), "HP-104235")
    assert kind_of() is None
    assert kind_of(fine, shipped(None, "HP-104236")) is None
    found = only_problem([fine, late], TODAY, STANDARD_POLICY)
    assert found is not None
    assert found.order is late
    assert kind_of(fine, late, returned(2)) is None


@pytest.mark.parametrize("days", range(7))
def test_the_demo_has_customers_to_show_each_greeting(days: int) -> None:
    today = TODAY + timedelta(days=days)
    shop = demo_shop(today)
    found = {
        customer.id: problem
        for customer in shop.customers
        if (
            problem := only_problem(
                [order for order in shop.orders if order.customer_id == customer.id],
                today,
                STANDARD_POLICY,
            )
        )
    }
    assert {problem.kind for problem in found.values()} == set(ProblemKind)
    assert found["cus_0002"].order.id == "HP-104187"
    assert not {"cus_0001", "cus_0003", "cus_0004", "cus_0005", "cus_0006"} & set(found)
