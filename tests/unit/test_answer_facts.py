"""Filling the customer's own facts into a rule of an article."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.shop.working_days import after_working_days
from knowledge_base.answers.facts import CustomerFacts, after, fact_sentence, names_period_for

TODAY = date(2026, 11, 26)
ORDER = "HP-204518"
RETURN = (
    "Please request the return within 30 days of delivery "
    "(60 days for Gold members of Harbour Club)."
)
REFUND = "The refund reaches the original payment method 5–7 working days after we got the parcel."
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def said(rule: str, facts: CustomerFacts, passage: str = "") -> str | None:
    return fact_sentence([rule], facts, passage or rule)


def delivered(on: date, tier: str | None = None) -> CustomerFacts:
    return CustomerFacts(TODAY, ORDER, tier, delivered_on=on)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 11, 14), "on 14 November, so you have until 14 December."),
        (date(2026, 10, 27), "on 27 October, so today is the last day."),
        (date(2026, 10, 26), "on 26 October: that was until 25 November, yesterday."),
        (date(2026, 10, 15), "on 15 October: that was until 14 November, 12 days ago."),
        (date(2025, 12, 24), "on 24 December 2025: that was until 23 January, 307 days ago."),
    ],
)
def test_a_deadline_is_said_as_a_day(on: date, sentence: str) -> None:
    assert said(RETURN, delivered(on)) == f"Order {ORDER} was delivered {sentence}"


@pytest.mark.parametrize(
    ("tier", "until"),
    [(None, "14 December"), ("Silver", "14 December"), ("Gold", "13 January 2027")],
)
def test_the_days_are_those_of_the_customers_tier(tier: str | None, until: str) -> None:
    sentence = said(RETURN, delivered(date(2026, 11, 14), tier))
    assert sentence == f"Order {ORDER} was delivered on 14 November, so you have until {until}."


def test_the_days_of_a_tier_may_stand_elsewhere_in_the_passage() -> None:
    rule = "Items can be returned within 30 days of delivery."
    passage = f"{rule} Gold members of Harbour Club have 60 days."
    assert names_period_for("Gold members of Harbour Club have 60 days.", "gold")
    gold = said(rule, delivered(date(2026, 11, 14), "Gold"), passage)
    assert gold == f"Order {ORDER} was delivered on 14 November, so you have until 13 January 2027."


def test_nothing_is_said_where_another_article_may_give_a_tier_longer() -> None:
    assert said("Return it within 30 days of delivery.", delivered(TODAY, "Gold")) is None
    assert said("Ask for a label within 28 days of delivery.", delivered(TODAY, "Gold"))


@pytest.mark.parametrize(
    ("rule", "until"),
    [
        ("Tell us within 14 days of the delivery date.", "4 December"),
        ("Tell us within 3 working days of delivery.", "25 November"),
        ("Tell us within 2 weeks after delivery.", "4 December"),
        ("Tell us within 2 months of delivery.", "20 January 2027"),
        ("Ask within 3 weeks of ordering.", "1 December"),
        ("Ask within 3 weeks of your order.", "1 December"),
        ("Ask within 14 days of dispatch.", "2 December"),
    ],
)
def test_every_unit_and_event_is_read(rule: str, until: str) -> None:
    facts = CustomerFacts(
        TODAY,
        ORDER,
        ordered_on=date(2026, 11, 10),
        dispatched_on=date(2026, 11, 18),
        delivered_on=date(2026, 11, 20),
    )
    assert until in (said(rule, facts) or "")


def test_a_refund_is_counted_from_the_parcel_or_from_the_cancellation() -> None:
    returned = CustomerFacts(TODAY, ORDER, returned_on=date(2026, 11, 23))
    assert said(REFUND, returned) == (
        f"The return of order {ORDER} reached us on 23 November, "
        "so 5–7 working days end between 30 November and 2 December."
    )
    cancelled = CustomerFacts(TODAY, ORDER, cancelled_on=date(2026, 11, 10))
    row = "- Cancelled order – To a gift card: at once; To the card: 5–7 working days; Refunds: yes"
    assert said(row, cancelled) == (
        f"Order {ORDER} was cancelled on 10 November, "
        "so 5–7 working days ended between 17 and 19 November."
    )
    assert said(row, returned) is None
    fixed = "The money comes 5 working days after we got the parcel."
    assert (said(fixed, returned) or "").endswith("so 5 working days end on 30 November.")


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "Please drop the parcel off within 14 days of your return request.",
        "You can return it for a refund within 30 days of its delivery.",
        "If a fault appears later than 30 days after delivery, the warranty applies.",
        "A gift card is valid for 24 months from the day it was sent.",
        "Delivery takes 3–5 working days.",
        "Return it within 30 days of delivery. Report faults within 14 days of delivery.",
    ],
)
def test_nothing_is_said_where_the_rule_or_its_event_is_not_certain(rule: str) -> None:
    assert said(rule, delivered(date(2026, 11, 20))) is None


def test_a_deadline_after_the_delivery_says_nothing_of_an_order_that_went_back() -> None:
    facts = CustomerFacts(
        TODAY, ORDER, delivered_on=date(2026, 11, 1), returned_on=date(2026, 11, 20)
    )
    assert said(RETURN, facts) is None


def test_nothing_is_said_of_what_has_not_happened() -> None:
    assert said(RETURN, CustomerFacts(TODAY, ORDER)) is None
    assert said(RETURN, delivered(TODAY + timedelta(days=1))) is None


@given(DAYS, st.integers(0, 999), DAYS)
def test_what_is_said_agrees_with_the_calendar(on: date, days: int, today: date) -> None:
    facts = CustomerFacts(today, ORDER, delivered_on=on)
    sentence = said(f"Tell us within {days} days of delivery.", facts)
    last = on + timedelta(days=days)
    if on > today:
        assert sentence is None
    elif last == today:
        assert sentence is not None
        assert sentence.endswith("so today is the last day.")
    else:
        assert sentence is not None
        assert ("so you have until" in sentence) == (last > today)
        assert ("that was until" in sentence) == (last < today)
        assert f" {last.day} {last:%B}" in sentence


@given(DAYS, st.integers(1, 200))
def test_working_days_are_those_of_the_shop(start: date, count: int) -> None:
    assert after(start, count, "working day") == after_working_days(start, count)


@given(DAYS, st.integers(1, 60))
def test_a_month_ends_on_the_same_day_or_on_its_last(start: date, count: int) -> None:
    end = after(start, count, "month")
    assert (end.year - start.year) * 12 + end.month - start.month == count
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@given(st.text())
def test_any_sentence_may_be_quoted(sentence: str) -> None:
    said(sentence, delivered(date(2026, 11, 20)))
