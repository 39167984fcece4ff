"""What the shop's own records say, read beside the desk that is tested."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select

from desk.clock import utc_now
from desk.composition import map_tables
from desk.customers.customer import Customer
from desk.customers.customers import Customers
from desk.customers.tables import customers_table
from desk.database.database import Database, sqlite_url
from desk.shop.order import Order
from desk.shop.order_change import OrderChange
from desk.shop.order_status import OrderStatus
from desk.shop.order_tables import orders_table
from desk.shop.shop import Shop

Result = TypeVar("Result")
# The first customers belong to those who show the demo, and to the tests that do as they would.
_LAST_SHOWN_CUSTOMER = "cus_0006"


class ShopRecords:
    """Reads the database; each order is handed out once, so that tests do not share any."""

    def __init__(self, data_dir: Path) -> None:
        map_tables()
        self._url = sqlite_url(data_dir / "parley.db")
        self._handed_out: set[str] = set()

    def order(self, number: str) -> Order:
        """The order as it is now."""

        async def read(database: Database) -> Order | None:
            async with database.read() as session:
                return await session.get(Order, number)

        order = self._read(read)
        assert order is not None
        return order

    def changes(self, number: str) -> list[OrderChange]:
        """What was changed about the order, by whom."""
        return self._read(
            lambda database: Shop(database, utc_now, Customers(database)).changes_of(number)
        )

    def customer_with(
        self, status: OrderStatus, suits: Callable[[Order], bool] = lambda _: True
    ) -> tuple[Customer, Order]:
        """A customer and an order of theirs in `status` that no test has had before."""

        async def read(database: Database) -> list[tuple[Customer, Order]]:
            query = (
                select(Customer, Order)
                .join(Order, orders_table.c.customer_id == customers_table.c.id)
                .where(customers_table.c.id > _LAST_SHOWN_CUSTOMER, orders_table.c.status == status)
                .order_by(orders_table.c.placed_at.desc())
            )
            async with database.read() as session:
                return [(customer, order) for customer, order in await session.execute(query)]

        for customer, order in self._read(read):
            if order.id not in self._handed_out and suits(order):
                self._handed_out.add(order.id)
                return customer, order
        raise AssertionError(f"the demo shop has no more orders that are {status.value}")

    def _read(self, read: Callable[[Database], Awaitable[Result]]) -> Result:
        async def run() -> Result:
            database = Database(self._url)
            try:
                return await read(database)
            finally:
                await database.close()

        return asyncio.run(run())
