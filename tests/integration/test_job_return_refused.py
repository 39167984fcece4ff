"""Returns that cannot be done, or not like that: what is said, and that nothing is changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.customers.customer import Customer, Tier
from desk.database.database import Database
from desk.shop.service_policy import RefundTarget
from tests.integration.job_shop import (
    CANCELLED,
    DELIVERED,
    LONG_AGO,
    ME,
    NEWCOMER,
    ON_ITS_WAY,
    PACKED,
    RUG,
    SHIRT_AND_SOCKS,
    SQLITE,
    THEIRS_DELIVERED,
    UNKNOWN,
    a_talk,
    at_the_shop,
    changed,
    rows_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

NOT_DELIVERED = "has not been delivered, so there is nothing to send back."
OVER = "could be returned until 4 January 2026; that is over now."


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


@pytest.mark.parametrize("kind", ["return", "exchange"])
@pytest.mark.parametrize(
    ("number", "why"),
    [
        (PACKED, NOT_DELIVERED),
        (ON_ITS_WAY, NOT_DELIVERED),
        (CANCELLED, NOT_DELIVERED),
        (LONG_AGO, OVER),
    ],
)
async def test_an_order_that_cannot_go_back_is_refused(
    talk: Talk, database: Database, kind: str, number: str, why: str
) -> None:
    before = await rows_in(database)
    assert await talk.begin(kind, f"{kind} something of {number}", number) == "utter_job_refused"
    assert talk.end is End.REFUSED
    assert talk.last.values["why"] == f"Order {number} {why}"
    assert changed(before, await rows_in(database)) == {}


async def test_a_pending_order_is_changed_and_not_exchanged(talk: Talk) -> None:
    """Customers do not know the one from the other."""
    number = SHIRT_AND_SOCKS
    assert await talk.begin("return", f"return something of {number}", number) == (
        "utter_job_refused"
    )
    assert talk.last.values["why"] == f"Order {number} {NOT_DELIVERED}"
    assert await talk.begin("exchange", f"swap something of {number}", number) == (
        "utter_change_which_items"
    )
    assert await talk.begin("exchange", f"exchange something of {number}", number) == (
        "utter_job_refused"
    )


async def test_an_undelivered_item_is_refused_by_its_name(talk: Talk) -> None:
    # The mug of another order was delivered; the rug is packed in one and delivered in another.
    assert await talk.begin("return", "I want to return the rug") == "utter_return_confirm"
    assert talk.last.values["order_number"] == RUG


@pytest.mark.parametrize("kind", ["return", "exchange"])
@pytest.mark.parametrize("first", ["return", "exchange"])
async def test_a_second_return_of_an_order_is_refused(talk: Talk, kind: str, first: str) -> None:
    said = "the t-shirt in M for the red one, with my card"
    await talk.begin(first, f"{said} from HP-100006", DELIVERED)
    await talk.yes()
    assert talk.end is End.DONE
    assert await talk.begin(kind, "HP-100006 again", DELIVERED) == "utter_job_refused"
    article = "A return" if first == "return" else "An exchange"
    assert talk.last.values["why"] == (
        f"{article} of order {DELIVERED} has been requested already."
    )


async def test_gold_customers_have_longer(talk: Talk, database: Database, clock: Clock) -> None:
    async with database.write() as session:
        customer = await session.get(Customer, ME)
        assert customer is not None
        customer.tier = Tier.GOLD
    later = at_the_shop(database, _later(clock, 50), ME, talk.shop.policy)
    assert await later.begin("return", "return the lamp of HP-100006", DELIVERED) == (
        "utter_which_refund"
    )


async def test_after_the_last_day_nothing_goes_back(
    talk: Talk, database: Database, clock: Clock
) -> None:
    # Delivered on 5 March; the clock stands at 11 March.
    for days, response in ((24, "utter_which_refund"), (25, "utter_job_refused")):
        later = at_the_shop(database, _later(clock, days), ME, talk.shop.policy)
        assert await later.begin("return", "the lamp of HP-100006", DELIVERED) == response


def _later(clock: Clock, days: int) -> Clock:
    return lambda: clock() + timedelta(days=days)


async def test_a_shop_may_take_nothing_back(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock, return_allowed=False)
    assert await talk.begin("return", "return HP-100006", DELIVERED) == "utter_job_refused"
    assert talk.last.values["why"] == "We do not take items back."
    assert await talk.begin("return", "return something") == "utter_nothing_to_return"


async def test_a_shop_may_exchange_nothing(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock, exchange_allowed=False)
    assert await talk.begin("exchange", "exchange HP-100006", DELIVERED) == "utter_job_refused"
    assert talk.last.values["why"] == "We do not exchange items."


@pytest.mark.parametrize(
    ("targets", "titles"),
    [
        ({RefundTarget.ORIGINAL_METHOD}, "to Visa ending 4821"),
        ({RefundTarget.GIFT_CARD}, "to gift card ending 4410"),
    ],
)
async def test_the_policy_says_where_a_refund_may_go(
    database: Database, clock: Clock, targets: set[RefundTarget], titles: str
) -> None:
    talk = await a_talk(database, clock, return_refund_to=frozenset(targets))
    said = await talk.begin("return", "return the lamp from HP-100006", DELIVERED)
    assert said == "utter_return_confirm"
    assert titles in str(talk.last.values["refunds"])


async def test_a_refund_cannot_go_elsewhere(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    said = "return the lamp from HP-100006 to my paypal"
    assert await talk.begin("return", said, DELIVERED) == "utter_which_refund"
    assert talk.titles == ["Visa ending 4821", "gift card ending 4410 (£10.00 left)"]
    assert await talk.say("paypal") == "utter_which_refund"
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize("kind", ["return", "exchange"])
@pytest.mark.parametrize("number", [THEIRS_DELIVERED, UNKNOWN])
async def test_somebody_elses_order_is_like_none(
    talk: Talk, database: Database, kind: str, number: str
) -> None:
    before = await rows_in(database)
    await talk.begin(kind, f"{kind} the t-shirt from {number}", number)
    assert talk.sayings[0].response == "utter_no_such_order"
    assert talk.sayings[0].values == {"order_number": number}
    assert talk.end is None
    assert changed(before, await rows_in(database)) == {}


async def test_what_was_made_for_the_customer_is_refused_and_the_items_asked_again(
    talk: Talk, database: Database
) -> None:
    before = await rows_in(database)
    said = "return the mug from HP-100006, back on my card"
    await talk.begin("return", said, DELIVERED)
    assert talk.responses == ["utter_job_refused", "utter_return_which_items"]
    assert talk.sayings[0].values["why"] == (
        "Engraved mug was made for you, so we cannot take it back."
    )
    await talk.say("the lamp then")
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize("count", ["50", "4", "0", "-2", "99999999"])
async def test_more_than_was_bought_or_less_than_one_never_goes_back(
    talk: Talk, database: Database, count: str
) -> None:
    before = await rows_in(database)
    await talk.begin("return", "return something from HP-100006, to my card", DELIVERED)
    await talk.say(f"{count} of the socks")
    if talk.last.response == "utter_return_confirm":
        await talk.no()
    else:
        assert talk.last.response == "utter_return_which_items"
    assert changed(before, await rows_in(database)) == {}


async def test_too_many_are_refused_with_the_number_that_is_possible(talk: Talk) -> None:
    await talk.begin("return", "return 5 of the socks from HP-100006, to my card", DELIVERED)
    assert talk.responses == ["utter_job_refused", "utter_return_which_items"]
    assert talk.sayings[0].values["why"] == (
        "The order has 3 of Wool socks, so 1 to 3 can go back."
    )


async def test_a_return_that_was_requested_meanwhile_is_refused(
    talk: Talk, database: Database, clock: Clock
) -> None:
    await talk.begin("return", "return the lamp from HP-100006, to my card", DELIVERED)
    other = await a_talk(database, clock)
    await other.begin("return", "return the socks from HP-100006, to my card", DELIVERED)
    await other.yes()
    before = await rows_in(database)
    assert await talk.yes() == "utter_job_refused"
    assert "has been requested already" in talk.told
    assert changed(before, await rows_in(database)) == {}


async def test_who_has_no_orders_is_told_so(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock, NEWCOMER)
    assert await talk.begin("return", "I want to send something back") == "utter_no_orders"
