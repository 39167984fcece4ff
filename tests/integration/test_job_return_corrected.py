"""Returns that are corrected, doubted or taken back before the yes."""

from __future__ import annotations

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.database.database import Database
from tests.integration.job_shop import (
    DELIVERED,
    GIFT_CARD,
    RUG,
    SHIRT_AND_SOCKS,
    SQLITE,
    a_talk,
    changed,
    order_in,
    rows_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

SHIRT_M, SHIRT_L = "T-shirt (blue, M)", "T-shirt (blue, L)"
SOCKS, LAMP = "3 × Wool socks (grey)", "Oak desk lamp (black)"
TO_CARD = "to Visa ending 4821, within 5 to 7 working days after we have the parcel"


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


async def to_items(talk: Talk) -> None:
    """Up to the question which items of the large order go back."""
    asked = await talk.begin("return", "I'd like to return something from HP-100006", DELIVERED)
    assert asked == "utter_return_which_items"


async def to_confirm(talk: Talk, what: str = "the desk lamp") -> None:
    """Up to the question whether the return is right."""
    said = f"return {what} from HP-100006, money back on the card"
    assert await talk.begin("return", said, DELIVERED) == "utter_return_confirm"


@pytest.mark.parametrize(
    ("first", "correction", "intent", "items"),
    [
        ("the t-shirt in M", "no, the other one", "choose_other", SHIRT_L),
        ("the t-shirt in M", "no, the other t-shirt", "choose_other", SHIRT_L),
        ("the t-shirt in M", "sorry, I meant the lamp", "inform", LAMP),
        ("the t-shirt in M", "also the lamp", "inform", f"{SHIRT_M} and {LAMP}"),
        ("the socks", "make that two", "choose_other", "2 × Wool socks (grey)"),
        ("the socks", "only one of them", "choose_other", "1 × Wool socks (grey)"),
        ("the socks and the lamp", "not the lamp", "choose_other", SOCKS),
        ("the lamp", "the socks instead of the lamp", "return_item", SOCKS),
    ],
)
async def test_items_are_corrected_before_the_yes(
    talk: Talk, database: Database, first: str, correction: str, intent: str, items: str
) -> None:
    before = await rows_in(database)
    await to_confirm(talk, first)
    assert await talk.say(correction, intent=intent) == "utter_return_confirm"
    assert talk.last.values["items"] == items
    assert talk.last.values["order_number"] == DELIVERED
    assert TO_CARD in talk.told
    assert changed(before, await rows_in(database)) == {}


async def test_another_item_named_while_the_refund_is_asked_is_taken(talk: Talk) -> None:
    await to_items(talk)
    await talk.say("the lamp")
    assert await talk.say("the socks, sorry", intent="inform") == "utter_which_refund"
    await talk.say("1")
    assert talk.last.values["items"] == SOCKS


async def test_a_no_that_names_the_item_returns_nothing(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    said = await talk.say("no, I don't want to return the lamp", intent="deny")
    assert said == "utter_return_left"
    assert changed(before, await rows_in(database)) == {}


async def test_items_are_corrected_while_the_refund_is_asked(talk: Talk) -> None:
    await to_items(talk)
    await talk.say("the lamp")
    assert await talk.say("no, the socks", intent="choose_other") == "utter_which_refund"
    await talk.say("1")
    assert talk.last.values["items"] == SOCKS


async def test_another_order_asks_for_its_items_anew(talk: Talk) -> None:
    await to_confirm(talk)
    said = await talk.say("no, from HP-100007", RUG, intent="choose_other")
    assert said == "utter_return_confirm"
    assert talk.last.values["items"] == "2 × Jute rug (small)"


async def test_another_way_for_the_refund_is_taken_before_the_yes(
    talk: Talk, database: Database
) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    said = await talk.say("to my gift card instead", intent="inform")
    assert said == "utter_return_confirm"
    assert "to gift card ending 4410, as soon as we have the parcel" in talk.told
    assert changed(before, await rows_in(database)) == {}
    await talk.yes()
    order = await order_in(talk, DELIVERED)
    assert order.order_return is not None
    assert order.order_return.refund_method_id == GIFT_CARD


@pytest.mark.parametrize(
    "text",
    [
        "yes, but only two of the socks",
        "yes and the lamp as well",
        "yes but to my gift card",
        "ok but not the lamp, the t-shirt in L",
    ],
)
async def test_a_yes_with_a_change_is_no_yes(talk: Talk, database: Database, text: str) -> None:
    before = await rows_in(database)
    await to_confirm(talk, "the socks")
    assert await talk.say(text, intent="affirm") == "utter_return_confirm"
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize("text", ["yes, return the lamp", "Yes please send the desk lamp back"])
async def test_a_yes_in_other_words_for_the_same_is_a_yes(talk: Talk, text: str) -> None:
    await to_confirm(talk)
    assert await talk.say(text, intent="affirm") == "utter_return_requested"


@pytest.mark.parametrize("text", ["hmm maybe", "yes? really the lamp?", "let me think"])
async def test_a_hesitating_yes_is_asked_again(talk: Talk, database: Database, text: str) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say(text, intent="affirm") in ("utter_return_confirm", "")
    assert talk.end is None
    assert changed(before, await rows_in(database)) == {}


async def test_a_no_returns_nothing(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.no() == "utter_return_left"
    assert talk.last.values == {"order_number": DELIVERED}
    assert (talk.end, changed(before, await rows_in(database))) == (End.LEFT, {})


async def test_the_same_yes_twice_requests_once(talk: Talk, database: Database) -> None:
    await to_confirm(talk)
    assert talk.state is not None
    asked = talk.state.for_slot()
    await talk.yes()
    before = await rows_in(database)
    talk.restore(asked)
    await talk.yes()
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    ("first", "correction", "items"),
    [
        ("the lamp", "actually the socks instead", SOCKS),
        ("the lamp", "the socks too", f"{SOCKS} and {LAMP}"),
        ("just one of the socks", "make that two", "2 × Wool socks (grey)"),
        ("just one of the socks", "no, all three", SOCKS),
        ("just one of the socks", "all of them please", SOCKS),
        ("the socks", "only two of the socks", "2 × Wool socks (grey)"),
        ("the socks and the lamp", "not the lamp", SOCKS),
    ],
)
async def test_items_and_quantities_are_corrected_while_another_question_is_open(
    talk: Talk, first: str, correction: str, items: str
) -> None:
    await to_items(talk)
    assert await talk.say(first) == "utter_which_refund"
    assert await talk.say(correction) == "utter_which_refund"
    assert await talk.say("to my card") == "utter_return_confirm"
    assert talk.last.values["items"] == items


@pytest.mark.parametrize("answer", ["the other one", "2", "the second one", "to my gift card"])
async def test_an_answer_about_the_refund_is_no_item(talk: Talk, answer: str) -> None:
    await to_items(talk)
    await talk.say("just one of the socks")
    await talk.say(answer, intent="choose_other")
    assert talk.state is not None
    assert list(talk.state.details["items"].values()) == [1]


@pytest.mark.parametrize("text", ["yes 3 socks", "yes all 3", "yes, all three of them"])
async def test_a_yes_to_another_number_is_none(talk: Talk, database: Database, text: str) -> None:
    before = await rows_in(database)
    await to_confirm(talk, "just one of the socks")
    assert await talk.say(text, intent="affirm") == "utter_return_confirm"
    assert talk.last.values["items"] == SOCKS
    assert changed(before, await rows_in(database)) == {}


async def test_both_items_of_an_order_are_meant_by_both(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await talk.begin("change_items", "make the t-shirt of HP-100001 red", SHIRT_AND_SOCKS)
    await talk.say("no, both", intent="choose_other")
    assert talk.state is not None
    assert len(talk.state.details["items"]) == len(("shirt", "socks"))
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize("text", ["return -2 socks", "zero of the socks", "0 socks"])
async def test_nothing_of_an_item_is_never_all_of_it(talk: Talk, text: str) -> None:
    await to_items(talk)
    await talk.say(text)
    assert talk.asks == "items"


async def test_all_of_an_order_but_an_item_leaves_it_out(talk: Talk) -> None:
    said = "return all of HP-100006 but the mug and the socks, money back on the card"
    assert await talk.begin("return", said, DELIVERED) == "utter_return_confirm"
    assert "socks" not in str(talk.last.values["items"])
    assert "lamp" in str(talk.last.values["items"])
