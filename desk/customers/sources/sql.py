"""A source of customers in another SQL database: a view of it that the company makes for us."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, column, select, table, update

from desk.customers.address import Address
from desk.customers.customer import Customer, Tier, folded_postcode
from desk.database.database import Database

_MOST_FOUND = 100
# A view that gives the company's own columns these names.
_COLUMNS = (
    *("id", "name", "email", "phone", "tier", "language", "created_at"),
    *("street", "street2", "city", "region", "postcode", "postcode_key", "country"),
)
_VIEW = table("parley_customers", *(column(name) for name in _COLUMNS))


class SqlCustomerSource:
    """Reads the view `parley_customers` and writes addresses through it.

    `email` in the view is in lower case, `postcode_key` the postcode's letters and digits in lower
    case, without the letters of a country before it. A view over one table can be written to on
    PostgreSQL; on others a trigger takes the update.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, customer_id: str) -> Customer | None:
        """The customer with this id."""
        found = await self._found(_VIEW.c.id == customer_id)
        return found[0] if found else None

    async def find_by_email(self, email: str) -> Customer | None:
        """The customer with this e-mail address."""
        found = await self._found(_VIEW.c.email == email)
        return found[0] if found else None

    async def find_by_name_and_postcode(self, name: str, postcode: str) -> list[Customer]:  # noqa: ARG002
        """Everybody at the postcode; names are compared by who asks."""
        return await self._found(_VIEW.c.postcode_key == folded_postcode(postcode))

    async def change_default_address(
        self,
        customer_id: str,
        address: Address,
        idempotency_key: str,  # noqa: ARG002 - the same address again changes nothing
    ) -> None:
        """Write the address; what is read from the view holds it at once."""
        change = update(_VIEW).where(_VIEW.c.id == customer_id).values(**asdict(address))
        async with self._database.write() as session:
            await session.execute(change)

    async def _found(self, condition: Any) -> list[Customer]:
        async with self._database.read() as session:
            rows = await session.execute(select(_VIEW).where(condition).limit(_MOST_FOUND))
            return [_customer(row) for row in rows.mappings()]


def _customer(row: RowMapping) -> Customer:
    created_at = row["created_at"]
    if isinstance(created_at, str):
        created_at = datetime.fromisoformat(created_at)
    return Customer(
        id=row["id"],
        name=row["name"],
        email=row["email"],
        phone=row["phone"] or "",
        postcode=row["postcode"],
        street=row["street"],
        city=row["city"],
        country=row["country"],
        tier=Tier(row["tier"] or "member"),
        language=row["language"] or "en",
        created_at=created_at if created_at.tzinfo else created_at.replace(tzinfo=UTC),
        street2=row["street2"] or "",
        region=row["region"] or "",
    )
