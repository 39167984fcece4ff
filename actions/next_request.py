"""The second request of a message, served when the first is done."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, SlotSet, UserUttered

Event = dict[str, Any]

# After these nothing of an earlier message is waiting any more.
_ENDS_WAITING = frozenset(
    {"action_request_handoff", "action_reset_dialogue", "action_stop_job", "action_session_start"}
)


def waiting_request(tracker: Tracker) -> Event | None:
    """The next request that the customer made along with another one, if it is not yet served."""
    served = 0
    for event in reversed(tracker.events):
        if event["event"] == "action" and event.get("name") in _ENDS_WAITING:
            return None
        if event["event"] != "user":
            continue
        parsed = event.get("parse_data") or {}
        if parsed.get("waited"):
            served += 1
            continue
        requests = parsed.get("requests") or []
        if requests:
            waiting: list[Event] = requests[1 + served :]
            return waiting[0] if waiting else None
    return None


def as_if_said_now(request: Event) -> list[Event]:
    """The events with which the engine takes up `request` like a message of the customer."""
    numbers = [
        entity["value"] for entity in request["entities"] if entity["entity"] == "order_number"
    ]
    return [
        *(SlotSet("order_number", number) for number in numbers[:1]),
        ActionExecuted("action_listen"),
        UserUttered(
            request["text"],
            parse_data={
                "text": request["text"],
                "intent": request["intent"],
                "intent_ranking": [request["intent"]],
                "entities": request["entities"],
                "waited": True,
            },
        ),
    ]
