"""Exchanging delivered items in a conversation: options, prices, how the difference is settled."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.database.database import Database
from desk.shop.order_status import OrderStatus
from tests.integration.job_shop import (
    CARD,
    DELIVERED,
    GIFT_CARD,
    PAYPAL,
    SQLITE,
    a_talk,
    balance_in,
    changed,
    order_in,
    rows_in,
    set_variant,
    stock_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

RED = "exchange the t-shirt in M from HP-100006 for the red one, I pay with my card"


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


async def to_option(talk: Talk, what: str = "the desk lamp") -> None:
    """Up to the question for the other option."""
    said = f"I'd like to exchange {what} from HP-100006"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_which_option"


async def to_confirm(talk: Talk) -> None:
    """Up to the question whether a blue shirt in M is to be exchanged for a red one."""
    assert await talk.begin("exchange", RED, DELIVERED) == "utter_exchange_confirm"


async def test_all_in_one_message_is_confirmed_and_done(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert talk.last.values == {
        "order_number": DELIVERED,
        "swaps": "T-shirt: red, M instead of blue, M, £25.50 instead of £20.00",
        "moves": "Pay £5.50 with Visa ending 4821",
    }
    assert changed(before, await rows_in(database)) == {}

    assert await talk.yes() == "utter_exchange_requested"
    assert talk.end is End.DONE
    assert talk.last.values == {
        "order_number": DELIVERED,
        "items": "T-shirt (red, M)",
        "email": "cus_1@example.com",
        "moves": "You pay £5.50 with Visa ending 4821.",
    }
    order = await order_in(talk, DELIVERED)
    assert order.status is OrderStatus.EXCHANGE_REQUESTED
    assert [payment.signed for payment in order.payments] == [Decimal("121.95"), Decimal("5.50")]
    assert (await stock_in(talk, "SHIRT-RED-M"), await stock_in(talk, "SHIRT-BLUE-M")) == (4, 5)
    assert changed(before, await rows_in(database)) == {
        "orders": {DELIVERED},
        "exchanges": {DELIVERED},
        "exchange_items": {DELIVERED},
        "payments": {DELIVERED},
        "order_events": {DELIVERED},
        "order_changes": {DELIVERED},
        "variants": {"SHIRT-RED-M"},
    }


async def test_everything_is_asked_one_at_a_time(talk: Talk) -> None:
    asked = await talk.begin("exchange", "I want to exchange something")
    assert (asked, talk.asks) == ("utter_exchange_which_order", "order")
    assert await talk.say("HP-100006", DELIVERED) == "utter_exchange_which_items"
    assert talk.asks == "items"
    assert await talk.say("the lamp") == "utter_which_option"
    assert talk.asks == "option"
    assert str(talk.last.values["variants"]).splitlines() == [
        "1. white, £55.00",
        "2. brass, £48.00",
    ]
    assert talk.titles == ["white", "brass"]
    assert await talk.say("brass") == "utter_which_payment_for_difference"
    assert (talk.asks, talk.last.values["amount"]) == ("payment", "£8.00")
    assert talk.titles == ["Visa ending 4821", "gift card ending 4410 (£10.00 left)", "PayPal"]
    assert await talk.say("PayPal") == "utter_exchange_confirm"
    assert await talk.press("affirm") == "utter_exchange_requested"
    order = await order_in(talk, DELIVERED)
    assert order.payments[-1].payment_method_id == PAYPAL
    assert order.payments[-1].amount == Decimal("8.00")


async def test_details_may_come_in_any_order(talk: Talk) -> None:
    first = await talk.begin("exchange", "can I swap something for a red one, paying by paypal")
    assert first == "utter_exchange_which_order"
    assert await talk.say("from HP-100006", DELIVERED) == "utter_exchange_which_items"
    assert await talk.say("the t-shirt in L") == "utter_exchange_confirm"
    assert talk.last.values["swaps"] == (
        "T-shirt: red, L instead of blue, L, £25.50 instead of £20.00"
    )
    assert talk.last.values["moves"] == "Pay £5.50 with PayPal"


@pytest.mark.parametrize(
    ("answer", "variant"),
    [
        ("2", "brass"),
        ("the first one", "white"),
        ("white please", "white"),
        ("the cheaper one", "brass"),
        ("the most expensive", "white"),
        ("the one in brass", "brass"),
    ],
)
async def test_an_option_is_chosen_by_number_name_or_price(
    talk: Talk, answer: str, variant: str
) -> None:
    await to_option(talk)
    assert await talk.say(answer) == "utter_which_payment_for_difference"
    await talk.say("card")
    assert str(talk.last.values["swaps"]).startswith(f"Oak desk lamp: {variant} instead of black")


async def test_the_same_price_needs_no_payment(talk: Talk) -> None:
    said = "exchange the socks from HP-100006 for navy ones"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_exchange_confirm"
    assert talk.last.values["swaps"] == "3 × Wool socks: navy instead of grey"
    assert talk.last.values["moves"] == "The price stays the same"
    assert await talk.yes() == "utter_exchange_requested"
    assert talk.last.values["moves"] == ""
    assert len((await order_in(talk, DELIVERED)).payments) == 1


async def test_what_is_cheaper_is_refunded_after_the_parcel(talk: Talk) -> None:
    said = "the shirt in M of HP-100006 for a green one"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_which_refund_for_difference"
    assert talk.last.values["amount"] == "£3.75"
    assert await talk.say("gift card") == "utter_exchange_confirm"
    wait = "as soon as we have the parcel"
    assert talk.last.values["moves"] == f"Refund £3.75 to gift card ending 4410, {wait}"
    await talk.yes()
    order = await order_in(talk, DELIVERED)
    assert order.refund_amount == Decimal("3.75")
    assert order.exchange is not None
    assert order.exchange.refund_method_id == GIFT_CARD
    assert await balance_in(talk) == Decimal("10.00")


async def test_several_items_are_exchanged_at_once_with_one_difference(talk: Talk) -> None:
    said = (
        "exchange the lamp from HP-100006 for a brass one and the t-shirt in M for a green one, "
        "with my Visa"
    )
    assert await talk.begin("exchange", said, DELIVERED) == "utter_exchange_confirm"
    assert str(talk.last.values["swaps"]).splitlines() == [
        "T-shirt: green, M instead of blue, M, £16.25 instead of £20.00",
        "- Oak desk lamp: brass instead of black, £48.00 instead of £40.00",
    ]
    assert talk.last.values["moves"] == "Pay £4.25 with Visa ending 4821"
    await talk.yes()
    order = await order_in(talk, DELIVERED)
    assert order.payments[-1].signed == Decimal("4.25")


async def test_options_of_several_items_are_asked_one_after_the_other(talk: Talk) -> None:
    await to_option(talk, "the lamp and the t-shirt in L")
    assert talk.last.values["item"] == "T-shirt (blue, L)"
    assert await talk.say("red") == "utter_which_option"
    assert talk.last.values["item"] == "Oak desk lamp (black)"
    assert await talk.say("brass") == "utter_which_payment_for_difference"
    assert talk.last.values["amount"] == "£13.50"


async def test_of_values_that_leave_a_choice_only_these_are_asked(talk: Talk) -> None:
    await to_option(talk, "the t-shirt in L")
    await talk.say("any one in M")
    assert talk.asks in ("option", "payment", "confirm")


@pytest.mark.parametrize(
    ("correction", "intent", "swaps", "moves"),
    [
        ("no, the green one", "choose_other", "green, M instead of blue, M", "Refund £3.75"),
        ("actually in L", "inform", "red, L instead of blue, M", "Pay £5.50"),
        ("sorry, I want red in L", "change_order", "red, L instead of blue, M", "Pay £5.50"),
        ("with PayPal instead", "inform", "red, M instead of blue, M", "Pay £5.50 with PayPal"),
    ],
)
async def test_options_and_payment_are_corrected_before_the_yes(
    talk: Talk, database: Database, correction: str, intent: str, swaps: str, moves: str
) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say(correction, intent=intent) == "utter_exchange_confirm"
    assert swaps in str(talk.last.values["swaps"])
    assert moves in str(talk.last.values["moves"])
    assert changed(before, await rows_in(database)) == {}


async def test_another_item_before_the_yes_asks_for_its_option(
    talk: Talk, database: Database
) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say("no, the lamp", intent="choose_other") == "utter_which_option"
    assert talk.responses == ["utter_which_option"]
    assert talk.last.values["item"] == "Oak desk lamp (black)"
    await talk.say("white")
    assert talk.last.values["swaps"] == (
        "Oak desk lamp: white instead of black, £55.00 instead of £40.00"
    )
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    "text",
    ["yes but in green", "yes, and in L", "ok but with paypal", "yes, in black", "yes in XXL"],
)
async def test_a_yes_with_a_change_is_no_yes(talk: Talk, database: Database, text: str) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    await talk.say(text, intent="affirm")
    assert talk.end is None
    assert changed(before, await rows_in(database)) == {}


async def test_a_no_exchanges_nothing(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.no() == "utter_job_left"
    assert (talk.end, changed(before, await rows_in(database))) == (End.LEFT, {})


async def test_a_price_that_changed_before_the_yes_is_shown_first(
    talk: Talk, database: Database
) -> None:
    await to_confirm(talk)
    await set_variant(database, "SHIRT-RED-M", price="27.00")
    before = await rows_in(database)
    assert await talk.yes() == "utter_exchange_confirm"
    assert talk.responses[0] == "utter_job_has_changed"
    assert talk.last.values["moves"] == "Pay £7.00 with Visa ending 4821"
    assert changed(before, await rows_in(database)) == {}
    assert await talk.yes() == "utter_exchange_requested"
    assert (await order_in(talk, DELIVERED)).payments[-1].amount == Decimal("7.00")


async def test_the_same_yes_twice_exchanges_once(talk: Talk, database: Database) -> None:
    await to_confirm(talk)
    assert talk.state is not None
    asked = talk.state.for_slot()
    assert asked["details"]["payment"] == CARD
    await talk.yes()
    before = await rows_in(database)
    talk.restore(asked)
    await talk.yes()
    assert changed(before, await rows_in(database)) == {}


async def test_a_line_is_exchanged_whole_and_that_is_said(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    said = "exchange two of the socks from HP-100006 for navy ones"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_exchange_confirm"
    assert talk.responses == ["utter_line_whole", "utter_exchange_confirm"]
    assert talk.sayings[0].values == {"item": "Wool socks", "quantity": 3}
    assert await talk.say("yes, two of them", intent="affirm") == "utter_exchange_confirm"
    assert changed(before, await rows_in(database)) == {}
    assert await talk.yes() == "utter_exchange_requested"


async def test_one_of_two_options_is_asked_for(talk: Talk) -> None:
    said = "exchange the t-shirt in M from HP-100006 to M or L"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_which_option"


async def test_a_question_about_the_options_is_no_option(talk: Talk) -> None:
    await to_option(talk)
    await talk.say("which do you have?", intent="ask_stock")
    assert talk.state is not None
    assert "options" not in talk.state.details
    assert await talk.repeat() == "utter_which_option"


@pytest.mark.parametrize(
    ("said", "intent"),
    [("actually the socks instead", "inform"), ("no, the socks", "choose_other")],
)
async def test_the_item_is_corrected_while_its_option_is_asked(
    talk: Talk, said: str, intent: str
) -> None:
    await to_option(talk)
    assert await talk.say(said, intent=intent) == "utter_which_option"
    assert talk.last.values["item"] == "Wool socks (grey)"


@pytest.mark.parametrize("said", ["2", "the second one", "just the brass one", "no, the other one"])
async def test_an_option_is_no_item_and_no_number_of_items(talk: Talk, said: str) -> None:
    await to_option(talk, "the socks")
    assert talk.state is not None
    items = talk.state.details["items"]
    await talk.say(said, intent="choose_other")
    assert talk.state.details["items"] == items
    assert "utter_line_whole" not in talk.responses


async def test_an_item_that_cannot_go_back_is_exchanged(talk: Talk) -> None:
    said = "if I can't return the lamp from HP-100006 then exchange it for white"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_which_payment_for_difference"
