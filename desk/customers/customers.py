"""The store of customers."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from desk.customers.customer import Customer, Tier, folded_email
from desk.customers.tables import customers_table
from desk.database.database import Database


class Customers:
    """Finds customers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, customer_id: str) -> Customer | None:
        """The customer with this id."""
        async with self._database.read() as session:
            return await session.get(Customer, customer_id)

    async def find_by_email(self, email: str) -> Customer | None:
        """The customer with this e-mail address, whatever its case and the space around it."""
        query = select(Customer).where(customers_table.c.email == folded_email(email))
        async with self._database.read() as session:
            customer: Customer | None = await session.scalar(query)
            return customer

    async def names(self, customer_ids: Iterable[str]) -> dict[str, str]:
        """The names behind some ids."""
        query = select(customers_table.c.id, customers_table.c.name).where(
            customers_table.c.id.in_(list(customer_ids))
        )
        async with self._database.read() as session:
            return {row.id: row.name for row in await session.execute(query)}

    async def is_gold(self, customer_id: str) -> bool:
        """Whether there is such a customer and their tier is Gold."""
        customer = await self.get(customer_id)
        return customer is not None and customer.tier is Tier.GOLD
