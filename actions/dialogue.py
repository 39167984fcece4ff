"""What a yes, a no, a bare detail or a change of mind mean at this point."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.continuing import continued_by_number
from actions.desk_action import DeskAction, Event, end_turn, listen
from actions.identification import answer_to_contact
from actions.offers import reason_to_offer
from actions.opening_offer import opening_offer
from actions.orders import chosen_order
from actions.pausing import pause, wants_pause
from actions.products.shown import IN_QUESTION, SHOWN, details_of_chosen
from desk.shop.order_number import normalise

_JOB_SLOTS = ("pending_job", "identity", "job", "parked_job", "job_ended", "offered")

_OFFERED_AT_FIRST = {
    "order_status": "action_order_status",
    "refund_status": "action_refund_status",
    "ask_person": "action_request_handoff",
}


class Affirm(DeskAction):
    """A yes outside of a form: accepts what was offered last."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_affirm"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Hand over if a person was offered, go on with a job that was left; else ask what next."""
        if tracker.get_slot("offered") == "person":
            return [FollowupAction("action_request_handoff")]
        if tracker.get_slot("offered") == "job":
            return [FollowupAction("action_resume_job")]
        greeted_with = opening_offer(tracker)
        if greeted_with is not None and greeted_with.intent in _OFFERED_AT_FIRST:
            number = SlotSet("order_number", greeted_with.order_number)
            next_action = FollowupAction(_OFFERED_AT_FIRST[greeted_with.intent])
            if greeted_with.intent != "ask_person":
                return [number, next_action]
            facts = {"Order": greeted_with.order_number}
            because = reason_to_offer("order_late", "An order seems to be lost.", facts)
            known = SlotSet("offered", "person"), SlotSet("offered_because", because)
            return [number, *known, next_action]
        dispatcher.utter_message(response="utter_all_right")
        return end_turn(dispatcher, tracker)


class Deny(DeskAction):
    """A no outside of a form: declines what was offered last."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_deny"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Leave the offer."""
        if wants_pause(tracker):
            return pause(dispatcher, tracker)
        dispatcher.utter_message(response="utter_all_right")
        declined = [SlotSet(name, None) for name in ("offered", "escalation", "parked_job")]
        return end_turn(dispatcher, tracker, *declined)


class Inform(DeskAction):
    """A bare detail: an order number alone is a question about that order.

    Right after something was told of another order, it is the same question about this one.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_inform"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Look up the order, or ask what it is about."""
        named = next(tracker.get_latest_entity_values("order_number"), None)
        if named is not None and normalise(named) is not None:
            return [FollowupAction(continued_by_number(tracker) or "action_order_status")]
        details = await details_of_chosen(self, tracker)
        if details:
            return details
        customer = await self.customer(tracker)
        if customer is not None and tracker.get_slot("orders_shown"):
            number = await chosen_order(self, customer, tracker)
            if number is not None:
                return [SlotSet("order_number", number), FollowupAction("action_order_status")]
        answer = answer_to_contact(self.services, tracker, customer)
        dispatcher.utter_message(response=answer or "utter_what_about_order")
        return end_turn(dispatcher, tracker)


class AskBack(DeskAction):
    """Two things may be meant: asks which, as buttons."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_back"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Offer the two likeliest requests, and neither."""
        ranking = tracker.latest_message["intent_ranking"]
        askable = [
            intent
            for intent in (item["name"] for item in ranking)
            if f"utter_request_{intent}" in domain["responses"]
        ]
        buttons = [
            {"title": request_title(intent, domain), "payload": f"/{intent}"}
            for intent in askable[:2]
        ]
        buttons.append({"title": "Something else", "payload": "/deny"})
        dispatcher.utter_message(response="utter_ask_back", buttons=buttons)
        return listen(SlotSet("offered", None))


class StopJob(DeskAction):
    """The customer changed their mind about what is under way."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_stop_job"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Leave the form, and forget what was collected for it."""
        if tracker.active_loop_name is None and wants_pause(tracker):
            return pause(dispatcher, tracker)
        dispatcher.utter_message(
            response="utter_job_stopped" if tracker.active_loop_name else "utter_all_right"
        )
        kept = ("parked_job",) if tracker.active_loop_name is None else ()
        return listen(*(SlotSet(name, None) for name in _JOB_SLOTS if name not in kept))


def request_title(intent: str, domain: dict[str, Any]) -> str:
    """What customers call the request: the domain's `utter_request_…`."""
    return str(domain["responses"][f"utter_request_{intent}"][0]["text"])


class ResetDialogue(DeskAction):
    """People have had the conversation: what the bot remembers of the time before is void."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_reset_dialogue"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Forget it."""
        forgotten = (
            *_JOB_SLOTS, "escalation", "order_number", "orders_shown", "last_address", SHOWN,
            IN_QUESTION,
        )  # fmt: skip
        return listen(*(SlotSet(name, None) for name in forgotten))
