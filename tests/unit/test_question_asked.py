"""Which words of a conversation are the question, and which were said before it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.question_context import _said
from knowledge_base.conversation import Turn


def tracker_of(*events: dict[str, Any]) -> Tracker:
    return Tracker("c", {}, {}, list(events), False, None, {}, "action_listen")


def said(text: str, *requests: str) -> dict[str, Any]:
    parsed = {"requests": [{"text": one} for one in requests]} if requests else {}
    return {"event": "user", "text": text, "parse_data": parsed}


def test_of_several_requests_the_first_is_asked_and_the_others_wait() -> None:
    two = said("Do you wrap gifts? And may I pay later?", "Do you wrap gifts?", "may I pay later?")
    assert _said(tracker_of(two)) == ("Do you wrap gifts?", [])


def test_what_was_said_before_stays_whole() -> None:
    two = said("Do you wrap the mug? And may I pay later?", "Do you wrap the mug?", "and later?")
    text, before = _said(tracker_of(two, {"event": "bot", "text": "Yes."}, said("how much?")))
    assert text == "how much?"
    assert before == [
        Turn("customer", "Do you wrap the mug? And may I pay later?"),
        Turn("agent", "Yes."),
    ]


def test_where_nobody_asked_there_is_no_question() -> None:
    assert _said(tracker_of({"event": "bot", "text": "Hello."})) == ("", [])
