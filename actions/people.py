"""Offers a person and hands over to people."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked import asked, was_just_answered
from actions.complaint import complaint, hear_account
from actions.desk_action import DeskAction, Event, intent_of, leave_form, listen, resume
from actions.next_request import waiting_request
from actions.offers import Finding, accepted, found, no_offer, offer
from actions.products.shown import details_of_chosen
from desk.conversations.conversation import Reading
from desk.handoff.ticket import Priority, Reason

# What only people can do is said whether or not a person may be offered: it is the answer.
_ANSWERS = {
    "charged_twice": "utter_colleague_checks_payment",
    "delete_my_data": "utter_colleague_deletes_data",
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
    "parcel_lost": ("parcel_lost", "A parcel is marked delivered, or lost, and is not there."),
    "charged_twice": ("charged_twice", "The customer sees a wrong charge."),
    "not_helpful": ("not_helpful", "The assistant's answers did not help."),
    "delete_my_data": ("delete_my_data", "The customer wants their data deleted."),
}
_ACCEPTED = ("asked_for_person", "The customer accepted the offer of a person.")
_PRIORITIES = {"sensitive_topic": Priority.URGENT, "frustration": Priority.HIGH}
_MAX_TRIED = 8


class OfferPerson(DeskAction):
    """Asks whether a person should take over."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_offer_person"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Say it in the words that fit what the customer wanted."""
        intent = intent_of(tracker)
        if intent == "complaint" and tracker.active_loop_name is not None:
            # No end of the job under way, whose question follows: a yes must be one to that.
            dispatcher.utter_message(response="utter_complaint_without_offer")
            return resume(dispatcher, tracker)
        if intent == "not_helpful" and (details := await details_of_chosen(self, tracker)):
            # "Tell me more about the second one" reads much like it.
            return details
        if intent == "not_helpful":
            await self.services.questions.helped(tracker.sender_id, False)
            if tracker.active_loop_name is not None and was_just_answered(tracker):
                # Said of the answer, and not of the job: that goes on, and is not put off by it.
                dispatcher.utter_message(response="utter_not_helpful_in_a_job")
                return [*no_offer(tracker), FollowupAction(tracker.active_loop_name)]
        response, without = _REPLIES.get(intent, (_ANSWERS.get(intent, "utter_offer_person"), None))
        if intent == "complaint":
            because = complaint(asked(tracker, intent))
            offered = offer(dispatcher, tracker, response, without, because)
            if waiting_request(tracker) is None:
                return [*offered, *hear_account()]
        else:
            offered = offer(dispatcher, tracker, response, without)
        # What else the customer asked for needs no person; the offer stands meanwhile.
        return leave_form(dispatcher, tracker, *offered)


class RequestHandoff(DeskAction):
    """Gives the conversation to people; the desk tells the customer."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_request_handoff"

    async def act(
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
        evidence=finding.get("evidence") or _order_named(tracker),
        what_was_tried=tried(tracker),
    )


def _order_named(tracker: Tracker) -> list[dict[str, str]]:
    """The order of the message that asks, as the greeting's button has it."""
    number = next(tracker.get_latest_entity_values("order_number"), None)
    return [{"name": "Order", "value": str(number)}] if number else []


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
    done: list[str] = []
    kind = ""
    for event in tracker.events:
        if event.get("event") == "action" and event.get("name") in _DONE:
            done.append(_DONE[event["name"]])
        elif event.get("event") == "slot" and event.get("name") == "job" and event.get("value"):
            if event["value"]["kind"] != kind:
                kind = event["value"]["kind"]
                done.append(f"Began: {_JOBS[kind]}")
        elif event.get("name") == "job_ended" and event.get("value") and kind:
            done.append(f"Ended: {_JOBS[kind]} ({_ENDS[event['value']]})")
            kind = ""
    return done[-_MAX_TRIED:]


_DONE = {
    "action_answer_question": "Looked for an answer in the articles",
    "action_product_question": "Looked for an answer about a product",
    "action_order_status": "Told the state of an order, or asked who the customer is",
    "action_find_parcel": "Looked up the order of a parcel that is not there",
    "action_take_complaint": "Heard what a complaint is about",
    "action_list_orders": "Listed the customer's orders",
    "action_refund_status": "Told the state of refunds",
    "action_identify": "Compared the customer's details with our records",
    "action_offer_person": "Offered a person",
    "action_tell_my_data": "Told the customer what we hold about them",
    "action_gift_card_balance": "Told the balance of gift cards",
    "action_order_total": "Told what an order came to",
    "action_send_invoice": "Gave a link to an invoice",
    "action_find_product": "Looked for a product",
    "action_product_stock": "Told stock and prices",
    "action_recommend": "Recommended products",
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


_JOBS = {
    "cancel": "cancelling an order",
    "return": "a return",
    "exchange": "an exchange",
    "change_items": "changing the items of an order",
    "change_address": "changing the address of an order",
    "change_payment": "changing the payment of an order",
    "change_default_address": "changing the customer's address",
    "subscribe": "subscribing to the newsletter",
    "unsubscribe": "leaving the newsletter",
    "report_damage": "reporting damage",
    "report_wrong_item": "reporting a wrong item",
    "report_missing_item": "reporting a missing item",
    "remember_fact": "remembering something the customer said",
}
_ENDS = {
    "done": "done",
    "refused": "not possible",
    "left": "the customer did not want it after all",
    "lost": "the assistant did not understand",
}
