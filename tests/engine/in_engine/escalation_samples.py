"""Conversations as Rasa's tracker holds them, for the tests of the escalation policy."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation import FRESH_START_ACTION, WAITED
from bot.escalation.history import OFFERED_SLOT, PERSON
from bot.escalation.policy import (
    END_TURN_ACTION,
    ESCALATION_SLOT,
    HANDOFF_ACTION,
    MAY_OFFER_SLOT,
    OFFER_ACTION,
    SEARCH_ACTION,
)

LISTEN = ActionExecuted("action_listen")
STATUS = "action_order_status"
GREET = "utter_greet"
FORM = "job_form"
OFFERED = SlotSet(OFFERED_SLOT, PERSON)

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": [
            "order_status", "complaint", "unclear", "out_of_scope", "affirm", "deny", "thank",
            "greet", "ask_person", "inform", "handoff_ended",
        ],
        "actions": [
            STATUS, HANDOFF_ACTION, OFFER_ACTION, SEARCH_ACTION, END_TURN_ACTION,
            FRESH_START_ACTION,
        ],
        "responses": {GREET: [{"text": "Hello"}]},
        "forms": {FORM: {"required_slots": []}},
        "slots": {
            name: {"type": "any", "mappings": [{"type": "custom"}]}
            for name in (ESCALATION_SLOT, OFFERED_SLOT, "requested_slot", "job")
        }
        | {
            MAY_OFFER_SLOT: {
                "type": "bool", "initial_value": True, "mappings": [{"type": "custom"}],
            }
        },
    }
)  # fmt: skip


def said(
    text: str | None,
    frustration: float = 0.05,
    intent: str = "order_status",
    *,
    order: str | None = None,
    waited: bool = False,
    requests: int = 0,
) -> list[Event]:
    """The customer's message after the bot has listened."""
    parsed = {"name": intent, "confidence": 0.9}
    parse_data: dict[str, Any] = {"intent": parsed, "frustration": {"score": frustration}}
    if waited:
        parse_data[WAITED] = True
    if requests:
        parse_data["requests"] = [{"text": text, "intent": parsed, "entities": []}] * requests
    entities = [] if order is None else [{"entity": "order_number", "value": order}]
    uttered = UserUttered(text, intent=parsed, entities=entities, parse_data=parse_data)
    return [LISTEN, uttered]


def replied(text: str = "It is on its way.", response: str = "utter_order_shipped") -> BotUttered:
    """What the bot says with a response of the domain."""
    return BotUttered(text, metadata={"utter_action": response})


def a_tracker(*events: Event | list[Event]) -> DialogueStateTracker:
    flat: list[Event] = [ActionExecuted("action_session_start"), SessionStarted()]
    for event in events:
        flat += event if isinstance(event, list) else [event]
    return DialogueStateTracker.from_events("conv_1", flat, DOMAIN.slots)
