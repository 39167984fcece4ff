"""What a complaint is about: the customer's account is heard, and people get to read it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import ACTION_LISTEN, DeskAction, Event, leave_form, was_put_off
from actions.jobs.kinds import job_begun_by
from actions.jobs.said import Said
from actions.offers import offer, reason_to_offer
from actions.orders import order_facts
from desk.shop.order_number import normalise

FORM, ANSWER = "complaint_form", "complaint_account"
_FEWEST_WORDS = 3
_LONGEST = 500
_FEELINGS = frozenset({"complaint", "not_helpful"})
_SERVED_OTHERWISE = frozenset(
    {
        "affirm", "deny", "stop_job", "greet", "goodbye", "thank", "ask_person", "sensitive_topic",
        "parcel_lost", "charged_twice", "delete_my_data", "list_orders", "rate_conversation",
    }
)  # fmt: skip
"""What people may say instead of telling what happened."""


def hear_account() -> list[Event]:
    """The events after which the next message is taken as the account."""
    return [
        SlotSet(ANSWER, None),
        ActiveLoop(FORM),
        SlotSet("requested_slot", ANSWER),
        FollowupAction(ACTION_LISTEN),
    ]


def complaint(words: str, facts: dict[str, str | None] | None = None) -> dict[str, Any]:
    """Why a person is offered to somebody who complains, with their words."""
    return reason_to_offer(
        "complaint",
        "The customer made a complaint.",
        {"In the customer's words": words[:_LONGEST], **(facts or {})},
    )


class ValidateComplaintForm(DeskAction):
    """Hears the message after "tell me what happened"; requests are left to the rules."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_complaint_form"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Take it, or let go. No events: Rasa takes the form as rejected, and asks its rules."""
        if was_put_off(tracker, FORM):
            return [SlotSet(ANSWER, None), SlotSet("requested_slot", None)]
        said = Said.of(tracker.latest_message)
        if said.intent == "inform" and said.order_numbers and said.word_count < _FEWEST_WORDS:
            dispatcher.utter_message(response="utter_complaint_account")
            # Rasa takes the form as rejected if nothing but the slot asked for is set.
            return [SlotSet(ANSWER, None), SlotSet("requested_slot", ANSWER)]
        if not _is_account(said):
            return []
        return [SlotSet(ANSWER, said.text), SlotSet("requested_slot", None)]


class TakeComplaint(DeskAction):
    """Offers to pass on what the customer told."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_take_complaint"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """With the words, and the order talked about; nothing if something else was wanted."""
        account = tracker.get_slot(ANSWER)
        if not account:
            return leave_form(dispatcher, tracker)
        because = complaint(str(account), await self._facts(tracker))
        offered = offer(dispatcher, tracker, "utter_complaint_taken", because=because)
        return leave_form(dispatcher, tracker, SlotSet(ANSWER, None), *offered)

    async def _facts(self, tracker: Tracker) -> dict[str, str | None]:
        number = normalise(str(tracker.get_slot("order_number") or ""))
        customer = await self.customer(tracker)
        if number is None or customer is None:
            return {"Order": number}
        order = await self.services.shop.order_of(customer.id, number)
        return {"Order": number} if order is None else order_facts(order)


def _is_account(said: Said) -> bool:
    """Whether a message tells what happened, rather than asks for something."""
    if said.is_button or said.word_count < _FEWEST_WORDS or said.intent in _SERVED_OTHERWISE:
        return False
    if said.intent in _FEELINGS:
        return True
    is_job = job_begun_by(said.intent) is not None and said.is_sure
    return not is_job and not said.is_question
