"""The shop's orders and products, read and changed for one customer at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock
from desk.database.database import Database
from desk.shop import order_number as numbers
from desk.shop.catalogue import Product
from desk.shop.order import CancellationReason, Order
from desk.shop.order_change import Actor, Change, OrderChange
from desk.shop.refusals import KeyUsedOtherwise, NoSuchOrder
from desk.shop.service_policy import STANDARD_POLICY, ServicePolicy
from desk.shop.tables import order_changes_table, orders_table, products_table

_Apply = Callable[[Order, datetime], dict[str, Any]]


class Club(Protocol):
    """Knows the customers who enjoy more than others."""

    async def is_gold(self, customer_id: str) -> bool:
        """Whether the customer has the Gold tier."""


class Shop:
    """Order numbers are accepted as customers write them (see `desk.shop.order_number`).

    Somebody else's order and an order that does not exist are the same everywhere. Each change is
    one transaction with an idempotency key, and leaves a row in `order_changes`: the same key
    again changes nothing and returns the order as it is now.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        club: Club,
        policy: ServicePolicy = STANDARD_POLICY,
    ) -> None:
        self._database = database
        self._clock = clock
        self._club = club
        self._policy = policy

    async def order_of(self, customer_id: str, order_number: str) -> Order | None:
        """The customer's order of this number."""
        async with self._database.read() as session:
            order: Order | None = await session.scalar(_order_query(customer_id, order_number))
            return order

    async def orders_of(self, customer_id: str, limit: int = 10) -> list[Order]:
        """The customer's orders, newest first."""
        query = (
            select(Order)
            .where(orders_table.c.customer_id == customer_id)
            .order_by(orders_table.c.placed_at.desc(), orders_table.c.id.desc())
            .limit(limit)
        )
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def owner_of(self, order_number: str) -> str | None:
        """The id of the customer who placed the order."""
        number = numbers.normalise(order_number) or ""
        query = select(orders_table.c.customer_id).where(orders_table.c.id == number)
        async with self._database.read() as session:
            owner_id: str | None = await session.scalar(query)
            return owner_id

    async def cancel_order(
        self,
        customer_id: str,
        order_number: str,
        reason: str,
        idempotency_key: str,
        actor: Actor = Actor.BOT,
    ) -> Order:
        """Cancel a pending order for a `CancellationReason`.

        Raises `NoSuchOrder`, `UnknownReason` or `CannotCancel`.
        """
        accepted = CancellationReason.of(reason)

        def cancel(order: Order, now: datetime) -> dict[str, Any]:
            order.cancel(accepted, now, self._policy)
            return {"reason": accepted.value}

        query = _order_query(customer_id, order_number)
        return await self._change(query, Change.CANCEL, idempotency_key, actor, cancel)

    async def request_return(
        self,
        customer_id: str,
        order_number: str,
        item_ids: Collection[str],
        idempotency_key: str,
        actor: Actor = Actor.BOT,
    ) -> Order:
        """Request a return of some items of a delivered order, within the customer's window.

        Raises `NoSuchOrder`, `NoSuchItem` or a `CannotReturn`.
        """
        window_days = await self.return_window_of(customer_id)

        def request_return(order: Order, now: datetime) -> dict[str, Any]:
            order.request_return(item_ids, now, window_days)
            return {"item_ids": sorted(set(item_ids))}

        query = _order_query(customer_id, order_number)
        return await self._change(
            query, Change.REQUEST_RETURN, idempotency_key, actor, request_return
        )

    async def return_window_of(self, customer_id: str) -> int:
        """How many days after delivery this customer may return an order."""
        if await self._club.is_gold(customer_id):
            return self._policy.gold_return_window_days
        return self._policy.return_window_days

    async def changes_of(self, order_number: str) -> list[OrderChange]:
        """The audit trail of an order, oldest first."""
        query = (
            select(OrderChange)
            .where(order_changes_table.c.order_id == (numbers.normalise(order_number) or ""))
            .order_by(order_changes_table.c.at, order_changes_table.c.key)
        )
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def products(self, limit: int = 20) -> list[Product]:
        """Products by name."""
        query = select(Product).order_by(products_table.c.name).limit(limit)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def product(self, product_id: str) -> Product | None:
        """The product with this id."""
        async with self._database.read() as session:
            return await session.get(Product, product_id)

    async def _change(
        self, query: Select[Order], change: Change, key: str, actor: Actor, apply: _Apply
    ) -> Order:
        async with self._database.write() as session:
            # The lock comes before any look at the key: of two that come at once, the second sees
            # all that the first one did.
            order = await session.scalar(query.with_for_update())
            if order is None:
                raise NoSuchOrder("We cannot find this order among yours.")
            if await _is_done(session, key, order, change):
                return order
            now = self._clock()
            before = order.status
            details = apply(order, now)
            session.add(
                OrderChange(key, order.id, change, actor, before, order.status, details, now)
            )
            return order


def _order_query(customer_id: str, order_number: str) -> Select[Order]:
    return select(Order).where(
        orders_table.c.id == (numbers.normalise(order_number) or ""),
        orders_table.c.customer_id == customer_id,
    )


async def _is_done(session: AsyncSession, key: str, order: Order, change: Change) -> bool:
    done = await session.get(OrderChange, key)
    if done is None:
        return False
    if (done.order_id, done.change) != (order.id, change):
        raise KeyUsedOtherwise("This was sent for another change already. Please start again.")
    return True
