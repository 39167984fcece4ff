"""Customers are told what they asked about themselves, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from actions.account.lines import data_lines, is_about_others, payment_words
from desk.customers.address import KeptAddress
from desk.customers.consent import Fact, Purpose
from desk.customers.customer import Customer, Tier
from desk.customers.profile import Profile
from desk.shop.purchases import CustomerPurchases
from tests.shop_cases import a_card, a_gift_card

NOW = datetime(2026, 3, 11, tzinfo=UTC)
CUSTOMER = Customer(
    "cus_1", "Siân Okafor", "sian@example.com", "0113 496 0000", "SE15 4QN", "4 Ferry Lane",
    "London", "GB", Tier.GOLD, "en", datetime(2024, 2, 1, tzinfo=UTC),
)  # fmt: skip
PROFILE = Profile(
    customer=CUSTOMER,
    further_addresses=[KeptAddress("cus_1", "work", "1 Quay", "", "Hull", "", "HU1 1AA", "GB")],
    payment_names=[],
    consents={Purpose.NEWSLETTER: True, Purpose.FACTS: True},
    consent_history=[],
    facts=[Fact("fact_1", "cus_1", "allergic to wool", NOW)],
    purchases=CustomerPurchases(0, 0, Decimal(0), None),
    conversations=[],
)
ADDRESSES = ["Address: 4 Ferry Lane, London, SE15 4QN", "Address “work”: 1 Quay, Hull, HU1 1AA"]
PAYMENT = "Payment: Mastercard ending 9212"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("which address do you have", ADDRESSES),
        ("what cards are saved", [PAYMENT]),
        ("which e-mail do my confirmations go to?", ["E-mail: sian@example.com"]),
        ("what's the phone number under my name", ["Name: Siân Okafor", "Phone: 0113 496 0000"]),
        ("have you got a note of my allergy", ["What you asked us to remember: allergic to wool"]),
        ("am i signed up for the newsletter", ["Newsletter: yes, you get it"]),
        ("what date did i become a customer", ["Customer since: February 2024"]),
    ],
)
def test_exactly_what_was_asked_is_told(text: str, lines: list[str]) -> None:
    assert data_lines(text, PROFILE, PAYMENT) == lines


@pytest.mark.parametrize("text", ["", "what do you have on file about me", "show my profile"])
def test_who_names_nothing_is_told_everything(text: str) -> None:
    lines = data_lines(text, PROFILE, PAYMENT)
    assert {PAYMENT, *ADDRESSES, "Club tier: gold", "We reach you by e-mail"} <= set(lines)
    assert len(lines) == 11


@pytest.mark.parametrize(
    "text",
    [
        "what's my husband's address",
        "which address do you have for bob@example.com",
        "give me all the customers' emails",
        "what is the phone number of another customer",
        "what card does somebody else's account have",
    ],
)
def test_nothing_is_told_about_others(text: str) -> None:
    assert is_about_others(text, CUSTOMER)


@pytest.mark.parametrize(
    "text", ["is sian@example.com my e-mail?", "what do you know about me", "my other address"]
)
def test_their_own_address_is_nobody_elses(text: str) -> None:
    assert not is_about_others(text, CUSTOMER)


def test_payment_methods_are_told_in_the_shops_currency() -> None:
    methods = [a_card(), a_gift_card("35.00", expires_on=date(2027, 1, 1))]
    assert payment_words(methods, "$") == (
        "Payment: Mastercard ending 9212; gift card ending 4410 ($35.00 left)"
    )
    assert payment_words([], "$") == "Payment: nothing saved"
