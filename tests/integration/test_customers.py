"""What customers change about themselves, and what we keep of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from desk.clock import Clock
from desk.customers.address import Address, InvalidAddress
from desk.customers.consent import NoConsent, Purpose
from desk.customers.customer import ContactChannel, Customer, Tier
from desk.customers.customer_change import (
    ChangedBy,
    CustomerChangeKind,
    CustomerKeyUsedOtherwise,
    NoSuchCustomer,
)
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.errors import Invalid

pytestmark = pytest.mark.anyio

NEW = Address("1 Mill  Road", " Flat 2", "Leeds", "", "LS6 1AA", "gb")


def a_customer(customer_id: str = "c1", **given: Any) -> Customer:
    usual: dict[str, Any] = {
        "id": customer_id,
        "name": "Zoë O'Shea-Byron",
        "email": f"{customer_id}@example.com",
        "phone": "",
        "postcode": "SE15 4QN",
        "street": "4 Ferry Lane",
        "city": "London",
        "country": "GB",
        "tier": Tier.MEMBER,
        "language": "en",
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Customer(**(usual | given))


@pytest.fixture
async def customers(database: Database, clock: Clock) -> Customers:
    async with database.write() as session:
        session.add_all([a_customer("c1"), a_customer("c2", name="Somebody Else")])
    return Customers(database, clock)


@pytest.mark.parametrize(
    ("name", "postcode"),
    [
        ("Zoë O'Shea-Byron", "SE15 4QN"),
        ("zoe oshea byron", "se154qn"),
        ("ZOE  O’SHEA BYRON ", " se15-4qn"),
    ],
)
async def test_customers_are_found_by_name_and_postcode_however_typed(
    name: str, postcode: str, customers: Customers
) -> None:
    assert [found.id for found in await customers.find_by_name_and_postcode(name, postcode)] == [
        "c1"
    ]


@pytest.mark.parametrize(
    ("name", "postcode"),
    [("", "SE15 4QN"), ("Zoe", "SE15 4QN"), ("Zoë O'Shea-Byron", ""), ("%", "%"), ("--", "--")],
)
async def test_half_a_name_or_no_postcode_finds_nobody(
    name: str, postcode: str, customers: Customers
) -> None:
    assert await customers.find_by_name_and_postcode(name, postcode) == []


async def test_a_new_default_address_is_tidied_kept_and_on_record(customers: Customers) -> None:
    await customers.change_default_address("c1", NEW, "key", why="moved")
    customer = await customers.get("c1")
    assert customer is not None
    assert customer.address == Address("1 Mill Road", "Flat 2", "Leeds", "", "LS6 1AA", "GB")
    assert await customers.find_by_name_and_postcode(customer.name, "ls61aa")
    (change,) = await customers.changes_of("c1")
    assert (change.kind, change.changed_by) == (CustomerChangeKind.ADDRESS, ChangedBy.BOT)
    assert change.before == {"address": "4 Ferry Lane, London, SE15 4QN"}
    assert change.after == {"address": "1 Mill Road, Flat 2, Leeds, LS6 1AA"}
    assert change.why == "moved"


async def test_the_same_key_again_changes_nothing(customers: Customers) -> None:
    await customers.change_default_address("c1", NEW, "key")
    await customers.change_default_address("c1", replace(NEW, city="Hull"), "later")
    again = await customers.change_default_address("c1", NEW, "key")
    assert again.city == "Hull"
    assert len(await customers.changes_of("c1")) == 2


async def test_a_key_is_for_one_request(customers: Customers) -> None:
    await customers.change_default_address("c1", NEW, "key")
    await customers.prefer_channel("c1", ContactChannel.PHONE, "channel")
    await customers.record_consent("c1", Purpose.NEWSLETTER, False, "consent")
    with pytest.raises(CustomerKeyUsedOtherwise):
        await customers.change_default_address("c1", replace(NEW, city="Hull"), "key")
    with pytest.raises(CustomerKeyUsedOtherwise):
        await customers.prefer_channel("c1", ContactChannel.EMAIL, "channel")
    with pytest.raises(CustomerKeyUsedOtherwise):
        await customers.record_consent("c1", Purpose.NEWSLETTER, True, "consent")
    again = await customers.get("c1")
    assert again is not None
    assert again.city == "Leeds"
    assert len(await customers.changes_of("c1")) == 3
    with pytest.raises(CustomerKeyUsedOtherwise):
        await customers.prefer_channel("c1", ContactChannel.PHONE, "key")
    with pytest.raises(CustomerKeyUsedOtherwise):
        await customers.change_default_address("c2", NEW, "key")


async def test_two_at_once_with_one_key_are_one_change(customers: Customers) -> None:
    await asyncio.gather(
        *(customers.change_default_address("c1", NEW, "key") for _ in range(5)),
    )
    assert len(await customers.changes_of("c1")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"street": " "},
        {"city": ""},
        {"postcode": ""},
        {"country": "England"},
        {"country": "1!"},
        {"street": "x" * 201},
        {"city": "Lon\x00don"},
    ],
)
async def test_an_address_that_cannot_be_is_refused_and_nothing_changes(
    wrong: dict[str, str], customers: Customers
) -> None:
    with pytest.raises(InvalidAddress):
        await customers.change_default_address("c1", replace(NEW, **wrong), "key")
    customer = await customers.get("c1")
    assert customer is not None
    assert customer.street == "4 Ferry Lane"
    assert await customers.changes_of("c1") == []


async def test_an_address_is_text_whatever_it_looks_like(customers: Customers) -> None:
    street = "'); DROP TABLE customers; -- {{ 7*7 }} {name}"
    await customers.change_default_address("c1", replace(NEW, street=street), "key")
    customer = await customers.get("c1")
    assert customer is not None
    assert customer.street == street


async def test_nobody_who_is_not_there_is_changed(customers: Customers) -> None:
    with pytest.raises(NoSuchCustomer):
        await customers.change_default_address("c9", NEW, "key")


async def test_nothing_is_allowed_until_the_customer_says_so(customers: Customers) -> None:
    assert not await customers.has_consent("c1", Purpose.NEWSLETTER)
    with pytest.raises(NoConsent):
        await customers.remember_fact("c1", "allergic to wool", "key")
    assert await customers.facts_of("c1") == []


async def test_the_newest_answer_holds_and_all_are_kept(customers: Customers) -> None:
    for number, answer in enumerate((True, False, True)):
        await customers.record_consent("c1", Purpose.NEWSLETTER, answer, f"key {number}")
    assert await customers.has_consent("c1", Purpose.NEWSLETTER)
    assert not await customers.has_consent("c1", Purpose.FACTS)
    assert not await customers.has_consent("c2", Purpose.NEWSLETTER)
    history = await customers.consents_of("c1")
    assert [consent.is_given for consent in history] == [True, False, True]
    changes = await customers.changes_of("c1")
    assert [change.before["newsletter"] for change in changes] == [False, True, False]


async def test_facts_are_kept_with_consent_and_forgotten_without(customers: Customers) -> None:
    await customers.record_consent("c1", Purpose.FACTS, True, "1", wording="May I remember it?")
    await customers.remember_fact("c1", " allergic  to wool ", "2", "con_1")
    await customers.remember_fact("c1", "allergic to wool", "2", "con_1")
    assert [fact.text for fact in await customers.facts_of("c1")] == ["allergic to wool"]
    await customers.record_consent("c1", Purpose.FACTS, False, "3")
    assert await customers.facts_of("c1") == []
    kept = " ".join(
        f"{change.before} {change.after}" for change in await customers.changes_of("c1")
    )
    assert "wool" not in kept


async def test_facts_can_be_forgotten_and_the_consent_stays(customers: Customers) -> None:
    await customers.record_consent("c1", Purpose.FACTS, True, "1")
    await customers.remember_fact("c1", "size 9", "2")
    await customers.forget_facts("c1", "3")
    assert await customers.facts_of("c1") == []
    assert await customers.has_consent("c1", Purpose.FACTS)


@pytest.mark.parametrize("text", ["", "  ", "x" * 501])
async def test_a_fact_is_short_and_says_something(text: str, customers: Customers) -> None:
    await customers.record_consent("c1", Purpose.FACTS, True, "1")
    with pytest.raises(Invalid):
        await customers.remember_fact("c1", text, "2")


async def test_the_preferred_channel_is_kept(customers: Customers) -> None:
    await customers.prefer_channel("c1", ContactChannel.PHONE, "1", ChangedBy.AGENT)
    customer = await customers.get("c1")
    assert customer is not None
    assert customer.preferred_channel is ContactChannel.PHONE
