"""The demo's first customers with all products, on a database of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Table, create_engine, insert, select
from sqlalchemy.orm import Session

from desk.composition import map_tables
from desk.database.database import Database, sqlite_url
from desk.database.schema import metadata
from desk.demo_shop.data import demo_shop

NOW = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)
_SHOWN = 6


@asynccontextmanager
async def shop_database(folder: Path) -> AsyncIterator[Database]:
    """The database; orders HP-104251 and HP-104246 are pending, HP-104152 is delivered."""
    database = Database(sqlite_url(folder / "shop.db"))
    async with database.write() as session:
        await (await session.connection()).run_sync(metadata.create_all)
        for table, some in _rows():
            if some:
                await session.execute(insert(table), some)
    yield database
    await database.close()


@cache
def _rows() -> list[tuple[Table, list[dict[str, Any]]]]:
    """The rows: made once, because every test begins with them."""
    map_tables()
    demo = demo_shop(date(2026, 3, 11))
    customers = demo.customers[:_SHOWN]
    ids = {customer.id for customer in customers}
    engine = create_engine("sqlite://")
    with Session(engine) as session:
        metadata.create_all(session.connection())
        session.add_all([*customers, *demo.products])
        session.flush()
        session.add_all(m for m in demo.payment_methods if m.customer_id in ids)
        session.flush()
        session.add_all(order for order in demo.orders if order.customer_id in ids)
        session.flush()
        rows = [
            (table, [dict(row._mapping) for row in session.execute(select(table))])
            for table in metadata.sorted_tables
        ]
    engine.dispose()
    return rows
