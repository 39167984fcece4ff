"""The tracker store on SQLite: what was saved is there, whoever opens the file next."""

from __future__ import annotations

import sqlite3
import tempfile
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine_fixes.tracker_store import WalTrackerStore

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["greet"],
        "slots": {"mood": {"type": "any", "mappings": [{"type": "custom"}]}},
    }
)


def in_words(tracker: DialogueStateTracker | None) -> list[tuple[str, Any]]:
    """The events, without their times."""
    events = [] if tracker is None else tracker.events
    return [(event.type_name, {**event.as_dict(), "timestamp": None}) for event in events]


def turn(number: int) -> list[Event]:
    """All events of a turn of the dialogue."""
    intent = {"name": "greet", "confidence": 0.9}
    return [
        UserUttered(f"hello {number}", intent=intent, parse_data={"intent": intent}),
        SlotSet("mood", {"turn": number, "text": "🙂 ünïcödé"}),
        ActionExecuted("action_listen"),
    ]


class TrackerStore(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "not yet there" / "engine.db"

    def a_store(self, kind: type[SQLTrackerStore] = WalTrackerStore, **kwargs: Any) -> Any:
        store = kind(DOMAIN, db=str(self.file), **kwargs)
        self.addCleanup(store.engine.dispose)
        return store

    async def talk(self, store: Any, turns: range, sender_id: str = "conv_1") -> Any:
        """Take these turns, each as the engine does: fetch, change, save."""
        tracker = None
        for number in turns:
            tracker = await store.get_or_create_tracker(sender_id)
            for event in turn(number):
                tracker.update(event)
            await store.save(tracker)
        return tracker

    def rows(self, sender_id: str = "conv_1") -> int:
        with sqlite3.connect(self.file) as connection:
            query = "SELECT count(*) FROM events WHERE sender_id = ?"
            return int(connection.execute(query, [sender_id]).fetchone()[0])

    async def test_what_was_saved_is_found_by_a_fresh_store(self) -> None:
        told = await self.talk(self.a_store(), range(3))
        found = await self.a_store().retrieve("conv_1")
        assert in_words(found) == in_words(told)
        assert found.get_slot("mood") == {"turn": 2, "text": "🙂 ünïcödé"}
        assert self.rows() == len(told.events)

    async def test_rasas_own_store_finds_the_same(self) -> None:
        told = await self.talk(self.a_store(), range(3))
        found = await self.a_store(SQLTrackerStore, dialect="sqlite").retrieve("conv_1")
        assert in_words(found) == in_words(told)

    async def test_what_rasas_own_store_saved_is_gone_on_with(self) -> None:
        self.file.parent.mkdir()
        await self.talk(self.a_store(SQLTrackerStore, dialect="sqlite"), range(2))
        told = await self.talk(self.a_store(), range(2, 4))
        assert in_words(await self.a_store().retrieve("conv_1")) == in_words(told)
        assert self.rows() == len(told.events)

    async def test_a_stop_between_any_two_turns_loses_nothing(self) -> None:
        for number in range(4):
            told = await self.talk(self.a_store(), range(number, number + 1))
        assert in_words(await self.a_store().retrieve("conv_1")) == in_words(told)
        assert self.rows() == len(told.events)

    async def test_the_log_is_written_ahead(self) -> None:
        store = self.a_store()
        await self.talk(store, range(1))
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000

    async def test_a_turn_that_failed_leaves_no_trace(self) -> None:
        store = self.a_store()
        told = in_words(await self.talk(store, range(2)))
        failed = await store.get_or_create_tracker("conv_1")
        failed.update(UserUttered("never saved"))
        assert in_words(await store.retrieve("conv_1")) == told
        again = await self.talk(store, range(2, 3))
        assert in_words(await self.a_store().retrieve("conv_1")) == in_words(again)

    async def test_a_save_that_failed_can_be_tried_again(self) -> None:
        store = self.a_store()
        await self.talk(store, range(1))
        tracker = await store.get_or_create_tracker("conv_1")
        for event in turn(1):
            tracker.update(event)
        failed = False
        with mock.patch.object(store.engine, "begin", side_effect=OSError("disk full")):
            try:
                await store.save(tracker)
            except OSError:
                failed = True
        assert failed
        await store.save(tracker)
        assert in_words(await self.a_store().retrieve("conv_1")) == in_words(tracker)

    async def test_saving_again_writes_nothing_twice(self) -> None:
        store = self.a_store()
        tracker = await self.talk(store, range(2))
        await store.save(tracker)
        await self.a_store().save(tracker)
        assert self.rows() == len(tracker.events)

    async def test_conversations_that_are_not_at_hand_any_more_are_read_again(self) -> None:
        store = self.a_store(kept_trackers=2)
        for number in range(3):
            for conversation in range(5):
                await self.talk(store, range(number, number + 1), f"conv_{conversation}")
        assert len(store._at_hand) <= 2
        assert len(store._stored_events) <= 3
        for conversation in range(5):
            found = await self.a_store().retrieve(f"conv_{conversation}")
            assert in_words(found) == in_words(await store.retrieve(f"conv_{conversation}"))
            assert self.rows(f"conv_{conversation}") == len(found.events)

    async def test_a_new_session_begins_with_a_clean_sheet_and_keeps_the_old_rows(self) -> None:
        store = self.a_store()
        tracker = await self.talk(store, range(2))
        before = self.rows()
        for event in (ActionExecuted("action_session_start"), SessionStarted()):
            tracker.update(event)
        await store.save(tracker)
        await self.talk(store, range(2, 3))
        assert self.rows() == before + 2 + len(turn(2))
        found = await self.a_store().retrieve("conv_1")
        texts = [event.text for event in found.events if isinstance(event, UserUttered)]
        assert texts == ["hello 2"]
        await self.talk(self.a_store(), range(3, 4))
        assert self.rows() == before + 2 + 2 * len(turn(2))

    async def test_nobody_is_nobody(self) -> None:
        assert await self.a_store().retrieve("conv_unknown") is None


if __name__ == "__main__":
    unittest.main()
