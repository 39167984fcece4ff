"""Compares the shop with what a goal wants it to be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.database.database import Database
from desk.shop.order_tables import orders_table
from desk.shop.service_policy import ServicePolicy
from desk.simulation.goal import Goal
from desk.simulation.known import Known, newest_first
from desk.simulation.snapshot import Difference, Place, Snapshot, differences
from desk.simulation.wanted import Wanted, after_actions
from desk.simulation.wanted_fields import after_fields

STOCK = "stock"


@dataclass(frozen=True)
class Records:
    """The database beside the desk, only read; and the rules by which goals are worked out."""

    database: Database
    policy: ServicePolicy
    clock: Callable[[], datetime]

    async def snapshot(self) -> Snapshot:
        """The tables now."""
        return await Snapshot.take(self.database)

    async def wanted(self, goal: Goal, before: Snapshot) -> Wanted:
        """What the goal makes of `before`; raises `UnreachableGoal`."""
        by_actions = await after_actions(goal, before, self.database, self.policy, self.clock())
        by_fields = after_fields(goal, by_actions.snapshot)
        return Wanted(by_fields.snapshot, by_actions.amounts | by_fields.amounts)

    async def known(self, goal: Goal, before: Snapshot, wanted: Wanted) -> Known:
        """What is true about the goal's customer."""
        async with self.database.read() as session:
            rows = await session.execute(select(orders_table.c.id, orders_table.c.placed_at))
            placed = {row.id: row.placed_at.date() for row in rows}
        return Known.of(goal.customer, before, wanted.amounts, newest_first(placed))


def wrong_writes(wanted: Snapshot, after: Snapshot, others: Collection[str]) -> list[Difference]:
    """What is not as wanted; `others` are customers who had conversations at the same time.

    What is theirs is compared with their own goals, and stock when all are over.
    """
    found = differences(wanted, after)
    return [
        difference
        for difference in found
        if difference.owner not in others and not (others and difference.owner == STOCK)
    ]


def strays(
    first: Snapshot,
    last: Snapshot,
    latest: Mapping[str, Snapshot],
    wanted_stock: Snapshot | None,
    known: Collection[Place],
) -> list[Difference]:
    """Changes that no goal is to answer for, after all are over; `known` rows were told already.

    `latest` is the shop after the last goal of each customer; nothing of theirs may change later.
    `wanted_stock` is None where goals failed: then nobody knows what the stock should be.
    """
    found = [
        difference
        for difference in differences(first, last)
        if difference.owner not in latest and difference.owner != STOCK
    ]
    for customer_id, snapshot in latest.items():
        found += [d for d in differences(snapshot, last) if d.owner == customer_id]
    if wanted_stock is not None:
        found += [d for d in differences(wanted_stock, last) if d.owner == STOCK]
    return [difference for difference in found if difference.place not in known]
