"""The demo shop holds together, whatever day it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from desk.customers.customer import Tier
from desk.demo_shop.data import DemoShop, demo_shop
from desk.shop import delays
from desk.shop.order_number import normalise
from desk.shop.order_rules import why_not_cancelled
from desk.shop.order_status import OrderStatus
from desk.shop.wallet import PaymentKind

MONDAY = date(2026, 3, 9)
WEEK = [MONDAY + timedelta(days=day) for day in range(7)]


@pytest.fixture(scope="module", params=WEEK, ids=lambda day: f"{day:%A}")
def today(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


@pytest.fixture(scope="module")
def shop(today: date) -> DemoShop:
    return demo_shop(today)


def everything(shop: DemoShop) -> dict[str, Any]:
    return asdict(shop)


def test_the_same_day_and_seed_make_the_same_shop() -> None:
    assert everything(demo_shop(MONDAY, 7)) == everything(demo_shop(MONDAY, 7))
    assert everything(demo_shop(MONDAY, 7)) != everything(demo_shop(MONDAY, 8))


def test_customers_and_order_numbers_are_the_same_every_day(shop: DemoShop) -> None:
    monday = demo_shop(MONDAY)
    assert [(c.id, c.name, c.email, c.postcode) for c in shop.customers] == [
        (c.id, c.name, c.email, c.postcode) for c in monday.customers
    ]
    assert [(o.id, o.customer_id, o.total) for o in shop.orders] == [
        (o.id, o.customer_id, o.total) for o in monday.orders
    ]


def test_there_are_as_many_of_everything_as_promised(shop: DemoShop) -> None:
    assert (len(shop.customers), len(shop.products), len(shop.orders)) == (200, 60, 600)
    assert len({order.id for order in shop.orders}) == 600
    assert all(normalise(order.id) == order.id for order in shop.orders)
    with_orders = {order.customer_id for order in shop.orders}
    assert len(with_orders) == 190
    assert all(2 <= len(product.variants) <= 9 for product in shop.products)
    assert len({v.id for product in shop.products for v in product.variants}) == sum(
        len(product.variants) for product in shop.products
    )
    assert {product.category for product in shop.products} == {
        "home", "desk", "kitchen", "outdoors", "clothing",
    }  # fmt: skip
    assert any(not v.is_in_stock for product in shop.products for v in product.variants)


def test_every_status_and_every_way_to_pay_occurs(shop: DemoShop) -> None:
    statuses = Counter(order.status for order in shop.orders)
    exchanges = {OrderStatus.EXCHANGE_REQUESTED, OrderStatus.EXCHANGED}
    assert all(statuses[status] >= 5 for status in set(OrderStatus) - exchanges)
    assert {order.payment_kind for order in shop.orders} == set(PaymentKind)


def test_some_parcels_are_late_and_some_orders_partly_returned(shop: DemoShop, today: date) -> None:
    assert sum(delays.is_late(order, today) for order in shop.orders) >= 5
    returned = [order for order in shop.orders if order.status is OrderStatus.RETURNED]
    assert any(any(item.returned_quantity == 0 for item in order.items) for order in returned)


def test_nothing_has_happened_yet_that_lies_ahead(shop: DemoShop, today: date) -> None:
    midnight = datetime.combine(today, time(), UTC)
    for order in shop.orders:
        times = [event.at for event in order.history]
        assert times == sorted(times)
        assert times[-1] < midnight
        assert order.estimated_delivery_on is not None
        assert order.estimated_delivery_on > order.placed_at.date()


def test_prices_are_those_of_the_catalogue(shop: DemoShop) -> None:
    prices = {v.id: v.price for product in shop.products for v in product.variants}
    for order in shop.orders:
        assert order.items
        assert all(item.unit_price == prices[item.variant_id] for item in order.items)
        assert order.total > Decimal("0.00")
    assert all(price == price.quantize(Decimal("0.01")) > 0 for price in prices.values())


def test_customers_hold_what_they_paid_for(shop: DemoShop) -> None:
    for order in shop.orders:
        held = sum(i.unit_price * (i.quantity - i.returned_quantity) for i in order.items)
        awaited = order.refund_amount if order.status is OrderStatus.RETURN_REQUESTED else 0
        is_cancelled = order.status is OrderStatus.CANCELLED
        is_unpaid = is_cancelled or order.failed_payment is not None
        assert order.paid == (0 if is_unpaid else held + order.shipping_fee + (awaited or 0))


def test_one_order_waits_for_another_payment_method(shop: DemoShop, today: date) -> None:
    (order,) = [order for order in shop.orders if order.failed_payment is not None]
    assert (order.id, order.customer_id) == ("HP-104240", "cus_0023")
    assert (today - order.placed_at.date()).days == 1
    theirs = [m for m in shop.payment_methods if m.customer_id == order.customer_id]
    others = [method for method in theirs if method.id != order.payment_method_id]
    assert any(not method.is_gift_card for method in others)


def test_orders_are_paid_with_methods_of_their_customers(shop: DemoShop, today: date) -> None:
    methods = {method.id: method for method in shop.payment_methods}
    assert len(methods) == len(shop.payment_methods)
    for order in shop.orders:
        method = methods[order.payment_method_id or ""]
        assert method.customer_id == order.customer_id
        assert (method.kind, method.name) == (order.payment_kind, order.payment_label)
    cards = [method for method in shop.payment_methods if method.is_gift_card]
    assert len(cards) > 20
    assert any(card.has_expired(today) for card in cards)
    assert any(card.balance == 0 for card in cards)
    # Everyone who demonstrates has one.
    assert {c.customer_id for c in cards} >= {customer.id for customer in shop.customers[:6]}


def test_customers_can_be_reached_by_nobody(shop: DemoShop) -> None:
    for customer in shop.customers:
        assert re.fullmatch(r"[a-z.]+@example\.(com|org)", customer.email)
        assert re.fullmatch(r"[A-Z]{1,2}\d{1,2} \d[A-Z]{2}", customer.postcode)
        assert re.fullmatch(
            r"(020 7946 0|029 2018 0|028 9649 6|01\d1 49[68] 0|011\d 496 0|07700 900)\d{3}",
            customer.phone,
        )
        # The shop's own.
        assert customer.phone != "020 7946 0123"
    assert len({customer.email for customer in shop.customers}) == 200


def test_the_first_customers_are_good_for_a_demonstration(shop: DemoShop, today: date) -> None:
    newest = {}
    for order in sorted(shop.orders, key=lambda order: order.placed_at):
        newest[order.customer_id] = order
    due, late, pending, delivered, gold, gift_card = (
        newest[customer.id] for customer in shop.customers[:6]
    )
    assert due.id == "HP-104233"
    assert due.status is OrderStatus.SHIPPED
    assert due.estimated_delivery_on == today + timedelta(days=1)
    assert delays.is_late(late, today)
    assert not delays.is_lost(late, today)
    assert not why_not_cancelled(pending)
    assert not why_not_cancelled(gift_card)
    assert gift_card.payment_kind is PaymentKind.GIFT_CARD
    assert delivered.delivered_at is not None
    assert (today - delivered.delivered_at.date()).days <= 30
    assert shop.customers[4].tier is Tier.GOLD
    assert gold.delivered_at is not None
    assert 30 < (today - gold.delivered_at.date()).days <= 60
