"""Returning and exchanging delivered orders, rule by rule of the tau2 shop's policy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from desk.shop.jobs.delivered_changes import ExchangeRequest, ParcelReceipt, ReturnRequest
from desk.shop.order_status import OrderStatus
from desk.shop.refusals import (
    GiftCardExpired,
    NoSuchItem,
    NoSuchPaymentMethod,
    NotDelivered,
    NotEnoughBalance,
    NothingToChange,
    NotOffered,
    NotReturnable,
    OtherProduct,
    OutOfStock,
    ReturnAlreadyRequested,
    ReturnWindowOver,
    WrongQuantity,
    WrongRefundMethod,
    WrongStatus,
)
from desk.shop.service_policy import RefundTarget
from tests.shop_cases import (
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
    shoes,
)

NUMBER = "HP-104233"
ONE, TWO = f"{NUMBER}-1", f"{NUMBER}-2"
DELIVERED = OrderStatus.DELIVERED


def test_items_go_back_and_the_refund_follows_the_parcel() -> None:
    card = a_card()
    items = items_of(NUMBER, shirts("20.00", "25.00").variants, 2)
    case = a_case(an_order(items, card, DELIVERED), [card])
    plan = do(ReturnRequest([TWO]), case)
    (move,) = plan.moves
    assert (move.amount, move.label) == (Decimal("50.00"), "Mastercard ending 9212")
    assert move.when == "within 5 to 7 working days after we have the parcel"
    assert case.order.status is OrderStatus.RETURN_REQUESTED
    assert case.order.paid == case.order.total
    do(ParcelReceipt(), case)
    assert case.order.status_words == "returned"
    assert case.order.paid == case.order.total - Decimal("50.00")


@pytest.mark.parametrize("status", [OrderStatus.PENDING, OrderStatus.PROCESSED])
def test_nothing_is_returned_or_exchanged_before_it_is_delivered(status: OrderStatus) -> None:
    shop, card = shirts("20.00", "25.00"), a_card()
    case = a_case(an_order(items_of(NUMBER, shop.variants[:1]), card, status), [card], [shop])
    for job in (ReturnRequest([ONE]), ExchangeRequest({ONE: "shirt-1"}, "card")):
        with pytest.raises(NotDelivered):
            job.plan(case)


def test_the_refund_goes_to_the_original_method_or_an_existing_gift_card_only() -> None:
    card, gift = a_card(), a_gift_card("1.00")
    order = an_order(items_of(NUMBER, shirts("20.00").variants), card, DELIVERED)
    case = a_case(order, [card, gift, paypal()])
    with pytest.raises(WrongRefundMethod, match=r"Mastercard ending 9212.* or to a gift card"):
        ReturnRequest([ONE], "paypal").plan(case)
    with pytest.raises(NoSuchPaymentMethod):
        ReturnRequest([ONE], "somebody_elses").plan(case)
    assert ReturnRequest([ONE], "card").plan(case).moves == ReturnRequest([ONE]).plan(case).moves
    plan = do(ReturnRequest([ONE], "gift"), case)
    assert plan.moves[0].when == "as soon as we have the parcel"
    assert gift.balance == Decimal("1.00")
    do(ParcelReceipt(), case)
    assert gift.balance == Decimal("21.00")
    assert order.refund_label == "gift card ending 4410"


def test_a_company_may_refund_returns_to_gift_cards_only() -> None:
    policy = replace(TAU2, return_refund_to=frozenset({RefundTarget.GIFT_CARD}))
    card, gift = a_card(), a_gift_card("0.00")
    order = an_order(items_of(NUMBER, shirts("20.00").variants), card, DELIVERED)
    case = a_case(order, [card, gift], policy=policy)
    for method in (None, "card"):
        with pytest.raises(WrongRefundMethod):
            ReturnRequest([ONE], method).plan(case)
    do(ReturnRequest([ONE], "gift"), case)


def test_an_expired_gift_card_gets_no_refund() -> None:
    card, old = a_card(), a_gift_card("9.00", "old", NOW.date() - timedelta(days=1))
    order = an_order(items_of(NUMBER, shirts("20.00").variants), card, DELIVERED)
    with pytest.raises(GiftCardExpired):
        ReturnRequest([ONE], "old").plan(a_case(order, [card, old]))


def test_an_expired_gift_card_gets_back_what_was_paid_with_it() -> None:
    gift = a_gift_card("30.00", "gift", NOW.date() - timedelta(days=1))
    order = an_order(items_of(NUMBER, shirts("20.00").variants), gift, DELIVERED)
    case = a_case(order, [gift])
    do(ReturnRequest([ONE]), case)
    do(ParcelReceipt(), case)
    assert gift.balance == Decimal("50.00")


@pytest.mark.parametrize("items", [[], {}, ["HP-104234-1"], [ONE, "shirt-0"]])
def test_a_return_needs_items_of_the_order(items: Collection[str]) -> None:
    card = a_card()
    order = an_order(items_of(NUMBER, shirts("20.00").variants), card, DELIVERED)
    with pytest.raises(NoSuchItem):
        ReturnRequest(items).plan(a_case(order, [card]))


def test_an_item_named_twice_goes_back_once() -> None:
    card = a_card()
    order = an_order(items_of(NUMBER, shirts("20.00").variants), card, DELIVERED)
    plan = ReturnRequest([ONE, ONE, ONE]).plan(a_case(order, [card]))
    assert plan.amount == Decimal("20.00")


def test_some_of_a_line_may_go_back() -> None:
    card = a_card()
    order = an_order(items_of(NUMBER, shirts("20.00").variants, 3), card, DELIVERED)
    do(ReturnRequest({ONE: 2}), a_case(order, [card]))
    assert order.items[0].returned_quantity == 2
    assert order.refund_amount == Decimal("40.00")


@pytest.mark.parametrize("quantity", [-1, 0, 4, 10**30])
def test_no_more_goes_back_than_was_bought(quantity: int) -> None:
    card = a_card()
    order = an_order(items_of(NUMBER, shirts("20.00").variants, 3), card, DELIVERED)
    wanted: Mapping[str, int] = {ONE: quantity}
    with pytest.raises(WrongQuantity):
        do(ReturnRequest(wanted), a_case(order, [card]))
    assert order.status is DELIVERED


def test_thirty_items_are_returned_at_once() -> None:
    card = a_card()
    order = an_order(items_of(NUMBER, shirts(*["1.01"] * 30).variants), card, DELIVERED)
    plan = do(ReturnRequest([item.id for item in order.items]), a_case(order, [card]))
    assert plan.amount == Decimal("30.30")


def test_an_order_is_returned_or_exchanged_once() -> None:
    shop, card = shirts("20.00", "25.00"), a_card()
    for first in (ReturnRequest([ONE]), ExchangeRequest({ONE: "shirt-1"}, "card")):
        order = an_order(
            items_of(NUMBER, [*shop.variants[:1], *shop.variants[:1]]), card, DELIVERED
        )
        case = a_case(order, [card], [shop])
        do(first, case)
        for second in (ReturnRequest([TWO]), ExchangeRequest({TWO: "shirt-1"}, "card")):
            with pytest.raises(ReturnAlreadyRequested):
                second.plan(case)


def test_the_window_holds_for_both() -> None:
    shop, card = shirts("20.00", "25.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:1]), card, DELIVERED)
    for job in (ReturnRequest([ONE]), ExchangeRequest({ONE: "shirt-1"}, "card")):
        # Delivered six days ago.
        with pytest.raises(ReturnWindowOver):
            job.plan(a_case(order, [card], [shop], window_days=5))
        job.plan(a_case(order, [card], [shop], window_days=6))


def test_what_was_made_for_the_customer_stays() -> None:
    shop, card = shirts("20.00", "25.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:1]), card, DELIVERED)
    order.items[0].is_returnable = False
    for job in (ReturnRequest([ONE]), ExchangeRequest({ONE: "shirt-1"}, "card")):
        with pytest.raises(NotReturnable):
            job.plan(a_case(order, [card], [shop]))


def test_what_a_company_does_not_offer_is_refused() -> None:
    policy = replace(TAU2, return_allowed=False, exchange_allowed=False)
    shop, card = shirts("20.00", "25.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:1]), card, DELIVERED)
    for job in (ReturnRequest([ONE]), ExchangeRequest({ONE: "shirt-1"}, "card")):
        with pytest.raises(NotOffered):
            job.plan(a_case(order, [card], [shop], policy))


def test_an_exchange_for_something_dearer_is_paid_at_once() -> None:
    shop, card, gift = shirts("20.00", "25.00"), a_card(), a_gift_card("10.00")
    order = an_order(items_of(NUMBER, shop.variants[:1], 2), card, DELIVERED)
    case = a_case(order, [card, gift], [shop])
    plan = do(ExchangeRequest({ONE: "shirt-1"}, "gift"), case)
    assert plan.difference == Decimal("10.00")
    assert order.status is OrderStatus.EXCHANGE_REQUESTED
    assert order.exchange is not None
    assert order.exchange.price_difference == Decimal("10.00")
    assert gift.balance == 0
    assert [v.stock for v in shop.variants] == [5, 3]
    assert order.items[0].variant_id == "shirt-0"
    do(ParcelReceipt(), case)
    assert order.status_words == "exchanged"
    assert order.items[0].variant_id == "shirt-1"
    assert order.paid == order.total


def test_an_exchange_for_something_cheaper_is_refunded_after_the_parcel() -> None:
    shop, card = shirts("20.00", "15.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:1]), card, DELIVERED)
    case = a_case(order, [card, paypal()], [shop])
    plan = do(ExchangeRequest({ONE: "shirt-1"}, "paypal"), case)
    assert plan.moves[0].waits_for_parcel
    assert (order.refund_amount, order.refund_label) == (Decimal("5.00"), "PayPal")
    do(ParcelReceipt(), case)
    assert order.paid == order.total
    assert order.payments[-1].payment_method_id == "paypal"


def test_an_even_exchange_moves_no_money() -> None:
    shop, card = shirts("20.00", "20.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants[:1]), card, DELIVERED)
    case = a_case(order, [card], [shop])
    assert do(ExchangeRequest({ONE: "shirt-1"}, None), case).moves == ()
    do(ParcelReceipt(), case)
    assert len(order.payments) == 1


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ({ONE: "shirt-0"}, NothingToChange),
        ({ONE: "shoe-0"}, OtherProduct),
        ({ONE: "shirt-2"}, OutOfStock),
        ({}, NoSuchItem),
        ({ONE: "shirt-1", "HP-104234-1": "shirt-1"}, NoSuchItem),
    ],
)
def test_what_cannot_be_exchanged_is_refused_whole(
    wanted: dict[str, str], refusal: type[Exception]
) -> None:
    shop, card = shirts("20.00", "25.00", "25.00"), a_card()
    shop.variants[2].stock = 0
    order = an_order(items_of(NUMBER, shop.variants[:1]), card, DELIVERED)
    with pytest.raises(refusal):
        do(ExchangeRequest(wanted, "card"), a_case(order, [card], [shop, shoes()]))
    assert order.status is DELIVERED


def test_a_gift_card_must_cover_the_difference_of_an_exchange() -> None:
    shop, card, gift = shirts("20.00", "25.00"), a_card(), a_gift_card("4.99")
    order = an_order(items_of(NUMBER, shop.variants[:1]), card, DELIVERED)
    with pytest.raises(NotEnoughBalance):
        ExchangeRequest({ONE: "shirt-1"}, "gift").plan(a_case(order, [card, gift], [shop]))


def test_a_parcel_that_nobody_awaits_refunds_nothing() -> None:
    card = a_card()
    order = an_order(items_of(NUMBER, shirts("20.00").variants), card, DELIVERED)
    with pytest.raises(WrongStatus):
        ParcelReceipt().plan(a_case(order, [card]))


def test_a_parcel_of_which_nobody_knows_what_was_promised_is_not_taken_in() -> None:
    shop, card = shirts("20.00"), a_card()
    order = an_order(items_of(NUMBER, shop.variants), card, DELIVERED)
    order.status = OrderStatus.RETURN_REQUESTED
    with pytest.raises(WrongStatus):
        do(ParcelReceipt(), a_case(order, [card], [shop]))
    assert order.status is OrderStatus.RETURN_REQUESTED
