"""Simulated customers play goals against the running whole."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desk.clock import utc_now
from desk.customers.token import CustomerTokens
from desk.database.database import Database, sqlite_url
from desk.shop.order_status import OrderStatus
from desk.shop.service_policy import STANDARD_POLICY
from desk.simulation.end_state import Records
from desk.simulation.goal import Goal
from desk.simulation.runner import Result, Simulation
from tests.engine.shop_records import ShopRecords

if TYPE_CHECKING:
    from tests.conftest import Running

pytestmark = pytest.mark.engine


def play(running: Running, secrets: dict[str, str], *goals: dict[str, Any]) -> list[Result]:
    """What came of the goals; nothing else may have changed."""

    async def run() -> list[Result]:
        database = Database(sqlite_url(running.data_dir / "parley.db"))
        tokens = CustomerTokens(secrets["customer_token_secret"])
        records = Records(database, STANDARD_POLICY, utc_now)
        simulation = Simulation(running.url, tokens, records)
        try:
            read = [Goal.model_validate(goal) for goal in goals]
            results, strays = await simulation.play(read, 0, lambda _: None)
        finally:
            await database.close()
        assert strays == []
        return results

    return asyncio.run(run())


@pytest.mark.parametrize("tells", ["all", "one_at_a_time"])
def test_a_cancellation_ends_as_wanted(
    running: Running, secrets: dict[str, str], records: ShopRecords, tells: str
) -> None:
    customer, order = records.customer_with(OrderStatus.PENDING)
    reason = "ordered by mistake"
    goal = {
        "name": "cancel",
        "customer": {"id": customer.id},
        "requests": [{"job": "cancel", "order": order.id, "reason": reason, "tells": tells}],
        "end_state": {
            "actions": [{"cancel_pending_order": {"order_id": order.id, "reason": reason}}]
        },
    }
    (result,) = play(running, secrets, goal)
    assert result.all_problems == [], result.transcript
    assert records.order(order.id).status is OrderStatus.CANCELLED


def test_a_return_ends_as_wanted(
    running: Running, secrets: dict[str, str], records: ShopRecords
) -> None:
    customer, order = records.customer_with(
        OrderStatus.DELIVERED,
        lambda order: len(order.items) > 1 and all(item.is_returnable for item in order.items),
    )
    item = order.items[0]
    goal = {
        "name": "return",
        "customer": {"id": customer.id},
        "requests": [
            {
                "job": "return",
                "order": order.id,
                "items": [{"product": item.product_name, "options": item.options}],
                "refund_to": "original",
                "tells": "one_at_a_time",
            }
        ],
        "end_state": {
            "actions": [
                {
                    "return_delivered_order_items": {
                        "order_id": order.id,
                        "item_ids": [item.id],
                    }
                }
            ]
        },
    }
    (result,) = play(running, secrets, goal)
    assert result.all_problems == [], result.transcript


def test_refusals_and_a_no_change_nothing(
    running: Running, secrets: dict[str, str], records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.PENDING)
    stranger, _ = records.customer_with(OrderStatus.SHIPPED)
    cancel = {"job": "cancel", "order": order.id, "reason": "no longer needed"}
    results = play(
        running,
        secrets,
        {
            "name": "of somebody else",
            "customer": {"id": stranger.id},
            "requests": [cancel | {"expect": "refused", "never_says": [customer.name]}],
        },
        {
            "name": "and no after all",
            "customer": {"id": customer.id},
            "requests": [cancel | {"confirm": False}],
        },
    )
    assert [result.all_problems for result in results] == [[], []]
    assert records.order(order.id).status is OrderStatus.PENDING


def test_a_copy_is_started_played_twice_and_stopped(running: Running, tmp_path: Path) -> None:
    goals, told = tmp_path / "goals.yml", tmp_path / "told.json"
    goals.write_text(
        "- name: cancel\n  customer: {id: cus_0006}\n"
        "  requests: [{job: cancel, order: HP-104246, reason: no longer needed}]\n"
        "  end_state: {actions: [{cancel_pending_order: "
        "{order_id: HP-104246, reason: no longer needed}}]}\n",
        "utf-8",
    )
    before = ShopRecords(running.data_dir).order("HP-104246").status
    if before is not OrderStatus.PENDING:
        pytest.skip("another test has had this order")
    running.parley("simulate", str(goals), "--fresh", "--repeat", "2", "--json", str(told))
    result = json.loads(told.read_text("utf-8"))
    assert (result["goals"], result["right"], result["right_end_states"]) == (2, 2, 2)
    # Only the copy was touched.
    assert ShopRecords(running.data_dir).order("HP-104246").status is OrderStatus.PENDING
