"""SQLite behind SQLAlchemy, by a connection that visits its thread once for each statement."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desk.database.database import Database, sqlite_url
from tests.integration.desk_in_process import locked

pytestmark = pytest.mark.anyio


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    database = Database(sqlite_url(file), lock_wait_seconds=2)
    async with database.write() as session:
        await session.execute(text("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)"))
    yield database
    await database.close()


async def names_in(database: Database) -> list[str]:
    async with database.read() as session:
        return list(await session.scalars(text("SELECT name FROM things ORDER BY id")))


async def test_what_is_written_is_read_with_its_counts_and_keys(database: Database) -> None:
    insert = text("INSERT INTO things (name) VALUES (:name)")
    async with database.write() as session:
        await session.execute(insert, [{"name": "lamp"}, {"name": "rug"}])
        returned = await session.execute(
            text("INSERT INTO things (name) VALUES ('mug') RETURNING id, name")
        )
        assert returned.all() == [(3, "mug")]
        changed = await session.execute(text("UPDATE things SET name = name || 's' WHERE id < 3"))
        assert changed.rowcount == 2  # type: ignore[attr-defined]
    assert await names_in(database) == ["lamps", "rugs", "mug"]


async def test_what_goes_wrong_takes_all_of_its_transaction_back(database: Database) -> None:
    async def write_twice() -> None:
        async with database.write() as session:
            await session.execute(text("INSERT INTO things VALUES (1, 'lamp')"))
            await session.execute(text("INSERT INTO things VALUES (1, 'rug')"))

    with pytest.raises(IntegrityError):
        await write_twice()
    assert await names_in(database) == []


async def test_a_write_that_was_given_up_keeps_nobody_waiting(
    database: Database, file: Path
) -> None:
    async def write() -> None:
        async with database.write() as session:
            await session.execute(text("INSERT INTO things VALUES (1, 'lamp')"))

    with locked(file):
        given_up = asyncio.create_task(write())
        await asyncio.sleep(0.3)
        given_up.cancel()
    await asyncio.wait([given_up])
    assert given_up.cancelled()

    assert await names_in(database) == []
    await write()
    with sqlite3.connect(file, timeout=2, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()
    assert await names_in(database) == ["lamp"]
