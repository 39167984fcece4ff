"""Offers a person and hands over to people."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, Event, intent_of, leave_form, listen, resume
from actions.offers import Finding, accepted, found, offer
from desk.conversations.conversation import Reading
from desk.handoff.ticket import Priority, Reason

# What only people can do is said whether or not a person may be offered: it is the answer.
_ANSWERS = {
    "change_order": "utter_colleague_changes_order",
    "change_address": "utter_colleague_changes_address",
    "item_damaged": "utter_colleague_handles_problem",
    "wrong_item": "utter_colleague_handles_problem",
    "item_missing": "utter_colleague_handles_problem",
    "parcel_lost": "utter_colleague_finds_parcel",
    "charged_twice": "utter_colleague_checks_payment",
    "exchange_item": "utter_colleague_exchanges",
    "sensitive_topic": "utter_sensitive",
}
# These have something to say without an offer, too, which stands second.
_REPLIES = {
    "complaint": ("utter_complaint", "utter_complaint_without_offer"),
    "not_helpful": ("utter_not_helpful", "utter_not_helpful_without_offer"),
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
_ACCEPTED = ("asked_for_person", "The customer accepted the offer of a person.")
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
        intent = intent_of(tracker)
        if intent == "complaint" and tracker.active_loop_name is not None:
            # No end of the job under way, whose question follows: a yes must be one to that.
            dispatcher.utter_message(response="utter_complaint_without_offer")
            return resume(dispatcher, tracker)
        response, without = _REPLIES.get(intent, (_ANSWERS.get(intent, "utter_offer_person"), None))
        offered = offer(dispatcher, tracker, response, without)
        # What else the customer asked for needs no person; the offer stands meanwhile.
        return leave_form(dispatcher, tracker, *offered)


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
        return listen(SlotSet("offered", None), SlotSet("escalation", None))


def reason_of(tracker: Tracker) -> Reason:
    """Why a person is needed: what the escalation policy found, else what the customer wished."""
    wish = _wish(tracker) or _ACCEPTED
    # Who asks for a person by themselves does not do it because of an offer of some time ago.
    is_own_wish = wish == _WISHES["ask_person"]
    finding = found(tracker) or ({} if is_own_wish else accepted(tracker))
    code, words = _in_words(wish, finding)
    return Reason(
        code=code,
        words=words,
        priority=_PRIORITIES.get(code, Priority.NORMAL),
        frustration_score=_newest_score(tracker),
        trend_score=finding.get("trend_score"),
        evidence=finding.get("evidence", []),
        what_was_tried=tried(tracker),
    )


def _in_words(wish: tuple[str, str], finding: Finding) -> tuple[str, str]:
    """Code and words of the reason; a finding says more than that a person is wanted."""
    code, words = wish
    if finding.get("level") == "handoff":
        return finding["code"], finding["words"]
    if finding and code == "asked_for_person":
        return finding["code"], f"{words} {finding['words']}"
    return wish


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
}


def _wish(tracker: Tracker) -> tuple[str, str] | None:
    """What the customer wanted last that only people do; a yes refers to what came before it.

    None: nothing in particular, they took the offer of a person.
    """
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
            if intent in _WISHES:
                return _WISHES[intent]
            if intent not in ("affirm", "greet"):
                break
    return None


def _newest_score(tracker: Tracker) -> float | None:
    """The frustration score of the newest message in words: a pressed button has none."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            reading = (event.get("parse_data") or {}).get("frustration")
            if reading:
                score: float = reading["score"]
                return score
    return None
