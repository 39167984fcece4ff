"""What is recommended: in stock, not theirs already, with a true reason, always the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from desk.customers.customer import Customer, Tier
from desk.database.database import Database
from desk.shop.catalogue import Product, Variant
from desk.shop.order import Order
from desk.shop.order_item import OrderItem
from desk.shop.order_status import OrderStatus
from desk.shop.recommendations import Because, Recommendation, Recommendations
from desk.shop.wallet import PaymentKind, PaymentMethod
from tests.shop_cases import NOW, an_order

pytestmark = pytest.mark.anyio


def a_product(id_: str, category: str = "", stock: int = 5, glaze: str = "ink") -> Product:
    variants = [
        Variant(f"{id_}-chalk", {"glaze": "chalk"}, Decimal("8.00"), stock, 0),
        Variant(f"{id_}-{glaze}", {"glaze": glaze}, Decimal("9.00"), stock, 1),
    ]
    return Product(id_, id_.title(), category, "", variants)


async def a_shop(
    database: Database,
    products: Sequence[Product],
    orders: Sequence[tuple[str, str, Sequence[str]]],
) -> Recommendations:
    """`orders` are `(number, customer, variant ids)`."""
    customers = {customer for _, customer, _ in orders}
    async with database.write() as session:
        session.add_all([a_customer(one) for one in sorted(customers)])
        session.add_all(products)
        await session.flush()
        methods = {one: PaymentMethod(f"pay_{one}", one, PaymentKind.PAYPAL) for one in customers}
        session.add_all(methods.values())
        await session.flush()
        by_variant = {v.id: (product, v) for product in products for v in product.variants}
        for number, customer, variant_ids in orders:
            items = [
                an_item(f"{number}-{n}", n, *by_variant[variant_id])
                for n, variant_id in enumerate(variant_ids, 1)
            ]
            order = an_order(items, methods[customer], number=number)
            order.customer_id = customer
            session.add(order)
    return Recommendations(database)


def an_item(id_: str, position: int, product: Product, variant: Variant) -> OrderItem:
    options = dict(variant.options)
    return OrderItem(id_, variant.id, product.name, options, 1, variant.price, position=position)


def a_customer(id_: str) -> Customer:
    return Customer(
        id_, "A B", f"{id_}@example.com", "", "SE15 4QN", "4 Ferry Lane", "London", "GB",
        Tier.MEMBER, "en", NOW,
    )  # fmt: skip


def told(found: Sequence[Recommendation]) -> list[tuple[str, Because, str]]:
    return [(one.variant.id, one.because, one.goes_with) for one in found]


async def test_what_others_order_along_with_it_comes_first(database: Database) -> None:
    shop = await a_shop(
        database,
        [a_product("mug", "kitchen"), a_product("teapot", "kitchen"), a_product("lamp", "home"),
         a_product("bowl", "kitchen"), a_product("rug", "home")],
        [("HP-100001", "cus_1", ["mug-ink"]),
         ("HP-100002", "cus_2", ["mug-chalk", "lamp-chalk"]),
         ("HP-100003", "cus_3", ["mug-chalk", "lamp-chalk"]),
         ("HP-100004", "cus_4", ["rug-chalk"]),
         ("HP-100005", "cus_4", ["mug-chalk", "rug-chalk"])],
    )  # fmt: skip
    found = await shop.for_customer("cus_1", limit=4)
    assert told(found) == [
        # In the glaze that the customer chose before.
        ("lamp-ink", Because.TOGETHER, "Mug"),
        ("bowl-ink", Because.SAME_KIND, "Mug"),
        ("teapot-ink", Because.SAME_KIND, "Mug"),
        # One order of one other person is nothing to tell of.
        ("rug-chalk", Because.POPULAR, ""),
    ]
    assert told(await shop.for_customer("cus_1", limit=4)) == told(found)


async def test_nothing_they_have_and_nothing_sold_out_is_recommended(database: Database) -> None:
    shop = await a_shop(
        database,
        [a_product("mug"), a_product("teapot"), a_product("lamp", stock=0), a_product("rug")],
        [("HP-100001", "cus_1", ["mug-ink"]), ("HP-100002", "cus_1", ["teapot-ink"])],
    )
    assert [one.product.id for one in await shop.for_customer("cus_1")] == ["rug"]
    assert [one.product.id for one in await shop.for_customer("cus_1", "HP-100001")] == ["rug"]


async def test_it_can_go_with_one_order_alone(database: Database) -> None:
    products = [a_product("mug", "kitchen"), a_product("pan", "kitchen"),
                a_product("lamp", "home"), a_product("rug", "home")]  # fmt: skip
    orders = [("HP-100001", "cus_1", ["mug-ink"]), ("HP-100002", "cus_1", ["lamp-ink"])]
    shop = await a_shop(database, products, orders)
    (first, second) = await shop.for_customer("cus_1", "hp 100001")
    assert told([first]) == [("pan-ink", Because.SAME_KIND, "Mug")]
    assert second.because is Because.POPULAR


async def test_what_was_cancelled_recommends_nothing(database: Database) -> None:
    shop = await a_shop(
        database,
        [a_product("mug", "kitchen"), a_product("pan", "kitchen")],
        [("HP-100001", "cus_1", ["mug-ink"])],
    )
    async with database.write() as session:
        order = await session.get(Order, "HP-100001")
        assert order is not None
        order.cancel("no longer needed", NOW)
        assert order.status is OrderStatus.CANCELLED
    (only,) = await shop.for_customer("cus_1")
    assert only.because is Because.POPULAR


async def test_who_has_no_orders_hears_of_what_sells_best(database: Database) -> None:
    shop = await a_shop(
        database,
        [a_product("lamp"), a_product("mug"), a_product("rug")],
        [("HP-100002", "cus_2", ["rug-chalk"]), ("HP-100003", "cus_2", ["rug-chalk", "mug-ink"])],
    )
    for nobody in ("", "cus_9", "'; DROP TABLE orders; --"):
        found = await shop.for_customer(nobody)
        assert [one.product.id for one in found] == ["rug", "mug", "lamp"]
        assert {one.because for one in found} == {Because.POPULAR}


async def test_an_empty_catalogue_has_nothing_to_recommend(database: Database) -> None:
    assert await Recommendations(database).for_customer("cus_1") == []
