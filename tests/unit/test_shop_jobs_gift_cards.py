"""What a gift card has to hold: the difference of what is changed, the total of what it pays."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from desk.shop.jobs.delivered_changes import ExchangeRequest
from desk.shop.jobs.job import Case, Job
from desk.shop.jobs.pending_changes import ItemsChange, PaymentChange
from desk.shop.order_status import OrderStatus
from desk.shop.payment import Direction, MoneyMove, PaymentState
from desk.shop.refusals import NotEnoughBalance
from tests.shop_cases import PLACED_AT, a_card, a_case, a_gift_card, an_order, do, items_of, shirts

NUMBER = "HP-104233"
ONE, TWO = f"{NUMBER}-1", f"{NUMBER}-2"
DEARER_AND_CHEAPER = {ONE: "shirt-1", TWO: "shirt-2"}
REST = Decimal("3.95")


def a_case_of_two(status: OrderStatus, balance: str) -> Case:
    """Shirts for £20 and £15, paid by card; another costs £25, and one £12."""
    shop, card = shirts("20.00", "25.00", "12.00", "15.00"), a_card()
    ordered = (shop.variants[0], shop.variants[3])
    order = an_order(items_of(NUMBER, ordered), card, status)
    return a_case(order, [card, a_gift_card(balance)], [shop])


def a_case_paid_in_two(balance: str, *, by_gift_card: bool) -> Case:
    """£20 paid by card, and £3.95 by gift card, or not at all since that payment failed."""
    shop, card, gift = shirts("20.00"), a_card(), a_gift_card(balance)
    order = an_order(items_of(NUMBER, shop.variants), card)
    order.payments = []
    for amount, method in ((order.total - REST, card), (REST, gift if by_gift_card else card)):
        order.settle(MoneyMove(Direction.PAYMENT, amount, method.id, method.name), PLACED_AT)
    if not by_gift_card:
        order.payments[1].state = PaymentState.FAILED
    return a_case(order, [card, gift], [shop])


@pytest.mark.parametrize(
    ("status", "job"),
    [
        (OrderStatus.PENDING, ItemsChange(DEARER_AND_CHEAPER, "gift")),
        (OrderStatus.DELIVERED, ExchangeRequest(DEARER_AND_CHEAPER, "gift")),
    ],
)
def test_it_covers_the_difference_of_all_items_together(status: OrderStatus, job: Job[Any]) -> None:
    with pytest.raises(NotEnoughBalance, match=r"£1\.99 left, and £2\.00 would"):
        job.plan(a_case_of_two(status, "1.99"))
    case = a_case_of_two(status, "2.00")
    do(job, case)
    assert case.wallet.method("gift").balance == 0


@pytest.mark.parametrize("by_gift_card", [False, True])
@pytest.mark.parametrize("balance", ["3.95", "20.00", "23.94"])
def test_the_missing_part_is_not_enough_for_another_payment(
    balance: str, by_gift_card: bool
) -> None:
    case = a_case_paid_in_two(balance, by_gift_card=by_gift_card)
    with pytest.raises(NotEnoughBalance, match=rf"£{balance} left, and £23\.95 would"):
        PaymentChange("gift").plan(case)


def test_the_total_is_paid_and_what_was_paid_goes_back() -> None:
    case = a_case_paid_in_two("23.95", by_gift_card=False)
    moves = do(PaymentChange("gift"), case).moves
    assert [(move.direction, move.amount, move.payment_method_id) for move in moves] == [
        (Direction.PAYMENT, Decimal("23.95"), "gift"),
        (Direction.REFUND, Decimal("20.00"), "card"),
    ]
    assert case.order.paid == case.order.total
    assert case.order.failed_payment is None


def test_what_the_card_paid_before_comes_back_to_it() -> None:
    case = a_case_paid_in_two("23.95", by_gift_card=True)
    do(PaymentChange("gift"), case)
    assert case.wallet.method("gift").balance == REST
    assert case.order.paid == case.order.total
