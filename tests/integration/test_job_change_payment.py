"""Paying a pending order otherwise; and the newsletter, which costs nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.customers.consent import Purpose
from desk.database.database import Database
from desk.shop.order import Order
from desk.shop.payment import PaymentState
from tests.integration.job_shop import (
    CARD,
    EXPIRED,
    GIFT_CARD,
    LAMP,
    ME,
    PAYPAL,
    SHIRT_AND_SOCKS,
    SQLITE,
    a_talk,
    balance_in,
    changed,
    order_in,
    pack,
    put_on_gift_card,
    rows_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

KIND = "change_payment"


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Talk:
    return await a_talk(database, clock)


async def to_confirm(talk: Talk) -> None:
    """Up to the question whether the lamp is to be paid by card."""
    said = "please charge HP-100002 to my Visa instead"
    assert await talk.begin(KIND, said, LAMP) == "utter_change_payment_confirm"


async def test_all_in_one_message_is_confirmed_and_done(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    assert talk.last.values == {
        "order_number": LAMP,
        "before": "PayPal",
        "after": "Visa ending 4821",
        "moves": "Pay £43.95 with Visa ending 4821\n"
        "- Refund £43.95 to PayPal, within 5 to 7 working days",
    }
    assert changed(before, await rows_in(database)) == {}

    assert await talk.yes() == "utter_payment_changed"
    assert talk.end is End.DONE
    assert talk.last.values["moves"] == (
        "You pay £43.95 with Visa ending 4821. "
        "£43.95 goes back to PayPal, within 5 to 7 working days."
    )
    order = await order_in(talk, LAMP)
    assert (order.payment_method_id, order.paid) == (CARD, Decimal("43.95"))
    assert [(p.payment_method_id, p.signed) for p in order.payments] == [
        (PAYPAL, Decimal("43.95")),
        (CARD, Decimal("43.95")),
        (PAYPAL, Decimal("-43.95")),
    ]
    assert changed(before, await rows_in(database)) == {
        "orders": {LAMP},
        "payments": {LAMP},
        "order_events": {LAMP},
        "order_changes": {LAMP},
    }


async def test_a_payment_that_failed_is_made_with_another_method(
    talk: Talk, database: Database
) -> None:
    async with database.write() as session:
        order = await session.get_one(Order, LAMP)
        order.payments[0].state = PaymentState.FAILED
    assert await talk.begin(KIND, "pay HP-100002 otherwise", LAMP) == "utter_which_payment"
    assert talk.last.values["was_paid"] == "could not be paid with"
    assert await talk.say("Visa") == "utter_change_payment_confirm"
    assert talk.last.values["moves"] == "Pay £43.95 with Visa ending 4821"
    assert await talk.yes() == "utter_payment_changed"
    order = await order_in(talk, LAMP)
    assert (order.failed_payment, order.paid) == (None, order.total)


async def test_order_and_method_are_asked_one_at_a_time(talk: Talk) -> None:
    assert await talk.begin(KIND, "can I pay otherwise") == "utter_change_which_order"
    assert await talk.say("the second") == "utter_which_payment"
    assert talk.asks == "payment"
    assert talk.last.values["total"] == "£43.95"
    assert talk.last.values["payment_label"] == "PayPal"
    # What it is paid with now, and a gift card that has expired, are no choice.
    assert talk.titles == ["Visa ending 4821", "gift card ending 4410 (£10.00 left)"]
    assert await talk.say("1") == "utter_change_payment_confirm"
    assert await talk.press("affirm") == "utter_payment_changed"


async def test_the_method_may_come_before_the_order(talk: Talk) -> None:
    first = await talk.begin(KIND, "I'd rather pay with my credit card")
    assert first == "utter_change_which_order"
    assert await talk.say("for the lamp") == "utter_change_payment_confirm"
    assert talk.last.values["after"] == "Visa ending 4821"


@pytest.mark.parametrize(
    ("answer", "method"),
    [
        ("Visa", CARD),
        ("the card ending 4821", CARD),
        ("credit card please", CARD),
        ("2", GIFT_CARD),
        ("gift card", GIFT_CARD),
        ("the last one", GIFT_CARD),
        ("the one ending in 4410", GIFT_CARD),
    ],
)
async def test_a_method_is_chosen_by_kind_digits_or_place(
    talk: Talk, database: Database, answer: str, method: str
) -> None:
    await put_on_gift_card(database, "80.00")
    await talk.begin(KIND, "pay HP-100002 otherwise", LAMP)
    assert await talk.say(answer) == "utter_change_payment_confirm"
    await talk.yes()
    assert (await order_in(talk, LAMP)).payment_method_id == method


async def test_a_gift_card_pays_at_once_and_gets_its_money_back_at_once(
    talk: Talk, database: Database
) -> None:
    await put_on_gift_card(database, "43.95")
    await talk.begin(KIND, "pay HP-100002 with my gift card", LAMP)
    await talk.yes()
    assert await balance_in(talk) == Decimal("0.00")
    await talk.begin(KIND, "pay HP-100002 with PayPal", LAMP)
    assert "- Refund £43.95 to gift card ending 4410, at once" in str(talk.last.values["moves"])
    await talk.yes()
    assert await balance_in(talk) == Decimal("43.95")
    order = await order_in(talk, LAMP)
    assert (order.payment_changes, order.paid) == (2, Decimal("43.95"))


@pytest.mark.parametrize(
    ("text", "numbers", "intent", "order", "after"),
    [
        ("PayPal instead", (), "inform", SHIRT_AND_SOCKS, "PayPal"),
        ("no, paypal", (), "choose_other", SHIRT_AND_SOCKS, "PayPal"),
        ("no, HP-100002", (LAMP,), "choose_other", LAMP, None),
    ],
)
async def test_order_and_method_are_corrected_before_the_yes(
    talk: Talk,
    database: Database,
    text: str,
    numbers: tuple[str, ...],
    intent: str,
    order: str,
    after: str | None,
) -> None:
    await put_on_gift_card(database, "80.00")
    before = await rows_in(database)
    await talk.begin(KIND, "pay HP-100001 with my gift card", SHIRT_AND_SOCKS)
    await talk.say(text, *numbers, intent=intent)
    assert talk.last.values["order_number"] == order
    assert talk.last.values.get("after") in (after, "gift card ending 4410")
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize("text", ["yes but with my gift card", "ok, gift card", "yes, HP-100001"])
async def test_a_yes_with_a_change_is_no_yes(talk: Talk, database: Database, text: str) -> None:
    before = await rows_in(database)
    await to_confirm(talk)
    numbers = (SHIRT_AND_SOCKS,) if SHIRT_AND_SOCKS in text else ()
    await talk.say(text, *numbers, intent="affirm")
    assert talk.end is not End.DONE
    assert changed(before, await rows_in(database)) == {}


async def test_a_gift_card_with_too_little_is_refused_and_asked_again(
    talk: Talk, database: Database
) -> None:
    before = await rows_in(database)
    await talk.begin(KIND, "pay HP-100002 with my gift card", LAMP)
    assert talk.responses == ["utter_job_refused", "utter_which_payment"]
    assert talk.sayings[0].values["why"] == (
        "The gift card ending 4410 has £10.00 left, and £43.95 would have to be paid."
    )
    assert changed(before, await rows_in(database)) == {}
    assert await talk.say("then my Visa") == "utter_change_payment_confirm"


async def test_an_expired_gift_card_is_never_taken(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await talk.begin(KIND, "pay HP-100002 with the gift card ending 7005", LAMP)
    assert talk.asks == "payment"
    assert await talk.say("the gift card ending 7005") == "utter_which_payment"
    assert changed(before, await rows_in(database)) == {}
    assert await balance_in(talk, EXPIRED) == Decimal("90.00")


async def test_what_it_is_paid_with_already_is_no_change(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    await talk.begin(KIND, "pay HP-100002 with PayPal", LAMP)
    assert talk.asks == "payment"
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
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"payment_change_allowed": False}, "The payment method of an order cannot be changed."),
        ({"payment_changes_per_order": 0}, "has been changed already."),
    ],
)
async def test_a_shop_may_change_no_payments(
    database: Database, clock: Clock, rules: dict[str, Any], why: str
) -> None:
    talk = await a_talk(database, clock, **rules)
    assert await talk.begin(KIND, "pay HP-100002 by Visa", LAMP) == "utter_job_refused"
    assert why in str(talk.last.values["why"])


async def test_the_same_yes_twice_pays_once(talk: Talk, database: Database) -> None:
    await to_confirm(talk)
    assert talk.state is not None
    asked = talk.state.for_slot()
    await talk.yes()
    before = await rows_in(database)
    talk.restore(asked)
    await talk.yes()
    assert changed(before, await rows_in(database)) == {}


async def test_the_newsletter_is_given_and_taken_with_a_yes(talk: Talk, database: Database) -> None:
    before = await rows_in(database)
    assert await talk.begin("unsubscribe", "no more newsletters") == "utter_unsubscribed_already"
    assert await talk.begin("subscribe", "I'd like your newsletter") == "utter_subscribe_confirm"
    assert talk.last.values == {"email": "cus_1@example.com"}
    assert changed(before, await rows_in(database)) == {}
    assert await talk.yes() == "utter_subscribed"
    assert await talk.customers.has_consent(ME, Purpose.NEWSLETTER)
    (consent,) = await talk.customers.consents_of(ME)
    assert (consent.wording, consent.source) == ("I'd like your newsletter", "chat")
    assert await talk.begin("subscribe", "the newsletter please") == "utter_subscribed_already"

    assert await talk.begin("unsubscribe", "stop the newsletter") == "utter_unsubscribe_confirm"
    assert await talk.no() == "utter_job_left"
    assert await talk.customers.has_consent(ME, Purpose.NEWSLETTER)
    await talk.begin("unsubscribe", "stop the newsletter")
    assert await talk.yes() == "utter_unsubscribed"
    assert not await talk.customers.has_consent(ME, Purpose.NEWSLETTER)
    after = changed(before, await rows_in(database))
    assert after == {"customer_consents": {ME}, "customer_changes": {ME}}
