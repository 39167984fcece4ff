"""A complaint is heard: the words after "tell me what happened" are offered to be passed on."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted
from rasa_sdk.executor import CollectingDispatcher

from actions.complaint import ANSWER, FORM, TakeComplaint, ValidateComplaintForm
from actions.desk_action import DeskAction
from actions.people import OfferPerson, reason_of
from tests.unit.trackers import Event, a_message, a_tracker, follow_up, slots_after

pytestmark = pytest.mark.anyio

ACCOUNT = "the driver threw it over the wall and left"


class OfNobody(TakeComplaint):
    """Of a customer who is not known."""

    async def customer(self, tracker: Tracker) -> None:  # noqa: ARG002
        return None


async def ran(action: DeskAction, tracker: Tracker) -> tuple[list[str], list[Event]]:
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, tracker, {})
    return [message["response"] for message in dispatcher.messages], events


def heard(message: Event, **slots: Any) -> Tracker:
    """A conversation in which this was just said."""
    tracker = a_tracker(message, **slots)
    tracker.latest_message["text"] = message["text"]
    return tracker


def loop_after(events: list[Event]) -> str | None:
    names: list[str | None] = [e["name"] for e in events if e["event"] == "active_loop"]
    return names[-1]


async def test_after_the_question_the_next_words_are_waited_for() -> None:
    said, events = await ran(OfferPerson(), a_tracker(a_message("complaint", "I complain")))
    assert said == ["utter_complaint"]
    assert loop_after(events) == FORM
    assert follow_up(events) == "action_listen"
    assert slots_after(a_tracker(), events)["requested_slot"] == ANSWER


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("complaint", ACCOUNT),
        ("complaint", "why do your drivers never ring the bell?"),
        ("out_of_scope", ACCOUNT),
        ("unclear", "three times nobody came to the door"),
        ("order_status", "the parcel came two weeks late and wet"),
        ("not_helpful", "I told you already what happened"),
    ],
)
async def test_what_happened_is_heard_and_offered_to_be_passed_on(intent: str, text: str) -> None:
    message = a_message(intent, text)
    tracker = heard(message, loop=FORM)
    said, events = await ran(ValidateComplaintForm(), tracker)
    assert said == []
    kept = slots_after(tracker, events)
    assert (kept[ANSWER], kept["requested_slot"]) == (text, None)

    tracker = heard(message, **{ANSWER: text})
    said, events = await ran(OfNobody(), tracker)
    assert said == ["utter_complaint_taken"]
    after = slots_after(tracker, events)
    assert (after["offered"], after[ANSWER]) == ("person", None)
    reason = reason_of(a_tracker(message, a_message("affirm"), **after))
    assert {"name": "In the customer's words", "value": text} in reason.evidence


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("order_status", "where is it now then?"),
        ("cancel_order", "cancel my order please"),
        ("affirm", "yes please do that"),
        ("deny", "no leave it then"),
        ("ask_person", "give me a real person"),
        ("parcel_lost", "it never came at all"),
        ("complaint", "unacceptable"),
        ("ask_person", "/ask_person"),
    ],
)
async def test_what_asks_for_something_is_left_to_the_rules(intent: str, text: str) -> None:
    said, events = await ran(ValidateComplaintForm(), heard(a_message(intent, text), loop=FORM))
    assert (said, events) == ([], [])


async def test_a_bare_number_is_thanked_for_and_the_question_stands() -> None:
    named = [{"entity": "order_number", "value": "HP-104233"}]
    message = a_message("inform", "HP-104233", entities=named)
    said, events = await ran(ValidateComplaintForm(), heard(message, loop=FORM))
    assert said == ["utter_complaint_account"]
    assert slots_after(a_tracker(), events)["requested_slot"] == ANSWER


async def test_who_went_on_to_something_else_is_not_called_back() -> None:
    asked = a_message("order_status", "where is it?")
    tracker = a_tracker(asked, ActionExecuted("action_order_status"), loop=FORM)
    said, events = await ran(ValidateComplaintForm(), tracker)
    assert said == []
    assert slots_after(tracker, events) == {ANSWER: None, "requested_slot": None}
    said, events = await ran(OfNobody(), tracker)
    assert said == []
    assert follow_up(events) == "action_listen"


async def test_the_mood_that_was_found_stays_with_the_matter() -> None:
    found = {"level": "offer", "code": "frustration", "words": "Growing impatient.",
             "evidence": [{"name": "trend", "value": "up"}]}  # fmt: skip
    message = a_message("complaint", ACCOUNT)
    tracker = a_tracker(message, escalation=found, **{ANSWER: ACCOUNT})
    _, events = await ran(OfNobody(), tracker)
    reason = reason_of(a_tracker(message, a_message("affirm"), **slots_after(tracker, events)))
    assert reason.code == "frustration"
    assert "made a complaint. Growing impatient." in reason.words
    assert [one["name"] for one in reason.evidence] == ["In the customer's words", "trend"]
