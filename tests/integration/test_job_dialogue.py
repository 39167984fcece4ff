"""What holds for every job: digressions, misses, mixed messages, and the state between messages."""

from __future__ import annotations

import json

import pytest

from actions.jobs.dialogue import MOST_MISSES, End
from actions.jobs.state import JobState
from desk.clock import Clock
from desk.database.database import Database
from tests.integration.job_shop import (
    DELIVERED,
    LAMP,
    NEWCOMER,
    PACKED,
    SHIRT_AND_SOCKS,
    SOMEBODY,
    SQLITE,
    THEIRS,
    a_talk,
    changed,
    rows_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

ASKED = {
    "cancel": ("cancel HP-100002", LAMP, "utter_cancel_why"),
    "return": ("return something of HP-100006", DELIVERED, "utter_return_which_items"),
    "exchange": ("exchange something of HP-100006", DELIVERED, "utter_exchange_which_items"),
    "change_items": ("change HP-100001", SHIRT_AND_SOCKS, "utter_change_which_items"),
    "change_address": ("send HP-100002 elsewhere", LAMP, "utter_which_address"),
    "change_payment": ("pay HP-100002 otherwise", LAMP, "utter_which_payment"),
    "change_default_address": ("I have moved", None, "utter_which_default_address"),
}
CONFIRMED = {
    "cancel": ("cancel HP-100002, my mistake", LAMP),
    "return": ("return the lamp of HP-100006 to my card", DELIVERED),
    "exchange": ("exchange the lamp of HP-100006 for brass, with PayPal", DELIVERED),
    "change_items": ("make the lamp of HP-100002 brass, with PayPal", LAMP),
    "change_address": ("send HP-100002 to 12 Mill Road, Cambridge, CB1 2AB", LAMP),
    "change_payment": ("pay HP-100002 with my Visa", LAMP),
    "change_default_address": ("I live at 12 Mill Road, Cambridge, CB1 2AB now", None),
    "subscribe": ("the newsletter please", None),
}

HESITATIONS = (
    "hmm", "maybe", "yes, maybe", "yes... hold on", "let me think about it first", "not yet",
    "ok but wait", "sure, unless it is too late", "yes?", "is that final?", "I'm not sure",
)  # fmt: skip
DIGRESSIONS = {
    "How long do refunds take?": "ask_refund_time",
    "what does delivery cost": "ask_delivery_cost",
    "where is my parcel?": "order_status",
    "I want to talk to a human being": "ask_person",
    "it burnt my hand": "sensitive_topic",
    "thanks": "thank",
    "hello": "greet",
    "": "list_orders",
}


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


async def to_question(talk: Talk, kind: str) -> str:
    text, number, question = ASKED[kind]
    assert await talk.begin(kind, text, *([number] if number else [])) == question
    return question


async def to_confirm(talk: Talk, kind: str) -> str:
    text, number = CONFIRMED[kind]
    response = await talk.begin(kind, text, *([number] if number else []))
    assert talk.asks == "confirm"
    return response


@pytest.mark.parametrize("kind", ASKED)
async def test_a_digression_is_left_to_others_and_the_question_asked_again(
    talk: Talk, kind: str
) -> None:
    question = await to_question(talk, kind)
    for text, intent in DIGRESSIONS.items():
        assert await talk.say(text, intent=intent) == "", text
        assert await talk.repeat() == question, text
        assert talk.end is None


@pytest.mark.parametrize("kind", CONFIRMED)
async def test_a_digression_before_the_yes_is_no_yes(
    talk: Talk, database: Database, kind: str
) -> None:
    before = await rows_in(database)
    response = await to_confirm(talk, kind)
    assert await talk.say("How long do refunds take?", intent="ask_refund_time") == ""
    assert await talk.say("thank you", intent="thank") == ""
    assert changed(before, await rows_in(database)) == {}
    assert await talk.repeat() == response
    await talk.yes()
    assert talk.end is End.DONE


@pytest.mark.parametrize("kind", ASKED)
async def test_another_request_is_left_to_others(talk: Talk, kind: str) -> None:
    await to_question(talk, kind)
    other = "return_item" if kind != "return" else "cancel_order"
    text = "actually I also wanted to have something else of mine done"
    assert await talk.say(text, intent=other) == ""


@pytest.mark.parametrize("kind", ASKED)
async def test_three_misses_end_the_job_and_offer_a_person(
    talk: Talk, database: Database, kind: str
) -> None:
    before = await rows_in(database)
    question = await to_question(talk, kind)
    for _ in range(MOST_MISSES - 1):
        assert await talk.say("flurble", intent="out_of_scope", in_scope=0.1) == question
        assert talk.responses[0].startswith("utter_unclear_")
        assert talk.end is None
    assert await talk.say("gribbit", intent="out_of_scope", in_scope=0.1) == ""
    assert talk.end is End.LOST
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize("kind", CONFIRMED)
async def test_three_misses_instead_of_a_yes_change_nothing(
    talk: Talk, database: Database, kind: str
) -> None:
    before = await rows_in(database)
    response = await to_confirm(talk, kind)
    for _ in range(MOST_MISSES - 1):
        assert await talk.say("flurble", intent="out_of_scope", in_scope=0.1) == response
        assert talk.responses[0] == "utter_yes_or_no"
    await talk.say("gribbit", intent="out_of_scope", in_scope=0.1)
    assert talk.end is End.LOST
    assert changed(before, await rows_in(database)) == {}


async def test_an_answer_in_between_starts_the_count_of_misses_anew(talk: Talk) -> None:
    await talk.begin("return", "I'd like to return something")
    for answer in ("HP-100006", "the lamp", "Visa"):
        numbers = (answer,) if answer.startswith("HP") else ()
        for _ in range(MOST_MISSES - 1):
            await talk.say("flurble", intent="out_of_scope", in_scope=0.1)
        assert talk.end is None
        await talk.say(answer, *numbers)
    assert talk.last.response == "utter_return_confirm"


@pytest.mark.parametrize("kind", CONFIRMED)
async def test_a_no_changes_nothing(talk: Talk, database: Database, kind: str) -> None:
    before = await rows_in(database)
    for text in ("no", "no thank you", "nope, leave it as it is"):
        await to_confirm(talk, kind)
        await talk.say(text, intent="deny")
        assert talk.end is End.LEFT
    await to_confirm(talk, kind)
    await talk.press("deny")
    assert talk.end is End.LEFT
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize("kind", ["return", "change_payment", "change_default_address"])
async def test_a_hesitating_yes_changes_nothing(talk: Talk, database: Database, kind: str) -> None:
    before = await rows_in(database)
    for text in HESITATIONS:
        response = await to_confirm(talk, kind)
        heard = await talk.say(text, intent="affirm")
        assert heard in (response, "utter_take_your_time", ""), text
        assert talk.end is None, text
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    ("kind", "yes"),
    [
        *((kind, "yes") for kind in CONFIRMED),
        *(("cancel", yes) for yes in ("Yes please", "sure, go ahead", "that's right", "👍")),
    ],
)
async def test_a_clear_yes_in_any_words_does_it_once(
    talk: Talk, database: Database, kind: str, yes: str
) -> None:
    await to_confirm(talk, kind)
    await talk.say(yes, intent="affirm")
    assert talk.end is End.DONE
    rows = await rows_in(database)
    assert len(rows["order_changes"]) + len(rows["customer_changes"]) == 1


@pytest.mark.parametrize("kind", ASKED)
async def test_a_yes_without_a_question_does_nothing(
    talk: Talk, database: Database, kind: str
) -> None:
    before = await rows_in(database)
    await to_question(talk, kind)
    await talk.yes()
    assert talk.end is None
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize("kind", CONFIRMED)
async def test_a_state_is_json_and_comes_back_as_it_was(talk: Talk, kind: str) -> None:
    await to_confirm(talk, kind)
    state = talk.state
    assert state is not None
    kept = json.loads(json.dumps(state.for_slot()))
    assert JobState.from_slot(kept) == state
    assert JobState.from_slot(None) is None
    assert "Decimal" not in json.dumps(kept)


async def test_only_the_first_and_the_newest_of_many_messages_are_kept(talk: Talk) -> None:
    await talk.begin("return", "I want to return something")
    for place in range(30):
        await talk.say(f"HP-{place:06d}", f"HP-{place:06d}")
    assert talk.state is not None
    assert len(talk.state.heard) < 10
    assert talk.state.heard[0].text == "I want to return something"


@pytest.mark.parametrize("kind", ["cancel", "change_address", "change_payment", "change_items"])
async def test_a_stranger_reaches_no_order_of_another(
    database: Database, clock: Clock, kind: str
) -> None:
    talk = await a_talk(database, clock, SOMEBODY)
    before = await rows_in(database)
    await talk.begin(kind, "do it with HP-100001", SHIRT_AND_SOCKS)
    assert talk.sayings[0].response == "utter_no_such_order"
    assert SHIRT_AND_SOCKS not in talk.last.values.get("orders", "")
    if talk.state is not None:
        # Their only pending order, and nothing else, is what the job goes on with.
        assert talk.state.details.get("order") in (None, THEIRS)
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    "kind", ["cancel", "return", "exchange", "change_items", "change_address", "change_payment"]
)
async def test_who_has_no_orders_is_told_so(database: Database, clock: Clock, kind: str) -> None:
    talk = await a_talk(database, clock, NEWCOMER)
    assert await talk.begin(kind, "please do something with my order") == "utter_no_orders"
    assert talk.end is End.REFUSED


async def test_an_order_refused_first_leaves_the_others_for_later(talk: Talk) -> None:
    said = "cancel HP-100003 and HP-100002"
    await talk.begin("cancel", said, PACKED, LAMP)
    assert talk.end is End.REFUSED
    assert talk.later_orders == [LAMP]


@pytest.mark.parametrize("kind", ["cancel", "return", "exchange", "change_items", "change_payment"])
async def test_amounts_are_said_before_and_after_in_the_currency_of_the_shop(
    database: Database, clock: Clock, kind: str
) -> None:
    talk = await a_talk(database, clock, currency_sign="$")
    await to_confirm(talk, kind)
    before = talk.told
    await talk.yes()
    assert "$" in before
    assert "$" in talk.told
    assert "£" not in before + talk.told


@pytest.mark.parametrize(
    "text",
    [
        "yes if it's free", "yes next week", "ok i see", "yes tomorrow", "sure, whatever",
        "yes and cancel HP-999999 too", "yes, and tell me where HP-999999 is", "yes later",
        "probably yes", "yes half of it", "yes 7 of them", "yes to what",
    ],
)  # fmt: skip
async def test_a_yes_with_anything_beside_it_is_none(
    talk: Talk, database: Database, text: str
) -> None:
    """Whatever the classifier takes it for: these were carried out once."""
    before = await rows_in(database)
    await to_confirm(talk, "return")
    await talk.say(text, intent="affirm")
    assert changed(before, await rows_in(database)) == {}
