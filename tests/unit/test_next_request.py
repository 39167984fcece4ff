"""The second request of a message, taken from the tracker when the first is done."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import resume
from actions.next_request import as_if_said_now, waiting_request

Event = dict[str, Any]

LISTEN = ActionExecuted("action_listen")


def a_request(intent: str, *order_numbers: str) -> Event:
    """A request as the intent classifier notes it."""
    return {
        "text": f"{intent} please",
        "intent": {"name": intent, "confidence": 0.8},
        "entities": [
            {"entity": "product", "value": "mug", "start": 0, "end": 3},
            *({"entity": "order_number", "value": number} for number in order_numbers),
        ],
    }


CANCEL = a_request("cancel_order", "HP-104233")
REFUND = a_request("refund_status", "HP-104871")
HOURS = a_request("ask_opening_hours")
OTHERWISE = a_request("return_item", "HP-104233") | {"only_if_refused": True}
BESIDES = HOURS | {"only_if_refused": False}


def said(*requests: Event, text: str = "hello") -> Event:
    """A message of the customer with `requests`, if it has more than one."""
    event: Event = UserUttered(text, parse_data={"requests": list(requests)} if requests else {})
    return event


def a_tracker(*events: Event, loop: str | None = None, **slots: Any) -> Tracker:
    active_loop = {"name": loop} if loop else {}
    return Tracker("conv_1", slots, None, list(events), False, None, active_loop, None)


def waiting(*events: Event, job_ended: str | None = None) -> Event | None:
    return waiting_request(a_tracker(*events, job_ended=job_ended))


@pytest.mark.parametrize(
    "events",
    [
        [],
        [LISTEN, UserUttered("cancel it", parse_data={"intent": {"name": "cancel_order"}})],
        [UserUttered("restored without a reading", parse_data=None)],
        [said(CANCEL)],
        [BotUttered("What else?"), SlotSet("offered", None)],
    ],
    ids=["nothing said", "one request", "no reading", "one noted", "the bot only"],
)
def test_nothing_waits_without_a_second_request(events: list[Event]) -> None:
    assert waiting(*events) is None


def test_the_second_request_is_next_when_the_first_is_done() -> None:
    assert waiting(LISTEN, said(CANCEL, REFUND), ActionExecuted("action_begin_job")) == REFUND


def test_the_third_request_follows_the_second() -> None:
    events = [said(CANCEL, REFUND, HOURS), ActionExecuted("action_begin_job")]
    events += [*as_if_said_now(REFUND), ActionExecuted("action_refund_status")]
    assert waiting(*events) == HOURS

    assert waiting(*events, *as_if_said_now(HOURS), ActionExecuted("utter_hours")) is None


def test_a_request_waits_as_long_as_a_form_does_the_first() -> None:
    questions = [
        ActiveLoop("identify_form"),
        *(said(text=f"answer {number}") for number in range(5)),
        ActiveLoop(None),
    ]

    assert waiting(said(CANCEL, REFUND), *questions) == REFUND
    assert waiting(said(CANCEL, REFUND, HOURS), *as_if_said_now(REFUND), *questions) == HOURS


def test_a_request_that_was_not_served_lapses_after_one_further_message() -> None:
    asked, thanks = said(CANCEL, REFUND), said(text="thanks")

    assert waiting(asked, BotUttered("Done."), thanks) == REFUND
    assert waiting(asked, BotUttered("Done."), thanks, said(text="/affirm")) is None
    assert waiting(asked, thanks, ActiveLoop("job_form"), said(), ActiveLoop(None)) == REFUND


def test_a_request_that_was_served_gives_the_next_one_its_time() -> None:
    served = [said(CANCEL, REFUND, HOURS), said(text="thanks"), *as_if_said_now(REFUND)]

    assert waiting(*served, said(text="and?")) == HOURS
    assert waiting(*served, said(text="and?"), said(text="well?")) is None


def test_the_newest_message_with_two_requests_counts() -> None:
    earlier = [said(CANCEL, REFUND), *as_if_said_now(REFUND)]
    assert waiting(*earlier, said(REFUND, HOURS)) == HOURS


def test_what_is_wanted_otherwise_is_next_only_after_a_refusal() -> None:
    asked = [said(CANCEL, OTHERWISE), ActionExecuted("action_begin_job")]

    assert waiting(*asked, job_ended="refused") == OTHERWISE
    for job_ended in (None, "done", "left", "lost"):
        assert waiting(*asked, job_ended=job_ended) is None


def test_what_is_wanted_otherwise_is_passed_over_for_the_next_request() -> None:
    asked = [said(CANCEL, OTHERWISE, BESIDES), ActionExecuted("action_begin_job")]

    assert waiting(*asked, job_ended="done") == BESIDES
    assert waiting(*asked, *as_if_said_now(BESIDES), job_ended=None) is None


def test_after_the_alternative_the_next_request_still_comes() -> None:
    asked = [said(CANCEL, OTHERWISE, BESIDES), ActionExecuted("action_begin_job")]
    served = [*asked, *as_if_said_now(OTHERWISE), ActionExecuted("action_begin_job")]

    for job_ended in (None, "done", "refused"):
        assert waiting(*served, job_ended=job_ended) == BESIDES


def test_an_alternative_that_was_passed_over_is_not_brought_up_by_a_later_refusal() -> None:
    asked = [said(CANCEL, OTHERWISE, BESIDES), *as_if_said_now(BESIDES)]

    assert waiting(*asked, job_ended="refused") is None


def test_an_alternative_waits_through_the_questions_of_the_first_job() -> None:
    asked = said(CANCEL, OTHERWISE)
    questions = [ActiveLoop("job_form"), *(said(text=f"answer {n}") for n in range(5))]

    assert waiting(asked, *questions, ActiveLoop(None), job_ended="refused") == OTHERWISE
    assert waiting(asked, *questions, ActiveLoop(None), job_ended="done") is None


def test_an_alternative_lapses_like_any_other_request() -> None:
    asked, thanks = said(CANCEL, OTHERWISE), said(text="thanks")

    assert waiting(asked, thanks, said(text="and?"), job_ended="refused") is None
    assert waiting(asked, ActionExecuted("action_stop_job"), job_ended="refused") is None


@pytest.mark.parametrize(
    "action",
    ["action_request_handoff", "action_reset_dialogue", "action_stop_job", "action_session_start"],
)
def test_nothing_waits_after_a_handoff_a_stop_or_a_fresh_start(action: str) -> None:
    ended = [said(CANCEL, REFUND), ActionExecuted(action), said(text="hello again")]

    assert waiting(*ended) is None
    assert waiting(*ended, said(REFUND, HOURS)) == HOURS


def test_a_request_is_taken_up_like_a_message_of_the_customer() -> None:
    *_, listened, uttered = as_if_said_now(REFUND)

    assert (listened["event"], listened["name"]) == ("action", "action_listen")
    assert (uttered["event"], uttered["text"]) == ("user", REFUND["text"])
    parsed = uttered["parse_data"]
    assert parsed["intent"] == REFUND["intent"]
    assert parsed["intent_ranking"] == [REFUND["intent"]]
    assert parsed["entities"] == REFUND["entities"]
    assert parsed["waited"] is True


@pytest.mark.parametrize(
    ("numbers", "slots"),
    [
        ([], []),
        (["HP-104871"], [SlotSet("order_number", "HP-104871")]),
        (["HP-104871", "HP-104233"], [SlotSet("order_number", "HP-104871")]),
    ],
)
def test_its_order_number_is_the_one_talked_about_now(
    numbers: list[str], slots: list[Event]
) -> None:
    events = as_if_said_now(a_request("refund_status", *numbers))
    assert [event for event in events if event["event"] == "slot"] == slots


def test_a_finished_job_goes_on_with_the_next_request() -> None:
    dispatcher = CollectingDispatcher()
    tracker = a_tracker(said(CANCEL, REFUND), ActionExecuted("action_begin_job"))

    events = resume(dispatcher, tracker, SlotSet("confirmed", None))

    assert events == [SlotSet("confirmed", None), *as_if_said_now(REFUND)]
    (message,) = dispatcher.messages
    assert (message["response"], message["request"]) == ("utter_next_request", REFUND["text"])


def test_a_question_is_named_without_its_question_mark() -> None:
    dispatcher = CollectingDispatcher()
    resume(dispatcher, a_tracker(said(CANCEL, REFUND | {"text": "Where is my refund?!"})))
    assert dispatcher.messages[0]["request"] == "Where is my refund"


def test_with_the_last_request_kept_the_customer_is_asked_to_repeat_the_others() -> None:
    dispatcher = CollectingDispatcher()
    last = REFUND | {"left_out": ["Do you wrap gifts?", "When are you open?"]}

    events = resume(dispatcher, a_tracker(said(CANCEL, last)))

    assert events == as_if_said_now(REFUND)
    (message,) = dispatcher.messages
    assert (message["response"], message["request"]) == ("utter_last_request", REFUND["text"])
    assert message["left_out"] == "Do you wrap gifts? When are you open?"


def test_a_form_under_way_comes_before_the_next_request() -> None:
    dispatcher = CollectingDispatcher()

    events = resume(dispatcher, a_tracker(said(CANCEL, REFUND), loop="identify_form"))

    assert [event["name"] for event in events] == ["times_put_off", "identify_form"]
    assert dispatcher.messages == []
