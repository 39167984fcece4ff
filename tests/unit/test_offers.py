"""A person is offered once, in fitting words, and not to somebody who has just declined."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, EndTurn, end_turn, leave_form, resume
from actions.job_form import EndJob
from actions.jobs.state import JobState
from actions.people import OfferPerson
from desk.settings import ROOT
from tests.unit.trackers import Event, a_message, a_tracker, follow_up, slots_after

pytestmark = pytest.mark.anyio

FINDING = {"level": "offer", "code": "frustration", "words": "Growing impatient.",
           "trend_score": 0.4, "evidence": [{"name": "a", "value": "b"}]}  # fmt: skip
WAITING = a_message(
    "charged_twice",
    requests=[
        {"text": text, "intent": {"name": name}, "entities": []}
        for text, name in (("charged twice", "charged_twice"), ("where is it", "order_status"))
    ],
)


async def ran(action: DeskAction, tracker: Tracker) -> tuple[list[str], list[Event]]:
    """The responses that an action uttered, and its events."""
    dispatcher = CollectingDispatcher()
    running: Awaitable[list[Event]] = action.run(dispatcher, tracker, {})
    events = await running
    return [message["response"] for message in dispatcher.messages], events


async def test_an_offer_is_made_once_and_its_reason_kept() -> None:
    tracker = a_tracker(a_message("order_status"), escalation=FINDING, may_offer_person=True)
    for action, response in (
        (EndTurn(), "utter_offer_person"),
        (OfferPerson(), "utter_offer_person"),
    ):
        said, events = await ran(action, tracker)
        assert said == [response]
        after = slots_after(tracker, events)
        assert after["escalation"] is None
        assert after["offered"] == "person"
        assert after["offered_because"] == FINDING
        assert after["may_offer_person"] is False
        again, _ = await ran(EndTurn(), a_tracker(a_message("order_status"), **after))
        assert again == []


async def test_an_offer_lapses_with_the_next_turn() -> None:
    tracker = a_tracker(a_message("order_status"), offered="person", escalation=None)
    _, events = await ran(EndTurn(), tracker)
    assert slots_after(tracker, events)["offered"] is None
    assert slots_after(tracker, leave_form(CollectingDispatcher(), tracker))["offered"] is None


async def test_an_offer_stands_while_a_second_request_is_served() -> None:
    second = a_message("order_status", waited=True)
    _, events = await ran(EndTurn(), a_tracker(second, offered="person"))
    assert slots_after(a_tracker(second, offered="person"), events)["offered"] == "person"


async def test_an_offer_to_the_first_request_is_followed_by_the_second() -> None:
    for finding in (None, FINDING):
        tracker = a_tracker(WAITING, escalation=finding, loop="job_form")
        said, events = await ran(OfferPerson(), tracker)
        assert said == ["utter_colleague_checks_payment", "utter_next_request"]
        assert slots_after(tracker, events)["offered"] == "person"
        (served,) = [event for event in events if event["event"] == "user"]
        assert served["text"] == "where is it"


async def test_who_has_declined_is_answered_without_another_offer() -> None:
    said, events = await ran(OfferPerson(), a_tracker(a_message("complaint")))
    assert said == ["utter_complaint"]
    assert slots_after(a_tracker(), events)["offered"] == "person"

    declined = a_tracker(a_message("complaint"), may_offer_person=False)
    said, events = await ran(OfferPerson(), declined)
    assert said == ["utter_complaint_without_offer"]
    assert not slots_after(declined, events).get("offered")
    assert follow_up(events) == "action_listen"


async def test_what_only_people_can_do_is_always_said() -> None:
    declined = a_tracker(a_message("charged_twice"), may_offer_person=False)
    said, events = await ran(OfferPerson(), declined)
    assert said == ["utter_colleague_checks_payment"]
    assert slots_after(declined, events)["offered"] == "person"


async def test_a_complaint_does_not_end_the_job_under_way() -> None:
    tracker = a_tracker(a_message("complaint"), loop="job_form")
    said, events = await ran(OfferPerson(), tracker)
    assert said == ["utter_complaint_without_offer"]
    assert follow_up(events) == "job_form"
    assert not slots_after(tracker, events).get("offered")


async def test_a_job_that_is_over_is_followed_by_the_second_request() -> None:
    parked = JobState("return", "conv_1:return:1").for_slot()
    for left in (None, parked):
        tracker = a_tracker(WAITING, job_ended="done", parked_job=left)
        said, events = await ran(EndJob(), tracker)
        assert said == ["utter_next_request"]
        assert [event["text"] for event in events if event["event"] == "user"] == ["where is it"]


async def test_a_job_that_is_over_is_followed_by_the_one_left_for_it() -> None:
    parked = JobState("return", "conv_1:return:1").for_slot()
    tracker = a_tracker(a_message("affirm"), job_ended="done", parked_job=parked)
    said, events = await ran(EndJob(), tracker)
    assert said == ["utter_resume_return"]
    after = slots_after(tracker, events)
    assert (after["offered"], after["job_ended"]) == ("job", None)
    assert follow_up(events) == "action_listen"


async def test_a_job_that_was_lost_leaves_the_offer_of_a_person_as_the_last_word() -> None:
    parked = JobState("return", "conv_1:return:1").for_slot()
    tracker = a_tracker(WAITING, job_ended="lost", offered="person", parked_job=parked)
    said, events = await ran(EndJob(), tracker)
    assert said == []
    assert slots_after(tracker, events)["offered"] == "person"
    assert follow_up(events) == "action_listen"


def test_a_form_under_way_is_gone_on_with_or_left() -> None:
    in_form = a_tracker(a_message("order_status"), loop="job_form")
    assert follow_up(resume(CollectingDispatcher(), in_form)) == "job_form"
    left = leave_form(CollectingDispatcher(), in_form)
    assert follow_up(left) == "action_listen"
    assert [event["name"] for event in left if event["event"] == "active_loop"] == [None]
    assert end_turn(CollectingDispatcher(), in_form)


def test_what_declined_customers_read_offers_nobody() -> None:
    for file in (ROOT / "domain").glob("*.yml"):
        responses = yaml.safe_load(file.read_text("utf-8")).get("responses", {})
        for name, variants in responses.items():
            if name.endswith("_without_offer"):
                assert "colleague" not in variants[0]["text"]
                assert "buttons" not in variants[0]
                assert name.removesuffix("_without_offer") in responses
