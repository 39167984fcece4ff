"""Where two requests may be meant, the customer is asked which, with a button for each."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions.dialogue import AskBack
from desk.settings import ROOT
from tests.unit.trackers import a_message, a_tracker, follow_up, slots_after

pytestmark = pytest.mark.anyio

DOMAIN: dict[str, Any] = {"responses": {}}
for _file in sorted((ROOT / "domain").glob("*.yml")):
    DOMAIN["responses"] |= yaml.safe_load(_file.read_text("utf-8")).get("responses", {})

RETURN = {"title": "Return something", "payload": "/return_item"}
EXCHANGE = {"title": "Exchange something", "payload": "/exchange_item"}
NEITHER = {"title": "Something else", "payload": "/deny"}


@pytest.mark.parametrize(
    ("likeliest", "buttons"),
    [
        (["return_item", "exchange_item", "cancel_order"], [RETURN, EXCHANGE]),
        (["exchange_item", "return_item", "cancel_order"], [EXCHANGE, RETURN]),
        # Nobody can press "a yes": what has no words for a button leaves its place to the next.
        (["return_item", "affirm", "exchange_item", "cancel_order"], [RETURN, EXCHANGE]),
        (["greet", "out_of_scope", "exchange_item", "return_item"], [EXCHANGE, RETURN]),
        (["affirm", "return_item", "deny"], [RETURN]),
        (["affirm", "deny"], []),
    ],
)
async def test_the_two_likeliest_requests_and_neither_are_offered(
    likeliest: list[str], buttons: list[dict[str, str]]
) -> None:
    ranking = [{"name": name, "confidence": 0.5 / place} for place, name in enumerate(likeliest, 1)]
    message = a_message("unclear", "I want to send this back", intent_ranking=ranking)
    tracker = a_tracker(message, offered="person")
    dispatcher = CollectingDispatcher()
    events = await AskBack().run(dispatcher, tracker, DOMAIN)
    (said,) = dispatcher.messages
    assert (said["response"], said["buttons"]) == ("utter_ask_back", [*buttons, NEITHER])
    # A "yes" to this question is not one to what was offered before it.
    assert slots_after(tracker, events)["offered"] is None
    assert follow_up(events) == "action_listen"
