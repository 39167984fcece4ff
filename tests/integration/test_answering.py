"""A question gets its answer from the articles, as this customer needs it, or an honest no."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desk.customers.customer import Customer, Tier
from desk.insight.question import AskedQuestion, Outcome
from tests.integration.answering import Visit, answering_desk, chosen_in
from tests.integration.job_shop import DELIVERED, ME, THEIRS_DELIVERED

pytestmark = pytest.mark.anyio

HOW_LONG = "How long do I have to return something?"
WASHING = "how do I wash it"
NO_ANSWER = "I don't have an answer to that"


@pytest.fixture
async def visit(tmp_path: Path) -> AsyncIterator[Visit]:
    async with answering_desk(tmp_path) as desk:
        yield Visit(desk)


async def kept(visit: Visit) -> list[AskedQuestion]:
    return await visit.desk.services.questions.recent()


async def test_a_passage_is_quoted_with_its_source_and_only_what_was_asked(visit: Visit) -> None:
    (answer,) = await visit.ask(HOW_LONG)
    assert answer.text.startswith("Items can be returned within 30 days of delivery.")
    assert "warehouse" not in answer.text
    assert answer.citations[0] == {
        "title": "Return an item",
        "url": f"{visit.desk.services.settings.url}/help/returns",
    }


@pytest.mark.parametrize("number", [DELIVERED, ""])
async def test_the_rule_is_told_for_the_order_in_question(visit: Visit, number: str) -> None:
    await visit.verified_as(ME)
    visit.slots["order_number"] = number
    (answer,) = await visit.ask(HOW_LONG)
    told = f"Order {DELIVERED} was delivered on 5 March, so you have until 4 April."
    # Without a number: the customer has several orders, so none of them is meant.
    assert (told in answer.text) is bool(number)


@pytest.mark.parametrize("number", [DELIVERED, THEIRS_DELIVERED])
async def test_nobody_hears_of_an_order_that_is_not_shown_to_be_theirs(
    visit: Visit, number: str
) -> None:
    visit.slots["order_number"] = number
    (answer,) = await visit.ask(HOW_LONG)
    assert "HP-" not in answer.text
    await visit.verified_as(ME)
    visit.slots["order_number"] = THEIRS_DELIVERED
    (answer,) = await visit.ask(HOW_LONG)
    assert "HP-" not in answer.text


async def test_a_gold_member_has_the_days_of_gold_members(visit: Visit) -> None:
    async with visit.desk.services.database.write() as session:
        (await session.get_one(Customer, ME)).tier = Tier.GOLD
    await visit.verified_as(ME)
    visit.slots["order_number"] = DELIVERED
    (answer,) = await visit.ask(HOW_LONG)
    # The tier is today's, as where the return is requested: the order was placed before it.
    assert await visit.desk.services.shop.return_window_of(ME) == 60
    assert "so you have until 4 May." in answer.text
    assert "Gold members of Harbour Club have 60 days." in answer.text


@pytest.mark.parametrize(
    "question", ["how much goodwill credit do I get", "is there a summer sale on hammocks"]
)
async def test_what_is_for_agents_or_no_longer_holds_is_never_quoted(
    visit: Visit, question: str
) -> None:
    (answer,) = await visit.ask(question)
    assert NO_ANSWER in answer.text
    assert answer.citations == []


@pytest.mark.parametrize("article", ["goodwill", "sale", "no-such-article"])
async def test_a_payload_chooses_no_article_that_customers_may_not_read(
    visit: Visit, article: str
) -> None:
    (answer,) = await visit.ask("how much goodwill credit do I get", article=article)
    assert NO_ANSWER in answer.text


async def test_a_rest_of_a_question_goes_on_from_the_one_before(visit: Visit) -> None:
    await visit.ask("Can I return something that I bought?")
    (answer,) = await visit.ask("and for gift cards?")
    assert "Gift cards cannot be returned." in answer.text
    assert (await kept(visit))[-1].read_as == (
        "Can I return something that I bought and for gift cards?"
    )


async def test_of_two_topics_as_likely_the_customer_chooses_one(visit: Visit) -> None:
    (question,) = await visit.ask(WASHING)
    assert question.text == "Which of these is your question about?"
    assert question.citations == []
    buttons = {button["title"]: button["payload"] for button in question.buttons}
    assert sorted(buttons) == ["Something else", "Washing linen", "Washing wool"]
    assert [one.outcome for one in await kept(visit)] == [Outcome.ASKED_BACK]

    article = chosen_in(buttons["Washing wool"])
    (answer,) = await visit.ask("Washing wool", intent="choose_topic", article=article)
    assert answer.text == "Wash wool by hand in cold water."
    assert [one["title"] for one in answer.citations] == ["Washing wool"]
    (asked,) = await kept(visit)
    assert (asked.text, asked.outcome, asked.article_id) == (WASHING, Outcome.ANSWERED, "wool")


async def test_who_loses_patience_is_asked_only_whether_a_person_should_take_over(
    visit: Visit,
) -> None:
    visit.slots["escalation"] = {"level": "offer", "code": "frustration", "words": "Impatient."}
    (answer,) = await visit.ask(WASHING)
    assert NO_ANSWER in answer.text
    assert [one.outcome for one in await kept(visit)] == [Outcome.UNANSWERED]


async def test_who_only_repeats_it_is_not_asked_again(visit: Visit) -> None:
    await visit.ask(WASHING)
    (answer,) = await visit.ask(WASHING)
    assert answer.text.startswith("Wash ")
    assert [one.outcome for one in await kept(visit)] == [Outcome.ANSWERED]
    await visit.ask(HOW_LONG)
    (question,) = await visit.ask(WASHING)
    assert len(question.buttons) == 3


async def test_who_means_none_of_the_topics_is_offered_a_person(visit: Visit) -> None:
    (question,) = await visit.ask(WASHING)
    payload = next(one["payload"] for one in question.buttons if one["title"] == "Something else")
    none = chosen_in(payload)
    (reply,) = await visit.ask("Something else", intent="choose_topic", article=none)
    assert "I don't have an answer to that" in reply.text
    assert [one.outcome for one in await kept(visit)] == [Outcome.UNANSWERED]


async def test_two_articles_of_one_title_are_no_choice(visit: Visit) -> None:
    (answer,) = await visit.ask("how do I look after the table")
    assert answer.text.startswith("Rub the wood")
    assert answer.buttons == []


async def test_in_a_job_nothing_else_is_asked(visit: Visit) -> None:
    visit.loop = "job_form"
    (answer,) = await visit.ask(WASHING)
    assert answer.text.startswith("Wash ")
    assert answer.buttons == []


async def test_articles_that_contradict_each_other_are_both_shown(visit: Visit) -> None:
    (answer,) = await visit.ask("what does gift wrapping cost")
    assert answer.text == (
        "Gift wrapping costs £3.50 per item.\n\nOur articles say two things here. "
        "“Sending presents” has: “Gift wrapping costs £2.50 per item.”"
    )
    assert [one["title"] for one in answer.citations] == ["Gift wrapping", "Sending presents"]


@pytest.mark.parametrize(
    "question",
    [
        "why " * 5_000,
        HOW_LONG + " " + "x" * 20_000,
        "🙂🙂🙂",
        "?",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)"> {answer} {0}',
        "\u202e\u200b",
    ],
    ids=["long", "long word", "emoji", "mark", "script", "image", "invisible"],
)
async def test_odd_questions_get_a_plain_answer_that_repeats_nothing(
    visit: Visit, question: str
) -> None:
    seq = await visit.say("…")
    (answer,) = await visit.answer(question, seq)
    assert NO_ANSWER in answer.text or answer.citations
    assert not any(sign in answer.text for sign in ("<", "{", "alert", "xxx", "🙂"))


async def test_markup_beside_a_question_is_not_repeated(visit: Visit) -> None:
    (answer,) = await visit.ask(f"{HOW_LONG} <b onclick=alert(1)>Please</b>")
    assert "30 days" in answer.text
    assert "<" not in answer.text


async def test_questions_are_kept_with_what_became_of_them(visit: Visit) -> None:
    await visit.ask(HOW_LONG)
    await visit.ask("Do you repair umbrellas?")
    answered, unanswered = await kept(visit)
    assert (answered.outcome, answered.article_id) == (Outcome.ANSWERED, "returns")
    assert answered.score is not None
    assert answered.score > 0.5
    assert (unanswered.outcome, unanswered.article_id) == (Outcome.UNANSWERED, None)
