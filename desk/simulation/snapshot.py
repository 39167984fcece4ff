"""The shop's tables at one moment, as far as a conversation may change them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.customers.tables import (
    customer_addresses_table,
    customer_consents_table,
    customer_facts_table,
    customers_table,
)
from desk.database.database import Database
from desk.shop.order_tables import (
    exchange_items_table,
    exchanges_table,
    order_items_table,
    orders_table,
    payments_table,
    returns_table,
)
from desk.shop.tables import payment_methods_table, variants_table

Key = tuple[Any, ...]
Values = dict[str, Any]
Rows = dict[Key, Values]

# When something happened differs from run to run, and counters tell nothing that the rows do not.
_LEFT_OUT = frozenset(
    {
        "at", "created_at", "placed_at", "cancelled_at", "shipped_at", "delivered_at", "told_at",
        "requested_at", "received_at", "due_on", "refund_due_on", "estimated_delivery_on",
        "postcode_key", "digits", "conversation_id", "source", "wording", "description",
    }
)  # fmt: skip
TABLES: tuple[Table, ...] = (
    customers_table,
    customer_addresses_table,
    customer_facts_table,
    orders_table,
    order_items_table,
    payments_table,
    returns_table,
    exchanges_table,
    exchange_items_table,
    payment_methods_table,
    variants_table,
)
# Only the newest answer for a purpose holds; saying it again changes nothing.
CONSENTS = customer_consents_table.name


@dataclass(frozen=True)
class Place:
    """A row: its table and its key there."""

    table: str
    key: Key


@dataclass(frozen=True)
class Difference:
    """A value that is not as it should be; None is a row that is not there."""

    place: Place
    column: str
    wanted: Any
    found: Any
    owner: str

    def __str__(self) -> str:
        name = " ".join(map(str, self.place.key))
        what = f"{self.place.table} {name}"
        if self.column == "*":
            there = "should not be there" if self.wanted is None else "is missing"
            return f"{what} {there}: {_shown(self.found or self.wanted)}"
        return f"{what}: {self.column} is {_shown(self.found)}, wanted {_shown(self.wanted)}"


class Anything:
    """Stands for a value that does not matter."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "anything"


ANYTHING = Anything()


@dataclass(frozen=True)
class Snapshot:
    """Rows by table and key. `owners` says whose each order and payment method is."""

    tables: Mapping[str, Rows]

    @classmethod
    async def take(cls, database: Database) -> Snapshot:
        """Read all of it; changes nothing."""
        async with database.read() as session:
            tables = {table.name: await _rows(session, table) for table in TABLES}
            tables[CONSENTS] = await _consents(session)
        return cls(tables)

    def with_rows(self, rows: Mapping[Place, Values | None]) -> Snapshot:
        """The same with these rows instead; None takes one away."""
        tables = {name: dict(each) for name, each in self.tables.items()}
        for place, values in rows.items():
            if values is None:
                tables[place.table].pop(place.key, None)
            else:
                tables[place.table][place.key] = values
        return Snapshot(tables)

    def row(self, table: str, *key: Any) -> Values | None:
        """One row."""
        return self.tables.get(table, {}).get(key)

    def orders_of(self, customer_id: str) -> list[str]:
        """The numbers of a customer's orders, as they are kept."""
        rows = self.tables[orders_table.name]
        return [str(key[0]) for key, row in rows.items() if row["customer_id"] == customer_id]

    def items_of(self, order_id: str) -> list[Values]:
        """The items of an order, in their order."""
        rows = self.tables[order_items_table.name].values()
        found = [row for row in rows if row["order_id"] == order_id]
        return sorted(found, key=lambda row: int(row["position"]))

    def owner_of(self, place: Place) -> str:
        """The customer whose row it is; `stock` of variants, `` if nobody's."""
        if place.table == variants_table.name:
            return "stock"
        row = self.row(place.table, *place.key) or {}
        if "customer_id" in row:
            return str(row["customer_id"])
        if place.table == customers_table.name:
            return str(place.key[0])
        order = self.row(orders_table.name, row.get("order_id", place.key[0]))
        return "" if order is None else str(order["customer_id"])


def differences(wanted: Snapshot, found: Snapshot) -> list[Difference]:
    """Every value of `found` that is not as in `wanted`."""
    result: list[Difference] = []
    for table, rows in wanted.tables.items():
        others = found.tables[table]
        for key in [*rows, *(key for key in others if key not in rows)]:
            place, left, right = Place(table, key), rows.get(key), others.get(key)
            if left is None or right is None:
                owner = (wanted if right is None else found).owner_of(place)
                result.append(Difference(place, "*", left, right, owner))
                continue
            if left == right:
                continue
            owner = wanted.owner_of(place)
            result += [
                Difference(place, column, left[column], right[column], owner)
                for column in left
                if left[column] != right[column]
            ]
    return result


def kept_columns(table: Table) -> list[str]:
    """The columns that are compared."""
    return [column.name for column in table.columns if column.name not in _LEFT_OUT]


async def _rows(session: AsyncSession, table: Table) -> Rows:
    columns = [table.c[name] for name in kept_columns(table)]
    keys = [column.name for column in table.primary_key.columns]
    result = await session.execute(select(*columns))
    return {tuple(row[name] for name in keys): dict(row) for row in result.mappings()}


async def _consents(session: AsyncSession) -> Rows:
    table = customer_consents_table
    query = select(table.c.customer_id, table.c.purpose, table.c.is_given).order_by(
        table.c.customer_id, table.c.seq
    )
    rows: Rows = {}
    for row in (await session.execute(query)).mappings():
        rows[(row["customer_id"], row["purpose"].value)] = {
            "customer_id": row["customer_id"], "is_given": row["is_given"],
        }  # fmt: skip
    # Without an answer it is a no.
    return {key: row for key, row in rows.items() if row["is_given"]}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(each)}" for key, each in value.items() if each is not None)
    return str(getattr(value, "value", value))


def touched(found: Iterable[Difference]) -> set[Place]:
    """The rows in which something differs."""
    return {difference.place for difference in found}
