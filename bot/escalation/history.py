"""Reads from Rasa's tracker what the escalation policy weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation import FRESH_START_ACTION, WAITED, is_in_words
from bot.escalation.conversation import Conversation, Turn
from bot.intents.refusal import begins_with_no, refuses_person

OFFERED_SLOT = "offered"
PERSON = "person"

_ANSWER = "utter_answer"
_STATES_OF_FORMS = frozenset({"job", "identity"})
"""Slots in which our forms keep what they know, with how many `misses` there were in a row."""
_NO_ANSWERS = ("utter_no_answer", "utter_out_of_scope")
"""How the names of responses begin that say the articles hold nothing."""
_DECLINING_INTENTS = frozenset({"deny", "stop_job"})


def conversation_of(tracker: DialogueStateTracker) -> Conversation:
    """What was said and offered since people last had the conversation."""
    history = _History()
    for event in _since_fresh_start(tracker.events):
        history.note(event)
    return Conversation(
        history.turns,
        history.turns_since_offer,
        history.messages_since_decline,
        is_in_form=history.loop is not None,
    )


def _since_fresh_start(events: Sequence[Event]) -> list[Event]:
    recent: list[Event] = []
    for event in reversed(events):
        if isinstance(event, ActionExecuted) and event.action_name == FRESH_START_ACTION:
            break
        recent.append(event)
    return recent[::-1]


class _History:
    """Goes through the events in their order."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.turns_since_offer: int | None = None
        self.messages_since_decline: int | None = None
        self.loop: str | None = None
        self._offered: str | None = None
        self._is_replying = False

    def note(self, event: Event) -> None:
        if isinstance(event, UserUttered):
            self._note_message(event)
        elif isinstance(event, BotUttered):
            self._note_reply(event)
        elif isinstance(event, ActiveLoop):
            self.loop = event.name
        elif isinstance(event, SlotSet):
            self._note_slot(event)

    def _note_message(self, event: UserUttered) -> None:
        if (event.parse_data or {}).get(WAITED):
            # Said earlier, and served now: what follows is no reply to the newest message.
            self._is_replying = False
            return
        if self._offered == PERSON and _declines(event):
            self.messages_since_decline = 0
        elif self.messages_since_decline is not None:
            self.messages_since_decline += 1
        self._is_replying = is_in_words(event)
        if self._is_replying:
            self.turns.append(_turn(event))
            if self.turns_since_offer is not None:
                self.turns_since_offer += 1
        elif self.turns and not _is_no(event):
            # Asked "which of the two", the customer has pressed one: that was understood.
            self.turns[-1] = replace(self.turns[-1], is_answered=True)

    def _note_reply(self, event: BotUttered) -> None:
        """The first thing that the bot says to a message counts as what came of it."""
        if not self._is_replying:
            return
        self._is_replying = False
        response = str((event.metadata or {}).get("utter_action") or "")
        self.turns[-1] = replace(
            self.turns[-1],
            reply=None if response.startswith(_NO_ANSWERS) else event.text,
            is_answered=self.turns[-1].is_answered or response == _ANSWER,
        )

    def _note_slot(self, event: SlotSet) -> None:
        if event.key == OFFERED_SLOT:
            self._offered = event.value
            if event.value == PERSON:
                self.turns_since_offer = 0
        elif event.key in _STATES_OF_FORMS and self.turns:
            # The form has heard the message; whether it could make anything of it is in its state.
            misses = event.value.get("misses") if isinstance(event.value, dict) else 0
            self.turns[-1] = replace(self.turns[-1], is_answered=not misses)


def _declines(event: UserUttered) -> bool:
    """Whether a message that follows an offer of a person declines it."""
    text = event.text or ""
    return _is_no(event) or (is_in_words(event) and (begins_with_no(text) or refuses_person(text)))


def _is_no(event: UserUttered) -> bool:
    return (event.intent or {}).get("name") in _DECLINING_INTENTS


def _turn(event: UserUttered) -> Turn:
    parse_data = event.parse_data or {}
    intent = event.intent or {}
    return Turn(
        text=event.text or "",
        intent=intent.get("name"),
        intent_score=float(intent.get("confidence") or 0.0),
        frustration_score=float((parse_data.get("frustration") or {}).get("score", 0.0)),
        orders=frozenset(
            str(entity.get("value"))
            for entity in event.entities or []
            if entity.get("entity") == "order_number"
        ),
    )
