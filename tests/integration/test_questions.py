"""What customers asked is kept, and what was not answered well is told from what was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from desk.conversations.conversation import Reply
from desk.conversations.inbound import Inbound
from desk.customers.erasure import erase, everything_about
from desk.demo_shop.data import fill
from desk.insight.question import AskedQuestion, Lack, Outcome
from desk.insight.question_tables import questions_table
from desk.insight.rating import RatingKind
from tests.integration.desk_in_process import Desk, desk_in, locked

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        yield desk


class Talk:
    """A conversation in which a customer says things and the bot looks them up."""

    def __init__(self, desk: Desk, conversation_id: str) -> None:
        self.desk = desk
        self.id = conversation_id
        self._said = 0

    @classmethod
    async def start(cls, desk: Desk, customer_id: str | None = None) -> Talk:
        conversation = await desk.services.conversations.start("web", customer_id, "token")
        return cls(desk, conversation.id)

    async def say(self, words: str) -> None:
        self._said += 1
        message = await self.desk.services.conversations.receive(
            self.id, Inbound(f"m-{self._said}", words)
        )
        await self.desk.services.conversations.finish_turn(self.id, message.seq, [Reply("…")])

    async def ask(self, words: str, outcome: Outcome = Outcome.ANSWERED) -> None:
        await self.say(words)
        await self.record(words, outcome)

    async def record(
        self, words: str, outcome: Outcome = Outcome.ANSWERED, read_as: str = ""
    ) -> None:
        is_answered = outcome is Outcome.ANSWERED
        await self.desk.services.questions.record(
            self.id,
            words,
            outcome,
            read_as=read_as,
            article_id="parcels" if is_answered else None,
            score=0.8 if is_answered else None,
        )


async def lacks(desk: Desk) -> dict[str, tuple[Lack, ...]]:
    missing = await desk.services.questions.missing()
    return {answer.question.text: answer.lacks for answer in missing}


async def kept(desk: Desk) -> list[AskedQuestion]:
    return await desk.services.questions.recent()


async def test_a_question_is_kept_with_what_became_of_it(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await talk.ask("When do parcels come?")
    await talk.ask("Do you repair umbrellas?", Outcome.UNANSWERED)
    answered, unanswered = await kept(desk)
    assert (answered.outcome, answered.article_id) == (Outcome.ANSWERED, "parcels")
    assert answered.score == 0.8
    assert (unanswered.outcome, unanswered.article_id) == (Outcome.UNANSWERED, None)
    assert await lacks(desk) == {"Do you repair umbrellas?": (Lack.UNANSWERED,)}


async def test_the_same_turn_once_more_keeps_one_question(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await talk.ask("Do you repair umbrellas?", Outcome.UNANSWERED)
    await talk.record("Do you repair umbrellas?", Outcome.UNANSWERED)
    assert len(await kept(desk)) == 1


async def test_two_questions_of_one_message_are_two(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await talk.say("Do you repair umbrellas and do you repair umbrella handles?")
    for part in ("Do you repair umbrellas?", "Do you repair umbrella handles?"):
        await talk.record(part)
    assert len(await kept(desk)) == 2
    assert [question.is_reworded for question in await kept(desk)] == [False, False]


async def test_no_is_about_the_newest_answer(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await talk.ask("When do parcels come?")
    await talk.ask("What is gift wrapping like?")
    await talk.ask("Do you repair umbrellas?", Outcome.UNANSWERED)
    await desk.services.questions.helped(talk.id, False)
    assert [question.helped for question in await kept(desk)] == [None, False, None]
    assert (await lacks(desk))["What is gift wrapping like?"] == (Lack.NOT_HELPFUL,)
    await desk.services.questions.helped(talk.id, True)
    assert "What is gift wrapping like?" not in await lacks(desk)


async def test_yes_or_no_without_an_answer_before_changes_nothing(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await desk.services.questions.helped(talk.id, False)
    assert await kept(desk) == []


async def test_a_question_in_other_words_soon_after_marks_the_first(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await talk.ask("How long does delivery take?")
    await talk.say("Hm.")
    await talk.ask("When will my delivery arrive, how many days does it take?")
    assert await lacks(desk) == {"How long does delivery take?": (Lack.REWORDED,)}


@pytest.mark.parametrize(
    ("between", "later"),
    [
        (3, "When will my delivery arrive, how many days does it take?"),
        (0, "Can I pay with a gift card?"),
    ],
    ids=["long after", "something else"],
)
async def test_another_question_is_no_other_wording(desk: Desk, between: int, later: str) -> None:
    talk = await Talk.start(desk)
    await talk.ask("How long does delivery take?")
    for _ in range(between):
        await talk.say("Hm.")
    await talk.ask(later)
    assert await lacks(desk) == {}


async def test_in_another_conversation_it_is_another_customer(desk: Desk) -> None:
    for _ in range(2):
        talk = await Talk.start(desk)
        await talk.ask("How long does delivery take?")
    assert await lacks(desk) == {}


async def test_what_was_asked_back_ends_with_its_answer(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await talk.ask("How long does delivery take?", Outcome.ASKED_BACK)
    assert [question.outcome for question in await kept(desk)] == [Outcome.ASKED_BACK]
    await talk.say("Parcels")
    await talk.record("How long does delivery take?")
    assert [question.outcome for question in await kept(desk)] == [Outcome.ANSWERED]
    assert await lacks(desk) == {}


async def test_the_question_is_compared_as_it_was_read(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await talk.ask("How long does delivery to Norway take?")
    await talk.say("and there?")
    await talk.record("and there?", read_as="How long does delivery to Norway take?")
    assert list(await lacks(desk)) == ["How long does delivery to Norway take?"]


@pytest.mark.parametrize(("score", "is_missing"), [(1, True), (2, True), (3, False)])
async def test_the_worst_marks_count_against_the_answers(
    desk: Desk, score: int, is_missing: bool
) -> None:
    talk = await Talk.start(desk)
    await talk.ask("When do parcels come?")
    await desk.services.ratings.record(talk.id, RatingKind.CSAT, score)
    expected = {"When do parcels come?": (Lack.BADLY_RATED,)} if is_missing else {}
    assert await lacks(desk) == expected


async def test_only_the_last_thirty_days_count(desk: Desk) -> None:
    talk = await Talk.start(desk)
    await talk.ask("Do you repair umbrellas?", Outcome.UNANSWERED)
    month_ago = desk.services.clock() - timedelta(days=31)
    async with desk.services.database.write() as session:
        await session.execute(update(questions_table).values(asked_at=month_ago))
    assert await kept(desk) == []


async def test_a_conversation_that_the_desk_does_not_know_is_left_alone(desk: Desk) -> None:
    await desk.services.questions.record("default", "Do you repair umbrellas?", Outcome.UNANSWERED)
    assert await kept(desk) == []


async def test_a_locked_database_costs_the_record_and_not_the_answer(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        talk = await Talk.start(desk)
        await talk.say("Do you repair umbrellas?")
        with locked(desk.database_file):
            await talk.record("Do you repair umbrellas?", Outcome.UNANSWERED)
        assert await kept(desk) == []


async def test_the_words_of_an_erased_customer_go(desk: Desk) -> None:
    database = desk.services.database
    await fill(database, desk.services.clock().date())
    talk = await Talk.start(desk, "cus_0004")
    await talk.ask("Do you repair umbrellas, asks Mr Gone?", Outcome.UNANSWERED)
    assert (await everything_about(database, "cus_0004"))["questions_asked"]
    await erase(database, "cus_0004")
    async with database.read() as session:
        rows = await session.execute(text("SELECT * FROM questions_asked"))
        assert list(rows) == []
