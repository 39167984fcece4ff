"""Asks how a conversation was."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, Event, end_turn
from actions.jobs.saying import Saying
from actions.pausing import pause, wants_pause


class AskRating(DeskAction):
    """Puts the question to somebody who wants to say how it was."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_rating"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Once in a conversation."""
        if not await _ask(self, dispatcher, tracker):
            dispatcher.utter_message(response="utter_no_rating")
        return end_turn(dispatcher, tracker)


class SayGoodbye(DeskAction):
    """Says goodbye, and asks how it was; who only wants a moment is let have it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_say_goodbye"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Nobody is asked twice."""
        if wants_pause(tracker):
            return pause(dispatcher, tracker)
        dispatcher.utter_message(response="utter_goodbye")
        if tracker.active_loop_name is None:
            await _ask(self, dispatcher, tracker)
        return end_turn(dispatcher, tracker)


async def _ask(action: DeskAction, dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    question = await action.services.ratings.question_for(tracker.sender_id)
    if question is None:
        return False
    Saying("utter_rating", {"question": question.text}, asks="rating").utter(dispatcher)
    return True
