"""Taking other options of what a pending order holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.database.database import Database
from desk.shop.order_status import OrderStatus
from tests.integration.job_shop import (
    CANCELLED,
    CARD,
    DELIVERED,
    LAMP,
    ON_ITS_WAY,
    PACKED,
    PAYPAL,
    SHIRT_AND_SOCKS,
    SQLITE,
    THEIRS,
    UNKNOWN,
    a_talk,
    balance_in,
    changed,
    order_in,
    pack,
    rows_in,
    stock_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

CONFIRM = "utter_change_items_once_confirm"
KIND = "change_items"


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


async def to_confirm(talk: Talk) -> None:
    """Up to the question whether the lamp is to be a brass one."""
    said = "change the lamp in HP-100002 to brass, I pay the rest with PayPal"
    assert await talk.begin(KIND, said, LAMP) == CONFIRM


async def test_all_in_one_message_is_confirmed_and_done(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert talk.last.values == {
        "order_number": LAMP,
        "swaps": "Oak desk lamp: brass instead of black, £48.00 instead of £40.00",
        "moves": "Pay £8.00 with PayPal",
    }
    assert changed(before, await rows_in(database)) == {}

    assert await talk.yes() == "utter_items_changed"
    assert talk.end is End.DONE
    assert talk.last.values["items"] == "Oak desk lamp (brass)"
    assert talk.last.values["moves"] == "You pay £8.00 with PayPal."
    order = await order_in(talk, LAMP)
    assert order.status is OrderStatus.PENDING
    assert (order.total, order.paid) == (Decimal("51.95"), Decimal("51.95"))
    assert [item.variant_id for item in order.items] == ["LAMP-BRASS"]
    assert (await stock_in(talk, "LAMP-BRASS"), await stock_in(talk, "LAMP-BLACK")) == (2, 4)
    assert changed(before, await rows_in(database)) == {
        "orders": {LAMP},
        "order_items": {LAMP},
        "payments": {LAMP},
        "order_events": {LAMP},
        "order_changes": {LAMP},
        "variants": {"LAMP-BRASS", "LAMP-BLACK"},
    }


async def test_everything_is_asked_one_at_a_time(talk: Talk) -> None:
    assert await talk.begin(KIND, "I want to change an order") == "utter_change_which_order"
    assert talk.titles == [SHIRT_AND_SOCKS, LAMP]
    assert await talk.say("1") == "utter_change_which_items"
    assert await talk.say("the t-shirt") == "utter_which_option"
    assert await talk.say("green, size M") == "utter_which_refund_for_difference"
    assert talk.last.values["amount"] == "£3.75"
    assert await talk.say("gift card") == CONFIRM
    assert talk.last.values["moves"] == "Refund £3.75 to gift card ending 4410, at once"
    assert await talk.press("affirm") == "utter_items_changed"
    assert await balance_in(talk) == Decimal("13.75")
    order = await order_in(talk, SHIRT_AND_SOCKS)
    assert (order.total, order.paid) == (Decimal("36.20"), Decimal("36.20"))


async def test_options_may_come_before_the_order(talk: Talk) -> None:
    first = await talk.begin(KIND, "can you make something red instead, I'll pay with my Visa")
    assert first == "utter_change_which_order"
    assert await talk.say("HP-100001", SHIRT_AND_SOCKS) == "utter_change_which_items"
    assert await talk.say("the t-shirt") == CONFIRM
    assert talk.last.values["swaps"] == (
        "T-shirt: red, M instead of blue, M, £25.50 instead of £20.00"
    )


async def test_an_item_names_its_order(talk: Talk) -> None:
    said = "I'd rather have the desk lamp in brass"
    assert await talk.begin(KIND, said) == "utter_which_payment_for_difference"
    await talk.say("PayPal")
    assert talk.last.values["order_number"] == LAMP


async def test_a_change_of_size_alone_costs_nothing(talk: Talk) -> None:
    talk.in_question = SHIRT_AND_SOCKS
    assert await talk.begin(KIND, "make the t-shirt a size L") == CONFIRM
    assert talk.last.values["swaps"] == "T-shirt: blue, L instead of blue, M"
    assert talk.last.values["moves"] == "The price stays the same"
    await talk.yes()
    assert len((await order_in(talk, SHIRT_AND_SOCKS)).payments) == 1


@pytest.mark.parametrize(
    ("correction", "numbers", "intent", "values"),
    [
        ("no, white", (), "choose_other", {"moves": "Pay £15.00 with PayPal"}),
        ("with my Visa instead", (), "inform", {"moves": "Pay £8.00 with Visa ending 4821"}),
        ("make it the white one", (), KIND, {"moves": "Pay £15.00 with PayPal"}),
    ],
)
async def test_a_correction_before_the_yes_changes_the_plan_alone(
    talk: Talk,
    database: Database,
    correction: str,
    numbers: tuple[str, ...],
    intent: str,
    values: dict[str, str],
) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say(correction, *numbers, intent=intent) == CONFIRM
    assert values.items() <= talk.last.values.items()
    assert changed(before, await rows_in(database)) == {}


async def test_another_order_asks_for_its_items_anew(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    said = await talk.say("no, in HP-100001", SHIRT_AND_SOCKS, intent="choose_other")
    assert said == "utter_change_which_items"
    assert changed(before, await rows_in(database)) == {}


async def test_a_no_changes_nothing(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.no() == "utter_job_left"
    assert changed(before, await rows_in(database)) == {}


async def test_an_order_packed_before_the_yes_is_refused(talk: Talk, database: Database) -> None:
    await to_confirm(talk)
    await pack(database, LAMP)
    before = await rows_in(database)
    assert await talk.yes() == "utter_job_refused"
    assert talk.last.values["why"] == (
        f"Order {LAMP} is packed already, so it cannot be changed any more."
    )
    assert changed(before, await rows_in(database)) == {}


async def test_items_are_changed_once(talk: Talk) -> None:
    await to_confirm(talk)
    await talk.yes()
    assert await talk.begin(KIND, "make the lamp white", LAMP) == "utter_job_refused"
    assert talk.last.values["why"] == f"The items of order {LAMP} have been changed already."


async def test_the_policy_may_allow_more_changes(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock, item_changes_per_order=2)
    for finish, payment in (("brass", CARD), ("white", PAYPAL)):
        said = f"make the lamp {finish} and pay with {'Visa' if payment == CARD else 'PayPal'}"
        assert await talk.begin(KIND, said, LAMP) == "utter_change_items_confirm"
        await talk.yes()
    order = await order_in(talk, LAMP)
    assert order.item_changes == 2
    assert [p.signed for p in order.payments] == [
        *(Decimal("43.95"), Decimal("8.00"), Decimal("7.00"))
    ]
    assert await talk.begin(KIND, "make the lamp black", LAMP) == "utter_job_refused"


@pytest.mark.parametrize("rules", [{"items_change_allowed": False}, {"item_changes_per_order": 0}])
async def test_a_shop_may_change_no_items(
    database: Database, clock: Clock, rules: dict[str, Any]
) -> None:
    talk = await a_talk(database, clock, **rules)
    assert await talk.begin(KIND, "make the lamp brass", LAMP) == "utter_job_refused"
    assert talk.last.values["why"] == "The items of an order cannot be changed."
    assert await talk.begin(KIND, "change an order") == "utter_job_refused" or (
        talk.last.response == "utter_nothing_to_change"
    )


@pytest.mark.parametrize("kind", [KIND, "change_address", "change_payment"])
@pytest.mark.parametrize(
    ("number", "why"),
    [
        (PACKED, "is packed already"),
        (ON_ITS_WAY, "is on its way already"),
        (CANCELLED, "is cancelled already"),
    ],
)
async def test_only_pending_orders_are_changed(
    talk: Talk, database: Database, kind: str, number: str, why: str
) -> None:
    before = await rows_in(database)
    assert await talk.begin(kind, f"change {number}", number) == "utter_job_refused"
    assert talk.last.values["why"] == f"Order {number} {why}, so it cannot be changed any more."
    assert talk.end is End.REFUSED
    assert changed(before, await rows_in(database)) == {}


async def test_a_delivered_order_is_exchanged_and_not_changed(talk: Talk) -> None:
    """Customers do not know the one from the other."""
    for kind in ("change_address", "change_payment"):
        assert await talk.begin(kind, f"change {DELIVERED}", DELIVERED) == "utter_job_refused"
    assert await talk.begin(KIND, f"change {DELIVERED}", DELIVERED) == "utter_exchange_which_items"


@pytest.mark.parametrize("kind", [KIND, "change_address", "change_payment"])
@pytest.mark.parametrize("number", [THEIRS, UNKNOWN])
async def test_somebody_elses_order_is_like_none(
    talk: Talk, database: Database, kind: str, number: str
) -> None:
    before = await rows_in(database)
    await talk.begin(kind, f"change {number}", number)
    assert talk.responses == ["utter_no_such_order", "utter_change_which_order"]
    assert talk.sayings[0].values == {"order_number": number}
    assert changed(before, await rows_in(database)) == {}
