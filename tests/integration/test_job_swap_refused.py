"""Other options that are not to be had, or cannot be paid: for exchanges and for pending orders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.database.database import Database
from desk.shop.wallet import PaymentMethod
from tests.integration.job_shop import (
    CARD,
    DELIVERED,
    EXPIRED,
    GIFT_CARD,
    LAMP,
    PAYPAL,
    RUG,
    SHIRT_AND_SOCKS,
    SQLITE,
    a_talk,
    balance_in,
    changed,
    order_in,
    put_on_gift_card,
    rows_in,
    set_variant,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

KINDS = pytest.mark.parametrize(
    ("kind", "number"), [("exchange", DELIVERED), ("change_items", SHIRT_AND_SOCKS)]
)


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


@KINDS
async def test_what_is_out_of_stock_is_said_and_others_are_offered(
    talk: Talk, database: Database, kind: str, number: str
) -> None:
    before = await rows_in(database)
    await talk.begin(kind, f"I want another t-shirt than that in M, of {number}", number)
    if talk.asks == "items":
        await talk.say("the t-shirt in M")
    assert talk.asks == "option"
    assert await talk.say("in black") == "utter_which_option"
    assert talk.responses[0] == "utter_option_out_of_stock"
    assert talk.sayings[0].values == {"item": "T-shirt (black, M)"}
    assert "black" not in str(talk.last.values["variants"])
    assert changed(before, await rows_in(database)) == {}


@KINDS
async def test_what_does_not_exist_is_said(
    talk: Talk, database: Database, kind: str, number: str
) -> None:
    before = await rows_in(database)
    said = f"the t-shirt in M of {number}, I want it in green and size L"
    await talk.begin(kind, said, number)
    assert talk.responses[0] == "utter_no_such_option"
    assert talk.asks == "option"
    assert changed(before, await rows_in(database)) == {}


@KINDS
async def test_the_same_option_again_is_no_change(
    talk: Talk, database: Database, kind: str, number: str
) -> None:
    before = await rows_in(database)
    await talk.begin(kind, f"change the t-shirt in M of {number}", number)
    await talk.say("blue in M please")
    assert talk.end is None
    assert talk.asks == "option"
    assert changed(before, await rows_in(database)) == {}


@KINDS
async def test_more_than_there_are_cannot_be_chosen(
    talk: Talk, database: Database, kind: str, number: str
) -> None:
    before = await rows_in(database)
    # One pair in pink is left; the order has more of them.
    await talk.begin(kind, f"the socks of {number} in pink, with my Visa", number)
    assert talk.asks == "option"
    assert talk.end is None
    assert changed(before, await rows_in(database)) == {}
    await talk.say("navy then")
    assert talk.asks == "confirm"


async def test_an_item_without_another_option_is_refused(talk: Talk) -> None:
    assert await talk.begin("exchange", "exchange the rugs", RUG) == "utter_no_other_option"
    assert talk.last.values == {"item": "Jute rug (small)"}
    assert talk.end is End.REFUSED


async def test_what_was_made_for_the_customer_is_not_exchanged(
    talk: Talk, database: Database
) -> None:
    before = await rows_in(database)
    await talk.begin("exchange", "exchange the mug of HP-100006", DELIVERED)
    assert talk.end is End.REFUSED
    assert changed(before, await rows_in(database)) == {}


async def test_sold_out_before_the_yes_asks_for_another_option(
    talk: Talk, database: Database
) -> None:
    said = "change the lamp of HP-100002 to brass, with my Visa"
    assert await talk.begin("change_items", said, LAMP) == "utter_change_items_once_confirm"
    await set_variant(database, "LAMP-BRASS", stock=0)
    before = await rows_in(database)
    await talk.yes()
    assert "Oak desk lamp (brass) is not in stock" in talk.told
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    ("balance", "why"),
    [
        ("5.00", "The gift card ending 4410 has £5.00 left, and £15.00 would have to be paid."),
        ("0.00", "There is nothing left on the gift card ending 4410."),
    ],
)
async def test_a_gift_card_with_too_little_is_refused_and_the_payment_asked_again(
    talk: Talk, database: Database, balance: str, why: str
) -> None:
    await put_on_gift_card(database, balance)
    before = await rows_in(database)
    said = "the lamp of HP-100006 in white, paid with my gift card ending 4410"
    await talk.begin("exchange", said, DELIVERED)
    assert talk.responses == ["utter_job_refused", "utter_which_payment_for_difference"]
    assert talk.sayings[0].values == {"why": why}
    assert await talk.say("paypal then") == "utter_exchange_confirm"
    assert talk.last.values["moves"] == "Pay £15.00 with PayPal"
    assert changed(before, await rows_in(database)) == {}
    await talk.yes()
    assert await balance_in(talk) == Decimal(balance)


async def test_a_gift_card_pays_to_its_last_penny(talk: Talk, database: Database) -> None:
    await put_on_gift_card(database, "15.00")
    said = "the lamp of HP-100006 in white, paid with my gift card ending 4410"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_exchange_confirm"
    await talk.yes()
    assert await balance_in(talk) == Decimal("0.00")
    order = await order_in(talk, DELIVERED)
    assert order.payments[-1].payment_method_id == GIFT_CARD


async def test_a_gift_card_that_was_spent_before_the_yes_is_refused(
    talk: Talk, database: Database
) -> None:
    await put_on_gift_card(database, "15.00")
    said = "the lamp of HP-100006 in white, paid with my gift card ending 4410"
    await talk.begin("exchange", said, DELIVERED)
    await put_on_gift_card(database, "14.99")
    before = await rows_in(database)
    await talk.yes()
    assert "has £14.99 left" in talk.told
    assert changed(before, await rows_in(database)) == {}


async def test_an_expired_gift_card_pays_nothing(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    said = "the lamp of HP-100006 in white, paid with the gift card ending 7005"
    await talk.begin("exchange", said, DELIVERED)
    assert talk.asks == "payment"
    assert all("7005" not in title for title in talk.titles)
    await talk.say("the one ending 7005")
    assert talk.end is None
    assert talk.asks == "payment"
    assert changed(before, await rows_in(database)) == {}
    assert await balance_in(talk, EXPIRED) == Decimal("90.00")


async def test_with_one_method_that_cannot_pay_the_job_is_refused(
    talk: Talk, database: Database
) -> None:
    async with database.write() as session:
        for method_id in (CARD, PAYPAL, EXPIRED):
            method = await session.get(PaymentMethod, method_id)
            assert method is not None
            method.customer_id = "cus_3"
    before = await rows_in(database)
    said = "the lamp of HP-100006 in white please"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_job_refused"
    assert talk.responses == ["utter_job_refused"]
    assert talk.end is End.REFUSED
    assert "has £10.00 left" in talk.told
    assert changed(before, await rows_in(database)) == {}


async def test_without_any_payment_method_people_help(talk: Talk, database: Database) -> None:
    async with database.write() as session:
        for method_id in (CARD, PAYPAL, EXPIRED, GIFT_CARD):
            method = await session.get(PaymentMethod, method_id)
            assert method is not None
            method.customer_id = "cus_3"
    said = "the lamp of HP-100006 in white please"
    assert await talk.begin("exchange", said, DELIVERED) == "utter_no_payment"
    assert talk.end is End.REFUSED
