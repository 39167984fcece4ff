"""Payments that fail, told night after night by files that know nothing of what is paid here."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desk.clock import Clock
from desk.customers.address import Address
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.shop import Shop
from tests.integration.shop_files import by_card, importer, order_in

pytestmark = pytest.mark.anyio

NUMBER, ITEM = "SHOP-1002", "SHOP-1002-1"
PRICE, NONE = Decimal("49.90"), Decimal("0.00")
BY_CARD_FAILED = {
    "kind": "payment",
    "amount": "49.90",
    "payment_method_id": "pm1",
    "state": "failed",
}
DELIVERED = {"status": "delivered", "delivered_at": "2026-03-10"}


@pytest.fixture
def shop(database: Database, clock: Clock) -> Shop:
    return Shop(database, clock, Customers(database))


@pytest.fixture
def import_of(database: Database, clock: Clock, tmp_path: Path) -> Callable[..., Any]:
    return importer(database, clock, tmp_path / "shop.json")


async def move_house(shop: Shop) -> None:
    """A change here with which no money moves."""
    mill_road = Address("12 Mill Road", "", "Cambridge", "", "CB1 2AB", "GB")
    await shop.change_address("c1", NUMBER, mill_road, "address")


def moves_of(order: Order) -> list[tuple[Decimal, str | None]]:
    return [(payment.signed, payment.payment_method_id) for payment in order.payments]


@pytest.mark.parametrize("is_changed_here", [False, True])
async def test_an_order_that_was_sent_although_its_payment_failed_counts_as_paid(
    import_of: Any, shop: Shop, is_changed_here: bool
) -> None:
    await import_of(by_card(payment_failed=True))
    if is_changed_here:
        await move_house(shop)
    await import_of(by_card(**DELIVERED))
    assert (await order_in(shop, NUMBER)).paid == PRICE
    plan = await shop.plan_return("c1", NUMBER, [ITEM], "pm1")
    assert [move.amount for move in plan.moves] == [PRICE]


async def test_of_several_tries_no_more_is_counted_than_the_order_costs(
    import_of: Any, shop: Shop
) -> None:
    tries = [BY_CARD_FAILED | {"amount": "24.90", "state": "made"}, BY_CARD_FAILED, BY_CARD_FAILED]
    await import_of(by_card(payments=tries))
    await import_of(by_card(**DELIVERED))
    order = await order_in(shop, NUMBER)
    assert [payment.signed for payment in order.payments] == [
        Decimal("24.90"),
        NONE,
        Decimal("25.00"),
    ]


@pytest.mark.parametrize("told", [{"payment_failed": True}, {"payments": [BY_CARD_FAILED]}])
async def test_what_is_said_to_have_failed_is_not_paid_by_being_sent(
    import_of: Any, shop: Shop, told: dict[str, Any]
) -> None:
    await import_of(by_card(payment_failed=True))
    await import_of(by_card(**DELIVERED, **told))
    assert (await order_in(shop, NUMBER)).paid == NONE


async def test_a_failure_is_heard_after_a_change_that_moved_no_money(
    import_of: Any, shop: Shop
) -> None:
    await import_of(by_card())
    await move_house(shop)
    await import_of(by_card(payment_failed=True))
    order = await order_in(shop, NUMBER)
    assert order.failed_payment is not None
    assert order.shipping_address.city == "Cambridge"
    assert (await shop.plan_cancel_order("c1", NUMBER, "no longer needed")).moves == ()
    await import_of(by_card(payment_failed=False))
    order = await order_in(shop, NUMBER)
    assert (order.paid, order.failed_payment) == (PRICE, None)
    assert order.shipping_address.city == "Cambridge"


async def test_a_failure_is_not_heard_of_an_order_that_was_refunded_here(
    import_of: Any, shop: Shop
) -> None:
    await import_of(by_card())
    await shop.cancel_order("c1", NUMBER, "no longer needed", "cancel")
    before = moves_of(await order_in(shop, NUMBER))
    await import_of(by_card(payment_failed=True))
    assert moves_of(await order_in(shop, NUMBER)) == before


async def test_an_order_with_a_new_address_that_the_shop_cancelled_unpaid_is_refunded_nothing(
    import_of: Any, shop: Shop
) -> None:
    await import_of(by_card())
    await move_house(shop)
    await import_of(by_card(payment_failed=True, status="cancelled"))
    order = await order_in(shop, NUMBER)
    assert (order.status, order.paid, order.refund_amount) == (OrderStatus.CANCELLED, NONE, None)


@pytest.mark.parametrize("payments", [[BY_CARD_FAILED], []])
async def test_a_payment_made_here_outlives_a_file_that_knows_of_none(
    import_of: Any, shop: Shop, payments: list[dict[str, str]]
) -> None:
    await import_of(by_card(payments=payments))
    await shop.change_payment("c1", NUMBER, "pm2", "key")
    before = moves_of(await order_in(shop, NUMBER))
    for status in ("pending", "shipped"):
        await import_of(by_card(payments=payments, status=status))
        order = await order_in(shop, NUMBER)
        assert moves_of(order) == before
        assert (order.payment_method_id, order.paid) == ("pm2", PRICE)
    await import_of(by_card(payments=payments, status="cancelled"))
    order = await order_in(shop, NUMBER)
    assert moves_of(order) == [*before, (-PRICE, "pm2")]
    assert order.refund_amount == PRICE
