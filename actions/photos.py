"""A photo that nothing was asked for: it is kept, and the customer says what it is about."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, Event, end_turn


class TakePhoto(DeskAction):
    """Thanks for a photo that came without words, or with words that say nothing by themselves."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_take_photo"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Ask what it is about, unless a form is under way, which asks its own question again."""
        is_free = tracker.active_loop_name is None
        dispatcher.utter_message(response="utter_photo_about" if is_free else "utter_photo_kept")
        return end_turn(dispatcher, tracker, is_put_off=False)
