"""Wanted end states are what the shop itself makes, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from desk.customers.address import Address
from desk.customers.consent import Purpose
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.shop.service_policy import STANDARD_POLICY
from desk.shop.shop import Shop
from desk.simulation.end_state import Records, wrong_writes
from desk.simulation.goal import Goal
from desk.simulation.wanted import UnreachableGoal
from tests.unit.simulation_shop import NOW, shop_database

pytestmark = pytest.mark.anyio
NEW_HOME = Address("12 Anchor Road", "Flat 2", "Leeds", "", "LS6 2AB", "GB")
Done = Callable[[Shop, Customers], Awaitable[Any]]
CANCELLED: Done = lambda s, _: s.cancel_order(  # noqa: E731
    "cus_0006", "HP-104246", "no longer needed", "k"
)
RETURNED: Done = lambda s, _: s.request_return(  # noqa: E731
    "cus_0004", "HP-104152", {"HP-104152-1": 2}, "gift_card_0004", "k"
)
EXCHANGED: Done = lambda s, _: s.request_exchange(  # noqa: E731
    "cus_0004", "HP-104152", {"HP-104152-2": "BOWL-06"}, "apple_pay_0004", "k"
)
CHANGED: Done = lambda s, _: s.change_items(  # noqa: E731
    "cus_0003", "HP-104251", {"HP-104251-1": "PEN-02"}, "paypal_0003", "k"
)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with shop_database(tmp_path) as database:
        yield database


def goal(end_state: str, customer: str = "cus_0003") -> Goal:
    told = {
        "name": "goal",
        "customer": {"id": customer},
        "requests": [{"job": "list_orders"}],
        "end_state": yaml.safe_load(end_state),
    }
    return Goal.model_validate(told)


async def problems(database: Database, wanted: Goal, done: Done | None) -> list[str]:
    """What is not as wanted after something was done."""
    records = Records(database, STANDARD_POLICY, lambda: NOW)
    before = await records.snapshot()
    expected = await records.wanted(wanted, before)
    customers = Customers(database, lambda: NOW)
    if done is not None:
        await done(Shop(database, lambda: NOW, customers), customers)
    found = wrong_writes(expected.snapshot, await records.snapshot(), ())
    return [str(difference) for difference in found]


@pytest.mark.parametrize(
    ("action", "done"),
    [
        (
            "cancel_pending_order: {order_id: HP-104246, reason: no longer needed}",
            CANCELLED,
        ),
        (
            "modify_pending_order_items: {order_id: HP-104251, item_ids: [PEN-01], "
            "new_item_ids: [PEN-02], payment_method_id: paypal_0003}",
            CHANGED,
        ),
        (
            "modify_pending_order_payment: {order_id: '104246', "
            "payment_method_id: mastercard_0006}",
            lambda s, _: s.change_payment("cus_0006", "HP-104246", "mastercard_0006", "k"),
        ),
        (
            "modify_pending_order_address: {order_id: HP-104251, address1: 12 Anchor Road, "
            "address2: Flat 2, city: Leeds, zip: LS6 2AB, country: UK}",
            lambda s, _: s.change_address("cus_0003", "HP-104251", NEW_HOME, "k"),
        ),
        (
            "modify_user_address: {user_id: cus_0003, address1: 12 Anchor Road, "
            "address2: Flat 2, city: Leeds, zip: LS6 2AB}",
            lambda _, c: c.change_default_address("cus_0003", NEW_HOME, "k"),
        ),
        (
            "return_delivered_order_items: {order_id: HP-104152, item_ids: [TROUSERS-03], "
            "quantities: [2], payment_method_id: gift_card_0004}",
            RETURNED,
        ),
        (
            "exchange_delivered_order_items: {order_id: HP-104152, item_ids: [BOWL-03], "
            "new_item_ids: [BOWL-06], payment_method_id: apple_pay_0004}",
            EXCHANGED,
        ),
        (
            "record_consent: {user_id: cus_0003, newsletter: true}",
            lambda _, c: c.record_consent("cus_0003", Purpose.NEWSLETTER, True, "k"),
        ),
    ],
)
async def test_an_action_is_what_the_shop_makes_of_it(
    database: Database, action: str, done: Done
) -> None:
    wanted = goal(f"actions: [{{{action}}}]")
    assert await problems(database, wanted, None) != []
    assert await problems(database, wanted, done) == []


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        (
            """
            orders:
              HP-104246: {status: cancelled, reason: no longer needed,
                          refunds: [{amount: 68.00, to: gift card ending 6676}]}
            gift_cards: {gift_card_0006: 103.00}
            """,
            CANCELLED,
        ),
        (
            """
            orders:
              HP-104152:
                status: return requested
                refund_amount: 156.00
                refund_to: gift_card_0004
                items: [{product: Slipway canvas trousers, returned: 2}]
            """,
            RETURNED,
        ),
        (
            """
            orders:
              HP-104152:
                status: exchange_requested
                paid: [{amount: 10.00, to: Apple Pay}]
                items: [{product: Tideline serving bowl, options: {glaze: kelp},
                         exchanged_for: {glaze: ink, size: 26 cm}}]
            """,
            EXCHANGED,
        ),
        (
            "orders: {HP-104251: {items: [{product: Brass rollerball pen, becomes: PEN-02}]}}",
            CHANGED,
        ),
    ],
)
async def test_the_readable_form_is_what_the_shop_makes(
    database: Database, fields: str, done: Done
) -> None:
    assert await problems(database, goal(fields), None) != []
    assert await problems(database, goal(fields), done) == []


async def test_everything_that_is_not_named_is_unchanged(database: Database) -> None:
    told = "\n".join(await problems(database, goal("unchanged"), CANCELLED))
    assert "orders HP-104246: status is cancelled, wanted pending" in told
    assert "payment_methods gift_card_0006: balance is 103.00, wanted 35.00" in told
    assert "payments HP-104246 2 should not be there" in told
    assert "variants BLANKET-02: stock" in told


async def test_working_out_what_is_wanted_writes_nothing(database: Database) -> None:
    wanted = goal("actions: [{cancel_pending_order: {order_id: HP-104246, "
                  "reason: no longer needed}}]")  # fmt: skip
    told = await problems(database, wanted, None)
    assert "orders HP-104246: status is pending, wanted cancelled" in told


@pytest.mark.parametrize("done", [RETURNED, EXCHANGED])
async def test_another_item_or_method_is_told(database: Database, done: Done) -> None:
    wanted = goal("actions: [{return_delivered_order_items: {order_id: HP-104152, "
                  "item_ids: [SCARF-01]}}]")  # fmt: skip
    assert await problems(database, wanted, done) != []


async def test_without_a_difference_no_method_has_to_be_named(database: Database) -> None:
    wanted = goal(
        "actions: [{exchange_delivered_order_items: {order_id: HP-104152, "
        "item_ids: [SCARF-01], new_item_ids: [SCARF-02], payment_method_id: apple_pay_0004}}]"
    )
    done: Done = lambda s, _: s.request_exchange(  # noqa: E731
        "cus_0004", "HP-104152", {"HP-104152-3": "SCARF-02"}, None, "k"
    )
    assert await problems(database, wanted, done) == []


@pytest.mark.parametrize(
    ("end_state", "words"),
    [
        (
            "actions: [{cancel_pending_order: {order_id: HP-104152, reason: no longer needed}}]",
            "action 1, cancel_pending_order: Order HP-104152 has been delivered",
        ),
        (
            "actions: [{return_delivered_order_items: {order_id: HP-104152, item_ids: [MUG-01]}}]",
            "has no item MUG-01",
        ),
        ("orders: {HP-999999: {status: cancelled}}", "there is no order HP-999999"),
        ("gift_cards: {visa_9: 1.00}", "there is no gift card visa_9"),
    ],
)
async def test_what_cannot_be_is_said(database: Database, end_state: str, words: str) -> None:
    with pytest.raises(UnreachableGoal, match=words):
        await problems(database, goal(end_state), None)
