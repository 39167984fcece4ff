"""Two conversations at one order, one balance or one piece in stock: one of them wins."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from desk.customers.customer import Customer, Tier
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.shop.catalogue import Variant
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.order_tables import orders_table
from desk.shop.refusals import (
    CannotCancel,
    CannotPay,
    ChangedAlready,
    KeyUsedOtherwise,
    NoSuchOrder,
    NoSuchPaymentMethod,
    NotPending,
    OutOfStock,
    ReturnAlreadyRequested,
    WrongStatus,
)
from desk.shop.shop import Shop
from desk.shop.wallet import PaymentKind, PaymentMethod
from tests.shop_cases import HOME, NOW, a_card, a_gift_card, an_order, items_of, paypal, shirts

pytestmark = pytest.mark.anyio

FIRST, SECOND, DELIVERED, THEIRS = "HP-100001", "HP-100002", "#W2611340", "HP-100004"
_UNTIL_IT_WAITS = 0.3
"""Seconds in which a change comes as far as the lock."""


@pytest.fixture
async def shop(database: Database) -> Shop:
    """Two pending orders and a delivered one, paid by card; a gift card; one dear shirt left."""
    product = shirts("20.00", "25.00", "15.00", stock=9)
    product.variants[1].stock = 1
    card = a_card()
    stranger = PaymentMethod("theirs", "cus_2", PaymentKind.PAYPAL)
    async with database.write() as session:
        session.add_all([a_customer("cus_1"), a_customer("cus_2"), product])
        await session.flush()
        session.add_all([card, a_gift_card("30.00"), paypal(), stranger])
        await session.flush()
        ordered = product.variants[:1]
        session.add_all(
            [
                an_order(items_of(FIRST, ordered), card, number=FIRST),
                an_order(items_of(SECOND, ordered), card, number=SECOND),
                an_order(items_of(DELIVERED, ordered), card, OrderStatus.DELIVERED, DELIVERED),
            ]
        )
        theirs = an_order(items_of(THEIRS, ordered), stranger, number=THEIRS)
        theirs.customer_id = "cus_2"
        session.add(theirs)
    return Shop(database, lambda: NOW, Customers(database))


def a_customer(id_: str) -> Customer:
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


async def at_once(*changes: Awaitable[Order]) -> list[BaseException]:
    """Start all changes together; the refusals."""
    outcomes = await asyncio.gather(*changes, return_exceptions=True)
    return [outcome for outcome in outcomes if isinstance(outcome, BaseException)]


async def order_of(shop: Shop, number: str) -> Order:
    order = await shop.order_of("cus_1", number)
    assert order is not None
    return order


async def balance_of(shop: Shop) -> Decimal:
    return await shop.gift_card_balance("cus_1")


async def test_an_order_is_changed_or_cancelled_but_not_both(shop: Shop) -> None:
    refusals = await at_once(
        shop.cancel_order("cus_1", FIRST, "no longer needed", "one"),
        shop.change_items("cus_1", FIRST, {f"{FIRST}-1": "shirt-2"}, "gift", "two"),
    )
    (refusal,) = refusals
    order = await order_of(shop, FIRST)
    is_cancelled = order.status is OrderStatus.CANCELLED
    assert isinstance(refusal, NotPending if is_cancelled else CannotCancel)
    assert order.paid == (0 if is_cancelled else order.total)
    assert len(await shop.changes_of(FIRST)) == 1


@pytest.mark.parametrize("keys", [("one", "one"), ("one", "two")])
async def test_items_that_are_changed_twice_at_once_change_once(
    shop: Shop, keys: tuple[str, str]
) -> None:
    wanted = {f"{FIRST}-1": "shirt-2"}
    refusals = await at_once(
        *(shop.change_items("cus_1", FIRST, wanted, "gift", key) for key in keys)
    )
    # With one key it was the same request twice.
    assert [type(refusal) for refusal in refusals] == [ChangedAlready] * (len(set(keys)) - 1)
    order = await order_of(shop, FIRST)
    assert [p.signed for p in order.payments] == [Decimal("23.95"), Decimal("-5.00")]
    assert await balance_of(shop) == Decimal("35.00")
    assert len(await shop.changes_of(FIRST)) == 1


async def test_the_last_piece_goes_to_one_order(shop: Shop, database: Database) -> None:
    refusals = await at_once(
        *(
            shop.change_items("cus_1", number, {f"{number}-1": "shirt-1"}, "card", number)
            for number in (FIRST, SECOND)
        )
    )
    assert [type(refusal) for refusal in refusals] == [OutOfStock]
    async with database.read() as session:
        last = await session.get(Variant, "shirt-1")
        first = await session.get(Variant, "shirt-0")
    assert last is not None
    assert first is not None
    assert (last.stock, first.stock) == (0, 10)


async def test_a_balance_is_spent_once(shop: Shop) -> None:
    refusals = await at_once(
        *(shop.change_payment("cus_1", number, "gift", number) for number in (FIRST, SECOND))
    )
    (refusal,) = refusals
    assert isinstance(refusal, CannotPay)
    assert await balance_of(shop) == Decimal("6.05")
    orders = [await order_of(shop, number) for number in (FIRST, SECOND)]
    assert sorted(str(order.payment_method_id) for order in orders) == ["card", "gift"]
    assert all(order.paid == order.total for order in orders)


async def test_one_key_for_two_orders_changes_one_of_them(shop: Shop) -> None:
    refusals = await at_once(
        *(
            shop.cancel_order("cus_1", number, "no longer needed", "key")
            for number in (FIRST, SECOND)
        )
    )
    assert [type(refusal) for refusal in refusals] == [KeyUsedOtherwise]
    orders = [await order_of(shop, number) for number in (FIRST, SECOND)]
    assert sorted(order.status for order in orders) == ["cancelled", "pending"]
    assert sum(len(order.payments) for order in orders) == 3


async def test_a_key_is_for_one_request(shop: Shop) -> None:
    await shop.change_payment("cus_1", FIRST, "gift", "key")
    with pytest.raises(KeyUsedOtherwise):
        await shop.change_payment("cus_1", FIRST, "paypal", "key")
    again = await shop.change_payment("cus_1", FIRST, "gift", "key")
    assert len(again.payments) == 3


async def test_an_order_is_returned_or_exchanged_at_once_but_not_both(shop: Shop) -> None:
    item = f"{DELIVERED}-1"
    refusals = await at_once(
        shop.request_return("cus_1", "w2611340", [item], "gift", "one"),
        shop.request_exchange("cus_1", "2611340", {item: "shirt-1"}, "gift", "two"),
    )
    assert [type(refusal) for refusal in refusals] == [ReturnAlreadyRequested]
    order = await order_of(shop, DELIVERED)
    refusals = await at_once(*(shop.receive_parcel(DELIVERED, "three") for _ in range(3)))
    assert refusals == []
    order = await order_of(shop, DELIVERED)
    returned = Decimal("20.00") if order.status is OrderStatus.RETURNED else 0
    assert order.paid == order.total - returned
    assert await balance_of(shop) == (Decimal("50.00") if returned else Decimal("25.00"))


async def test_a_parcel_that_waits_for_its_return_to_be_written_down_is_refunded(
    shop: Shop, database: Database
) -> None:
    item = f"{DELIVERED}-1"
    lock = select(orders_table.c.id).where(orders_table.c.id == DELIVERED).with_for_update()
    async with database.write() as session:
        await session.execute(lock)
        request = asyncio.create_task(
            shop.request_return("cus_1", DELIVERED, [item], "gift", "one")
        )
        await asyncio.sleep(_UNTIL_IT_WAITS)
        receipt = asyncio.create_task(shop.receive_parcel(DELIVERED, "two"))
        await asyncio.sleep(_UNTIL_IT_WAITS)
    refusals = await at_once(request, receipt)
    order = await order_of(shop, DELIVERED)
    assert order.order_return is not None
    if refusals:
        # SQLite does not say who is next.
        assert database.is_sqlite
        assert [type(refusal) for refusal in refusals] == [WrongStatus]
        order = await shop.receive_parcel(DELIVERED, "two")
    assert order.status is OrderStatus.RETURNED
    assert order.order_return is not None
    assert order.order_return.received_at == NOW
    assert order.paid == order.total - Decimal("20.00")
    assert await balance_of(shop) == Decimal("50.00")


async def test_everything_comes_back_as_it_was_kept(shop: Shop) -> None:
    item = f"{DELIVERED}-1"
    plan = await shop.plan_exchange("cus_1", DELIVERED, {item: "shirt-2"}, "paypal")
    await shop.request_exchange("cus_1", DELIVERED, {item: "shirt-2"}, "paypal", "key")
    await shop.change_address("cus_1", FIRST, HOME_IN_LEEDS, "address")
    exchange = (await order_of(shop, DELIVERED)).exchange
    assert exchange is not None
    assert exchange.price_difference == plan.difference == Decimal("-5.00")
    assert exchange.refund_label == "PayPal"
    first = await order_of(shop, FIRST)
    assert first.shipping_address == HOME_IN_LEEDS
    (change,) = await shop.changes_of(FIRST)
    assert "London" in change.before["address"]
    assert "Leeds" in change.after["address"]
    assert set(change.after) == {"status", "address"}


async def test_a_plan_and_a_refusal_leave_no_trace(shop: Shop) -> None:
    wanted = {f"{FIRST}-1": "shirt-1"}
    plan = await shop.plan_change_items("cus_1", FIRST, wanted, "gift")
    assert plan.difference == Decimal("5.00")
    await shop.plan_cancel_order("cus_1", FIRST, "no longer needed")
    await shop.plan_change_payment("cus_1", FIRST, "gift")
    await shop.plan_change_address("cus_1", FIRST, HOME_IN_LEEDS)
    await shop.plan_return("cus_1", DELIVERED, [f"{DELIVERED}-1"])
    with pytest.raises(NoSuchPaymentMethod):
        await shop.change_items("cus_1", FIRST, wanted, "theirs", "key")
    assert await balance_of(shop) == Decimal("30.00")
    assert await shop.changes_of(FIRST) == []
    assert (await order_of(shop, FIRST)).payments[1:] == []


async def test_somebody_elses_order_is_like_no_order_in_every_job(shop: Shop) -> None:
    item = {f"{THEIRS}-1": "shirt-1"}
    sentences = set()
    for number in (THEIRS, "HP-999999", "'; DROP TABLE orders; --"):
        tries: list[Awaitable[Any]] = [
            shop.plan_cancel_order("cus_1", number, "no longer needed"),
            shop.cancel_order("cus_1", number, "no longer needed", f"{number}-1"),
            shop.plan_change_address("cus_1", number, HOME_IN_LEEDS),
            shop.change_address("cus_1", number, HOME_IN_LEEDS, f"{number}-2"),
            shop.plan_change_payment("cus_1", number, "gift"),
            shop.change_payment("cus_1", number, "gift", f"{number}-3"),
            shop.plan_change_items("cus_1", number, item, "gift"),
            shop.change_items("cus_1", number, item, "gift", f"{number}-4"),
            shop.plan_return("cus_1", number, list(item)),
            shop.request_return("cus_1", number, list(item), None, f"{number}-5"),
            shop.plan_exchange("cus_1", number, item, "gift"),
            shop.request_exchange("cus_1", number, item, "gift", f"{number}-6"),
        ]
        for one in tries:
            with pytest.raises(NoSuchOrder) as refusal:
                await one
            sentences.add(str(refusal.value))
    assert len(sentences) == 1
    assert await shop.changes_of(THEIRS) == []


async def test_an_order_that_became_somebody_elses_on_the_way_is_no_order(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def found_before(*_: object) -> str:
        return THEIRS

    monkeypatch.setattr("desk.shop.transactions.find_order_id", found_before)
    with pytest.raises(NoSuchOrder):
        await shop.cancel_order("cus_1", THEIRS, "no longer needed", "key")
    assert await shop.changes_of(THEIRS) == []


async def test_products_are_found_by_words_and_options(shop: Shop) -> None:
    (found,) = await shop.find_products("t-shirts please", {"Colour": "COLOUR 1"})
    assert [variant.id for variant in found.variants] == ["shirt-1"]
    assert len((await shop.find_products("shirt"))[0].in_stock) == 3
    for nothing in ("submarine", "100%irt", "s_irt"):
        assert await shop.find_products(nothing) == []
    assert await shop.find_products("shirt", {"colour": "none such"}) == []
    assert [variant.id for variant in await shop.variants_of("shirt")] == [
        "shirt-0",
        "shirt-1",
        "shirt-2",
    ]
    assert await shop.variants_of("submarine") == []


class _Leeds:
    """An address as another capability gives it: no class of the shop's."""

    street, street2, city, region = "9 Mill Road", "", "Leeds", ""
    postcode, country = "LS1 4AP", "GB"


HOME_IN_LEEDS = HOME.to(HOME.name, _Leeds())
