"""A bare order number goes on with what was told of another order just before."""

from __future__ import annotations

import pytest
from rasa_sdk.events import ActionExecuted
from rasa_sdk.executor import CollectingDispatcher

from actions.continuing import continued_by_number
from actions.dialogue import Inform
from actions.orders import OrderStatusAction
from tests.unit.trackers import Event, a_message, a_tracker, follow_up

pytestmark = pytest.mark.anyio

NUMBER = [{"entity": "order_number", "value": "HP-103934"}]


def after(action: str, message: Event, *between: Event) -> list[Event]:
    listening = ActionExecuted("action_listen")
    return [
        a_message("ask_invoice", "an invoice please"), ActionExecuted(action), *between, listening,
        message,
    ]  # fmt: skip


@pytest.mark.parametrize("action", ["action_send_invoice", "action_order_total"])
@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("inform", "for HP-103934"),
        ("inform", "HP-103934"),
        ("order_status", "and what about HP-103934?"),
        ("order_status", "the order HP-103934 please"),
    ],
)
async def test_a_number_alone_is_the_same_question(action: str, intent: str, text: str) -> None:
    tracker = a_tracker(*after(action, a_message(intent, text, entities=NUMBER)))
    tracker.latest_message["text"] = text
    assert continued_by_number(tracker) == action
    asked = Inform() if intent == "inform" else OrderStatusAction()
    assert follow_up(await asked.run(CollectingDispatcher(), tracker, {})) == action


async def test_a_number_with_a_question_of_its_own_is_that_question() -> None:
    text = "where is HP-103934"
    message = a_message("order_status", text, entities=NUMBER)
    tracker = a_tracker(*after("action_send_invoice", message))
    tracker.latest_message["text"] = text
    assert continued_by_number(tracker) is None


async def test_a_number_later_on_or_out_of_the_blue_is_a_question_about_the_order() -> None:
    message = a_message("inform", "HP-103934", entities=NUMBER)
    digression = [a_message("thank", "thanks"), ActionExecuted("utter_thank")]
    for events in ([message], after("action_send_invoice", message, *digression),
                   after("action_list_orders", message)):  # fmt: skip
        tracker = a_tracker(*events)
        assert continued_by_number(tracker) is None
        done = await Inform().run(CollectingDispatcher(), tracker, {})
        assert follow_up(done) == "action_order_status"
