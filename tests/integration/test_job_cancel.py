"""Cancelling an order in a conversation: what is asked, what is said, and what is left changed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.database.database import Database
from desk.shop.order_status import OrderStatus
from tests.integration.job_shop import (
    LAMP,
    SHIRT_AND_SOCKS,
    SQLITE,
    THEIRS,
    UNKNOWN,
    a_talk,
    balance_in,
    changed,
    order_in,
    pack,
    put_on_gift_card,
    rows_in,
    stock_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


async def to_confirm(talk: Talk) -> None:
    """Up to the question whether the order with the shirt and the socks is to be cancelled."""
    asked = await talk.begin("cancel", "cancel HP-100001, I ordered it by mistake", SHIRT_AND_SOCKS)
    assert asked == "utter_cancel_confirm"


async def test_all_in_one_message_is_confirmed_and_done(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert talk.asks == "confirm"
    assert talk.last.values == {
        "order_number": SHIRT_AND_SOCKS,
        "items": "T-shirt (blue, M) and 2 × Wool socks (grey)",
        "reason": "ordered by mistake",
        "refunds": "Refund £39.95 to Visa ending 4821, within 5 to 7 working days",
    }
    assert changed(before, await rows_in(database)) == {}

    assert await talk.yes() == "utter_order_was_cancelled"
    assert talk.end is End.DONE
    assert talk.last.values["refunds"] == (
        "£39.95 goes back to Visa ending 4821, within 5 to 7 working days."
    )
    order = await order_in(talk, SHIRT_AND_SOCKS)
    assert order.status is OrderStatus.CANCELLED
    assert order.cancellation_reason == "ordered by mistake"
    assert (order.paid, order.refund_amount) == (Decimal("0.00"), Decimal("39.95"))
    assert [payment.signed for payment in order.payments] == [Decimal("39.95"), Decimal("-39.95")]
    assert (await stock_in(talk, "SHIRT-BLUE-M"), await stock_in(talk, "SOCKS-GREY")) == (6, 11)


async def test_nothing_of_other_orders_changes(talk: Talk, database: Database) -> None:
    await to_confirm(talk)
    before = await rows_in(database)
    await talk.yes()
    assert changed(before, await rows_in(database)) == {
        "orders": {SHIRT_AND_SOCKS},
        "payments": {SHIRT_AND_SOCKS},
        "order_events": {SHIRT_AND_SOCKS},
        "order_changes": {SHIRT_AND_SOCKS},
        "variants": {"SHIRT-BLUE-M", "SOCKS-GREY"},
    }


async def test_the_order_and_the_reason_are_asked_one_at_a_time(talk: Talk) -> None:
    assert await talk.begin("cancel", "I want to cancel an order") == "utter_cancel_which_order"
    assert talk.asks == "order"
    lines = str(talk.last.values["orders"]).splitlines()
    assert [line.split(" – ")[0] for line in lines] == [f"1. {SHIRT_AND_SOCKS}", f"2. {LAMP}"]
    assert talk.titles == [SHIRT_AND_SOCKS, LAMP]

    assert await talk.say(LAMP, LAMP) == "utter_cancel_why"
    assert (talk.asks, talk.titles) == (
        "reason",
        ["I no longer need it", "I ordered it by mistake"],
    )
    assert await talk.say("I no longer need it") == "utter_cancel_confirm"
    assert await talk.press("affirm") == "utter_order_was_cancelled"
    assert (await order_in(talk, LAMP)).cancellation_reason == "no longer needed"


async def test_the_reason_may_come_before_the_order(talk: Talk) -> None:
    first = await talk.begin("cancel", "I need to cancel something, changed my mind")
    assert first == "utter_cancel_which_order"
    assert await talk.say("the one with the lamp") == "utter_cancel_confirm"
    assert talk.last.values["order_number"] == LAMP
    assert talk.last.values["reason"] == "no longer needed"


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("the second one", LAMP),
        ("2", LAMP),
        ("number 1 please", SHIRT_AND_SOCKS),
        ("the last one", LAMP),
        ("the lamp", LAMP),
        ("the one with the socks", SHIRT_AND_SOCKS),
        ("t-shirt", SHIRT_AND_SOCKS),
    ],
)
async def test_an_order_is_chosen_from_the_list_by_place_or_by_what_is_in_it(
    talk: Talk, answer: str, number: str
) -> None:
    await talk.begin("cancel", "cancel an order, I don't need it any more")
    assert await talk.say(answer) == "utter_cancel_confirm"
    assert talk.last.values["order_number"] == number


async def test_an_order_is_named_by_what_is_in_it_at_once(talk: Talk) -> None:
    said = "please cancel the desk lamp, it was a mistake"
    assert await talk.begin("cancel", said) == "utter_cancel_confirm"
    assert talk.last.values["order_number"] == LAMP


async def test_the_order_in_question_is_meant_by_it(talk: Talk) -> None:
    talk.in_question = LAMP
    assert await talk.begin("cancel", "cancel it please, wrong one") == "utter_cancel_confirm"
    assert talk.last.values["order_number"] == LAMP


async def test_the_only_order_that_is_possible_is_not_asked_for(
    talk: Talk, database: Database
) -> None:
    await pack(database, SHIRT_AND_SOCKS)
    assert await talk.begin("cancel", "cancel my order, not needed") == "utter_cancel_confirm"
    assert talk.last.values["order_number"] == LAMP


@pytest.mark.parametrize(
    ("text", "numbers", "intent"),
    [
        ("no, the other one", (), "choose_other"),
        ("no, HP-100002", (LAMP,), "choose_other"),
        ("I mean HP-100002", (LAMP,), "inform"),
        ("not that one, the one with the lamp", (), "choose_other"),
    ],
)
async def test_another_order_is_asked_about_anew(
    talk: Talk, database: Database, text: str, numbers: tuple[str, ...], intent: str
) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say(text, *numbers, intent=intent) == "utter_cancel_confirm"
    assert talk.last.values["order_number"] == LAMP
    assert talk.last.values["reason"] == "ordered by mistake"
    assert changed(before, await rows_in(database)) == {}
    await talk.yes()
    after = changed(before, await rows_in(database))
    assert after["orders"] == {LAMP}


async def test_another_reason_is_taken_before_the_yes(talk: Talk) -> None:
    await to_confirm(talk)
    said = await talk.say("sorry, the reason is that I no longer need it")
    assert said == "utter_cancel_confirm"
    assert talk.last.values["reason"] == "no longer needed"
    await talk.yes()
    order = await order_in(talk, SHIRT_AND_SOCKS)
    assert order.cancellation_reason == "no longer needed"


async def test_another_order_is_taken_while_the_reason_is_asked(talk: Talk) -> None:
    await talk.begin("cancel", "cancel HP-100001", SHIRT_AND_SOCKS)
    said = await talk.say("no wait, I mean HP-100002", LAMP, intent="choose_other")
    assert said == "utter_cancel_why"
    assert talk.last.values["order_number"] == LAMP


@pytest.mark.parametrize(
    ("text", "intent"),
    [("no", "deny"), ("no thanks, keep it", "deny"), ("stop", "stop_job"), ("", "deny")],
)
async def test_a_no_keeps_the_order(talk: Talk, database: Database, text: str, intent: str) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say(text, intent=intent) == "utter_order_kept"
    assert talk.end is End.LEFT
    assert changed(before, await rows_in(database)) == {}


async def test_the_job_is_left_at_its_first_question(talk: Talk) -> None:
    await talk.begin("cancel", "cancel an order")
    assert await talk.say("never mind", intent="stop_job") == "utter_job_left"
    assert talk.end is End.LEFT


async def test_a_cancel_that_is_meant_for_the_job_leaves_it(talk: Talk) -> None:
    talk.in_question = None
    await talk.begin("change_address", "send HP-100001 elsewhere", SHIRT_AND_SOCKS)
    assert await talk.say("cancel that", intent="cancel_order") == "utter_job_left"
    assert (await order_in(talk, SHIRT_AND_SOCKS)).status is OrderStatus.PENDING


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hmm, maybe", "affirm"),
        ("yes... wait", "affirm"),
        ("yes? or is it too late", "affirm"),
        ("not sure", "inform"),
        ("I guess so, let me think about it", "affirm"),
        ("yes if the refund is quick", "affirm"),
        ("yes unless it is packed", "affirm"),
    ],
)
async def test_a_hesitating_yes_changes_nothing_and_is_asked_again(
    talk: Talk, database: Database, text: str, intent: str
) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say(text, intent=intent) in ("utter_cancel_confirm", "")
    assert talk.end is None
    assert changed(before, await rows_in(database)) == {}
    if not talk.sayings:
        assert await talk.repeat() == "utter_cancel_confirm"


@pytest.mark.parametrize("number", [UNKNOWN, THEIRS])
async def test_a_yes_to_an_order_that_is_not_theirs_is_no_yes(
    talk: Talk, database: Database, number: str
) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    said = await talk.say(f"yes, cancel {number}", number, intent="affirm")
    assert said == "utter_cancel_confirm"
    assert talk.responses[0] == "utter_no_such_order"
    assert changed(before, await rows_in(database)) == {}


async def test_a_yes_with_the_same_reason_again_is_a_yes(talk: Talk) -> None:
    await to_confirm(talk)
    said = await talk.say("yes, I ordered it by mistake", intent="affirm")
    assert said == "utter_order_was_cancelled"


async def test_a_change_of_mind_is_no_other_reason(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say("no, I changed my mind", intent="deny") == "utter_order_kept"
    assert changed(before, await rows_in(database)) == {}


async def test_a_yes_to_another_order_is_no_yes(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    said = await talk.say("yes but HP-100002 instead", LAMP, intent="affirm")
    assert said == "utter_cancel_confirm"
    assert talk.last.values["order_number"] == LAMP
    assert changed(before, await rows_in(database)) == {}


async def test_two_orders_of_one_message_each_wait_for_their_own_yes(talk: Talk) -> None:
    said = "cancel HP-100001 and HP-100002, I no longer need them"
    assert await talk.begin("cancel", said, SHIRT_AND_SOCKS, LAMP) == "utter_cancel_confirm"
    assert talk.last.values["order_number"] == SHIRT_AND_SOCKS
    assert talk.state is not None
    assert talk.state.later_orders == [LAMP]


async def test_the_same_yes_twice_cancels_once(talk: Talk, database: Database) -> None:
    await to_confirm(talk)
    assert talk.state is not None
    asked = talk.state.for_slot()
    await talk.yes()
    before = await rows_in(database)
    talk.restore(asked)
    await talk.yes()
    assert changed(before, await rows_in(database)) == {}
    (change,) = await talk.shop.changes_of(SHIRT_AND_SOCKS)
    assert change.key == asked["key"]


async def test_a_gift_card_gets_its_money_back_at_once(talk: Talk, database: Database) -> None:
    await put_on_gift_card(database, "60.00")
    await talk.begin("change_payment", "pay HP-100002 with my gift card", LAMP)
    await talk.yes()
    assert await balance_in(talk) == Decimal("16.05")
    await talk.begin("cancel", "cancel HP-100002, ordered by mistake", LAMP)
    assert talk.last.values["refunds"] == "Refund £43.95 to gift card ending 4410, at once"
    await talk.yes()
    assert await balance_in(talk) == Decimal("60.00")


async def test_a_reason_that_reads_like_another_request_is_the_reason(talk: Talk) -> None:
    """ "I ordered it by mistake" is also what people say who got the wrong thing."""
    await talk.begin("cancel", f"cancel {SHIRT_AND_SOCKS}", SHIRT_AND_SOCKS)
    assert talk.asks == "reason"
    assert await talk.say("I ordered the wrong one", intent="wrong_item") == "utter_cancel_confirm"
    assert await talk.say("I got the wrong socks", intent="wrong_item") == ""


async def test_the_last_order_is_the_newest(talk: Talk) -> None:
    newest = (await talk.shop.orders_of(talk.customer_id))[0]
    await talk.begin("cancel", "please cancel my last order, I no longer need it")
    assert newest.id in talk.told
