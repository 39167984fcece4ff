"""Answers from the company's articles."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import NoneType
from typing import Any
from urllib.parse import urljoin

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.asked import place_of_message
from actions.desk_action import DeskAction, Event, end_turn, intent_of, resume
from actions.offers import found, may_offer, no_offer, offer
from actions.question_context import Question, question_of
from actions.topics import ASKS_BACK, NONE_OF_THEM, SOMETHING_ELSE, Topic, topic_chosen
from desk.customers.customer import Customer
from desk.engine.client import KEPT_BLANK_LINE
from desk.insight.question import Outcome
from desk.services import Services
from knowledge_base.conversation import readings_of
from knowledge_base.knowledge_base import Answer, Reply, Unclear

_OUTCOMES = {
    Answer: Outcome.ANSWERED,
    Unclear: Outcome.ASKED_BACK,
    NoneType: Outcome.UNANSWERED,
}


@dataclass(frozen=True)
class LookedUp:
    """The newest question, and what the articles say to it."""

    question: Question
    reply: Reply


class AnswerQuestion(DeskAction):
    """Answers the customer's question from the articles, or says that none does."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_question"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Search and answer; where several topics may be meant, ask which one is."""
        looked_up = await look_up(self.services, tracker, await self.customer(tracker))
        return await tell(self.services, dispatcher, tracker, looked_up)


async def look_up(services: Services, tracker: Tracker, customer: Customer | None) -> LookedUp:
    """Search the articles for the newest question."""
    chosen = topic_chosen(tracker)
    question = await question_of(services, tracker, customer, chosen)
    if chosen == NONE_OF_THEM:
        return LookedUp(question, None)
    # A form under way asks a question of its own in a moment; two at once are one too many.
    may_ask = not (tracker.active_loop_name or _has_just_asked_back(tracker))
    # Encoding is computation: in the event loop it would hold up everybody else's turn.
    reply = await asyncio.to_thread(
        services.knowledge.reply, question.text, question.context, question.facts, may_ask
    )
    if isinstance(reply, Unclear) and _person_is_due(tracker):
        # Whoever loses patience is asked one thing: whether a person should take over.
        reply = None
    return LookedUp(question, reply)


async def tell(
    services: Services, dispatcher: CollectingDispatcher, tracker: Tracker, looked_up: LookedUp
) -> list[Event]:
    """Say what was found, keep the question for the team, and end the turn."""
    reply = looked_up.reply
    await _record(services, tracker, looked_up)
    if reply is None:
        return _say_that_none(dispatcher, tracker)
    if isinstance(reply, Unclear):
        _ask_which(dispatcher, reply)
    else:
        await _say(services, dispatcher, looked_up.question, reply)
    if found(tracker).get("code") == "not_understood":
        # The message has its answer: nothing is left of that finding.
        return resume(dispatcher, tracker, *no_offer(tracker))
    return end_turn(dispatcher, tracker)


async def _say(
    services: Services, dispatcher: CollectingDispatcher, question: Question, answer: Answer
) -> None:
    sources = [one.passage for one in (answer.best, *answer.related)]
    text = answer.composed.text
    writer = services.writer
    # What the writer phrases lacks what the shop knows of the customer's own order, and would
    # choose a side where articles contradict each other.
    is_plain = answer.composed.fact is None and not answer.composed.contradictions
    if writer is not None and is_plain:
        written = await writer.write(question.text, sources, question.context.turns, question.names)
        text, sources = (written.text, list(written.passages)) if written else (text, sources)
    dispatcher.utter_message(
        response="utter_answer",
        # Rasa would send each paragraph as a message of its own; `desk.engine.client` puts the
        # blank line back.
        answer=text.replace("\n\n", KEPT_BLANK_LINE),
        json_message={
            "citations": [
                {"title": one.title, "url": urljoin(services.settings.url, one.url)}
                for one in sources
            ]
        },
    )


async def _record(services: Services, tracker: Tracker, looked_up: LookedUp) -> None:
    """For the team, who see what is asked and not answered."""
    question, reply = looked_up.question, looked_up.reply
    *_, read_as = readings_of(question.text, question.context)
    best = reply.best if isinstance(reply, Answer) else None
    await services.questions.record(
        tracker.sender_id,
        question.text,
        _OUTCOMES[type(reply)],
        message_seq=place_of_message(tracker),
        read_as=read_as,
        article_id=None if best is None else best.passage.article_id,
        score=None if best is None else best.score,
    )


def _has_just_asked_back(tracker: Tracker) -> bool:
    """Whether the customer was asked before they wrote; who only repeats it is not asked again."""
    said = (event for event in reversed(tracker.events) if event.get("event") == "bot")
    newest = next(said, None)
    return newest is not None and (newest.get("metadata") or {}).get("utter_action") == ASKS_BACK


def _ask_which(dispatcher: CollectingDispatcher, reply: Unclear) -> None:
    """The topics as buttons, by the titles of their articles, and one for none of them."""
    topics = [Topic(one.passage.title, one.passage.article_id) for one in reply.choices]
    dispatcher.utter_message(
        response=ASKS_BACK, buttons=[topic.button for topic in (*topics, SOMETHING_ELSE)]
    )


def _person_is_due(tracker: Tracker) -> bool:
    """Whether the policy wants a person offered for more than that nobody understood."""
    finding = found(tracker)
    return finding.get("level") == "offer" and finding.get("code") != "not_understood"


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
