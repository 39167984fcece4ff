"""Offers a person and hands over to people."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, Event, listen, resume
from actions.next_request import waiting_request
from desk.conversations.conversation import Reading
from desk.handoff.ticket import Priority, Reason

_OFFERS = {
    "change_order": "utter_colleague_changes_order",
    "change_address": "utter_colleague_changes_address",
    "item_damaged": "utter_colleague_handles_problem",
    "wrong_item": "utter_colleague_handles_problem",
    "item_missing": "utter_colleague_handles_problem",
    "parcel_lost": "utter_colleague_finds_parcel",
    "charged_twice": "utter_colleague_checks_payment",
    "not_helpful": "utter_not_helpful",
    "exchange_item": "utter_colleague_exchanges",
    "sensitive_topic": "utter_sensitive",
    "unclear": "utter_not_understood",
    "out_of_scope": "utter_not_understood",
}
# What an intent that the bot leaves to people tells the agent.
_WISHES = {
    "ask_person": ("asked_for_person", "The customer asked for a person."),
    "change_order": ("change_order", "The customer wants to change an order."),
    "change_address": ("change_address", "The customer wants an order to go elsewhere."),
    "item_damaged": ("item_damaged", "Something arrived broken or does not work."),
    "wrong_item": ("wrong_item", "The customer received something else than they ordered."),
    "item_missing": ("item_missing", "Something is missing from what the customer received."),
    "parcel_lost": ("parcel_lost", "A parcel is marked delivered, or lost, and is not there."),
    "charged_twice": ("charged_twice", "The customer sees a wrong charge."),
    "not_helpful": ("not_helpful", "The assistant's answers did not help."),
    "exchange_item": ("exchange_item", "The customer wants to exchange an item."),
}
_PRIORITIES = {"sensitive_topic": Priority.URGENT, "frustration": Priority.HIGH}
_MAX_TRIED = 8


class OfferPerson(DeskAction):
    """Asks whether a person should take over."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_offer_person"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Say it in the words that fit what the customer wanted."""
        intent = tracker.get_intent_of_latest_message()
        dispatcher.utter_message(response=_OFFERS.get(intent or "", "utter_offer_person"))
        ending = listen(SlotSet("offered", "person"))
        if tracker.get_slot("escalation") or waiting_request(tracker) is None:
            return ending
        # What else the customer asked for needs no person; the offer stands meanwhile.
        return resume(dispatcher, tracker, SlotSet("offered", "person"))


class RequestHandoff(DeskAction):
    """Gives the conversation to people; the desk tells the customer."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_request_handoff"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Open the ticket, with the reason and all that was read of the conversation."""
        await self.services.handoff.request(
            tracker.sender_id, reason_of(tracker), readings_of(tracker)
        )
        return listen(SlotSet("offered", None))


def reason_of(tracker: Tracker) -> Reason:
    """Why a person is needed: what the escalation policy found, else what the customer wished."""
    found = tracker.get_slot("escalation")
    escalation = found if isinstance(found, dict) else {}
    code, words = _wish(tracker)
    if escalation.get("level") == "handover" or (escalation and code == "asked_for_person"):
        words = (
            escalation["words"]
            if escalation["level"] == "handover"
            else (f"{words} {escalation['words']}")
        )
        code = escalation["code"]
    return Reason(
        code=code,
        words=words,
        priority=_PRIORITIES.get(code, Priority.NORMAL),
        frustration_score=escalation.get("frustration_score", _newest_score(tracker)),
        evidence=escalation.get("evidence", []),
        what_was_tried=tried(tracker),
    )


def readings_of(tracker: Tracker) -> list[Reading]:
    """How the engine read each message of the customer that the desk sent."""
    readings = []
    for event in tracker.events:
        seq = (event.get("metadata") or {}).get("seq")
        if event.get("event") == "user" and isinstance(seq, int):
            parsed = event.get("parse_data") or {}
            intent = parsed.get("intent") or {}
            readings.append(
                Reading(
                    seq=seq,
                    intent=intent.get("name"),
                    intent_score=intent.get("confidence"),
                    frustration_score=(parsed.get("frustration") or {}).get("score"),
                )
            )
    return readings


def tried(tracker: Tracker) -> list[str]:
    """What the bot did so far, newest last, in words for an agent."""
    names = (event["name"] for event in tracker.events if event.get("event") == "action")
    return [_DONE[name] for name in names if name in _DONE][-_MAX_TRIED:]


_DONE = {
    "action_answer_question": "Looked for an answer in the articles",
    "action_order_status": "Told the state of an order, or asked who the customer is",
    "action_list_orders": "Listed the customer's orders",
    "action_begin_cancel_order": "Began to cancel an order",
    "action_cancel_order": "Ended the cancellation (see the transcript for how)",
    "action_begin_return": "Began a return",
    "action_request_return": "Ended the return (see the transcript for how)",
    "action_refund_status": "Told the state of refunds",
    "action_identify": "Compared the customer's details with our records",
    "action_offer_person": "Offered a person",
    "utter_complaint": "Answered a complaint and offered a person",
}


def _wish(tracker: Tracker) -> tuple[str, str]:
    """What the customer wanted last that only people do; a yes refers to what came before it."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
            if intent in _WISHES:
                return _WISHES[intent]
            if intent not in ("affirm", "greet"):
                break
    return "asked_for_person", "The customer accepted the offer of a person."


def _newest_score(tracker: Tracker) -> float | None:
    parsed = (tracker.latest_message or {}).get("frustration") or {}
    return parsed.get("score")
