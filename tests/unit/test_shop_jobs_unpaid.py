"""An order whose payment failed: nothing counts as paid until it is paid with something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import ParleyError
from desk.shop import delays
from desk.shop.jobs.cancellation import Cancellation
from desk.shop.jobs.job import Case, Job
from desk.shop.jobs.pending_changes import AddressChange, ItemsChange, PaymentChange
from desk.shop.order_rules import why_not_paid_otherwise
from desk.shop.order_status import OrderStatus
from desk.shop.payment import Direction, PaymentState, moved
from desk.shop.refusals import CannotChange, CannotPay, NothingToChange
from tests.shop_cases import HOME, NOW, a_card, a_case, a_gift_card, an_order, do, items_of, shirts

NUMBER = "HP-104233"
ONE = f"{NUMBER}-1"
JOBS: list[Job[Any]] = [
    PaymentChange("card"),
    PaymentChange("gift"),
    ItemsChange({ONE: "shirt-1"}, "gift"),
    ItemsChange({ONE: "shirt-2"}, "card"),
    AddressChange(replace(HOME, city="Leeds")),
    Cancellation("no longer needed"),
]


def an_unpaid_case(balance: str = "100.00") -> Case:
    """A shirt for £20 and £3.95 delivery, of which the card paid nothing."""
    shop, card = shirts("20.00", "25.00", "15.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:1]), card)
    order.payments[0].state = PaymentState.FAILED
    order.estimated_delivery_on = NOW.date() - timedelta(days=30)
    return a_case(order, [card, a_gift_card(balance)], [shop])


def test_what_failed_is_neither_paid_nor_late() -> None:
    order = an_unpaid_case().order
    assert order.paid == order.refundable(order.total) == 0
    assert order.status_words == "pending (payment failed)"
    assert not delays.is_late(order, NOW.date())


def test_another_payment_method_settles_it_and_the_first_gets_nothing_back() -> None:
    case = an_unpaid_case()
    plan = do(PaymentChange("gift"), case)
    assert [(m.direction, m.amount) for m in plan.moves] == [(Direction.PAYMENT, Decimal("23.95"))]
    assert case.order.failed_payment is None
    assert case.order.paid == case.order.total
    assert case.wallet.method("gift").balance == Decimal("76.05")
    assert case.order.payment_label == case.wallet.method("gift").name
    assert case.order.status_words == "pending"


def test_the_method_that_failed_and_one_that_is_too_small_are_refused() -> None:
    with pytest.raises(NothingToChange, match="did not go through"):
        do(PaymentChange("card"), an_unpaid_case())
    with pytest.raises(CannotPay):
        do(PaymentChange("gift"), an_unpaid_case("23.94"))


def test_its_items_stay_until_it_is_paid() -> None:
    case = an_unpaid_case()
    with pytest.raises(CannotChange, match="once it is paid"):
        do(ItemsChange({ONE: "shirt-1"}, "gift"), case)
    do(PaymentChange("gift"), case)
    do(ItemsChange({ONE: "shirt-1"}, "gift"), case)
    assert case.order.paid == case.order.total == Decimal("28.95")


def test_cancelling_it_refunds_nothing() -> None:
    case = an_unpaid_case()
    assert do(Cancellation("no longer needed"), case).moves == ()
    assert case.order.refund_amount is None
    assert case.order.failed_payment is None


def test_a_policy_without_changes_of_payment_says_why() -> None:
    case = an_unpaid_case()
    assert why_not_paid_otherwise(case.order, case.policy) == ""
    strict = replace(case.policy, payment_change_allowed=False)
    assert "cannot be changed" in why_not_paid_otherwise(case.order, strict)


@given(jobs=st.lists(st.sampled_from(JOBS), max_size=6))
def test_no_money_is_made_or_lost_by_a_payment_that_failed(jobs: list[Job[Any]]) -> None:
    case = an_unpaid_case()
    order, gift = case.order, case.wallet.method("gift")
    for job in jobs:
        try:
            do(job, case)
        except ParleyError:
            continue
        finally:
            is_cancelled = order.status is OrderStatus.CANCELLED
            is_unpaid = is_cancelled or order.failed_payment is not None
            assert order.paid == (0 if is_unpaid else order.total)
            given, back = (moved(order.payments, way) for way in Direction)
            assert given - back == order.paid
            by_gift = sum(p.signed for p in order.payments if p.payment_method_id == "gift")
            assert gift.balance == Decimal("100.00") - by_gift
