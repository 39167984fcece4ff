"""A shop's files are imported night after night, and what happened here stays."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desk.clock import Clock
from desk.commands.shop import told_of_cards
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.shop.order_status import OrderStatus
from desk.shop.shop import Shop
from tests.integration.shop_files import OURS, TAU2, by_card, importer, order_in, rows_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def shop(database: Database, clock: Clock) -> Shop:
    return Shop(database, clock, Customers(database))


@pytest.fixture
def import_of(database: Database, clock: Clock, tmp_path: Path) -> Callable[..., Any]:
    return importer(database, clock, tmp_path / "shop.json")


@pytest.mark.parametrize("told", [OURS, TAU2], ids=["ours", "tau2"])
async def test_importing_again_doubles_nothing(
    told: Any, import_of: Any, database: Database
) -> None:
    await import_of(told)
    before = await rows_in(database)
    await import_of(told)
    assert await rows_in(database) == before


async def test_importing_again_updates(import_of: Any, shop: Shop, database: Database) -> None:
    await import_of(OURS)
    told = copy.deepcopy(OURS)
    told["orders"][1] |= {"status": "shipped", "shipments": [{"tracking_number": "T2"}]}
    told["orders"][0]["items"].pop()
    told["orders"][0]["shipments"] = []
    told["customers"][0]["city"] = "Leeds"
    told["payment_methods"][1]["balance"] = 5
    told["products"][0]["variants"].pop()
    await import_of(told)
    order = await order_in(shop, "SHOP-1002")
    assert (order.status, order.tracking_number) == (OrderStatus.SHIPPED, "T2")
    assert order.history[-1].status is OrderStatus.SHIPPED
    assert len((await order_in(shop, "SHOP-1001")).items) == 1
    customer = await Customers(database).get("c1")
    assert customer is not None
    assert customer.city == "Leeds"
    product = await shop.product("prd_lamp")
    assert product is not None
    assert [variant.is_in_stock for variant in product.variants] == [True, False]
    methods = {method.id: method for method in await shop.payment_methods_of("c1")}
    assert methods["pm2"].balance == Decimal("5.00")


async def test_when_an_order_was_placed_stays_if_the_file_does_not_know(
    import_of: Any, shop: Shop
) -> None:
    await import_of(TAU2)
    before = (await order_in(shop, "#W2611340", "james_li_5688")).placed_at
    await import_of(TAU2)
    assert (await order_in(shop, "#W2611340", "james_li_5688")).placed_at == before


async def test_what_a_customer_changed_here_is_not_undone_by_an_older_export(
    import_of: Any, shop: Shop
) -> None:
    await import_of(OURS)
    await shop.cancel_order("c1", "SHOP-1002", "no longer needed", "key")
    imported = await import_of(OURS)
    assert imported.left_alone == ["SHOP-1002"]
    assert (await order_in(shop, "SHOP-1002")).status is OrderStatus.CANCELLED
    imported = await import_of(OURS, overwrite=True)
    assert imported.left_alone == []
    assert (await order_in(shop, "SHOP-1002")).status is OrderStatus.PENDING


async def test_what_the_shop_did_after_a_change_here_is_taken_over(
    import_of: Any, shop: Shop
) -> None:
    await import_of(OURS)
    await shop.change_payment("c1", "SHOP-1002", "pm1", "key")
    told = copy.deepcopy(OURS)
    told["orders"][1] |= {"status": "shipped", "payment_method_id": "pm1"}
    assert (await import_of(told)).left_alone == []
    assert (await order_in(shop, "SHOP-1002")).status is OrderStatus.SHIPPED


async def test_an_import_and_a_cancellation_at_once_end_with_the_cancellation(
    import_of: Any, shop: Shop
) -> None:
    await import_of(OURS)
    await asyncio.gather(
        import_of(OURS),
        shop.cancel_order("c1", "SHOP-1002", "no longer needed", "key"),
        import_of(OURS),
    )
    order = await order_in(shop, "SHOP-1002")
    assert order.status is OrderStatus.CANCELLED
    assert order.paid == Decimal("0.00")
    assert len(order.payments) == 2


async def test_money_that_moved_here_stays_when_the_shop_sends_the_parcel(
    import_of: Any, shop: Shop
) -> None:
    await import_of(by_card())
    await shop.change_payment("c1", "SHOP-1002", "pm2", "key")
    before = [(p.signed, p.payment_method_id) for p in await payments_of(shop)]
    assert len(before) == 3
    imported = await import_of(by_card(status="shipped", shipments=[{"tracking_number": "T2"}]))
    order = await order_in(shop, "SHOP-1002")
    assert (order.status, order.tracking_number) == (OrderStatus.SHIPPED, "T2")
    assert [(p.signed, p.payment_method_id) for p in order.payments] == before
    assert order.payment_method_id == "pm2"
    assert imported.cards_left_alone == ["pm2"]
    assert "1 gift card keeps" in told_of_cards(1)
    assert await shop.gift_card_balance("c1") == Decimal("20.10")
    overwritten = await import_of(by_card(), overwrite=True)
    assert overwritten.cards_left_alone == []
    assert await shop.gift_card_balance("c1") == Decimal("70.00")


async def payments_of(shop: Shop) -> list[Any]:
    return (await order_in(shop, "SHOP-1002")).payments


async def test_a_paid_change_of_items_stays_when_the_shop_sends_the_parcel(
    import_of: Any, shop: Shop
) -> None:
    await import_of(by_card())
    await shop.change_items("c1", "SHOP-1002", {"SHOP-1002-1": "LAMP-BLUE"}, "pm1", "key")
    await import_of(by_card(status="shipped"))
    order = await order_in(shop, "SHOP-1002")
    assert order.status is OrderStatus.SHIPPED
    assert order.items[0].variant_id == "LAMP-BLUE"
    assert order.paid == order.total == Decimal("60.00")


async def test_a_return_requested_here_keeps_its_refund_target(import_of: Any, shop: Shop) -> None:
    await import_of(by_card(status="delivered", delivered_at="2026-03-05"))
    await shop.request_return("c1", "SHOP-1002", ["SHOP-1002-1"], "pm2", "key")
    await import_of(by_card(status="returned"))
    order = await order_in(shop, "SHOP-1002")
    assert order.status is OrderStatus.RETURNED
    assert order.order_return is not None
    assert order.order_return.refund_method_id == "pm2"
    assert order.order_return.received_at is not None
    assert order.refund_amount == Decimal("49.90")


async def test_a_payment_that_failed_is_told_and_made_up_for_in_the_shop(
    import_of: Any, shop: Shop
) -> None:
    await import_of(by_card())
    await import_of(by_card(payment_failed=True))
    order = await order_in(shop, "SHOP-1002")
    assert order.paid == 0
    assert [payment.has_failed for payment in order.payments] == [True]
    await import_of(by_card())
    assert (await order_in(shop, "SHOP-1002")).failed_payment is not None
    await import_of(by_card(payment_failed=False))
    order = await order_in(shop, "SHOP-1002")
    assert (order.paid, order.failed_payment) == (Decimal("49.90"), None)


async def test_a_payment_made_here_after_one_failed_is_not_undone_by_an_older_export(
    import_of: Any, shop: Shop
) -> None:
    await import_of(by_card(payment_failed=True))
    await shop.change_payment("c1", "SHOP-1002", "pm2", "key")
    before = [(p.signed, p.payment_method_id) for p in await payments_of(shop)]
    assert before == [(Decimal("0.00"), "pm1"), (Decimal("49.90"), "pm2")]
    for status in ("pending", "shipped"):
        await import_of(by_card(payment_failed=True, status=status))
        order = await order_in(shop, "SHOP-1002")
        assert [(p.signed, p.payment_method_id) for p in order.payments] == before
    assert (order.status, order.paid) == (OrderStatus.SHIPPED, order.total)


async def test_an_order_that_was_never_paid_and_is_cancelled_is_refunded_nothing(
    import_of: Any, shop: Shop
) -> None:
    await import_of(by_card(payment_failed=True))
    await import_of(by_card(payment_failed=True, status="cancelled"))
    order = await order_in(shop, "SHOP-1002")
    assert order.paid == 0
    assert order.refund_amount is None
    assert len(order.payments) == 1


async def test_payments_that_the_file_leaves_out_stay(import_of: Any, shop: Shop) -> None:
    halves = [{"kind": "payment", "amount": "24.95"}] * 2
    await import_of(by_card(payments=halves))
    await import_of(by_card(status="shipped"))
    assert [p.amount for p in await payments_of(shop)] == [Decimal("24.95")] * 2
    await import_of(by_card(status="cancelled"))
    order = await order_in(shop, "SHOP-1002")
    assert (order.paid, order.refund_amount) == (Decimal("0.00"), Decimal("49.90"))
