"""Everything that is kept on one customer: handed out, or erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock, utc_now
from desk.customers.customer import ContactChannel, Customer, Tier
from desk.customers.customer_change import (
    ChangedBy,
    CustomerChange,
    CustomerChangeKind,
    NoSuchCustomer,
)
from desk.customers.personal_data import GONE, PERSONAL_TABLES, PersonalTable
from desk.database.database import Database
from desk.database.schema import metadata

STAND_IN = "erased_"


@dataclass(frozen=True)
class Erasure:
    """What was done: the id of the nameless customer who stands in, and rows by table.

    `conversation_ids` are those whose words went; whoever keeps words elsewhere forgets them too.
    """

    stand_in_id: str
    rows: dict[str, int]
    conversation_ids: list[str]


async def everything_about(database: Database, customer_id: str) -> dict[str, list[dict[str, Any]]]:
    """All rows on a customer, by table, as plain data; raises `NoSuchCustomer`."""
    async with database.read() as session:
        _require(await session.get(Customer, customer_id), customer_id)
        found = {}
        for personal in PERSONAL_TABLES:
            table = metadata.tables[personal.name]
            query = select(table).where(_is_theirs(personal, customer_id))
            rows = await session.execute(query.order_by(*table.primary_key.columns))
            found[personal.name] = [_plain_row(row) for row in rows.mappings()]
        return found


async def conversation_ids_of(database: Database, customer_id: str) -> list[str]:
    """The conversations of a customer; raises `NoSuchCustomer`."""
    async with database.read() as session:
        _require(await session.get(Customer, customer_id), customer_id)
        return list(await session.scalars(_theirs("conversations", customer_id)))


async def erase(
    database: Database, customer_id: str, why: str = "", clock: Clock = utc_now
) -> Erasure:
    """Take the person out of every table, in one transaction; raises `NoSuchCustomer`.

    What has to stay (orders and their money) belongs to a nameless customer afterwards, who is
    another for each erasure.
    """
    async with database.write() as session:
        found = await session.get(Customer, customer_id, with_for_update=True)
        customer = _require(found, customer_id)
        # Whoever is writing about them finishes before anything is counted or blanked. Orders come
        # before payment methods, as in the shop's own changes: so neither waits for the other.
        await session.execute(_theirs("orders", customer_id).with_for_update())
        await session.execute(_theirs("payment_methods", customer_id).with_for_update())
        conversations = _theirs("conversations", customer_id).with_for_update()
        conversation_ids = list(await session.scalars(conversations))
        now = clock()
        stand_in = _stand_in(customer, now)
        await session.execute(insert(metadata.tables["customers"]).values(stand_in))
        session.expunge(customer)
        rows = {
            personal.name: await _erase_in(session, personal, customer_id, stand_in["id"])
            for personal in _innermost_first()
        }
        session.add(
            CustomerChange(
                key=f"erasure:{stand_in['id']}",
                customer_id=stand_in["id"],
                kind=CustomerChangeKind.ERASURE,
                changed_by=ChangedBy.OPERATOR,
                before={},
                after={"rows": rows},
                why=why,
                at=now,
            )
        )
        return Erasure(stand_in["id"], rows, conversation_ids)


def _require(customer: Customer | None, customer_id: str) -> Customer:
    if customer is None or customer_id.startswith(STAND_IN):
        raise NoSuchCustomer(f"There is no customer {customer_id}.")
    return customer


def _stand_in(customer: Customer, now: datetime) -> dict[str, Any]:
    stand_in_id = f"{STAND_IN}{uuid4().hex[:20]}"
    nothing = dict.fromkeys(
        ("phone", "postcode", "postcode_key", "street", "street2", "city", "region"), ""
    )
    return nothing | {
        "id": stand_in_id,
        "name": GONE,
        # Nobody can have it, and it is another for each: addresses are unique.
        "email": f"{stand_in_id}@erased.invalid",
        # For the tax on their orders.
        "country": customer.country,
        "tier": Tier.MEMBER,
        "language": customer.language,
        "preferred_channel": ContactChannel.EMAIL,
        "tags": [],
        "created_at": now,
    }


async def _erase_in(
    session: AsyncSession, personal: PersonalTable, customer_id: str, stand_in_id: str
) -> int:
    table = metadata.tables[personal.name]
    theirs = _is_theirs(personal, customer_id)
    count = await session.scalar(select(func.count()).select_from(table).where(theirs)) or 0
    if not count:
        return 0
    if personal.is_deleted:
        await session.execute(delete(table).where(theirs))
        return count
    values = dict(personal.blanked)
    if personal.owner.parent is None:
        values.setdefault(personal.owner.column, stand_in_id)
    if values:
        await session.execute(update(table).where(theirs).values(values))
    return count


def _theirs(table_name: str, customer_id: str) -> Select[Any]:
    """The ids of their rows, in the order in which rows are locked."""
    ids = metadata.tables[table_name].c.id
    return select(ids).where(_is_theirs(_by_name()[table_name], customer_id)).order_by(ids)


def _is_theirs(personal: PersonalTable, customer_id: str) -> ColumnElement[bool]:
    column = metadata.tables[personal.name].c[personal.owner.column]
    if personal.owner.parent is None:
        return column == customer_id
    parent = _by_name()[personal.owner.parent]
    return column.in_(
        select(metadata.tables[parent.name].c.id).where(_is_theirs(parent, customer_id))
    )


def _innermost_first() -> list[PersonalTable]:
    """Rows before those by which they are known to be a customer's, and the customer last."""
    dependants_first = [table.name for table in reversed(metadata.sorted_tables)]
    return sorted(
        PERSONAL_TABLES,
        key=lambda p: (p.name == "customers", -_depth(p), dependants_first.index(p.name)),
    )


def _depth(personal: PersonalTable) -> int:
    parent = personal.owner.parent
    return 0 if parent is None else 1 + _depth(_by_name()[parent])


def _by_name() -> dict[str, PersonalTable]:
    return {personal.name: personal for personal in PERSONAL_TABLES}


def _plain_row(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
