"""The engine's memory of conversations, where it lies in a file beside our database."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

_WAIT_SECONDS = 10.0


def forget(file: Path, conversation_ids: Collection[str]) -> int:
    """Delete what the engine remembers of these conversations; returns how many events went.

    A running engine may keep the newest ones in its own memory until they are unused for a while;
    it writes nothing of them again.
    """
    if not file.exists():
        return 0
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
