"""The database connection: short transactions, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from desk.database.sqlite_connection import SqliteConnection
from desk.errors import Invalid, Unavailable

LOCK_WAIT_SECONDS = 5.0


class DatabaseUnavailable(Unavailable):
    """The database is locked by another, cannot be reached or cannot be written."""

    code = "database_unavailable"


class Database:
    """Hands out transactions.

    `read()` and `write()` give an `AsyncSession` that commits when the block ends well and rolls
    back when it raises. Nothing slow (the engine, the network) belongs inside a block: SQLite has
    one writer at a time.
    """

    def __init__(self, url: str, lock_wait_seconds: float = LOCK_WAIT_SECONDS) -> None:
        """Connect to `url` (`sqlite:///file.db` or `postgresql://…`) at the first use, not now."""
        self.url = with_async_driver(url)
        self.is_sqlite = self.url.startswith("sqlite")
        if self.is_sqlite:
            self._engine = create_async_engine(
                self.url, async_creator=self._connect_to_sqlite, hide_parameters=True
            )
            self._lock_wait_seconds = lock_wait_seconds
            _use_wal_and_explicit_transactions(self._engine.sync_engine)
        else:
            self._engine = create_async_engine(
                self.url, pool_size=10, pool_pre_ping=True, hide_parameters=True
            )
        sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        writing_engine = self._engine.execution_options(parley_writes=True)
        self._reading: async_sessionmaker[AsyncSession] = sessions
        self._writing = async_sessionmaker(writing_engine, expire_on_commit=False)

    async def _connect_to_sqlite(self) -> SqliteConnection:
        (file,), options = self._engine.dialect.create_connect_args(self._engine.url)
        options = {"timeout": self._lock_wait_seconds, **options}
        return await SqliteConnection.open(partial(sqlite3.connect, file, **options))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only reads."""
        async with _translated_errors(), self._reading() as session, session.begin():
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A transaction that writes; on SQLite it waits for the one write lock at its start."""
        async with _translated_errors(), self._writing() as session, session.begin():
            yield session

    async def ping(self) -> None:
        """Raise `DatabaseUnavailable` if the database does not answer."""
        async with self.read() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


def with_async_driver(url: str) -> str:
    """The same database URL, naming the driver that we use for it.

    Raises `ValueError` for a database that Parley does not support.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ValueError(f"'{url}' is not the address of a database") from error
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+psycopg",
        "postgres": "postgresql+psycopg",
    }
    driver = drivers.get(parsed.get_backend_name())
    if driver is None:
        raise ValueError(
            f"PARLEY_DATABASE_URL names '{parsed.get_backend_name()}', which Parley cannot use; "
            "give sqlite:///file.db or postgresql://user:password@host/name"
        )
    return parsed.set(drivername=driver).render_as_string(hide_password=False)


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite database in `file`."""
    return f"sqlite:///{file}"


@asynccontextmanager
async def _translated_errors() -> AsyncIterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnavailable("Our records are busy just now. Please try again.") from error
    except DataError as error:
        raise Invalid("This holds characters that cannot be kept.") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseUnavailable("Our records are busy just now. Please try again.") from error
        raise


def _use_wal_and_explicit_transactions(engine: Any) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        # The driver would begin transactions lazily, so that two readers who both turn writers
        # fail at once instead of waiting; we begin them ourselves (see `begin`).
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        # With WAL, NORMAL survives a crash of the process; a power cut can cost the last moments.
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A block that only reads needs no transaction: each of its statements sees a whole state.
        if connection.get_execution_options().get("parley_writes", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
