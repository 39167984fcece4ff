"""A connection to SQLite that goes to its thread once for each statement."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self, TypeVar

from aiosqlite import Connection

Result = TypeVar("Result")
Parameters = Sequence[Any] | dict[str, Any]
_ROWS_AT_A_TIME = 64


class SqliteConnection(Connection):
    """What SQLAlchemy's driver for SQLite asks for, in fewer visits to the connection's thread.

    A visit costs far more than a small statement does. aiosqlite makes one each to open the cursor,
    execute, fetch and close; here all of that is one. Results are held whole, as SQLAlchemy holds
    them anyway; streaming is not supported.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connect, iter_chunk_size=_ROWS_AT_A_TIME)
        # A process must be able to end while a connection lies in the pool.
        self._thread.daemon = True
        self._is_abandoned = False

    def cursor(self) -> SqliteCursor:  # type: ignore[override]
        """A cursor; the one of SQLite is opened when it executes something."""
        return SqliteCursor(self)

    @classmethod
    async def open(cls, connect: Callable[[], sqlite3.Connection]) -> Self:
        """Connect; `connect` is called in the connection's thread."""
        connection = cls(connect)
        await connection
        return connection

    async def commit(self) -> None:
        """Commit what was written; what was only read needs no visit."""
        if self.in_transaction:
            await super().commit()

    async def rollback(self) -> None:
        """Take back what was written; what was only read needs no visit."""
        if self.in_transaction or self._is_abandoned:
            await super().rollback()
            self._is_abandoned = False

    async def visit(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """What `work` makes of the connection, in its thread."""
        try:
            result: Result = await self._execute(lambda: work(self._conn))  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            # It may run later all the same, and begin a transaction.
            self._is_abandoned = True
            raise
        return result


class SqliteCursor:
    """The result of the statement executed last."""

    arraysize = 1

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Parameters = ()) -> Self:
        """Execute a statement and fetch all rows of it."""
        return await self._take(lambda cursor: cursor.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Iterable[Parameters]) -> Self:
        """Execute a statement without rows, once for each."""
        return await self._take(lambda cursor: cursor.executemany(sql, parameters))

    async def fetchall(self) -> list[Any]:
        """The rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is left to close."""

    async def _take(self, execute: Callable[[sqlite3.Cursor], object]) -> Self:
        def visit(connection: sqlite3.Connection) -> None:
            cursor = connection.cursor()
            try:
                execute(cursor)
                self._rows = cursor.fetchall() if cursor.description else []
                self.description, self.rowcount = cursor.description, cursor.rowcount
                self.lastrowid = cursor.lastrowid
            finally:
                cursor.close()

        await self._connection.visit(visit)
        return self
