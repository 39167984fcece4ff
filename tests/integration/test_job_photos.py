"""Photos during jobs: what a report makes of them, and what other jobs leave to the rules."""

from __future__ import annotations

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.conversations.conversations import Conversations
from desk.database.database import Database
from tests.integration.job_chat import Chat, a_chat
from tests.integration.job_shop import DELIVERED, LAMP, SQLITE, a_talk
from tests.integration.test_job_report import KINDS, Reporting

pytestmark = [pytest.mark.anyio, SQLITE]

THANKS = "utter_photo_passed_on"


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Reporting:
    known = await a_talk(database, clock)
    return Reporting(known.shop, known.customers, known.clock, known.customer_id)


async def to_the_problem(talk: Reporting, kind: str = "report_damage") -> None:
    """Up to the question what is wrong with the lamp."""
    await talk.begin(kind, "something with HP-100006", DELIVERED, intent=KINDS[kind])
    assert await talk.say("the desk lamp") == f"utter_{KINDS[kind]}_what"


async def passed_on(talk: Reporting) -> str:
    """The customer's account as people get it, after a yes."""
    assert talk.asks == "confirm"
    assert talk.tickets == []
    await talk.yes()
    assert talk.end is End.DONE
    return talk.tickets[0][2]["In the customer's words"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_photo_alone_answers_what_is_wrong(talk: Reporting, kind: str) -> None:
    await to_the_problem(talk, kind)
    assert await talk.send_photo() == "utter_problem_confirm"
    assert talk.responses == [THANKS, "utter_problem_confirm"]
    assert talk.problem == "a photo"
    assert await passed_on(talk) == "a photo"


@pytest.mark.parametrize("intent", ["photo_sent", "item_damaged", "inform"])
async def test_its_words_are_told_along_with_it(talk: Reporting, intent: str) -> None:
    await to_the_problem(talk)
    assert await talk.send_photo("the shade", intent=intent) == "utter_problem_confirm"
    assert await passed_on(talk) == "the shade (with a photo)"


async def test_words_and_more_photos_may_follow(talk: Reporting) -> None:
    await to_the_problem(talk)
    await talk.send_photo()
    await talk.send_photo()
    assert talk.problem == "2 photos"
    for added in ("the shade is in pieces", "and a torn cable"):
        assert await talk.say(added, intent="item_damaged") == "utter_problem_confirm"
    assert await passed_on(talk) == "the shade is in pieces; and a torn cable (with 2 photos)"


async def test_a_photo_may_come_while_something_else_is_asked(talk: Reporting) -> None:
    await talk.begin("report_damage", "HP-100006 broke", DELIVERED, intent="item_damaged")
    assert await talk.send_photo() == "utter_item_damaged_which_items"
    assert talk.responses[0] == THANKS
    assert await talk.say("the desk lamp") == "utter_problem_confirm"
    assert await passed_on(talk) == "a photo"


async def test_its_words_are_told_whatever_they_are_read_as(talk: Reporting) -> None:
    await talk.begin("report_damage", "HP-100006 broke", DELIVERED, intent="item_damaged")
    await talk.send_photo("it is the handle", intent="ask_materials")
    assert talk.asks == "items"
    await talk.say("the desk lamp")
    assert await passed_on(talk) == "it is the handle (with a photo)"


@pytest.mark.parametrize("text", ["", "yes", "yes, like this"])
async def test_a_photo_is_no_yes(talk: Reporting, text: str) -> None:
    await to_the_problem(talk)
    await talk.say("The shade is in pieces")
    intent = "affirm" if text else "photo_sent"
    assert await talk.send_photo(text, intent=intent) == "utter_problem_confirm"
    assert talk.tickets == []
    assert (await passed_on(talk)).startswith("The shade is in pieces")


async def test_no_photo_after_a_no(talk: Reporting) -> None:
    await to_the_problem(talk)
    await talk.send_photo()
    await talk.no()
    assert talk.end is End.LEFT
    assert talk.tickets == []


@pytest.mark.parametrize("text", ["", "look at that"])
async def test_another_job_leaves_a_photo_to_the_rules_and_counts_no_miss(
    talk: Reporting, text: str
) -> None:
    await talk.begin("cancel", "cancel HP-100002", LAMP, intent="cancel_order")
    asked = talk.asks
    for _ in range(4):
        assert await talk.send_photo(text) == ""
    assert talk.state is not None
    assert (talk.state.misses, talk.asks) == (0, asked)


async def test_what_is_said_with_a_photo_still_answers_another_job(talk: Reporting) -> None:
    await talk.begin("cancel", "cancel HP-100002", LAMP, intent="cancel_order")
    assert await talk.send_photo("ordered by mistake", intent="inform") == "utter_cancel_confirm"


async def test_the_bot_says_thanks_and_asks_what_a_photo_is_about(
    database: Database, clock: Clock, conversations: Conversations
) -> None:
    chat = await a_chat(database, clock, conversations)
    assert await chat.say("/photo_sent", "photo_sent") == ["utter_photo_about"]


async def test_in_the_middle_of_a_job_the_bot_says_thanks_and_asks_its_question_again(
    database: Database, clock: Clock, conversations: Conversations
) -> None:
    chat = await a_chat(database, clock, conversations)
    await chat.say("cancel HP-100002", "cancel_order", LAMP)
    assert await chat.say("/photo_sent", "photo_sent") == ["utter_photo_kept"]
    assert chat.is_rejected
    assert chat.events[-1]["name"] == "job_form"
    assert await chat.put_off() == ["utter_cancel_why"]


@pytest.fixture
async def chat(database: Database, clock: Clock, conversations: Conversations) -> Chat:
    return await a_chat(database, clock, conversations)


async def the_account(chat: Chat, text: str, *, photo: bool = False) -> str:
    """What a report of the lamp that begins like this will say is wrong."""
    begun = await chat.say(text, "item_damaged", DELIVERED, photo=photo)
    assert begun[-1] == "utter_item_damaged_which_items"
    assert await chat.say("the desk lamp", "inform") == ["utter_problem_confirm"]
    return str(chat.said[-1]["problem"])


async def test_a_photo_right_before_a_report_is_its_account(chat: Chat) -> None:
    await chat.say("/photo_sent", "photo_sent", photo=True)
    assert await the_account(chat, "HP-100006 broke") == "a photo"


async def test_several_photos_before_it_and_one_with_it_count_together(chat: Chat) -> None:
    for text in ("/photo_sent", "look at that"):
        await chat.say(text, "photo_sent", photo=True)
    told = "the shade of HP-100006 is in pieces"
    assert await the_account(chat, told, photo=True) == f"{told} (with 3 photos)"


async def test_more_photos_may_follow_those_before_it(chat: Chat) -> None:
    await chat.say("/photo_sent", "photo_sent", photo=True)
    assert await the_account(chat, "HP-100006 broke") == "a photo"
    await chat.say("/photo_sent", "photo_sent", photo=True)
    assert chat.responses == [THANKS, "utter_problem_confirm"]
    assert chat.said[-1]["problem"] == "2 photos"


async def test_a_photo_before_something_else_is_not_of_the_report(chat: Chat) -> None:
    await chat.say("/photo_sent", "photo_sent", photo=True)
    await chat.say("do you sell candles", "ask_materials")
    begun = await chat.say("the lamp of HP-100006 broke", "item_damaged", DELIVERED)
    assert begun == ["utter_problem_confirm"]
    assert chat.said[-1]["problem"] == "the lamp of HP-100006 broke"


async def test_a_photo_that_one_report_took_is_not_of_the_next(chat: Chat) -> None:
    await chat.say("the lamp of HP-100006 broke", "item_damaged", DELIVERED)
    await chat.say("/photo_sent", "photo_sent", photo=True)
    assert chat.said[-1]["problem"] == "the lamp of HP-100006 broke (with a photo)"
    await chat.say("the socks of HP-100006 are missing", "item_missing", DELIVERED)
    assert chat.slots["job"]["kind"] == "report_missing_item"
    assert chat.said[-1]["problem"] == "the socks of HP-100006 are missing"


async def test_a_photo_that_another_job_left_to_the_rules_counts(chat: Chat) -> None:
    await chat.say("cancel HP-100002", "cancel_order", LAMP)
    assert await chat.say("/photo_sent", "photo_sent", photo=True) == ["utter_photo_kept"]
    told = "the lamp of HP-100006 broke"
    assert await chat.say(told, "item_damaged", DELIVERED) == ["utter_problem_confirm"]
    assert chat.said[-1]["problem"] == f"{told} (with a photo)"
