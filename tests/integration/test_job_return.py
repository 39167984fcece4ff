"""Returning items in a conversation: which, how many, where the money goes; and what is changed."""

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
    RUG,
    SQLITE,
    a_talk,
    add_large_order,
    balance_in,
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


async def test_all_in_one_message_is_confirmed_and_done(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert talk.last.values == {
        "order_number": DELIVERED,
        "items": LAMP,
        "refunds": f"Refund £40.00 {TO_CARD}",
    }
    assert changed(before, await rows_in(database)) == {}

    assert await talk.yes() == "utter_return_requested"
    assert talk.end is End.DONE
    assert talk.last.values == {
        "order_number": DELIVERED,
        "items": LAMP,
        "email": "cus_1@example.com",
        "refunds": f"£40.00 goes back {TO_CARD}.",
    }
    order = await order_in(talk, DELIVERED)
    assert order.status is OrderStatus.RETURN_REQUESTED
    assert order.order_return is not None
    assert order.order_return.quantities == {f"{DELIVERED}-4": 1}
    assert order.order_return.refund_method_id == CARD
    assert order.refund_amount == Decimal("40.00")
    # The money moves when the parcel is here.
    assert len(order.payments) == 1
    assert changed(before, await rows_in(database)) == {
        "orders": {DELIVERED},
        "order_items": {f"{DELIVERED}"},
        "returns": {DELIVERED},
        "order_events": {DELIVERED},
        "order_changes": {DELIVERED},
    }


async def test_everything_is_asked_one_at_a_time(talk: Talk) -> None:
    assert await talk.begin("return", "I want to return something") == "utter_return_which_order"
    lines = str(talk.last.values["orders"]).splitlines()
    assert [line.split(" – ")[0] for line in lines] == [f"1. {DELIVERED}", f"2. {RUG}"]
    assert await talk.say("the first") == "utter_return_which_items"
    assert talk.asks == "items"
    assert str(talk.last.values["items"]).splitlines() == [
        "1. T-shirt (blue, M), £20.00",
        "2. T-shirt (blue, L), £20.00",
        "3. 3 × Wool socks (grey), £24.00",
        "4. Oak desk lamp (black), £40.00",
        "5. Engraved mug, £14.00",
    ]
    assert talk.titles == [
        *("T-shirt (blue, M)", "T-shirt (blue, L)", "Wool socks", "Oak desk lamp", "Engraved mug")
    ]
    assert await talk.say("Oak desk lamp") == "utter_which_refund"
    assert talk.asks == "refund_to"
    assert talk.titles == ["Visa ending 4821", "gift card ending 4410 (£10.00 left)"]
    assert await talk.say("Visa ending 4821") == "utter_return_confirm"
    assert await talk.press("affirm") == "utter_return_requested"


async def test_details_may_come_in_any_order(talk: Talk) -> None:
    first = await talk.begin("return", "I want my money back on my gift card for something")
    assert first == "utter_return_which_order"
    assert await talk.say("the order with the lamp in it") == "utter_return_which_items"
    assert await talk.say("both t-shirts") == "utter_return_confirm"
    assert talk.last.values["items"] == f"{SHIRT_M} and {SHIRT_L}"
    assert talk.last.values["refunds"] == (
        "Refund £40.00 to gift card ending 4410, as soon as we have the parcel"
    )


async def test_an_item_names_its_order(talk: Talk) -> None:
    assert await talk.begin("return", "I want to return the rugs") == "utter_return_confirm"
    assert talk.last.values["order_number"] == RUG
    assert talk.last.values["items"] == "2 × Jute rug (small)"
    # It was paid with the gift card: there is nothing to choose.
    await talk.yes()
    order = await order_in(talk, RUG)
    assert order.refund_amount == Decimal("60.00")
    assert await balance_in(talk) == Decimal("10.00")


@pytest.mark.parametrize(
    ("answer", "items"),
    [
        ("4", LAMP),
        ("the fourth one", LAMP),
        ("number 3 please", SOCKS),
        ("1 and 4", f"{SHIRT_M} and {LAMP}"),
        ("the socks and the lamp", f"{SOCKS} and {LAMP}"),
        ("the desk lamp", LAMP),
        ("the t-shirt in L", SHIRT_L),
        ("the blue one in M", SHIRT_M),
        ("both t-shirts", f"{SHIRT_M} and {SHIRT_L}"),
        ("everything but the mug and the lamp", f"{SHIRT_M}, {SHIRT_L} and {SOCKS}"),
        ("the large t-shirt", SHIRT_L),
        ("the most expensive one", LAMP),
        ("2 of the socks", "2 × Wool socks (grey)"),
        ("just one of the socks", "1 × Wool socks (grey)"),
    ],
)
async def test_items_are_chosen_by_number_name_option_or_how_many(
    talk: Talk, answer: str, items: str
) -> None:
    await to_items(talk)
    assert await talk.say(answer) == "utter_which_refund"
    assert await talk.say("back on the card") == "utter_return_confirm"
    assert talk.last.values["items"] == items


async def test_an_item_that_may_be_two_is_asked_again_among_these(talk: Talk) -> None:
    await to_items(talk)
    assert await talk.say("the t-shirt") == "utter_return_which_items"
    assert str(talk.last.values["items"]).splitlines() == [
        "1. T-shirt (blue, M), £20.00",
        "2. T-shirt (blue, L), £20.00",
    ]
    assert await talk.say("the second") == "utter_which_refund"
    await talk.say("gift card")
    assert talk.last.values["items"] == SHIRT_L


async def test_only_so_many_of_an_item_are_refunded(talk: Talk) -> None:
    await to_confirm(talk, "two of the socks")
    assert str(talk.last.values["refunds"]).startswith("Refund £16.00")
    await talk.yes()
    order = await order_in(talk, DELIVERED)
    assert order.refund_amount == Decimal("16.00")
    assert [item.returned_quantity for item in order.items] == [0, 0, 2, 0, 0]


async def test_everything_of_a_numbered_order_goes_back(talk: Talk) -> None:
    assert await talk.begin("return", "return everything from HP-100007", RUG)
    assert talk.last.values["items"] == "2 × Jute rug (small)"
    said = "I want to send back everything from HP-100006 except the mug"
    assert await talk.begin("return", said, DELIVERED) == "utter_which_refund"
    await talk.say("to my card")
    assert str(talk.last.values["items"]).strip().splitlines() == [
        "- 1 × T-shirt (blue, M)",
        "  - 1 × T-shirt (blue, L)",
        "  - 3 × Wool socks (grey)",
        "  - 1 × Oak desk lamp (black)",
    ]
    await talk.yes()
    assert (await order_in(talk, DELIVERED)).refund_amount == Decimal("104.00")


async def test_an_order_of_thirty_items_is_listed_whole(talk: Talk, database: Database) -> None:
    await add_large_order(database, "HP-100030")
    asked = await talk.begin("return", "return something from HP-100030", "HP-100030")
    assert asked == "utter_return_which_items"
    assert len(str(talk.last.values["items"]).splitlines()) == 30
    assert talk.titles == []
    await talk.say("1, 29 and 30")
    await talk.say("card")
    # 8.00, 40.00 and 20.00.
    assert str(talk.last.values["refunds"]).startswith("Refund £68.00")
    await talk.say("I'd rather return everything", intent="return_item")
    assert str(talk.last.values["refunds"]).startswith("Refund £680.00")
    await talk.yes()
    assert (await order_in(talk, "HP-100030")).refund_amount == Decimal("680.00")
