"""Trackers as the engine sends them to the actions."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import UserUttered

Event = dict[str, Any]


def a_message(intent: str, text: str = "hello", **parse_data: Any) -> Event:
    """What the customer said, as the engine read it."""
    reading = {"name": intent, "confidence": 0.9}
    parsed = {"intent": reading, "intent_ranking": [reading], **parse_data}
    event: Event = UserUttered(text, parse_data=parsed)
    return event


def a_tracker(*events: Event, loop: str | None = None, **slots: Any) -> Tracker:
    """A conversation of which `slots` are known, with the form `loop` under way."""
    said = [event["parse_data"] for event in events if event["event"] == "user"]
    active_loop = {"name": loop} if loop else {}
    return Tracker(
        "conv_1", slots, said[-1] if said else None, list(events), False, None, active_loop, None
    )


def slots_after(tracker: Tracker, events: list[Event]) -> dict[str, Any]:
    """The slots once the engine has applied the events of an action."""
    changed = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return dict(tracker.slots) | changed


def follow_up(events: list[Event]) -> str | None:
    """The action that an action calls next."""
    names = [event["name"] for event in events if event["event"] == "followup"]
    return names[-1] if names else None
