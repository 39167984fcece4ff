"""Sending a pending order elsewhere, and moving house."""

from __future__ import annotations

from typing import Any

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.customers.address import Address
from desk.database.database import Database
from tests.integration.job_shop import (
    LAMP,
    ME,
    SHIRT_AND_SOCKS,
    SQLITE,
    a_talk,
    changed,
    order_in,
    pack,
    rows_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

ORDER, ACCOUNT = "change_address", "change_default_address"
NEW = "12 Mill Road, Cambridge, CB1 2AB"
NEW_LINE = "12 Mill Road, Cambridge, CB1 2AB, United Kingdom"
HOME_LINE = "4 Ferry Lane, London, SE15 4QN, United Kingdom"


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


async def to_confirm(talk: Talk) -> None:
    """Up to the question whether the lamp is to go to Cambridge."""
    said = f"please send HP-100002 to {NEW} instead"
    assert await talk.begin(ORDER, said, LAMP) == "utter_change_address_confirm"


async def home_of(talk: Talk) -> str:
    customer = await talk.customers.get(ME)
    assert customer is not None
    return str(customer.address)


async def test_all_in_one_message_is_confirmed_and_done(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert talk.last.values == {"order_number": LAMP, "before": HOME_LINE, "after": NEW_LINE}
    assert changed(before, await rows_in(database)) == {}

    assert await talk.yes() == "utter_address_changed"
    assert talk.end is End.DONE
    assert talk.last.values == {"order_number": LAMP, "address": NEW_LINE}
    order = await order_in(talk, LAMP)
    assert (order.shipping_address.name, order.shipping_address.line) == ("Siân Okafor", NEW_LINE)
    assert changed(before, await rows_in(database)) == {
        "orders": {LAMP},
        "order_events": {LAMP},
        "order_changes": {LAMP},
    }


async def test_order_and_address_are_asked_one_at_a_time(talk: Talk) -> None:
    asked = await talk.begin(ORDER, "I need to change where an order goes")
    assert (asked, talk.asks) == ("utter_change_which_order", "order")
    assert await talk.say("the one with the lamp") == "utter_which_address"
    assert talk.asks == "address"
    assert await talk.say(NEW) == "utter_change_address_confirm"
    assert await talk.press("affirm") == "utter_address_changed"


async def test_an_address_may_come_in_parts(talk: Talk) -> None:
    await talk.begin(ORDER, "HP-100002 has to go elsewhere", LAMP)
    assert await talk.say("12 Mill Road") == "utter_address_part"
    assert talk.asks == "address"
    assert talk.last.values["missing"] == "town or city and postcode"
    assert await talk.say("Cambridge") == "utter_address_part"
    assert talk.last.values["missing"] == "postcode"
    assert await talk.say("CB1 2AB") == "utter_change_address_confirm"
    assert talk.last.values["after"] == NEW_LINE


async def test_the_address_may_come_before_the_order(talk: Talk) -> None:
    first = await talk.begin(ORDER, f"send it to {NEW} please")
    assert first == "utter_change_which_order"
    assert await talk.say("2") == "utter_change_address_confirm"
    assert talk.last.values == {"order_number": LAMP, "before": HOME_LINE, "after": NEW_LINE}


@pytest.mark.parametrize("said", ["to my work address", "Send it to my work address please"])
async def test_an_address_that_we_have_is_meant_by_its_name(talk: Talk, said: str) -> None:
    await talk.begin(ORDER, "HP-100002 has to go elsewhere", LAMP)
    assert await talk.say(said) == "utter_change_address_confirm"
    assert talk.last.values["after"] == "1 Dock Road, Unit 4, Bristol, BS1 6QF, United Kingdom"


async def test_it_may_go_back_to_the_home_address(talk: Talk) -> None:
    await to_confirm(talk)
    await talk.yes()
    said = "send HP-100002 to my home address after all"
    assert await talk.begin(ORDER, said, LAMP) == "utter_change_address_confirm"
    assert talk.last.values["after"] == HOME_LINE


@pytest.mark.parametrize(
    ("text", "numbers", "intent", "order", "after"),
    [
        (
            "no, number 14 please",
            (),
            "choose_other",
            LAMP,
            "14 Mill Road, Cambridge, CB1 2AB, United Kingdom",
        ),
        (
            *("the same but flat 3", (), "inform", LAMP),
            "12 Mill Road, Flat 3, Cambridge, CB1 2AB, United Kingdom",
        ),
        (
            "the postcode is CB1 3XY",
            (),
            "inform",
            LAMP,
            "12 Mill Road, Cambridge, CB1 3XY, United Kingdom",
        ),
        ("no, HP-100001", (SHIRT_AND_SOCKS,), "choose_other", SHIRT_AND_SOCKS, NEW_LINE),
        (
            "to my work address",
            (),
            "inform",
            LAMP,
            "1 Dock Road, Unit 4, Bristol, BS1 6QF, United Kingdom",
        ),
        (
            *("sorry, 9 Castle Street, Ely, CB7 4AX", (), "inform", LAMP),
            "9 Castle Street, Ely, CB7 4AX, United Kingdom",
        ),
    ],
)
async def test_order_and_address_are_corrected_before_the_yes(
    talk: Talk,
    database: Database,
    text: str,
    numbers: tuple[str, ...],
    intent: str,
    order: str,
    after: str,
) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.say(text, *numbers, intent=intent) == "utter_change_address_confirm"
    assert (talk.last.values["order_number"], talk.last.values["after"]) == (order, after)
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    "text", ["yes but flat 3", "yes, to my work address", "ok, postcode CB1 3XY"]
)
async def test_a_yes_with_a_change_is_no_yes(talk: Talk, database: Database, text: str) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    await talk.say(text, intent="affirm")
    assert talk.end is None
    assert changed(before, await rows_in(database)) == {}


async def test_a_no_changes_nothing(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert await talk.no() == "utter_job_left"
    assert changed(before, await rows_in(database)) == {}


async def test_the_address_that_it_goes_to_already_is_asked_again(
    talk: Talk, database: Database
) -> None:
    before = await rows_in(database)
    await talk.begin(ORDER, "send HP-100002 to 4 Ferry Lane, London, SE15 4QN", LAMP)
    assert talk.responses == ["utter_job_refused", "utter_which_address"]
    assert talk.sayings[0].values["why"] == f"Order {LAMP} goes to this address already."
    assert changed(before, await rows_in(database)) == {}


async def test_an_order_packed_before_the_yes_is_refused(talk: Talk, database: Database) -> None:
    await to_confirm(talk)
    await pack(database, LAMP)
    before = await rows_in(database)
    assert await talk.yes() == "utter_job_refused"
    assert talk.end is End.REFUSED
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"address_change_allowed": False}, "The address of an order cannot be changed."),
        ({"address_changes_per_order": 0}, "has been changed already."),
    ],
)
async def test_a_shop_may_change_no_addresses(
    database: Database, clock: Clock, rules: dict[str, Any], why: str
) -> None:
    talk = await a_talk(database, clock, **rules)
    assert await talk.begin(ORDER, f"send HP-100002 to {NEW}", LAMP) == "utter_job_refused"
    assert why in str(talk.last.values["why"])


@pytest.mark.parametrize("kind", [ORDER, "change_payment"])
async def test_after_a_change_of_items_nothing_else_is_changed(talk: Talk, kind: str) -> None:
    await talk.begin("change_items", "make the t-shirt of HP-100001 a size L", SHIRT_AND_SOCKS)
    await talk.yes()
    said = await talk.begin(kind, "change HP-100001", SHIRT_AND_SOCKS)
    assert said == "utter_job_refused"
    assert "so nothing else about it can be changed any more" in talk.told


@pytest.mark.parametrize(
    "street",
    ["1 O'Neill'; DROP TABLE orders;-- Road", "7 {{ 7 * 7 }} Street", "3 ${HOME} Road"],
)
async def test_an_address_is_text_and_nothing_else(
    talk: Talk, database: Database, street: str
) -> None:
    await talk.begin(ORDER, "HP-100002 has to go elsewhere", LAMP)
    await talk.say(f"{street}, Cambridge, CB1 2AB")
    if talk.asks == "confirm":
        await talk.yes()
    assert "49" not in (await order_in(talk, LAMP)).shipping_address.line
    assert len((await rows_in(database))["orders"]) == 10


async def test_the_default_address_moves_and_orders_stay(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    asked = await talk.begin(ACCOUNT, "I have moved")
    assert (asked, talk.asks) == ("utter_which_default_address", "address")
    assert await talk.say(NEW) == "utter_change_default_address_confirm"
    assert talk.last.values == {
        "before": "4 Ferry Lane, London, SE15 4QN",
        "after": "12 Mill Road, Cambridge, CB1 2AB",
    }
    assert changed(before, await rows_in(database)) == {}
    assert await talk.yes() == "utter_default_address_changed"
    assert await home_of(talk) == NEW
    after = changed(before, await rows_in(database))
    assert after == {"customers": {ME}, "customer_changes": {ME}}


async def test_a_new_default_address_is_corrected_before_the_yes(talk: Talk) -> None:
    await talk.begin(ACCOUNT, f"my new address is {NEW}")
    said = await talk.say("no, number 14 please", intent="choose_other")
    assert said == "utter_change_default_address_confirm"
    assert talk.last.values["after"] == "14 Mill Road, Cambridge, CB1 2AB"
    assert await talk.no() == "utter_job_left"
    assert await home_of(talk) == "4 Ferry Lane, London, SE15 4QN"


async def test_the_address_that_we_have_needs_no_change(talk: Talk) -> None:
    said = "my new address is 4 Ferry Lane, London, SE15 4QN"
    assert await talk.begin(ACCOUNT, said) == "utter_same_default_address"
    assert talk.end is End.REFUSED


async def test_the_same_yes_twice_moves_once(talk: Talk, database: Database) -> None:
    await talk.begin(ACCOUNT, f"my new address is {NEW}")
    assert talk.state is not None
    asked = talk.state.for_slot()
    await talk.yes()
    await talk.customers.change_default_address(
        ME, Address("9 Castle Street", "", "Ely", "", "CB7 4AX", "GB"), "another"
    )
    talk.restore(asked)
    await talk.yes()
    assert await home_of(talk) == "9 Castle Street, Ely, CB7 4AX"


@pytest.mark.parametrize(
    ("correction", "after"),
    [
        ("actually York YO1 8HX", "5 Mill Lane, York, YO1 8HX, United Kingdom"),
        ("no, 7 Mill Lane", "7 Mill Lane, York, YO1 7HX, United Kingdom"),
    ],
)
async def test_a_part_corrects_the_new_address(talk: Talk, correction: str, after: str) -> None:
    said = "change the address of HP-100002 to 5 Mill Lane, York YO1 7HX"
    assert await talk.begin(ORDER, said, LAMP) == "utter_change_address_confirm"
    assert await talk.say(correction) == "utter_change_address_confirm"
    assert talk.last.values["after"] == after


async def test_a_new_town_asks_for_its_postcode_and_forgets_the_old_one(talk: Talk) -> None:
    await talk.begin(ORDER, "send HP-100002 to 5 Mill Lane, York YO1 7HX", LAMP)
    assert await talk.say("sorry, it's in Leeds") == "utter_address_part"
    assert talk.last.values["missing"] == "postcode"
    assert await talk.say("hm, a moment") != "utter_change_address_confirm"
    assert await talk.say("LS1 4AB") == "utter_change_address_confirm"
    assert talk.last.values["after"] == "5 Mill Lane, Leeds, LS1 4AB, United Kingdom"


async def test_a_country_does_not_stick(talk: Talk) -> None:
    said = "send HP-100002 to 12 rue de Rivoli, 75001 Paris, France"
    assert await talk.begin(ORDER, said, LAMP) == "utter_change_address_confirm"
    assert str(talk.last.values["after"]).endswith(", 75001 Paris, France")
    assert await talk.say("no, 10 Downing Street, London") == "utter_address_part"
    assert await talk.say("SW1A 2AA") == "utter_change_address_confirm"
    assert talk.last.values["after"] == "10 Downing Street, London, SW1A 2AA, United Kingdom"


async def test_the_postcode_that_is_missing_may_be_any(talk: Talk) -> None:
    await talk.begin(ORDER, "send HP-100002 to 5 Mill Lane, Bristol", LAMP)
    assert await talk.say("BS1 2CD") == "utter_change_address_confirm"
    assert talk.last.values["after"] == "5 Mill Lane, Bristol, BS1 2CD, United Kingdom"


@pytest.mark.parametrize("box", ["PO Box 123, Leeds, LS1 4AB", "P.O. Box 123, Leeds, LS1 4AB"])
async def test_nothing_goes_to_a_box(talk: Talk, database: Database, box: str) -> None:
    before = await rows_in(database)
    assert await talk.begin(ORDER, f"send HP-100002 to {box}", LAMP) == "utter_address_part"
    assert talk.responses == ["utter_no_po_box", "utter_address_part"]
    assert talk.last.values["missing"] == "street and number"
    assert await talk.say("3 Mill Lane") == "utter_change_address_confirm"
    assert talk.last.values["after"] == "3 Mill Lane, Leeds, LS1 4AB, United Kingdom"
    assert changed(before, await rows_in(database)) == {}


async def test_a_box_instead_of_an_address_leaves_the_address(talk: Talk) -> None:
    await to_confirm(talk)
    assert await talk.say("no, to PO Box 7, Ely") == "utter_change_address_confirm"
    assert talk.responses[0] == "utter_no_po_box"
    assert talk.last.values["after"] == NEW_LINE
