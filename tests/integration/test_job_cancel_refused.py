"""Cancellations that cannot be done: by the order, by the policy, or because something changed."""

from __future__ import annotations

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.database.database import Database
from tests.integration.job_shop import (
    CANCELLED,
    DELIVERED,
    LAMP,
    NEWCOMER,
    ON_ITS_WAY,
    PACKED,
    SHIRT_AND_SOCKS,
    SQLITE,
    THEIRS,
    UNKNOWN,
    a_talk,
    changed,
    pack,
    rows_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


async def to_confirm(talk: Talk) -> None:
    """Up to the question whether the order with the shirt and the socks is to be cancelled."""
    said = "cancel HP-100001, I ordered it by mistake"
    assert await talk.begin("cancel", said, SHIRT_AND_SOCKS) == "utter_cancel_confirm"


async def test_an_order_that_was_packed_before_the_yes_is_refused(
    talk: Talk, database: Database
) -> None:
    await to_confirm(talk)
    await pack(database, SHIRT_AND_SOCKS)
    before = await rows_in(database)
    assert await talk.yes() == "utter_cannot_cancel_but_return"
    assert talk.end is End.REFUSED
    assert f"{SHIRT_AND_SOCKS} is packed already" in talk.told
    assert changed(before, await rows_in(database)) == {}


async def test_a_refund_that_changed_before_the_yes_is_shown_first(
    talk: Talk, database: Database, clock: Clock
) -> None:
    await to_confirm(talk)
    other = await a_talk(database, clock)
    await other.begin("change_payment", "pay HP-100001 with PayPal", SHIRT_AND_SOCKS)
    await other.yes()
    before = await rows_in(database)
    assert await talk.yes() == "utter_cancel_confirm"
    assert talk.responses[0] == "utter_job_has_changed"
    assert "Refund £39.95 to PayPal" in talk.told
    assert changed(before, await rows_in(database)) == {}
    assert await talk.yes() == "utter_order_was_cancelled"


@pytest.mark.parametrize(
    ("number", "why", "response"),
    [
        (PACKED, "is packed already", "utter_cannot_cancel_but_return"),
        (ON_ITS_WAY, "is on its way already", "utter_cannot_cancel_but_return"),
        (DELIVERED, "has been delivered already", "utter_job_refused"),
        (CANCELLED, "is cancelled already", "utter_job_refused"),
    ],
)
async def test_an_order_that_is_not_pending_is_refused(
    talk: Talk, database: Database, number: str, why: str, response: str
) -> None:
    before = await rows_in(database)
    assert await talk.begin("cancel", f"cancel {number}", number) == response
    assert talk.end is End.REFUSED
    assert str(talk.last.values["why"]) == f"Order {number} {why}, so it cannot be cancelled."
    assert changed(before, await rows_in(database)) == {}


async def test_a_return_is_offered_instead_with_its_days(talk: Talk) -> None:
    await talk.begin("cancel", "cancel HP-100003", PACKED)
    assert talk.last.values["return_window_days"] == 30


async def test_no_return_is_offered_where_there_are_none(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock, return_allowed=False)
    assert await talk.begin("cancel", "cancel HP-100003", PACKED) == "utter_job_refused"


async def test_a_shop_without_cancellations_refuses(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock, cancellation_allowed=False)
    said = await talk.begin("cancel", "cancel HP-100001", SHIRT_AND_SOCKS)
    assert said == "utter_job_refused"
    assert talk.last.values["why"] == "We cannot cancel orders."


@pytest.mark.parametrize("may", [False, True])
async def test_an_order_whose_items_were_changed_is_cancelled_by_the_policy(
    database: Database, clock: Clock, may: bool
) -> None:
    talk = await a_talk(database, clock, changed_order_may_be_cancelled=may)
    await talk.begin("change_items", "the shirt in L instead", SHIRT_AND_SOCKS)
    await talk.yes()
    said = await talk.begin("cancel", "cancel HP-100001, changed my mind", SHIRT_AND_SOCKS)
    assert said == ("utter_cancel_confirm" if may else "utter_job_refused")
    if not may:
        assert "have been changed, so it cannot be cancelled any more" in talk.told


@pytest.mark.parametrize("number", [THEIRS, UNKNOWN])
async def test_somebody_elses_order_is_like_none(
    talk: Talk, database: Database, number: str
) -> None:
    before = await rows_in(database)
    await talk.begin("cancel", f"cancel {number}, ordered by mistake", number)
    assert talk.responses == ["utter_no_such_order", "utter_cancel_which_order"]
    assert talk.sayings[0].values == {"order_number": number}
    assert talk.titles == [SHIRT_AND_SOCKS, LAMP]
    assert await talk.say("yes", intent="affirm") != "utter_order_was_cancelled"
    assert changed(before, await rows_in(database)) == {}


async def test_that_an_order_cannot_be_found_is_said_once_for_each_time_it_is_named(
    talk: Talk,
) -> None:
    await talk.begin("cancel", "cancel HP-999999", UNKNOWN)
    assert talk.responses == ["utter_no_such_order", "utter_cancel_which_order"]
    await talk.say("I ordered it by mistake")
    assert "utter_no_such_order" not in talk.responses
    await talk.say("I really mean HP-999999", UNKNOWN)
    assert talk.responses == ["utter_no_such_order", "utter_cancel_which_order"]
    await talk.say("the lamp then")
    assert "utter_no_such_order" not in talk.responses
    assert talk.state is not None
    assert talk.state.details["order"] == LAMP


async def test_a_payment_method_that_is_none_is_said_once(talk: Talk) -> None:
    await talk.begin("change_payment", "pay with my Amex")
    assert talk.responses == ["utter_change_which_order"]
    await talk.say("HP-100002", LAMP)
    assert talk.responses == ["utter_no_such_payment", "utter_which_payment"]
    await talk.say("hmm")
    assert "utter_no_such_payment" not in talk.responses


async def test_who_has_no_orders_is_told_so(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock, NEWCOMER)
    assert await talk.begin("cancel", "cancel my order") == "utter_no_orders"
    assert talk.end is End.REFUSED


async def test_where_nothing_can_be_cancelled_that_is_said(talk: Talk, database: Database) -> None:
    await pack(database, SHIRT_AND_SOCKS)
    await pack(database, LAMP)
    assert await talk.begin("cancel", "I want to cancel an order") == "utter_nothing_to_cancel"
    assert talk.end is End.REFUSED


async def test_accepted_reasons_are_those_of_the_policy(database: Database, clock: Clock) -> None:
    reasons = ("no longer needed", "found it cheaper")
    talk = await a_talk(database, clock, cancellation_reasons=reasons)
    await talk.begin("cancel", "cancel HP-100002", LAMP)
    assert talk.titles == ["I no longer need it", "Found it cheaper"]
    assert talk.last.values["reasons"] == "no longer needed, or found it cheaper"
    await talk.say("it was a mistake")
    assert talk.responses == ["utter_unclear_reason", "utter_cancel_why"]
    await talk.say("Found it cheaper")
    assert talk.last.values["reason"] == "found it cheaper"


async def test_the_only_accepted_reason_is_not_asked_for(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock, cancellation_reasons=("takes too long",))
    assert await talk.begin("cancel", "cancel HP-100002", LAMP) == "utter_cancel_confirm"
    assert talk.last.values["reason"] == "takes too long"
