"""Finds out who an anonymous customer is, and goes back to the job that needed to know."""

from __future__ import annotations

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import ACTION_LISTEN, DeskAction, Event, listen
from actions.people import readings_of, tried
from desk.customers.identification import Outcome
from desk.handoff.ticket import Reason
from desk.shop.order_number import normalise


class ValidateIdentifyForm(FormValidationAction):
    """Accepts only what looks like an order number; the contact is checked with the order."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_identify_form"

    def validate_order_number(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """The number as we write it, or a hint."""
        number = normalise(str(value))
        if number is None:
            dispatcher.utter_message(response="utter_not_an_order_number")
        return {"order_number": number}


class Identify(DeskAction):
    """Compares the order number and the contact with our records."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_identify"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Go on with the job, ask again, or call a person after too many tries."""
        number, contact = tracker.get_slot("order_number"), tracker.get_slot("contact")
        if not number or not contact:
            return listen(SlotSet("pending_job", None))
        result = await self.services.identification.identify(tracker.sender_id, number, contact)
        if result.customer_id is not None:
            return await self._go_on(result.customer_id, result.method.value, dispatcher, tracker)
        if result.outcome is Outcome.LOCKED:
            await self.services.handoff.request(
                tracker.sender_id,
                Reason(
                    code="identification_locked",
                    words="The customer could not show that the order is theirs.",
                    evidence=[{"name": "Order number given last", "value": str(number)}],
                    what_was_tried=tried(tracker),
                ),
                readings_of(tracker),
            )
            return listen(SlotSet("contact", None), SlotSet("order_number", None))
        tries = "one try" if result.tries_left == 1 else f"{result.tries_left} tries"
        dispatcher.utter_message(response="utter_identify_no_match", tries_left=tries)
        dispatcher.utter_message(response="utter_ask_identify_form_order_number")
        # The form is set up by hand and runs with the next message: run now, it would take the
        # wrong details from this one again.
        return [
            SlotSet("order_number", None),
            SlotSet("contact", None),
            ActiveLoop("identify_form"),
            SlotSet("requested_slot", "order_number"),
            FollowupAction(ACTION_LISTEN),
        ]

    async def _go_on(
        self, customer_id: str, method: str, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        await self.services.conversations.verify(tracker.sender_id, customer_id, method)
        customer = await self.services.customers.get(customer_id)
        if customer is not None:
            first_name = customer.name.split()[0]
            dispatcher.utter_message(response="utter_identified", name=first_name)
        job = tracker.get_slot("pending_job") or "action_order_status"
        return [SlotSet("contact", None), SlotSet("pending_job", None), FollowupAction(job)]
