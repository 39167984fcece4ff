"""The engine's memory of conversations, where it lies in a file beside our database."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from desk.errors import Unavailable

_WAIT_SECONDS = 10.0


class MemoryLocked(Unavailable):
    """The engine's file is locked by another, broken, or cannot be written."""

    code = "memory_locked"


def forget(file: Path, conversation_ids: Collection[str]) -> int:
    """Delete what the engine remembers of these conversations; returns how many events went.

    A running engine may keep the newest ones in its own memory until they are unused for a while;
    it writes nothing of them again. Raises `MemoryLocked`.
    """
    if not file.exists():
        return 0
    try:
        return _delete_events(file, conversation_ids)
    except sqlite3.Error as error:
        names = ", ".join(conversation_ids) or "none"
        raise MemoryLocked(
            f"What the engine remembers cannot be deleted from {file} ({error}). "
            f"The conversations concerned: {names}."
        ) from error


def _delete_events(file: Path, conversation_ids: Collection[str]) -> int:
    with closing(sqlite3.connect(file, timeout=_WAIT_SECONDS)) as connection, connection:
        has_events = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'events'"
        ).fetchone()
        if has_events is None:
            return 0
        return sum(
            connection.execute("DELETE FROM events WHERE sender_id = ?", (each,)).rowcount
            for each in conversation_ids
        )
