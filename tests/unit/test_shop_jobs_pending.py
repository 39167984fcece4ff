"""Cancelling and changing pending orders, rule by rule of the tau2 shop's policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from desk.shop.jobs.cancellation import Cancellation
from desk.shop.jobs.pending_changes import AddressChange, ItemsChange, PaymentChange
from desk.shop.order_status import OrderStatus
from desk.shop.refusals import (
    CannotCancel,
    CannotChange,
    ChangedAlready,
    GiftCardEmpty,
    GiftCardExpired,
    InvalidAddress,
    NoSuchPaymentMethod,
    NotEnoughBalance,
    NothingToChange,
    NotPending,
    UnknownReason,
    WrongQuantity,
)
from tests.shop_cases import (
    HOME,
    NOW,
    TAU2,
    a_card,
    a_case,
    a_gift_card,
    an_order,
    do,
    items_of,
    paypal,
    shirts,
)

NUMBER = "HP-104233"
ONE, TWO = f"{NUMBER}-1", f"{NUMBER}-2"
ELSEWHERE = replace(HOME, street="9 Mill Road", street2="Flat 2", region="Kent")
NOT_PENDING = [OrderStatus.PROCESSED, OrderStatus.DELIVERED]


@pytest.mark.parametrize("reason", ["no longer needed", "Ordered_by  mistake"])
def test_a_pending_order_is_cancelled_for_an_accepted_reason(reason: str) -> None:
    shop, card = shirts("20.00"), a_card()
    case = a_case(an_order(items_of(NUMBER, shop.variants), card), [card], [shop])
    plan = do(Cancellation(reason), case)
    assert case.order.status is OrderStatus.CANCELLED
    assert [(m.amount, m.payment_method_id, m.when) for m in plan.moves] == [
        (Decimal("23.95"), "card", "within 5 to 7 working days")
    ]
    assert case.order.paid == 0
    assert shop.variants[0].stock == 6


@pytest.mark.parametrize("reason", ["", "found it cheaper", "no longer needed'; DROP TABLE orders"])
def test_no_other_reason_is_accepted(reason: str) -> None:
    card = a_card()
    with pytest.raises(UnknownReason, match='"no longer needed" or "ordered by mistake"'):
        Cancellation(reason).plan(
            a_case(an_order(items_of(NUMBER, shirts("9").variants), card), [card])
        )


def test_a_gift_card_is_refunded_at_once() -> None:
    card = a_gift_card("5.00")
    case = a_case(an_order(items_of(NUMBER, shirts("20.00").variants), card), [card])
    plan = do(Cancellation("no longer needed"), case)
    assert plan.moves[0].when == "at once"
    assert card.balance == Decimal("28.95")
    assert case.order.refund_due_on == NOW.date()


@pytest.mark.parametrize("status", NOT_PENDING)
def test_only_a_pending_order_can_be_cancelled_or_changed(status: OrderStatus) -> None:
    shop, card = shirts("20.00", "21.00"), a_card()
    case = a_case(
        an_order(items_of(NUMBER, shop.variants[:1]), card, status), [card, paypal()], [shop]
    )
    with pytest.raises(CannotCancel):
        Cancellation("no longer needed").plan(case)
    for job in (
        AddressChange(ELSEWHERE),
        PaymentChange("paypal"),
        ItemsChange({ONE: "shirt-1"}, "card"),
    ):
        with pytest.raises(NotPending):
            job.plan(case)


def test_the_address_changes_and_the_name_stays() -> None:
    card = a_card()
    case = a_case(an_order(items_of(NUMBER, shirts("20.00").variants), card), [card])
    plan = do(AddressChange(ELSEWHERE), case)
    assert plan.before == HOME
    assert case.order.shipping_address == plan.after == ELSEWHERE
    assert case.order.status_words == "pending"
    with pytest.raises(NothingToChange):
        AddressChange(ELSEWHERE).plan(case)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("street", "  "), ("city", "x" * 101), ("postcode", "SE15\x00"), ("country", "UK!"),
        ("street", "\ud800"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(part: str, text: str) -> None:
    card = a_card()
    case = a_case(an_order(items_of(NUMBER, shirts("20.00").variants), card), [card])
    with pytest.raises(InvalidAddress):
        AddressChange(replace(ELSEWHERE, **{part: text})).plan(case)


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE orders; --", "{{ 7 * 7 }}", "<b>{name}</b> & Söhne"]
)
def test_an_address_is_only_ever_text(text: str) -> None:
    card = a_card()
    case = a_case(an_order(items_of(NUMBER, shirts("20.00").variants), card), [card])
    do(AddressChange(replace(ELSEWHERE, street=text)), case)
    assert case.order.shipping_address.street == text


def test_another_payment_method_pays_and_the_first_is_refunded() -> None:
    gift, card = a_gift_card("0.00"), a_card()
    case = a_case(an_order(items_of(NUMBER, shirts("20.00").variants), gift), [gift, card])
    plan = do(PaymentChange("card"), case)
    assert [(m.direction, m.amount, m.payment_method_id, m.when) for m in plan.moves] == [
        ("payment", Decimal("23.95"), "card", "at once"),
        ("refund", Decimal("23.95"), "gift", "at once"),
    ]
    assert gift.balance == Decimal("23.95")
    assert (case.order.payment_method_id, case.order.status) == ("card", OrderStatus.PENDING)
    assert case.order.paid == case.order.total


def test_the_same_payment_method_and_strangers_are_refused() -> None:
    card = a_card()
    case = a_case(an_order(items_of(NUMBER, shirts("20.00").variants), card), [card])
    with pytest.raises(NothingToChange):
        PaymentChange("card").plan(case)
    with pytest.raises(NoSuchPaymentMethod):
        PaymentChange("somebody_elses").plan(case)


def test_a_gift_card_must_cover_the_whole_total() -> None:
    card, exact, short = a_card(), a_gift_card("23.95", "exact"), a_gift_card("23.94", "short")
    case = a_case(an_order(items_of(NUMBER, shirts("20.00").variants), card), [card, exact, short])
    with pytest.raises(NotEnoughBalance, match=r"£23\.94 left, and £23\.95"):
        PaymentChange("short").plan(case)
    do(PaymentChange("exact"), case)
    assert exact.balance == 0


def test_empty_and_expired_gift_cards_pay_nothing() -> None:
    card, empty = a_card(), a_gift_card("0.00", "empty")
    old = a_gift_card("500.00", "old", NOW.date() - timedelta(days=1))
    last_day = a_gift_card("500.00", "last_day", NOW.date())
    shop = shirts("20.00", "25.00", "15.00")
    case = a_case(
        an_order(items_of(NUMBER, shop.variants[:1]), card), [card, empty, old, last_day], [shop]
    )
    with pytest.raises(GiftCardEmpty):
        ItemsChange({ONE: "shirt-1"}, "empty").plan(case)
    for job in (
        PaymentChange("old"),
        ItemsChange({ONE: "shirt-1"}, "old"),
        ItemsChange({ONE: "shirt-2"}, "old"),
    ):
        with pytest.raises(GiftCardExpired):
            job.plan(case)
    do(PaymentChange("last_day"), case)


def test_after_its_items_were_changed_an_order_is_neither_changed_nor_cancelled() -> None:
    shop, card = shirts("20.00", "25.00"), a_card()
    case = a_case(an_order(items_of(NUMBER, shop.variants[:1]), card), [card, paypal()], [shop])
    do(ItemsChange({ONE: "shirt-1"}, "card"), case)
    with pytest.raises(CannotCancel, match="have been changed"):
        Cancellation("no longer needed").plan(case)
    for job in (
        ItemsChange({ONE: "shirt-0"}, "card"),
        AddressChange(ELSEWHERE),
        PaymentChange("paypal"),
    ):
        with pytest.raises(ChangedAlready):
            job.plan(case)


def test_a_company_may_be_more_generous() -> None:
    policy = replace(
        TAU2,
        item_changes_per_order=2,
        changed_order_may_be_cancelled=True,
        changed_order_may_be_changed=True,
        cancellation_reasons=("found it cheaper",),
    )
    shop, card, gift = shirts("20.00", "15.00"), a_card(), a_gift_card("0.00")
    order = an_order(items_of(NUMBER, shop.variants[:1]), card)
    case = a_case(order, [card, gift, paypal()], [shop], policy)
    do(ItemsChange({ONE: "shirt-1"}, "gift"), case)
    do(AddressChange(ELSEWHERE), case)
    do(ItemsChange({ONE: "shirt-0"}, "gift"), case)
    do(PaymentChange("paypal"), case)
    plan = do(Cancellation("found it cheaper"), case)
    assert [(m.payment_method_id, m.amount) for m in plan.moves] == [("paypal", Decimal("23.95"))]
    assert order.paid == gift.balance == 0


def test_what_a_company_does_not_offer_is_refused() -> None:
    policy = replace(
        TAU2,
        cancellation_allowed=False,
        address_change_allowed=False,
        payment_change_allowed=False,
        items_change_allowed=False,
    )
    shop, card = shirts("20.00", "25.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:1]), card)
    case = a_case(order, [card, paypal()], [shop], policy)
    with pytest.raises(CannotCancel):
        Cancellation("no longer needed").plan(case)
    for job in (
        AddressChange(ELSEWHERE),
        PaymentChange("paypal"),
        ItemsChange({ONE: "shirt-1"}, "card"),
    ):
        with pytest.raises(CannotChange):
            job.plan(case)


@pytest.mark.parametrize("quantity", [-1, 0, 10_001, 10**30])
def test_no_order_holds_a_number_of_things_that_cannot_be(quantity: int) -> None:
    with pytest.raises(WrongQuantity):
        items_of(NUMBER, shirts("20.00").variants, quantity)


def test_what_another_method_got_back_already_is_not_refunded_twice() -> None:
    policy = replace(TAU2, changed_order_may_be_cancelled=True)
    shop, card = shirts("20.00", "15.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:1]), card)
    case = a_case(order, [card, paypal()], [shop], policy)
    do(ItemsChange({ONE: "shirt-1"}, "paypal"), case)
    plan = do(Cancellation("no longer needed"), case)
    assert [(m.payment_method_id, m.amount) for m in plan.moves] == [("card", Decimal("18.95"))]
    assert order.paid == 0
