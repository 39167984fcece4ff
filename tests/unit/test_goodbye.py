"""Who says goodbye is asked how it was; who only wants a moment is let have it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.dialogue import Deny, StopJob
from actions.feedback import SayGoodbye
from tests.unit.trackers import Event, a_message, a_tracker, follow_up

pytestmark = pytest.mark.anyio


class Ratings:
    """Always has a question."""

    async def question_for(self, _conversation_id: str) -> Any:
        return SimpleNamespace(text="How was it?")


async def said_to(
    text: str,
    loop: str | None = None,
    action: type[DeskAction] = SayGoodbye,
    offered: str | None = None,
) -> tuple[list[str], list[Event]]:
    services: Any = SimpleNamespace(ratings=Ratings())
    dispatcher = CollectingDispatcher()
    tracker = a_tracker(a_message("goodbye", text), loop=loop, offered=offered)
    tracker.latest_message["text"] = text
    events = await action(services).run(dispatcher, tracker, {})
    return [message["response"] for message in dispatcher.messages], events


@pytest.mark.parametrize(
    "text",
    [
        "wait", "later", "not now", "Wait a minute please", "ok, hold on", "maybe later.", "brb",
        "please wait", "just a sec", "one moment, please", "not right now thanks",
    ],
)  # fmt: skip
async def test_a_pause_ends_nothing(text: str) -> None:
    for loop in (None, "job_form"):
        said, events = await said_to(text, loop)
        assert said == ["utter_take_your_time"]
        assert follow_up(events) == "action_listen"
        # The form is begun again, and no offer is forgotten.
        assert [e["name"] for e in events if e["event"] == "active_loop"] == (
            [loop] if loop else []
        )
        assert [e for e in events if e["event"] == "slot"] == []


async def test_a_pause_is_no_answer_to_an_offer_but_later_is_one() -> None:
    said, events = await said_to("wait", None, Deny, "person")
    assert said == ["utter_take_your_time"]
    assert not any(event["event"] == "slot" for event in events)
    for text in ("later", "not now", "no thanks"):
        said, _ = await said_to(text, None, Deny, "person")
        assert said == ["utter_all_right"]


async def test_what_is_read_as_a_no_or_a_stop_may_be_a_pause() -> None:
    for action in (Deny, StopJob):
        said, _ = await said_to("not now", None, action)
        assert said == ["utter_take_your_time"]
    said, _ = await said_to("later", "job_form", StopJob)
    assert said == ["utter_job_stopped"]


@pytest.mark.parametrize("text", ["bye", "see you later", "that's all, bye for now", "/goodbye"])
async def test_a_goodbye_is_one(text: str) -> None:
    said, _ = await said_to(text)
    assert said == ["utter_goodbye", "utter_rating"]
