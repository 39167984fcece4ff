"""Changing the items of a pending order, rule by rule of the tau2 shop's policy."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desk.shop.jobs.pending_changes import ItemsChange
from desk.shop.refusals import (
    NoSuchItem,
    NoSuchPaymentMethod,
    NoSuchVariant,
    NotEnoughBalance,
    NothingToChange,
    OtherProduct,
    OutOfStock,
)
from tests.shop_cases import (
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


def test_items_change_for_another_option_and_the_difference_is_paid() -> None:
    shop, card, gift = shirts("20.00", "25.00"), a_card(), a_gift_card("5.00")
    case = a_case(an_order(items_of(NUMBER, shop.variants[:1]), card), [card, gift], [shop])
    plan = do(ItemsChange({ONE: "shirt-1"}, "gift"), case)
    assert plan.difference == Decimal("5.00")
    assert gift.balance == 0
    assert case.order.status_words == "pending (items modified)"
    item = case.order.items[0]
    assert (item.variant_id, item.unit_price, item.options) == (
        "shirt-1", Decimal("25.00"), {"colour": "colour 1"},
    )  # fmt: skip
    assert [v.stock for v in shop.variants] == [6, 4]
    assert case.order.paid == case.order.total == Decimal("28.95")


def test_what_is_cheaper_is_refunded_to_the_method_that_was_named() -> None:
    shop, card = shirts("20.00", "15.50"), a_card()
    case = a_case(an_order(items_of(NUMBER, shop.variants[:1], 2), card), [card, paypal()], [shop])
    plan = do(ItemsChange({ONE: "shirt-1"}, "paypal"), case)
    (move,) = plan.moves
    assert (move.is_refund, move.amount, move.label) == (True, Decimal("9.00"), "PayPal")
    assert case.order.paid == case.order.total


def test_a_gift_card_must_cover_the_difference() -> None:
    shop, card, gift = shirts("20.00", "25.00"), a_card(), a_gift_card("4.99")
    case = a_case(an_order(items_of(NUMBER, shop.variants[:1]), card), [card, gift], [shop])
    with pytest.raises(NotEnoughBalance):
        ItemsChange({ONE: "shirt-1"}, "gift").plan(case)


@pytest.mark.parametrize("method", [None, "", "somebody_elses"])
def test_a_difference_needs_a_method_of_the_customer(method: str | None) -> None:
    shop, card = shirts("20.00", "25.00"), a_card()
    case = a_case(an_order(items_of(NUMBER, shop.variants[:1]), card), [card], [shop])
    with pytest.raises(NoSuchPaymentMethod):
        ItemsChange({ONE: "shirt-1"}, method).plan(case)


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ({}, NoSuchItem),
        ({"HP-104234-1": "shirt-1"}, NoSuchItem),
        ({ONE: "submarine"}, NoSuchVariant),
        ({ONE: "shoe-1"}, OtherProduct),
        ({ONE: "shirt-0"}, NothingToChange),
        ({ONE: "shirt-2"}, OutOfStock),
        ({ONE: "shirt-1", TWO: "shoe-0"}, OtherProduct),
    ],
)
def test_what_cannot_be_swapped_is_refused_whole(
    wanted: dict[str, str], refusal: type[Exception]
) -> None:
    shop, card = shirts("20.00", "25.00", "30.00"), a_card()
    shop.variants[2].is_available = False
    items = items_of(NUMBER, shop.variants[:2])
    case = a_case(an_order(items, card), [card], [shop, shoes()])
    with pytest.raises(refusal):
        do(ItemsChange(wanted, "card"), case)
    assert case.order.item_changes == 0
    assert [item.variant_id for item in case.order.items] == ["shirt-0", "shirt-1"]


def test_the_stock_has_to_do_for_all_items_together() -> None:
    shop, card = shirts("20.00", "25.00", "30.00"), a_card()
    shop.variants[2].stock = 3
    case = a_case(an_order(items_of(NUMBER, shop.variants[:2], 2), card), [card], [shop])
    with pytest.raises(OutOfStock):
        ItemsChange({ONE: "shirt-2", TWO: "shirt-2"}, "card").plan(case)
    do(ItemsChange({ONE: "shirt-2"}, "card"), case)
    assert shop.variants[2].stock == 1


def test_thirty_items_change_at_once() -> None:
    shop, card = shirts(*["10.00"] * 30, "10.50", stock=None), a_card()
    case = a_case(an_order(items_of(NUMBER, shop.variants[:30]), card), [card], [shop])
    plan = do(ItemsChange({item.id: "shirt-30" for item in case.order.items}, "card"), case)
    assert plan.difference == Decimal("15.00")
    assert len(plan.swaps) == 30
