"""Asked which topic is meant, customers may also write it; and the articles are searched once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rasa_sdk.events import ActionExecuted, BotUttered

from actions.desk_action import DeskAction
from actions.dialogue import AskBack, Deny, Inform
from actions.identification import ValidateIdentifyForm
from actions.job_form import BeginJob
from actions.knowledge import AnswerQuestion
from actions.people import OfferPerson
from actions.products.questions import ProductQuestion
from desk.clock import utc_now
from desk.insight.question import AskedQuestion, Outcome
from knowledge_base.knowledge_base import KnowledgeBase
from tests.integration.answering import Visit, answering_desk

pytestmark = pytest.mark.anyio

RETURNS = "How long do I have to return something?"
WASHING = "how do I wash it"
NO_ANSWER = "I don't have an answer to that"


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    async with answering_desk(tmp_path, utc_now) as desk:
        yield Visit(desk)


async def kept(visit: Visit) -> list[AskedQuestion]:
    return await visit.desk.services.questions.recent()


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (AnswerQuestion, "out_of_scope"),
        (Inform, "inform"),
        (AskBack, "unclear"),
        (ProductQuestion, "ask_product"),
        (BeginJob, "return_item"),
    ],
)
@pytest.mark.parametrize("by_place", [True, False])
async def test_a_topic_that_is_written_is_chosen_whatever_it_was_read_as(
    visit: Visit, action: type[DeskAction], intent: str, by_place: bool
) -> None:
    (question,) = await visit.ask(WASHING)
    second = question.buttons[1]["title"]
    (answer,) = await visit.ask("the second one" if by_place else second, action, intent)
    assert [one["title"] for one in answer.citations] == [second]
    (asked,) = await kept(visit)
    assert (asked.text, asked.outcome) == (WASHING, Outcome.ANSWERED)


@pytest.mark.parametrize(
    ("text", "action", "intent"),
    [
        ("neither", Deny, "deny"),
        ("none of these", OfferPerson, "not_helpful"),
        ("something else", Inform, "choose_other"),
    ],
)
async def test_none_of_the_topics_may_be_written(
    visit: Visit, text: str, action: type[DeskAction], intent: str
) -> None:
    await visit.ask(WASHING)
    (reply,) = await visit.ask(text, action, intent)
    assert NO_ANSWER in reply.text
    assert [(one.text, one.outcome) for one in await kept(visit)] == [(WASHING, Outcome.UNANSWERED)]


async def test_another_question_is_no_choice(visit: Visit) -> None:
    await visit.ask(WASHING)
    (answer,) = await visit.ask(RETURNS)
    assert "30 days" in answer.text


async def test_a_choice_is_one_only_right_after_the_question(visit: Visit) -> None:
    await visit.ask(WASHING)
    await visit.ask(RETURNS)
    (reply,) = await visit.ask("the second one", Inform, "inform")
    assert reply.citations == []


async def test_a_rest_goes_on_from_what_was_asked_and_not_from_the_choice(visit: Visit) -> None:
    await visit.ask(WASHING)
    await visit.ask("the first one", Inform, "inform")
    await visit.ask("and for gift cards?")
    assert (await kept(visit))[-1].read_as == f"{WASHING} and for gift cards?"


@pytest.mark.parametrize("text", [RETURNS, "which planet is it", WASHING])
async def test_a_question_about_a_product_is_searched_for_once(
    visit: Visit, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = []
    search = KnowledgeBase.reply

    def counted(self: KnowledgeBase, *args: object) -> object:
        searched.append(args[0])
        return search(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(KnowledgeBase, "reply", counted)
    (reply,) = await visit.ask(text, ProductQuestion, "ask_product")
    assert searched == [text]
    assert len(await kept(visit)) == 1
    assert reply.text


async def test_that_an_answer_in_a_job_did_not_help_is_noted_and_the_job_goes_on(
    visit: Visit,
) -> None:
    visit.loop = "job_form"
    await visit.ask(RETURNS)
    visit.events.append(BotUttered("Which order is it?", metadata={"utter_action": "utter_which"}))
    visit.slots["offered"] = None
    (reply,) = await visit.ask("that's not what I asked", OfferPerson, "not_helpful")
    assert reply.text.startswith("I'm sorry, that didn't answer it, and I've noted that.")
    assert reply.buttons == []
    assert [one["name"] for one in visit.after] == ["job_form"]
    assert [one.helped for one in await kept(visit)] == [False]


async def test_without_an_answer_just_before_a_person_is_offered_as_ever(visit: Visit) -> None:
    visit.loop = "job_form"
    await visit.ask(RETURNS)
    await visit.ask("that didn't help", OfferPerson, "not_helpful")
    visit.events.append(ActionExecuted("job_form"))
    (reply,) = await visit.ask("that didn't help", OfferPerson, "not_helpful")
    assert "bring in a colleague" in reply.text


async def test_who_is_asked_who_they_are_may_say_that_an_answer_did_not_help(visit: Visit) -> None:
    visit.loop = "identify_form"
    visit.slots["identity"] = {**_ASKED_FOR_CODE}
    await visit.ask(RETURNS)
    assert await visit.ask("nope, try again", ValidateIdentifyForm, "not_helpful") == []
    assert visit.after == []


_ASKED_FOR_CODE = {"asked": ["code"]}
