"""An answer, or the lack of one, beside what the customer was offered and is in the middle of."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.dialogue import Affirm
from actions.knowledge import AnswerQuestion
from actions.people import OfferPerson, RequestHandoff
from tests.integration.answering import answering_desk
from tests.integration.desk_in_process import Desk
from tests.unit.trackers import Event, a_message, a_tracker, follow_up, slots_after

pytestmark = pytest.mark.anyio

ANSWERED, UNANSWERED = "How long do I have to return something?", "Do you repair umbrellas?"
FINDING = {"level": "offer", "code": "frustration", "words": "Growing impatient."}
NOT_UNDERSTOOD = FINDING | {"code": "not_understood"}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with answering_desk(tmp_path) as desk:
        yield desk


async def ran(
    desk: Desk, tracker: Tracker, action: type[DeskAction] = AnswerQuestion
) -> tuple[list[str], list[Event]]:
    """The responses that the action uttered, and its events."""
    tracker.sender_id = desk.conversation_id
    dispatcher = CollectingDispatcher()
    events: list[Event] = await action(desk.services).run(dispatcher, tracker, {})
    return [message["response"] for message in dispatcher.messages], events


async def test_an_offer_stands_while_a_second_request_is_answered(desk: Desk) -> None:
    tracker = a_tracker(a_message("ask_returns", ANSWERED, waited=True), offered="person")
    said, events = await ran(desk, tracker)
    assert said == ["utter_answer"]
    assert slots_after(tracker, events)["offered"] == "person"


@pytest.mark.parametrize(
    ("intent", "response"),
    [("ask_care", "utter_no_answer"), ("out_of_scope", "utter_out_of_scope")],
)
async def test_without_an_answer_a_person_is_offered_only_where_one_may_be(
    desk: Desk, intent: str, response: str
) -> None:
    said, events = await ran(desk, a_tracker(a_message(intent, UNANSWERED)))
    assert said == [response]
    assert slots_after(a_tracker(), events)["offered"] == "person"

    declined = a_tracker(a_message(intent, UNANSWERED), may_offer_person=False)
    said, events = await ran(desk, declined)
    assert said == [f"{response}_without_offer"]
    assert not slots_after(declined, events).get("offered")


async def test_an_unforeseen_question_is_not_called_outside_of_what_the_bot_does(
    desk: Desk,
) -> None:
    likeliest = [{"name": "ask_care", "confidence": 0.1}]
    unforeseen = a_message("out_of_scope", UNANSWERED, intent_ranking=likeliest)
    said, _ = await ran(desk, a_tracker(unforeseen))
    assert said == ["utter_no_answer"]


@pytest.mark.parametrize(
    ("may", "response"),
    [(True, "utter_no_answer_in_a_job"), (False, "utter_no_answer_in_a_job_without_offer")],
)
async def test_in_a_form_nothing_is_asked_that_a_yes_could_be_taken_for(
    desk: Desk, may: bool, response: str
) -> None:
    asked = a_message("ask_care", UNANSWERED)
    tracker = a_tracker(asked, loop="job_form", may_offer_person=may)
    said, events = await ran(desk, tracker)
    assert said == [response]
    assert not slots_after(tracker, events).get("offered")
    assert follow_up(events) == "job_form"


@pytest.mark.parametrize("level", ["offer", "handoff"])
async def test_an_answer_refutes_that_the_message_was_not_understood(
    desk: Desk, level: str
) -> None:
    finding = NOT_UNDERSTOOD | {"level": level}
    tracker = a_tracker(a_message("out_of_scope", ANSWERED), escalation=finding)
    said, events = await ran(desk, tracker)
    assert said == ["utter_answer"]
    assert slots_after(tracker, events)["escalation"] is None
    assert follow_up(events) == "action_listen"


async def test_an_annoyed_customer_gets_the_answer_and_the_offer(desk: Desk) -> None:
    said, _ = await ran(desk, a_tracker(a_message("ask_returns", ANSWERED), escalation=FINDING))
    assert said == ["utter_answer", "utter_offer_person"]


async def test_without_an_answer_one_message_too_many_is_handed_over(desk: Desk) -> None:
    finding: dict[str, Any] = NOT_UNDERSTOOD | {"level": "handoff"}
    tracker = a_tracker(a_message("unclear", UNANSWERED), escalation=finding)
    said, events = await ran(desk, tracker)
    assert said == []
    assert follow_up(events) == "action_request_handoff"
    assert slots_after(tracker, events)["escalation"]["level"] == "handoff"


async def test_a_second_unclear_message_without_an_answer_brings_an_offer(desk: Desk) -> None:
    tracker = a_tracker(a_message("unclear", UNANSWERED), escalation=NOT_UNDERSTOOD)
    said, events = await ran(desk, tracker)
    assert said == ["utter_not_understood"]
    assert slots_after(tracker, events)["offered_because"] == NOT_UNDERSTOOD


async def test_what_did_not_help_brings_an_offer_unless_one_was_declined(desk: Desk) -> None:
    message = a_message("not_helpful", "that didn't help")
    said, events = await ran(desk, a_tracker(message), OfferPerson)
    assert said == ["utter_not_helpful"]
    assert slots_after(a_tracker(), events)["offered"] == "person"
    said, events = await ran(desk, a_tracker(message, may_offer_person=False), OfferPerson)
    assert said == ["utter_not_helpful_without_offer"]
    assert not slots_after(a_tracker(), events).get("offered")


async def test_who_wants_to_be_forgotten_is_handed_over_as_such(desk: Desk) -> None:
    wish = a_message("delete_my_data", "please delete all the data you have on me")
    tracker = a_tracker(wish)
    said, events = await ran(desk, tracker, OfferPerson)
    assert said == ["utter_colleague_deletes_data"]
    assert await desk.services.handoff.waiting() == 0

    tracker = a_tracker(wish, a_message("affirm", "yes please"), **slots_after(tracker, events))
    said, events = await ran(desk, tracker, Affirm)
    assert (said, follow_up(events)) == ([], "action_request_handoff")
    await ran(desk, tracker, RequestHandoff)
    ticket = await desk.ticket()
    assert ticket.reason_code == "delete_my_data"
    assert ticket.reason == "The customer wants their data deleted."
