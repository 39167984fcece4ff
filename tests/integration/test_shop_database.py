"""The shop and its customers on real databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Table, create_engine, func, insert, select
from sqlalchemy.orm import Session

from desk.composition import map_tables
from desk.customers.customer import Tier
from desk.customers.customers import Customers
from desk.customers.identification import Identification, Outcome
from desk.customers.identity import Details
from desk.customers.tables import identification_attempts_table
from desk.database.database import Database
from desk.database.schema import metadata
from desk.demo_shop.data import demo_customers, demo_shop, fill
from desk.shop.order_change import Actor, Change
from desk.shop.order_status import OrderStatus
from desk.shop.refusals import (
    CannotCancel,
    KeyUsedOtherwise,
    NoSuchOrder,
    ReturnAlreadyRequested,
    ReturnWindowOver,
    UnknownReason,
)
from desk.shop.shop import Shop
from tests.identification_cases import Outbox

pytestmark = pytest.mark.anyio

TODAY = date(2026, 3, 11)
NOW = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)
ON_ITS_WAY, PENDING, DELIVERED, DELIVERED_GOLD, GIFT_CARD = (
    ("cus_0001", "HP-104233"),
    ("cus_0003", "HP-104251"),
    ("cus_0004", "HP-104152"),
    ("cus_0005", "HP-103968"),
    ("cus_0006", "HP-104246"),
)


Rows = list[tuple[Table, list[dict[str, Any]]]]


def shown_in_the_shop() -> tuple[list[Any], list[Any], list[Any]]:
    """All products with the customers who are there to show something; their methods, orders."""
    demo = demo_shop(TODAY)
    customers = [*demo.customers[:6], demo.customers[22]]
    ids = {customer.id for customer in customers}
    orders = [order for order in demo.orders if order.customer_id in ids]
    methods = [method for method in demo.payment_methods if method.customer_id in ids]
    return [*customers, *demo.products], methods, orders


@pytest.fixture(scope="module")
def rows() -> Rows:
    """The rows of the shop: written once, because every test begins with them."""
    map_tables()
    with Session(create_engine("sqlite://")) as session:
        metadata.create_all(session.connection())
        for some in shown_in_the_shop():
            session.add_all(some)
            session.flush()
        return [
            (table, [dict(row._mapping) for row in session.execute(select(table))])
            for table in metadata.sorted_tables
        ]


@pytest.fixture
async def shop(database: Database, rows: Rows) -> Shop:
    """The shop with all products, and with the customers who are there to show something."""
    async with database.write() as session:
        for table, content in rows:
            if content:
                await session.execute(insert(table), content)
    return a_shop(database)


def a_shop(database: Database) -> Shop:
    return Shop(database, lambda: NOW, Customers(database))


async def test_an_order_comes_back_as_it_was_written(database: Database) -> None:
    async with database.write() as session:
        for some in shown_in_the_shop():
            session.add_all(some)
            await session.flush()
    written = next(o for o in shown_in_the_shop()[2] if o.id == "HP-104152")
    read = await a_shop(database).order_of("cus_0004", "hp 104152")
    assert read is not None
    assert read.total == written.total
    assert isinstance(read.total, Decimal)
    assert [vars_of(item) for item in read.items] == [vars_of(item) for item in written.items]
    assert [(e.seq, e.at, e.status, e.note) for e in read.history] == [
        (e.seq, e.at, e.status, e.note) for e in written.history
    ]
    assert read.delivered_at == written.delivered_at
    assert read.shipping_address == written.shipping_address
    assert read.paid == written.paid
    assert read.tracking_number == written.tracking_number


async def test_somebody_elses_order_is_like_no_order(shop: Shop) -> None:
    assert await shop.order_of("cus_0002", "HP-104233") is None
    assert await shop.order_of("cus_0002", "HP-999999") is None
    sentences = set()
    for number in ("HP-104233", "HP-999999", "not a number"):
        with pytest.raises(NoSuchOrder) as refusal:
            await shop.cancel_order("cus_0002", number, "no longer needed", f"key-{number}")
        sentences.add(str(refusal.value))
    assert len(sentences) == 1


async def test_orders_come_newest_first_and_no_more_than_asked_for(shop: Shop) -> None:
    orders = await shop.orders_of("cus_0001", limit=2)
    assert orders[0].id == "HP-104233"
    assert len(orders) == 2
    assert orders[0].placed_at > orders[1].placed_at


async def test_the_owner_of_an_order_is_found_however_the_number_is_written(shop: Shop) -> None:
    assert await shop.owner_of("#104233") == "cus_0001"
    assert await shop.owner_of("104999") is None
    assert await shop.owner_of("my order") is None


async def test_a_cancellation_is_kept_with_its_audit_trail(shop: Shop) -> None:
    await shop.cancel_order(*PENDING, "no_longer_needed", "turn-1", Actor.AGENT)
    order = await shop.order_of(*PENDING)
    assert order is not None
    assert order.status is OrderStatus.CANCELLED
    assert order.cancellation_reason == "no longer needed"
    assert order.cancelled_at == NOW
    assert order.refund_amount == order.total
    (change,) = await shop.changes_of("HP-104251")
    assert (change.change, change.actor) == (Change.CANCEL, Actor.AGENT)
    assert (change.before["status"], change.after["status"]) == ("pending", "cancelled")
    assert (change.before["paid"], change.after["paid"]) == (str(order.total), "0.00")
    assert change.request == {"reason": "no longer needed"}
    assert change.why == "no longer needed"
    assert change.at == NOW


async def test_the_same_key_again_changes_nothing(shop: Shop) -> None:
    first = await shop.cancel_order(*GIFT_CARD, "ordered by mistake", "turn-1")
    again = await shop.cancel_order(*GIFT_CARD, "ordered by mistake", "turn-1")
    assert again.status is first.status is OrderStatus.CANCELLED
    assert len(again.history) == len(first.history)
    assert again.refund_due_on == TODAY
    assert len(await shop.changes_of(GIFT_CARD[1])) == 1


async def test_a_key_belongs_to_one_change(shop: Shop) -> None:
    await shop.cancel_order(*PENDING, "no longer needed", "turn-1")
    with pytest.raises(KeyUsedOtherwise):
        await shop.cancel_order(*GIFT_CARD, "no longer needed", "turn-1")


async def test_what_is_refused_leaves_no_trace(shop: Shop) -> None:
    with pytest.raises(CannotCancel, match="on its way"):
        await shop.cancel_order(*ON_ITS_WAY, "no longer needed", "turn-1")
    with pytest.raises(UnknownReason):
        await shop.cancel_order(*PENDING, "found it cheaper", "turn-2")
    assert await shop.changes_of(ON_ITS_WAY[1]) == []
    assert await shop.changes_of(PENDING[1]) == []


@pytest.mark.parametrize("keys", [("turn-1", "turn-1"), ("turn-1", "turn-2")])
async def test_two_cancellations_at_once_are_one_change(shop: Shop, keys: tuple[str, str]) -> None:
    outcomes = await asyncio.gather(
        *(shop.cancel_order(*PENDING, "no longer needed", key) for key in keys),
        return_exceptions=True,
    )
    refusals = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    # With one key it was the same request twice; with two, the second comes too late.
    assert len(refusals) == len(set(keys)) - 1
    assert all(isinstance(refusal, CannotCancel) for refusal in refusals)
    assert len(await shop.changes_of(PENDING[1])) == 1
    order = await shop.order_of(*PENDING)
    assert order is not None
    assert [event.status for event in order.history].count(OrderStatus.CANCELLED) == 1


async def test_some_items_can_be_returned_once(shop: Shop) -> None:
    item_ids = ["HP-104152-1", "HP-104152-3"]
    order = await shop.request_return(*DELIVERED, item_ids, None, "turn-1")
    again = await shop.request_return(*DELIVERED, item_ids, None, "turn-1")
    assert again.status is OrderStatus.RETURN_REQUESTED
    assert [item.returned_quantity > 0 for item in again.items] == [True, False, True]
    assert order.refund_amount == again.items[0].total + again.items[2].total
    with pytest.raises(ReturnAlreadyRequested):
        await shop.request_return(*DELIVERED, ["HP-104152-2"], None, "turn-2")
    (change,) = await shop.changes_of(DELIVERED[1])
    assert set(change.request["items"]) == set(item_ids)
    assert change.after["status"] == "return requested"


async def test_gold_customers_have_longer_to_return(database: Database, shop: Shop) -> None:
    assert await shop.return_window_of("cus_0005") == 60
    assert await shop.return_window_of("cus_0004") == 30
    async with database.write() as session:
        customer = await Customers(database).get("cus_0005")
        assert customer is not None
        customer.tier = Tier.SILVER
        await session.merge(customer)
    with pytest.raises(ReturnWindowOver):
        await shop.request_return(*DELIVERED_GOLD, ["HP-103968-1"], None, "turn-1")
    async with database.write() as session:
        customer.tier = Tier.GOLD
        await session.merge(customer)
    order = await shop.request_return(*DELIVERED_GOLD, ["HP-103968-1"], None, "turn-2")
    assert order.status is OrderStatus.RETURN_REQUESTED


async def test_products_come_with_their_variants_in_order(shop: Shop) -> None:
    assert len(await shop.products(limit=7)) == 7
    product = await shop.product("prd_mug")
    assert product is not None
    assert product.name == "Tideline mug"
    assert [variant.position for variant in product.variants] == [1, 2, 3, 4]
    assert product.variants[0].options == {"glaze": "chalk"}
    assert product.variants[0].price == Decimal("12.00")
    assert await shop.product("prd_submarine") is None


async def test_customers_are_found_by_email_whatever_its_case(
    database: Database, shop: Shop
) -> None:
    customers = Customers(database)
    first = await customers.get("cus_0001")
    assert first is not None
    found = await customers.find_by_email(f"  {first.email.upper()} ")
    assert found is not None
    assert found.id == "cus_0001"
    assert found.created_at == first.created_at
    assert await customers.find_by_email("nobody@example.com") is None
    assert await customers.get("cus_9999") is None


async def test_an_empty_database_is_filled_and_a_full_one_left_alone(database: Database) -> None:
    await fill(database, TODAY)
    shop = a_shop(database)
    await shop.cancel_order(*PENDING, "no longer needed", "turn-1")
    await fill(database, date(2026, 4, 1))
    order = await shop.order_of(*PENDING)
    assert order is not None
    assert order.status is OrderStatus.CANCELLED
    assert await Customers(database).get("cus_0200") is not None
    assert len(await shop.products(limit=100)) == 60


async def test_the_first_customers_say_what_they_are_good_for(
    database: Database, shop: Shop
) -> None:
    hints = [customer.hint for customer in await demo_customers(database, today=TODAY)]
    assert hints == [
        "order due tomorrow",
        "late order",
        "order to cancel",
        "delivered order to return",
        "Gold: order to return after more than 30 days",
        "order to cancel, paid by gift card",
        "order whose payment failed",
    ]


async def test_a_customer_is_identified_by_an_order_of_the_shop(
    database: Database, shop: Shop
) -> None:
    (first, *_) = await demo_customers(database, today=TODAY)
    identification = Identification(database, shop, Customers(database), Outbox(), b"secret")
    details = Details(order="hp 104233", postcode=first.postcode.lower())
    result = await identification.identify("c1", details)
    assert (result.outcome, result.customer_id) == (Outcome.IDENTIFIED, "cus_0001")


@pytest.mark.parametrize("number", ["HP-104233", "HP-999999"])
async def test_tries_at_once_in_one_conversation_are_all_counted(
    database: Database, shop: Shop, number: str
) -> None:
    identification = Identification(database, shop, Customers(database), Outbox(), b"secret")
    wrong = Details(order=number, email="wrong@example.com")
    results = await asyncio.gather(*(identification.identify("c1", wrong) for _ in range(6)))
    async with database.read() as session:
        rows = await session.scalar(select(func.count()).select_from(identification_attempts_table))
    assert rows == len(results)
    assert sum(result.outcome is Outcome.NO_MATCH for result in results) == 2


def vars_of(item: object) -> dict[str, object]:
    names = ("id", "variant_id", "product_name", "options", "quantity", "unit_price", "position")
    return {name: getattr(item, name) for name in names}
