"""Orders of the first version keep what they say, and get the money that has moved for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, Table, text

from desk.composition import map_tables
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.database.upgrade import migration_config, upgrade
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.shop import Shop
from desk.shop.wallet import PaymentKind

pytestmark = pytest.mark.anyio

PLACED_AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
LATER = PLACED_AT + timedelta(days=7)


def fill_first_version(connection: Connection) -> None:
    """Three orders of one customer: pending, cancelled by gift card, and returned in part."""
    command.upgrade(migration_config(connection), "0002")

    def insert(table: str, **values: Any) -> None:
        found = Table(table, MetaData(), autoload_with=connection)
        connection.execute(found.insert().values(**values))

    insert(
        "customers", id="cus_1", name="Siân", email="sian@example.com", phone="", city="London",
        postcode="SE15 4QN", street="4 Ferry Lane", country="GB", tier="member", language="en",
        created_at=PLACED_AT,
    )  # fmt: skip
    insert("products", id="mug", name="Mug", category="home", description="", is_returnable=True)
    insert("variants", id="MUG-01", product_id="mug", position=1, options={}, price=12, stock=3)

    def order(number: str, status: str, payment: str, label: str, **more: Any) -> None:
        insert(
            "orders", id=number, customer_id="cus_1", status=status, placed_at=PLACED_AT,
            delivery_method="standard", shipping_fee=Decimal("3.95"), payment_method=payment,
            payment_label=label, shipping_name="Siân", shipping_street="4 Ferry Lane",
            shipping_city="London", shipping_postcode="SE15 4QN", shipping_country="GB",
            estimated_delivery_on=date(2026, 3, 9), **more,
        )  # fmt: skip
        insert(
            "order_items", id=f"{number}-1", order_id=number, position=1, variant_id="MUG-01",
            product_name="Mug", options={}, quantity=2, unit_price=Decimal("12.10"),
            returned_quantity=2 if status == "returned" else 0, is_returnable=True,
        )  # fmt: skip
        for seq, known in enumerate(dict.fromkeys(("pending", status)), 1):
            at = PLACED_AT if known == "pending" else LATER
            insert("order_events", order_id=number, seq=seq, at=at, status=known, note="A note.")

    order("HP-100001", "pending", "visa", "Visa ending 4821")
    order(
        "HP-100002", "cancelled", "gift_card", "Gift card ending 1234", cancelled_at=LATER,
        cancellation_reason="ordered by mistake", refund_amount=Decimal("28.15"),
        refund_due_on=LATER.date(),
    )  # fmt: skip
    order(
        "HP-100003", "returned", "visa", "Visa ending 4821", shipped_at=PLACED_AT,
        delivered_at=PLACED_AT, carrier="Kestrel Parcels", tracking_number="KP1",
        refund_amount=Decimal("24.20"), refund_due_on=date(2026, 3, 18),
    )  # fmt: skip
    insert(
        "order_events", order_id="HP-100003", seq=3, at=PLACED_AT, status="return_requested",
        note="A note.",
    )  # fmt: skip
    insert(
        "order_changes", key="turn-1", order_id="HP-100002", change="cancel", actor="bot",
        status_before="pending", status_after="cancelled", at=LATER,
        details={"reason": "ordered by mistake"},
    )  # fmt: skip


@pytest.fixture
async def shop(database_url: str) -> Any:
    """The shop on a database that was filled by the first version, and migrated."""
    map_tables()
    database = Database(database_url)
    async with database.write() as session:
        await (await session.connection()).run_sync(fill_first_version)
    await upgrade(database)
    yield Shop(database, lambda: LATER, Customers(database))
    async with database.read() as session:
        if database.is_sqlite:
            assert list(await session.execute(text("PRAGMA foreign_key_check"))) == []
    await database.close()


async def orders(shop: Shop) -> dict[str, Order]:
    return {order.id: order for order in await shop.orders_of("cus_1")}


async def test_orders_get_methods_and_payments(shop: Shop) -> None:
    found = await orders(shop)
    pending, cancelled, returned = (found[f"HP-10000{n}"] for n in (1, 2, 3))
    assert pending.paid == pending.total == Decimal("28.15")
    assert cancelled.paid == 0
    assert returned.paid == returned.total - Decimal("24.20")
    assert pending.payment_method_id == returned.payment_method_id
    assert [(m.name, m.balance) for m in await shop.payment_methods_of("cus_1")] == [
        ("Visa ending 4821", None),
        ("gift card ending 1234", Decimal("28.15")),
    ]
    assert cancelled.payment_kind is PaymentKind.GIFT_CARD
    assert cancelled.cancellation_reason == "ordered by mistake"
    assert returned.tracking_number == "KP1"
    assert returned.shipments[0].item_ids == ["HP-100003-1"]
    assert returned.order_return is not None
    assert returned.order_return.quantities == {"HP-100003-1": 2}
    assert returned.estimated_delivery_on == date(2026, 3, 9)
    assert pending.shipping_address.street2 == ""


async def test_the_audit_trail_is_kept_and_its_keys_still_hold(shop: Shop) -> None:
    (change,) = await shop.changes_of("HP-100002")
    assert (change.before, change.after) == ({"status": "pending"}, {"status": "cancelled"})
    assert change.why == "ordered by mistake"
    again = await shop.cancel_order("cus_1", "HP-100002", "ordered by mistake", "turn-1")
    assert len(again.payments) == 2


async def test_a_payment_after_one_that_failed_outlives_the_way_back(
    shop: Shop, database_url: str
) -> None:
    database = Database(database_url)
    async with database.write() as session:
        await session.execute(
            text("UPDATE payments SET state = 'failed' WHERE order_id = 'HP-100001'")
        )
        await session.execute(
            text("UPDATE payment_methods SET balance = 100 WHERE kind = 'gift_card'")
        )
    (gift,) = [m for m in await shop.payment_methods_of("cus_1") if m.is_gift_card]
    await shop.change_payment("cus_1", "HP-100001", gift.id, "turn-2")
    async with database.write() as session:
        await (await session.connection()).run_sync(
            lambda connection: command.downgrade(migration_config(connection), "0008")
        )
    await upgrade(database)
    await database.close()
    order = await shop.cancel_order("cus_1", "HP-100001", "no longer needed", "turn-3")
    assert [(p.seq, p.signed) for p in order.payments] == [
        (2, Decimal("28.15")),
        (3, Decimal("-28.15")),
    ]


async def test_work_goes_on_with_what_was_there(shop: Shop) -> None:
    order = await shop.cancel_order("cus_1", "hp 100 001", "no longer needed", "turn-2")
    assert order.status is OrderStatus.CANCELLED
    assert order.paid == 0
    (mug,) = await shop.variants_of("mug")
    assert mug.stock == 5
