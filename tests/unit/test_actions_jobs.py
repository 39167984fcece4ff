"""The parts of the dialogue of jobs that need no shop: messages, states, buttons, kinds."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.jobs.dialogue import End
from actions.jobs.kinds import JOBS, job_begun_by
from actions.jobs.resuming import ask_to_resume
from actions.jobs.said import Said
from actions.jobs.saying import YES_NO, Saying, answers, numbered
from actions.jobs.state import JobState
from actions.people import tried
from desk.settings import ROOT
from tests.unit.trackers import a_message, a_tracker

DOMAIN = [
    yaml.safe_load(file.read_text("utf-8")) for file in sorted((ROOT / "domain").glob("*.yml"))
]
RESPONSES = {name for part in DOMAIN for name in part.get("responses", {})}
INTENTS = {intent for part in DOMAIN for intent in part.get("intents", [])}
DETAILS = sorted({detail.name for job in JOBS.values() for detail in job.details})


def heard(text: str, **parse_data: object) -> Said:
    event = a_message("cancel_order", text, **parse_data)
    return Said.of({"text": text, **event["parse_data"]}, event.get("metadata"))


def test_every_job_is_begun_by_intents_of_its_own() -> None:
    intents = [intent for job in JOBS.values() for intent in job.begun_by]
    assert len(intents) == len(set(intents))
    assert set(intents) <= INTENTS
    for kind, job in JOBS.items():
        assert job.kind == kind
        assert all(job_begun_by(intent) is job for intent in job.begun_by)
    assert job_begun_by("greet") is None


@pytest.mark.parametrize("kind", JOBS)
def test_a_job_that_was_left_can_be_offered_again(kind: str) -> None:
    asked = ask_to_resume(JobState(kind, "key"), None)
    (text,) = [
        part["responses"][asked.response][0]["text"].format_map(asked.values)
        for part in DOMAIN
        if asked.response in part.get("responses", {})
    ]
    # Also where nothing is known yet that could be named, it is a sentence.
    assert re.fullmatch(r"Now, back to (?:[\w'-]+ ?)+: shall (?:[\w'-]+ ?)+\?", text)


@pytest.mark.parametrize("name", DETAILS)
def test_an_answer_that_is_not_understood_has_its_words(name: str) -> None:
    assert f"utter_unclear_{name}" in RESPONSES


def test_a_message_is_kept_with_its_numbers_each_once() -> None:
    numbers = [{"entity": "order_number", "value": value} for value in ("HP-1", "HP-2", "HP-1")]
    said = heard("cancel HP-1 and HP-2", entities=numbers, reading={"in_scope": 0.9})
    assert (said.intent, said.order_numbers, said.in_scope) == (
        *("cancel_order", ("HP-1", "HP-2"), 0.9),
    )
    assert said.is_sure
    assert not said.is_button
    assert not heard("cancel", reading={"in_scope": 0.05}).is_sure


def test_a_button_has_no_text() -> None:
    said = heard("/affirm")
    assert said.is_button
    assert said.word_count == 0
    assert not said.is_question


def test_a_photo_without_words_is_no_button() -> None:
    message = {"text": "/photo_sent", "intent": {"name": "photo_sent"}}
    said = Said.of(message, {"seq": 4, "photo": True})
    assert (said.text, said.has_photo, said.is_button) == ("", True, False)
    assert not Said.of(message, {"seq": 4, "photo": False}).has_photo


def test_the_place_in_the_conversation_is_that_of_the_desk() -> None:
    assert Said.of({"text": "hello"}, {"seq": 4}).seq == 4
    assert Said.of({"text": "hello"}, {"seq": "4"}).seq is None
    assert Said.of({"text": "hello"}).seq is None
    assert Said.of({"text": None, "entities": None, "intent": None}) == Said()


def test_of_several_requests_a_job_hears_the_first() -> None:
    requests = [{"text": "return the lamp"}, {"text": "cancel the rug"}]
    said = heard("return the lamp and cancel the rug", requests=requests)
    assert "rug" not in said.text
    assert "lamp" in said.text


@pytest.mark.parametrize(
    ("text", "is_question"),
    [
        ("how long does it take", True),
        ("What's that", True),
        ("the blue one?", True),
        ("the blue one? ", True),
        ("the blue one", False),
        ("", False),
        ("howling wolf mug", False),
    ],
)
def test_a_question_is_told_from_an_answer(text: str, is_question: bool) -> None:
    assert Said(text).is_question is is_question


@given(
    st.builds(
        Said,
        text=st.text(max_size=50),
        intent=st.text(max_size=10),
        in_scope=st.floats(0, 1),
        order_numbers=st.lists(st.text(max_size=9), max_size=3).map(tuple),
        seq=st.none() | st.integers(0, 9999),
    ),
    st.dictionaries(st.text(max_size=5), st.none() | st.text(max_size=5), max_size=4),
)
def test_a_state_outlasts_json(said: Said, details: dict[str, str | None]) -> None:
    state = JobState("cancel", "conv_1:cancel:4", details=dict(details))
    state.hear(said)
    state.later_orders = list(said.order_numbers)
    kept = json.loads(json.dumps(state.for_slot()))
    assert JobState.from_slot(kept) == state


@pytest.mark.parametrize("kept", [None, "", 7, ["cancel"]])
def test_an_empty_slot_holds_no_state(kept: object) -> None:
    assert JobState.from_slot(kept) is None


def test_of_many_messages_the_first_and_the_newest_are_kept() -> None:
    state = JobState("cancel", "key")
    for place in range(20):
        state.hear(Said(str(place)))
    assert [said.text for said in state.heard] == ["0", *map(str, range(13, 20))]


def test_details_are_forgotten_by_name() -> None:
    state = JobState("cancel", "key", details={"order": "HP-1", "reason": "no longer needed"})
    state.forget("reason", "items")
    assert state.details == {"order": "HP-1"}


def test_a_saying_carries_its_values_its_buttons_and_what_it_asks_for() -> None:
    dispatcher = CollectingDispatcher()
    Saying("utter_a", {"order_number": "HP-1"}, YES_NO, asks="confirm").utter(dispatcher)
    Saying("utter_b").utter(dispatcher)
    asked, plain = dispatcher.messages
    assert (asked["response"], asked["order_number"]) == ("utter_a", "HP-1")
    assert asked["buttons"] == list(YES_NO)
    assert asked["custom"] == {"asks": "confirm"}
    assert (plain["response"], plain["buttons"], plain["custom"]) == ("utter_b", [], {})


def test_a_button_is_like_writing_what_stands_on_it() -> None:
    assert answers(["M, blue"]) == ({"title": "M, blue", "payload": "M, blue"},)
    assert numbered(["a lamp", "a rug"]) == "1. a lamp\n2. a rug"


@pytest.mark.parametrize("kind", JOBS)
def test_an_agent_reads_which_jobs_were_tried(kind: str) -> None:
    state = JobState(kind, "key").for_slot()
    under_way = [SlotSet("job", state), SlotSet("job", state)]
    (begun,) = tried(a_tracker(*under_way))
    assert begun.startswith("Began: ")
    for end in End:
        ended = [*under_way, SlotSet("job", None), SlotSet("job_ended", end.name.lower())]
        assert len(tried(a_tracker(*ended))) == 2
