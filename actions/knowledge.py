"""Answers from the company's articles."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urljoin

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, Event, end_turn, intent_of, resume
from actions.offers import found, may_offer, no_offer, offer
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
            return _say_that_none(dispatcher, tracker)
        citations = [
            {
                "title": one.passage.title,
                "url": urljoin(self.services.settings.url, one.passage.url),
            }
            for one in (answer.best, *answer.related)
        ]
        dispatcher.utter_message(
            response="utter_answer",
            # Rasa would send each paragraph as a message of its own; `desk.engine.client` puts the
            # blank line back.
            answer=answer.best.passage.text.replace("\n\n", KEPT_BLANK_LINE),
            json_message={"citations": citations},
        )
        if found(tracker).get("code") == "not_understood":
            # The message has its answer: nothing is left of that finding.
            return resume(dispatcher, tracker, *no_offer(tracker))
        return end_turn(dispatcher, tracker)


def _say_that_none(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    if found(tracker).get("level") == "handoff":
        # One message too many that nobody understood: the policy left the search for last.
        return [FollowupAction("action_request_handoff")]
    if tracker.active_loop_name:
        # No yes-or-no question here: the form asks one of its own in a moment, and a yes must never
        # be taken for the wrong one.
        dispatcher.utter_message(
            response="utter_no_answer_in_a_job"
            if may_offer(tracker)
            else "utter_no_answer_in_a_job_without_offer"
        )
        return resume(dispatcher, tracker, *no_offer(tracker))
    return resume(dispatcher, tracker, *offer(dispatcher, tracker, *_no_answer(tracker)))


def _no_answer(tracker: Tracker) -> tuple[str, str | None]:
    """The response with an offer of a person, and the one without."""
    if intent_of(tracker) == "unclear":
        # Searched for only once an offer is due; else the bot asks back.
        return "utter_not_understood", None
    # Not just unlike everything foreseen, but like what the bot is not there for.
    if tracker.get_intent_of_latest_message() == "out_of_scope":
        return "utter_out_of_scope", "utter_out_of_scope_without_offer"
    return "utter_no_answer", "utter_no_answer_without_offer"


def _question(tracker: Tracker) -> str:
    """What the customer wrote; a button says only which of two things was meant by it."""
    for event in reversed(tracker.events):
        text = event.get("text") or ""
        if event.get("event") == "user" and text and not text.startswith("/"):
            return text
    return ""
