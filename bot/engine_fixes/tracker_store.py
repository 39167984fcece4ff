"""Rasa's SQL tracker store on SQLite, made fit for many short turns."""

from __future__ import annotations

import itertools
import json
from collections import OrderedDict
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

KEPT_TRACKERS = 500


class WalTrackerStore(SQLTrackerStore):
    """Keeps the engine's memory in SQLite across restarts, and live trackers at hand.

    Rasa's own store reads, parses and counts all events of the conversation again in each turn, and
    waits for the disk twice. Here a tracker that was saved stays in memory, so a turn only writes
    what is new; a write-ahead log makes that cheap. A tracker is handed out only once: if its turn
    fails before it is saved, the next turn reads the database again. One engine process owns the
    file; several engines share Rasa's own SQL store on PostgreSQL instead.
    """

    engine: Any

    def __init__(
        self,
        domain: Domain | None = None,
        db: str = "rasa.db",
        event_broker: EventBroker | None = None,
        kept_trackers: int = KEPT_TRACKERS,
        **kwargs: Any,
    ) -> None:
        # Rasa waits for ever for a database that cannot be opened, also for want of its folder.
        Path(db).parent.mkdir(parents=True, exist_ok=True)
        kwargs.pop("dialect", None)
        super().__init__(domain, dialect="sqlite", db=db, event_broker=event_broker, **kwargs)
        self.engine.dispose()
        # SQLAlchemy 1.4 opens a connection anew for each use of a SQLite file; ours stays open.
        self.engine = sa.create_engine(
            self.engine.url, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False}
        )
        sa.event.listen(self.engine, "connect", _configure)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        self._kept_trackers = kept_trackers
        self._at_hand: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._stored_events: dict[str, int] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the latest session, or None."""
        tracker = self._at_hand.pop(sender_id, None)
        if tracker is None:
            tracker = await super().retrieve(sender_id)
            self._stored_events[sender_id] = len(tracker.events) if tracker else 0
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are new since the tracker was handed out."""
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        if sender_id not in self._stored_events:
            await self._count_stored(sender_id)
        stored = self._stored_events[sender_id]
        new = [_row(sender_id, event) for event in itertools.islice(tracker.events, stored, None)]
        if new:
            with self.engine.begin() as connection:
                connection.execute(sa.insert(self.SQLEvent.__table__), new)
        self._stored_events[sender_id] = len(tracker.events)
        self._at_hand[sender_id] = tracker
        while len(self._at_hand) > self._kept_trackers:
            longest_unused, _ = self._at_hand.popitem(last=False)
            del self._stored_events[longest_unused]

    async def _count_stored(self, sender_id: str) -> None:
        known = await super().retrieve(sender_id)
        self._stored_events[sender_id] = len(known.events) if known else 0


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": ((data.get("parse_data") or {}).get("intent") or {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _configure(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.close()
