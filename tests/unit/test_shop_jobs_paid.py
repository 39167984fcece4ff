"""Nobody gets back more than they paid, whatever is done with an order in whatever order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import ParleyError
from desk.shop.jobs.cancellation import Cancellation
from desk.shop.jobs.delivered_changes import ExchangeRequest, ParcelReceipt, ReturnRequest
from desk.shop.jobs.job import Case, Job
from desk.shop.jobs.pending_changes import ItemsChange, PaymentChange
from desk.shop.order_status import OrderStatus
from desk.shop.payment import Direction, MoneyMove
from tests.shop_cases import PLACED_AT, a_card, a_case, a_gift_card, an_order, do, items_of, shirts

NUMBER = "HP-104233"
ONE, TWO = f"{NUMBER}-1", f"{NUMBER}-2"
JOBS: list[Job[Any]] = [
    ReturnRequest([ONE]),
    ReturnRequest([ONE, TWO], "gift"),
    ExchangeRequest({ONE: "shirt-2"}, "gift"),
    ExchangeRequest({TWO: "shirt-0"}, "card"),
    ItemsChange({ONE: "shirt-2"}, "gift"),
    ItemsChange({TWO: "shirt-2"}, "card"),
    PaymentChange("gift"),
    Cancellation("no longer needed"),
    ParcelReceipt(),
]
STATUSES = [OrderStatus.PENDING, OrderStatus.DELIVERED]


def a_case_paid(amount: Decimal, status: OrderStatus) -> Case:
    """Shirts for £20 and £25 (a third costs £15), of which only `amount` was paid, by card."""
    shop, card = shirts("20.00", "25.00", "15.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:2]), card, status)
    order.payments = []
    if amount:
        order.settle(MoneyMove(Direction.PAYMENT, amount, card.id, card.name), PLACED_AT)
    return a_case(order, [card, a_gift_card("100.00")], [shop])


@given(
    pence=st.integers(min_value=0, max_value=4895),
    status=st.sampled_from(STATUSES),
    jobs=st.lists(st.sampled_from(JOBS), max_size=6),
)
def test_what_is_paid_is_never_below_nothing(
    pence: int, status: OrderStatus, jobs: list[Job[Any]]
) -> None:
    case = a_case_paid(Decimal(pence) / 100, status)
    for job in jobs:
        try:
            do(job, case)
        except ParleyError:
            continue
        finally:
            assert case.order.paid >= 0


@pytest.mark.parametrize(("paid", "refund"), [("0.00", None), ("7.50", "7.50"), ("48.95", "45.00")])
def test_a_return_refunds_what_was_paid_and_says_so_from_the_start(
    paid: str, refund: str | None
) -> None:
    case = a_case_paid(Decimal(paid), OrderStatus.DELIVERED)
    order, due = case.order, None if refund is None else Decimal(refund)
    plan = do(ReturnRequest([ONE, TWO], "gift"), case)
    assert plan.amount == (due or 0)
    assert [move.amount for move in plan.moves] == ([due] if due else [])
    assert order.order_return is not None
    assert order.order_return.refund_amount == (due or 0)
    assert order.refund_amount == due
    do(ParcelReceipt(), case)
    assert order.paid == Decimal(paid) - (due or 0)
    assert (order.refund_due_on is None) == (due is None)


@pytest.mark.parametrize(("paid", "refund"), [("0.00", None), ("2.00", "2.00"), ("48.95", "5.00")])
def test_an_exchange_for_something_cheaper_refunds_no_more_than_was_paid(
    paid: str, refund: str | None
) -> None:
    case = a_case_paid(Decimal(paid), OrderStatus.DELIVERED)
    due = None if refund is None else Decimal(refund)
    plan = do(ExchangeRequest({ONE: "shirt-2"}, "gift"), case)
    assert [move.amount for move in plan.moves] == ([due] if due else [])
    assert case.order.refund_amount == due
    do(ParcelReceipt(), case)
    assert case.order.paid == Decimal(paid) - (due or 0)


def test_a_promise_from_before_is_kept_only_as_far_as_it_was_paid() -> None:
    case = a_case_paid(Decimal("30.00"), OrderStatus.DELIVERED)
    do(ReturnRequest([ONE, TWO]), case)
    case.order.payments = []
    assert do(ParcelReceipt(), case).moves == ()
    assert case.order.refund_amount is None
    assert case.order.refund_due_on is None
