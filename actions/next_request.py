"""The second request of a message, served when the first is done, or forgotten soon after."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, SlotSet, UserUttered

Event = dict[str, Any]

# After these nothing of an earlier message is waiting any more.
_ENDS_WAITING = frozenset(
    {"action_request_handoff", "action_reset_dialogue", "action_stop_job", "action_session_start"}
)
_WAITS_FOR = 1
"""Messages of the customer that a request outlasts; answers to a form's questions do not count."""


def waiting_request(tracker: Tracker) -> Event | None:
    """The next request that the customer made along with another one, if it is not yet served.

    It waits while a form does the first. After that the customer may say one more thing; whoever
    has gone on by then is not called back to it. What was wanted only "if that isn't possible" is
    the next request only right after the job before it was refused.
    """
    waiting: list[Event] = []
    messages_since, form = 0, None
    for event in tracker.events:
        if event["event"] == "action" and event.get("name") in _ENDS_WAITING:
            waiting = []
        elif event["event"] == "active_loop":
            form = event.get("name")
        elif event["event"] == "user":
            parsed = event.get("parse_data") or {}
            if parsed.get("waited"):
                texts = [request["text"] for request in waiting]
                served = texts.index(event["text"]) if event["text"] in texts else 0
                waiting, messages_since = waiting[served + 1 :], 0
            elif parsed.get("requests"):
                waiting, messages_since = parsed["requests"][1:], 0
            elif form is None:
                messages_since += 1
    if messages_since > _WAITS_FOR:
        return None
    was_refused = tracker.get_slot("job_ended") == "refused"
    wanted = (one for one in waiting if was_refused or not one.get("only_if_refused"))
    return next(wanted, None)


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
