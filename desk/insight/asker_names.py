"""Who asked questions, so that their names can be masked in them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from desk.conversations.tables import conversations_table as rows
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.insight.question import AskedQuestion


async def names_of_askers(
    database: Database, customers: Customers, questions: Iterable[AskedQuestion]
) -> dict[str, str]:
    """By conversation, the name of the customer in it, where it is known who that is."""
    ids = {question.conversation_id for question in questions}
    query = select(rows.c.id, rows.c.customer_id).where(
        rows.c.id.in_(ids), rows.c.customer_id.is_not(None)
    )
    async with database.read() as session:
        asked = {row.id: row.customer_id for row in await session.execute(query)}
    names = await customers.names(set(asked.values()))
    return {id_: names[customer] for id_, customer in asked.items() if customer in names}
