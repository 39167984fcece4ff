"""Rasa's SQL tracker store on SQLite, made fit for many short writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain


class WalTrackerStore(SQLTrackerStore):
    """Keeps the engine's memory across restarts, in SQLite with a write-ahead log.

    Rasa's store leaves SQLite's defaults, which wait for the disk twice in each turn. With the log,
    a crash of the process loses nothing; the record of what was said is the desk's anyway.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        db: str = "rasa.db",
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        # Rasa waits for ever for a database that cannot be opened, also for want of its folder.
        Path(db).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain, dialect="sqlite", db=db, event_broker=event_broker, **kwargs)
        sa.event.listen(self.engine, "connect", _configure)
        # The pool holds connections from before the listener was there.
        self.engine.dispose()


def _configure(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()
