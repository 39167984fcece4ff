"""A small shop with an order in every state, for tests of the dialogue of jobs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from desk.clock import Clock
from desk.customers.address import KeptAddress
from desk.customers.customer import Customer, Tier
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.database.schema import metadata
from desk.shop.catalogue import Product, Variant
from desk.shop.order import Order
from desk.shop.order_item import OrderItem
from desk.shop.order_status import DeliveryMethod, OrderStatus
from desk.shop.payment import Direction, MoneyMove
from desk.shop.service_policy import STANDARD_POLICY, ServicePolicy
from desk.shop.shipping_address import ShippingAddress
from desk.shop.shop import Shop
from desk.shop.wallet import PaymentKind, PaymentMethod
from tests.integration.job_talk import Talk

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The dialogue is the same on every database; the changes themselves are tested on both."""

ME, SOMEBODY, NEWCOMER = "cus_1", "cus_2", "cus_3"
SHIRT_AND_SOCKS, LAMP = "HP-100001", "HP-100002"
PACKED, ON_ITS_WAY, CANCELLED = "HP-100003", "HP-100004", "HP-100005"
DELIVERED, RUG, LONG_AGO = "HP-100006", "HP-100007", "HP-100008"
THEIRS, THEIRS_DELIVERED, UNKNOWN = "HP-200001", "HP-200002", "HP-999999"
CARD, PAYPAL, GIFT_CARD, EXPIRED = "pm_card", "pm_paypal", "pm_gift", "pm_expired"

PLACED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DELIVERED_AT = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
_HOME = ShippingAddress("Siân Okafor", "4 Ferry Lane", "London", "SE15 4QN", "GB")

Rows = dict[str, dict[str, tuple[Any, ...]]]
"""Of each table, whose each row is (an order, a customer, else the row's own id), and the row."""


async def a_talk(database: Database, clock: Clock, customer_id: str = ME, **rules: Any) -> Talk:
    """A customer of the shop in a conversation; `rules` differ from the standard policy."""
    async with database.read() as session:
        is_filled = await session.get(Customer, ME) is not None
    if not is_filled:
        await fill(database)
    return at_the_shop(database, clock, customer_id, replace(STANDARD_POLICY, **rules))


def at_the_shop(database: Database, clock: Clock, customer_id: str, policy: ServicePolicy) -> Talk:
    """A conversation in the shop as it is now."""
    customers = Customers(database, clock)
    return Talk(Shop(database, clock, customers, policy), customers, clock, customer_id)


async def fill(database: Database) -> None:
    """Customers, payment methods, products and orders."""
    methods = _methods()
    async with database.write() as session:
        session.add_all([_customer(ME), _customer(SOMEBODY), _customer(NEWCOMER), *_products()])
        await session.flush()
        session.add(
            KeptAddress(ME, "work", "1 Dock Road", "Unit 4", "Bristol", "", "BS1 6QF", "GB")
        )
        session.add_all(methods.values())
        await session.flush()
        session.add_all(_orders(methods))


def _customer(id_: str) -> Customer:
    return Customer(
        id=id_,
        name="Siân Okafor",
        email=f"{id_}@example.com",
        phone="",
        postcode="SE15 4QN",
        street="4 Ferry Lane",
        city="London",
        country="GB",
        tier=Tier.MEMBER,
        language="en",
        created_at=datetime(2025, 1, 1, tzinfo=UTC),
    )


def _methods() -> dict[str, PaymentMethod]:
    gone = date(2026, 1, 31)
    return {
        method.id: method
        for method in (
            PaymentMethod(CARD, ME, PaymentKind.CREDIT_CARD, "visa", "4821"),
            PaymentMethod(PAYPAL, ME, PaymentKind.PAYPAL),
            PaymentMethod(GIFT_CARD, ME, PaymentKind.GIFT_CARD, None, "4410", Decimal("10.00")),
            PaymentMethod(EXPIRED, ME, PaymentKind.GIFT_CARD, None, "7005", Decimal("90.00"), gone),
            PaymentMethod("theirs", SOMEBODY, PaymentKind.CREDIT_CARD, "mastercard", "9212"),
        )
    }


def _products() -> list[Product]:
    return [
        _product("shirt", "T-shirt", [
            ("SHIRT-BLUE-M", {"colour": "blue", "size": "M"}, "20.00", 5),
            ("SHIRT-BLUE-L", {"colour": "blue", "size": "L"}, "20.00", 5),
            ("SHIRT-RED-M", {"colour": "red", "size": "M"}, "25.50", 5),
            ("SHIRT-RED-L", {"colour": "red", "size": "L"}, "25.50", 5),
            ("SHIRT-GREEN-M", {"colour": "green", "size": "M"}, "16.25", 5),
            ("SHIRT-BLACK-M", {"colour": "black", "size": "M"}, "20.00", 0),
        ]),
        _product("socks", "Wool socks", [
            ("SOCKS-GREY", {"colour": "grey"}, "8.00", 9),
            ("SOCKS-NAVY", {"colour": "navy"}, "8.00", 9),
            ("SOCKS-PINK", {"colour": "pink"}, "9.99", 1),
        ]),
        _product("lamp", "Oak desk lamp", [
            ("LAMP-BLACK", {"finish": "black"}, "40.00", 3),
            ("LAMP-WHITE", {"finish": "white"}, "55.00", 3),
            ("LAMP-BRASS", {"finish": "brass"}, "48.00", 3),
        ]),
        _product("rug", "Jute rug", [("RUG", {"size": "small"}, "30.00", 2)]),
        _product("mug", "Engraved mug", [("MUG", {}, "14.00", 4)], is_returnable=False),
    ]  # fmt: skip


def _product(
    id_: str,
    name: str,
    variants: list[tuple[str, dict[str, str], str, int]],
    *,
    is_returnable: bool = True,
) -> Product:
    made = [
        Variant(sku, options, Decimal(price), stock, place)
        for place, (sku, options, price, stock) in enumerate(variants)
    ]
    return Product(id_, name, "home", f"{name}.", made, is_returnable)


def _orders(methods: dict[str, PaymentMethod]) -> list[Order]:
    card, paypal, gift = methods[CARD], methods[PAYPAL], methods[GIFT_CARD]
    pending, delivered = OrderStatus.PENDING, OrderStatus.DELIVERED
    first, long_ago = PLACED_AT, PLACED_AT - timedelta(days=90)
    cancelled = _order(CANCELLED, card, pending, [("RUG", 1)], first)
    cancelled.cancel("no longer needed", first)
    many = [("SHIRT-BLUE-M", 1), ("SHIRT-BLUE-L", 1), ("SOCKS-GREY", 3), ("LAMP-BLACK", 1)]
    shirt_and_socks = [("SHIRT-BLUE-M", 1), ("SOCKS-GREY", 2)]
    return [
        _order(SHIRT_AND_SOCKS, card, pending, shirt_and_socks, first + timedelta(hours=6)),
        _order(LAMP, paypal, pending, [("LAMP-BLACK", 1)], first + timedelta(hours=5)),
        _order(PACKED, card, OrderStatus.PROCESSED, [("RUG", 1)], first + timedelta(hours=4)),
        _order(ON_ITS_WAY, card, OrderStatus.SHIPPED, [("MUG", 1)], first + timedelta(hours=3)),
        cancelled,
        _order(DELIVERED, card, delivered, [*many, ("MUG", 1)], first + timedelta(hours=2)),
        _order(RUG, gift, delivered, [("RUG", 2)], first + timedelta(hours=1)),
        _order(LONG_AGO, card, delivered, [("LAMP-WHITE", 1)], long_ago),
        _order(THEIRS, methods["theirs"], pending, [("SHIRT-BLUE-M", 1)], first),
        _order(THEIRS_DELIVERED, methods["theirs"], delivered, [("SHIRT-BLUE-M", 1)], first),
    ]


def _order(
    number: str,
    method: PaymentMethod,
    status: OrderStatus,
    lines: list[tuple[str, int]],
    placed_at: datetime,
) -> Order:
    variants = {v.id: (product, v) for product in _products() for v in product.variants}
    items = [
        OrderItem(
            f"{number}-{place}", sku, variants[sku][0].name, dict(variants[sku][1].options),
            quantity, variants[sku][1].price,
            is_returnable=variants[sku][0].is_returnable, position=place,
        )
        for place, (sku, quantity) in enumerate(lines, 1)
    ]  # fmt: skip
    order = Order(
        id=number,
        customer_id=method.customer_id,
        placed_at=placed_at,
        delivery_method=DeliveryMethod.STANDARD,
        shipping_fee=Decimal("3.95"),
        payment_method_id=method.id,
        payment_kind=method.kind,
        payment_label=method.name,
        shipping_address=_HOME,
        estimated_delivery_on=None,
        items=items,
    )
    order.settle(MoneyMove(Direction.PAYMENT, order.total, method.id, method.name), placed_at)
    if status is not OrderStatus.PENDING:
        order.pack(placed_at)
    if status in (OrderStatus.SHIPPED, OrderStatus.DELIVERED):
        order.ship(placed_at, "Kestrel Parcels", f"KP{number[-6:]}")
    if status is OrderStatus.DELIVERED:
        order.deliver(placed_at + (DELIVERED_AT - PLACED_AT))
    return order


async def rows_in(database: Database) -> Rows:
    """Everything that the database holds."""
    found: Rows = {}
    async with database.read() as session:
        for name, table in metadata.tables.items():
            rows = (await session.execute(select(table))).mappings().all()
            keys = [column.name for column in table.primary_key]
            whose = "order_id" if "order_id" in table.c else None
            whose = whose or ("customer_id" if name.startswith("customer_") else None)
            found[name] = {
                "/".join([str(row[whose or keys[0]]), *(str(row[key]) for key in keys)]): tuple(
                    row.values()
                )
                for row in rows
            }
    return found


def changed(before: Rows, after: Rows) -> dict[str, set[str]]:
    """Of each table with new, lost or altered rows, whose rows these are."""
    found = {
        name: {
            key.split("/", 1)[0]
            for key in rows.keys() | after[name].keys()
            if rows.get(key) != after[name].get(key)
        }
        for name, rows in before.items()
    }
    return {name: whose for name, whose in found.items() if whose}


async def order_in(talk: Talk, number: str) -> Order:
    """The order as it is in the database now."""
    order = await talk.shop.order_of(ME, number)
    assert order is not None
    return order


async def balance_in(talk: Talk, method_id: str = GIFT_CARD) -> Decimal | None:
    """What is left on a gift card."""
    methods = await talk.shop.payment_methods_of(ME)
    return next(method.balance for method in methods if method.id == method_id)


async def stock_in(talk: Talk, variant_id: str) -> int | None:
    """How many of a variant can be sold."""
    variants = await talk.shop.variants_like(variant_id)
    return next(variant.stock for variant in variants if variant.id == variant_id)


async def set_variant(
    database: Database, variant_id: str, *, price: str | None = None, stock: int | None = None
) -> None:
    """The shop changes a price or sells out."""
    async with database.write() as session:
        variant = await session.get(Variant, variant_id)
        assert variant is not None
        variant.price = variant.price if price is None else Decimal(price)
        variant.stock = variant.stock if stock is None else stock


async def pack(database: Database, number: str, at: datetime = PLACED_AT) -> None:
    """The warehouse packs an order."""
    async with database.write() as session:
        order = await session.get(Order, number)
        assert order is not None
        order.pack(at)


async def put_on_gift_card(database: Database, balance: str) -> None:
    """The gift card holds so much now."""
    async with database.write() as session:
        method = await session.get(PaymentMethod, GIFT_CARD)
        assert method is not None
        method.balance = Decimal(balance)


async def add_large_order(database: Database, number: str) -> None:
    """A delivered order with thirty lines, paid by card."""
    skus = ("SOCKS-GREY", "LAMP-BLACK", "SHIRT-BLUE-M")
    async with database.write() as session:
        card = await session.get(PaymentMethod, CARD)
        assert card is not None
        lines = [(skus[place % 3], 1) for place in range(30)]
        session.add(_order(number, card, OrderStatus.DELIVERED, lines, PLACED_AT))
