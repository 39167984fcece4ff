"""Finds out who an anonymous customer is, and goes back to the job that needed to know."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked import was_just_answered
from actions.desk_action import (
    ACTION_LISTEN,
    DeskAction,
    Event,
    end_turn,
    intent_of,
    leave_form,
    listen,
    was_put_off,
)
from actions.identity.dialogue import End, IdentityDialogue
from actions.identity.questions import used_by
from actions.identity.reading import (
    Message,
    asks_why,
    details_in,
    is_only_contact,
    lacking_in,
    said_of_oneself,
    wants_new_code,
)
from actions.identity.state import IdentityState
from actions.offers import offer
from desk.customers.customer import Customer, folded_name
from desk.customers.identity import Detail, cleaned_email
from desk.services import Services
from desk.shop.order_number import example

FORM, ANSWER = "identify_form", "identity_answer"
_FRESH_START = "action_reset_dialogue"
_NEVER_ANSWERS = frozenset({"ask_person", "sensitive_topic", "stop_job"})
_MOST_EARLIER_MESSAGES = 10


async def begin_identification(
    services: Services,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    pending_action_name: str,
) -> list[Event]:
    """Find out who the customer is, and go on with the action `pending_action_name`.

    What they said of themselves so far counts. If that is enough, the events call the action at
    once; else the question is asked here, and the form `identify_form` hears the answer.
    """
    identification = services.identification
    if not identification.is_possible:
        dispatcher.utter_message(response="utter_sign_in_first")
        return leave_form(dispatcher, tracker)
    if await identification.is_locked(tracker.sender_id):
        return leave_form(dispatcher, tracker, *offer(dispatcher, tracker, "utter_identify_locked"))
    state = IdentityState.from_slot(tracker.get_slot("identity"))
    wanted = used_by(identification.methods)
    for message in _not_heard_yet(tracker):
        state.hear(details_in(message, wanted, asked=()))
    dialogue = IdentityDialogue(services, dispatcher, tracker, state, is_first=not state.asked)
    end = await dialogue.go_on()
    if end is End.LEFT:
        return listen(*dialogue.events, *_forgotten(), SlotSet("pending_job", None))
    if end is End.KNOWN:
        called = FollowupAction(pending_action_name)
        return [*dialogue.events, *_forgotten(), SlotSet("pending_job", None), called]
    return [
        *dialogue.events,
        SlotSet("pending_job", pending_action_name),
        SlotSet("identity", state.for_slot()),
        SlotSet("times_put_off", 0),
        SlotSet(ANSWER, None),
        ActiveLoop(FORM),
        SlotSet("requested_slot", ANSWER),
        FollowupAction(ACTION_LISTEN),
    ]


def claims_to_be_another(customer: Customer, message: Message) -> bool:
    """Whether a message of a customer who is known says that they are somebody else."""
    names, emails = said_of_oneself(message)
    own = folded_name(customer.name)
    return any(folded_name(name) != own for name in names) or any(
        cleaned_email(email) != cleaned_email(customer.email) for email in emails
    )


def answer_to_contact(
    services: Services, tracker: Tracker, customer: Customer | None
) -> str | None:
    """The response to an e-mail address or a postcode alone where nobody asked for one.

    Where nobody can be known here, also to a name or the number of an order. None if the message
    is more than that, or something was done with it already: who has just said their postcode to
    be known wants the job that waited.
    """
    message = tracker.latest_message or {}
    if was_put_off(tracker, FORM) or tracker.active_loop_name is not None:
        return None
    if customer is not None:
        return "utter_known_already" if is_only_contact(message) else None
    if services.identification.is_possible:
        return None
    is_about_them = is_only_contact(message) or bool(details_in(message, tuple(Detail), asked=()))
    return "utter_sign_in_first" if is_about_them else None


class ValidateIdentifyForm(DeskAction):
    """Reads each message while we ask who the customer is; others are left to the rules."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_identify_form"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Try, or ask for more. No events: Rasa takes the form as rejected, and asks its rules."""
        if await self.customer(tracker) is not None:
            # Signed in meanwhile.
            return [SlotSet("requested_slot", None)]
        state = IdentityState.from_slot(tracker.get_slot("identity"))
        dialogue = IdentityDialogue(self.services, dispatcher, tracker, state)
        if was_put_off(tracker, FORM):
            return _after(dialogue, dialogue.ask())
        message = tracker.latest_message or {}
        end = await self._hear(dialogue, message)
        if end is None:
            return []
        return [
            *_order_as_before(tracker, state, message),
            SlotSet(ANSWER, True),
            SlotSet("times_put_off", 0),
            *_after(dialogue, end),
        ]

    async def _hear(self, dialogue: IdentityDialogue, message: Message) -> End | None:
        """Where it stands after the message; None if it is about something else."""
        state, asked = dialogue.state, dialogue.state.asked
        if intent_of(dialogue.tracker) in _NEVER_ANSWERS:
            return None
        details = details_in(message, used_by(self.services.identification.methods), asked)
        if details:
            state.hear(details)
            return await dialogue.go_on()
        if intent_of(dialogue.tracker) == "not_helpful" and was_just_answered(dialogue.tracker):
            # Said of that answer: "try again" asks for no new code.
            return None
        if Detail.CODE in asked and wants_new_code(message):
            return await dialogue.send_code(state.code_sent_to)
        return _hear_about(dialogue, message)


class Identify(DeskAction):
    """Goes on after the form: with the job that waited, if we know the customer now."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_identify"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Call the job, or listen."""
        if await self.customer(tracker) is None:
            return listen(*_forgotten(), SlotSet("pending_job", None))
        pending = tracker.get_slot("pending_job")
        if not pending:
            return end_turn(dispatcher, tracker, *_forgotten())
        return [*_forgotten(), SlotSet("pending_job", None), FollowupAction(str(pending))]


def _hear_about(dialogue: IdentityDialogue, message: Message) -> End | None:
    """The same for a message without any detail of who the customer is."""
    state, asked = dialogue.state, dialogue.state.asked
    lacking = lacking_in(message, asked)
    is_bare_detail = intent_of(dialogue.tracker) == "inform"
    if not lacking and asks_why(message):
        dialogue.dispatcher.utter_message(response="utter_identify_why")
    elif not lacking and not is_bare_detail:
        return None
    elif asked == {Detail.ORDER} and not lacking and not message.get("entities"):
        dialogue.dispatcher.utter_message(response="utter_not_an_order_number", example=example())
    # Else it is a detail of the job that waits, or something that the customer does not have.
    state.lacking |= lacking
    return dialogue.ask()


def _after(dialogue: IdentityDialogue, end: End) -> list[Event]:
    """The events in which the form goes on or ends."""
    if end is End.WAITS:
        kept = SlotSet("identity", dialogue.state.for_slot())
        return [*dialogue.events, kept, SlotSet("requested_slot", ANSWER)]
    return [*dialogue.events, SlotSet("requested_slot", None)]


def _forgotten() -> list[Event]:
    return [SlotSet("identity", None), SlotSet(ANSWER, None)]


def _not_heard_yet(tracker: Tracker) -> list[Message]:
    """What the customer said since they were last asked who they are, oldest first.

    What they said before is known, or was wrong and must not be tried again. The newest message
    always counts: it may be a new request in the middle of that.
    """
    said: list[Message] = []
    form = None
    newest = None
    for event in tracker.events:
        if event.get("event") == "user":
            newest = {**(event.get("parse_data") or {}), "text": event.get("text") or ""}
            said = [*said, newest] if form != FORM else []
        elif event.get("event") == "active_loop":
            form = event.get("name")
            said = [] if form == FORM else said
        elif event.get("event") == "action" and event.get("name") == _FRESH_START:
            said = []
    return said[-_MOST_EARLIER_MESSAGES:] or ([] if newest is None else [newest])


def _order_as_before(tracker: Tracker, state: IdentityState, message: Message) -> list[Event]:
    """Puts the order in question back where the engine took a code or a postcode for a number."""
    numbers = [
        one.get("value")
        for one in message.get("entities") or []
        if one.get("entity") == "order_number"
    ]
    meant = state.together().get(Detail.ORDER)
    if not numbers or meant in numbers:
        return []
    if meant is not None:
        return [SlotSet("order_number", meant)]
    before = now = None
    for event in tracker.events:
        if event.get("event") == "user":
            before = now
        elif event.get("event") == "slot" and event.get("name") == "order_number":
            now = event.get("value")
    return [SlotSet("order_number", before)]
