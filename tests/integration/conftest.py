"""A real database for each test: SQLite always, PostgreSQL where a server answers."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from desk.clock import Clock
from desk.composition import map_tables
from desk.conversations.announcements import Announcements
from desk.conversations.conversations import Conversations
from desk.database.database import Database, sqlite_url
from desk.database.schema import metadata

POSTGRES_URL = os.environ.get(
    "PARLEY_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "test.db")
    else:
        with _postgres_schema() as url:
            yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database with all tables, and nothing in them."""
    map_tables()
    database = Database(database_url)
    async with database.write() as session:
        await (await session.connection()).run_sync(metadata.create_all)
    yield database
    await database.close()


@pytest.fixture
def clock() -> Clock:
    """A clock on which a second passes with each look."""
    seconds = iter(range(1_000_000))
    start = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)
    return lambda: start + timedelta(seconds=next(seconds))


@pytest.fixture
def announcements() -> Announcements:
    """The announcements of the services under test."""
    return Announcements()


@pytest.fixture
def conversations(database: Database, announcements: Announcements, clock: Clock) -> Conversations:
    """The record of conversations on the empty database."""
    return Conversations(database, announcements, clock)


@contextmanager
def _postgres_schema() -> Iterator[str]:
    """The URL of a new schema, which is dropped in the end; skips where no server answers."""
    try:
        connection = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL for tests (PARLEY_TEST_POSTGRES_URL): {error}")
    name = f"parley_{uuid.uuid4().hex}"
    schema = sql.Identifier(name)
    with connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        try:
            url = make_url(POSTGRES_URL).update_query_dict({"options": f"-csearch_path={name}"})
            yield url.render_as_string(hide_password=False)
        finally:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(schema))
