"""A person is offered once, in fitting words, and not to somebody who has just declined."""

from __future__ import annotations

from collections.abc import Awaitable
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, EndTurn, end_turn, leave_form, resume
from actions.job_form import EndJob
from actions.jobs.state import JobState
from actions.knowledge import AnswerQuestion
from actions.people import OfferPerson
from desk.settings import ROOT
from tests.unit.trackers import Event, a_message, a_tracker, follow_up, slots_after

pytestmark = pytest.mark.anyio

FINDING = {"level": "offer", "code": "frustration", "words": "Growing impatient.",
           "trend_score": 0.4, "evidence": [{"name": "a", "value": "b"}]}  # fmt: skip
NOT_UNDERSTOOD = FINDING | {"code": "not_understood"}
WAITING = a_message(
    "charged_twice",
    requests=[
        {"text": text, "intent": {"name": name}, "entities": []}
        for text, name in (("charged twice", "charged_twice"), ("where is it", "order_status"))
    ],
)


class Articles:
    """Has one passage, or none."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def answer(self, _question: str) -> Any:
        if self._text is None:
            return None
        passage = SimpleNamespace(text=self._text, title="Help", url="/help")
        return SimpleNamespace(best=SimpleNamespace(passage=passage), related=[])


def answering(text: str | None) -> AnswerQuestion:
    settings = SimpleNamespace(url="http://127.0.0.1:8000")
    services: Any = SimpleNamespace(knowledge=Articles(text), settings=settings)
    return AnswerQuestion(services)


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
    for ended in (EndTurn(), answering("Free of charge.")):
        _, events = await ran(ended, a_tracker(second, offered="person"))
        assert slots_after(a_tracker(second, offered="person"), events)["offered"] == "person"


async def test_an_offer_to_the_first_request_is_followed_by_the_second() -> None:
    for finding in (None, FINDING):
        tracker = a_tracker(WAITING, escalation=finding, loop="job_form")
        said, events = await ran(OfferPerson(), tracker)
        assert said == ["utter_colleague_checks_payment", "utter_next_request"]
        assert slots_after(tracker, events)["offered"] == "person"
        (served,) = [event for event in events if event["event"] == "user"]
        assert served["text"] == "where is it"


async def test_a_question_without_an_answer_brings_an_offer_only_where_one_may_be_made() -> None:
    for intent, response in (
        ("ask_care", "utter_no_answer"),
        ("out_of_scope", "utter_out_of_scope"),
    ):
        said, events = await ran(answering(None), a_tracker(a_message(intent)))
        assert said == [response]
        assert slots_after(a_tracker(), events)["offered"] == "person"

        declined = a_tracker(a_message(intent), may_offer_person=False)
        said, events = await ran(answering(None), declined)
        assert said == [f"{response}_without_offer"]
        assert not slots_after(declined, events).get("offered")


async def test_an_unforeseen_question_is_not_called_outside_of_what_the_bot_does() -> None:
    likeliest = [{"name": "ask_care", "confidence": 0.1}]
    said, _ = await ran(
        answering(None), a_tracker(a_message("out_of_scope", intent_ranking=likeliest))
    )
    assert said == ["utter_no_answer"]


async def test_in_a_form_nothing_is_asked_that_a_yes_could_be_taken_for() -> None:
    for may, response in ((True, "utter_no_answer_in_a_job"),
                          (False, "utter_no_answer_in_a_job_without_offer")):  # fmt: skip
        tracker = a_tracker(a_message("ask_care"), loop="job_form", may_offer_person=may)
        said, events = await ran(answering(None), tracker)
        assert said == [response]
        assert not slots_after(tracker, events).get("offered")
        assert follow_up(events) == "job_form"


async def test_an_answer_refutes_that_the_message_was_not_understood() -> None:
    for level in ("offer", "handoff"):
        finding = NOT_UNDERSTOOD | {"level": level}
        tracker = a_tracker(a_message("out_of_scope"), escalation=finding)
        said, events = await ran(answering("It is 30 cm high."), tracker)
        assert said == ["utter_answer"]
        assert slots_after(tracker, events)["escalation"] is None
        assert follow_up(events) == "action_listen"


async def test_an_annoyed_customer_gets_the_answer_and_the_offer() -> None:
    tracker = a_tracker(a_message("ask_care"), escalation=FINDING)
    said, _ = await ran(answering("Wash it cold."), tracker)
    assert said == ["utter_answer", "utter_offer_person"]


async def test_without_an_answer_one_message_too_many_is_handed_over() -> None:
    tracker = a_tracker(a_message("unclear"), escalation=NOT_UNDERSTOOD | {"level": "handoff"})
    said, events = await ran(answering(None), tracker)
    assert said == []
    assert follow_up(events) == "action_request_handoff"
    assert slots_after(tracker, events)["escalation"]["level"] == "handoff"


async def test_a_second_unclear_message_without_an_answer_brings_an_offer() -> None:
    tracker = a_tracker(a_message("unclear"), escalation=NOT_UNDERSTOOD)
    said, events = await ran(answering(None), tracker)
    assert said == ["utter_not_understood"]
    assert slots_after(tracker, events)["offered_because"] == NOT_UNDERSTOOD


@pytest.mark.parametrize("intent", ["complaint", "not_helpful"])
async def test_who_has_declined_is_answered_without_another_offer(intent: str) -> None:
    said, events = await ran(OfferPerson(), a_tracker(a_message(intent)))
    assert said == [f"utter_{intent}"]
    assert slots_after(a_tracker(), events)["offered"] == "person"

    declined = a_tracker(a_message(intent), may_offer_person=False)
    said, events = await ran(OfferPerson(), declined)
    assert said == [f"utter_{intent}_without_offer"]
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
