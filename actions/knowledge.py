"""Answers from the company's articles."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urljoin

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, Event, end_turn, resume
from desk.engine.client import KEPT_BLANK_LINE


class AnswerQuestion(DeskAction):
    """Quotes the passage that answers the customer's message, or says that none does."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_question"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Search and answer."""
        question = _question(tracker)
        # Encoding is computation: in the event loop it would hold up everybody else's turn.
        answer = await asyncio.to_thread(self.services.knowledge.answer, question)
        if answer is None:
            if tracker.active_loop_name:
                # No yes-or-no question here: the form asks one of its own in a moment, and a yes
                # must never be taken for the wrong one.
                dispatcher.utter_message(response="utter_no_answer_in_a_job")
                return resume(dispatcher, tracker, SlotSet("escalation", None))
            is_off_topic = tracker.get_intent_of_latest_message() == "out_of_scope"
            dispatcher.utter_message(
                response="utter_out_of_scope" if is_off_topic else "utter_no_answer"
            )
            # This offers a person already; what the escalation policy wanted to add is said.
            return resume(
                dispatcher, tracker, SlotSet("offered", "person"), SlotSet("escalation", None)
            )
        citations = [
            {
                "title": found.passage.title,
                "url": urljoin(self.services.settings.url, found.passage.url),
            }
            for found in (answer.best, *answer.related)
        ]
        dispatcher.utter_message(
            response="utter_answer",
            # Rasa would send each paragraph as a message of its own; `desk.engine.client` puts the
            # blank line back.
            answer=answer.best.passage.text.replace("\n\n", KEPT_BLANK_LINE),
            json_message={"citations": citations},
        )
        return end_turn(dispatcher, tracker, SlotSet("offered", None))


def _question(tracker: Tracker) -> str:
    """What the customer wrote; a button says only which of two things was meant by it."""
    for event in reversed(tracker.events):
        text = event.get("text") or ""
        if event.get("event") == "user" and text and not text.startswith("/"):
            return text
    return ""
