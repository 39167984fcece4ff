"""A company's own source of customers stands behind the same door: over HTTP and over SQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from desk.composition import open_customers
from desk.customers import copied
from desk.customers.address import Address
from desk.customers.consent import Purpose
from desk.customers.copied import CopiedCustomers
from desk.customers.customer import Customer, Tier
from desk.customers.customer_change import NoSuchCustomer
from desk.customers.source import CustomerSource, NoSuchSource, load_source
from desk.customers.sources.http import HttpCustomerSource
from desk.customers.sources.sql import SqlCustomerSource
from desk.database.database import Database, sqlite_url
from desk.errors import Unavailable
from desk.settings import load_settings

pytestmark = pytest.mark.anyio

ADA: dict[str, Any] = {
    "id": "shop/7",
    "name": "Ada Byron",
    "email": "ada@example.com",
    "tier": "gold",
    "created_at": "2026-01-01T00:00:00+00:00",
    "address": {
        "street": "4 Ferry Lane",
        "city": "London",
        "postcode": "SE15 4QN",
        "country": "GB",
    },
}
NEW = Address("1 Mill Road", "", "Leeds", "", "LS6 1AA", "GB")


class Shop:
    """The shop system's small interface, as docs/customers.md asks for it; and its switch."""

    def __init__(self) -> None:
        self.is_down = False
        self.requests: list[httpx.Request] = []
        self.address = dict(ADA["address"])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.is_down:
            return httpx.Response(503)
        assert request.headers["Authorization"] == "Bearer secret"
        if request.method == "PUT":
            assert request.url.params["id"] == ADA["id"]
            self.address = httpx.Response(200, content=request.content).json()
            return httpx.Response(204)
        wanted = dict(request.url.params)
        is_ada = wanted in (
            {"id": ADA["id"]},
            {"email": ADA["email"]},
            {"name": "Ada Byron", "postcode": "SE15 4QN"},
        )
        found = [ADA | {"address": self.address}] if is_ada else []
        return httpx.Response(200, json={"customers": found})


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
async def http_source(shop: Shop) -> AsyncIterator[HttpCustomerSource]:
    transport = httpx.MockTransport(shop)
    source = HttpCustomerSource("https://shop.example/api", "secret", transport)
    yield source
    await source.close()


@pytest.fixture
async def sql_source(tmp_path: Path) -> AsyncIterator[SqlCustomerSource]:
    """Another company's database, with the view of docs/customers.md over its own table."""
    database = Database(sqlite_url(tmp_path / "theirs.db"))
    async with database.write() as session:
        for statement in THEIR_DATABASE.split(";;"):
            await session.execute(text(statement))
    yield SqlCustomerSource(database)
    await database.close()


THEIR_DATABASE = """
CREATE TABLE kunden (nr TEXT PRIMARY KEY, vorname TEXT, nachname TEXT, mail TEXT, strasse TEXT,
                     ort TEXT, plz TEXT, seit TEXT)
;;
INSERT INTO kunden VALUES ('shop/7', 'Ada', 'Byron', 'Ada@Example.com', '4 Ferry Lane', 'London',
                           'SE15 4QN', '2026-01-01')
;;
CREATE VIEW parley_customers AS
SELECT nr AS id, vorname || ' ' || nachname AS name, lower(mail) AS email, NULL AS phone,
       'gold' AS tier, NULL AS language, seit AS created_at, strasse AS street, NULL AS street2,
       ort AS city, NULL AS region, plz AS postcode,
       lower(replace(replace(plz, ' ', ''), '-', '')) AS postcode_key, 'GB' AS country
FROM kunden
;;
CREATE TRIGGER address_changed INSTEAD OF UPDATE ON parley_customers
BEGIN
    UPDATE kunden SET strasse = NEW.street, ort = NEW.city, plz = NEW.postcode WHERE nr = NEW.id;
END
"""


@pytest.fixture(params=["http", "sql"])
def source(
    request: pytest.FixtureRequest, http_source: HttpCustomerSource, sql_source: SqlCustomerSource
) -> CustomerSource:
    return http_source if request.param == "http" else sql_source


@pytest.fixture
def customers(database: Database, source: CustomerSource) -> CopiedCustomers:
    return CopiedCustomers(database, source)


async def test_a_customer_of_the_source_is_found_by_all_that_they_may_say(
    customers: CopiedCustomers,
) -> None:
    by_id = await customers.get("shop/7")
    by_email = await customers.find_by_email(" ADA@example.com")
    (by_name,) = await customers.find_by_name_and_postcode("Ada Byron", "SE15 4QN")
    for found in (by_id, by_email, by_name):
        assert found is not None
        assert (found.id, found.name, found.tier) == ("shop/7", "Ada Byron", Tier.GOLD)
        assert str(found.address) == "4 Ferry Lane, London, SE15 4QN"
    assert await customers.is_gold("shop/7")


async def test_nobody_else_is_found(customers: CopiedCustomers) -> None:
    assert await customers.get("shop/8") is None
    assert await customers.find_by_email("eve@example.com") is None
    assert await customers.find_by_name_and_postcode("Eve", "SE15 4QN") == []
    assert await customers.find_by_name_and_postcode("", "") == []
    with pytest.raises(NoSuchCustomer):
        await customers.change_default_address("shop/8", NEW, "key")


async def test_somebody_else_than_asked_for_is_nobody(database: Database) -> None:
    answer = httpx.Response(200, json={"customers": [ADA]})
    source = HttpCustomerSource("https://shop.example", "x", httpx.MockTransport(lambda _: answer))
    customers = CopiedCustomers(database, source)
    assert await customers.get("shop/8") is None
    await source.close()


async def test_a_customer_whom_another_copied_in_the_same_moment_is_found(
    customers: CopiedCustomers, monkeypatch: pytest.MonkeyPatch
) -> None:
    await customers.find_by_email("ada@example.com")
    copy, tries = copied._copied, []

    async def too_late_at_first(session: AsyncSession, found: Customer) -> Customer:
        tries.append(found)
        if len(tries) > 1:
            return await copy(session, found)
        # As if there had been no copy yet when we looked.
        session.add(found)
        return found

    monkeypatch.setattr(copied, "_copied", too_late_at_first)
    found = await customers.find_by_email("ada@example.com")
    assert found is not None
    assert (found.id, len(tries)) == ("shop/7", 2)


async def test_an_address_is_changed_at_the_source_and_here(
    customers: CopiedCustomers, source: CustomerSource
) -> None:
    for _ in range(2):
        changed = await customers.change_default_address("shop/7", NEW, "key")
        assert changed.city == "Leeds"
    theirs = await source.get("shop/7")
    assert theirs is not None
    assert str(theirs.address) == "1 Mill Road, Leeds, LS6 1AA"
    assert len(await customers.changes_of("shop/7")) == 1


async def test_consents_are_kept_here(customers: CopiedCustomers) -> None:
    await customers.get("shop/7")
    await customers.record_consent("shop/7", Purpose.NEWSLETTER, True, "key")
    assert await customers.has_consent("shop/7", Purpose.NEWSLETTER)


async def test_while_the_source_does_not_answer_the_copy_does(
    database: Database, http_source: HttpCustomerSource, shop: Shop
) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    customers = CopiedCustomers(database, http_source, lambda: now)
    await customers.get("shop/7")
    await customers.get("shop/7")
    assert len(shop.requests) == 1, "a copy is good for a minute"
    shop.is_down = True
    now += timedelta(minutes=2)
    found = await customers.get("shop/7")
    assert found is not None
    assert await customers.find_by_email("ada@example.com") is not None
    assert await customers.find_by_name_and_postcode("ada byron", "se154qn")
    with pytest.raises(Unavailable):
        await customers.change_default_address("shop/7", NEW, "key")
    assert await customers.changes_of("shop/7") == []


async def test_what_changes_at_the_source_is_seen_after_a_minute(
    database: Database, http_source: HttpCustomerSource, shop: Shop
) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    customers = CopiedCustomers(database, http_source, lambda: now)
    await customers.get("shop/7")
    shop.address["city"] = "Hull"
    now += timedelta(minutes=2)
    found = await customers.get("shop/7")
    assert found is not None
    assert found.city == "Hull"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, json={}),
        httpx.Response(200, content=b"<html>"),
        httpx.Response(200, json={"customers": [{"id": "1"}]}),
        httpx.Response(500),
    ],
)
async def test_an_answer_that_is_none_is_an_outage(answer: httpx.Response) -> None:
    source = HttpCustomerSource("https://shop.example", "x", httpx.MockTransport(lambda _: answer))
    with pytest.raises(Unavailable):
        await source.get("1")
    await source.close()


def our_source() -> CustomerSource:
    return SqlCustomerSource(Database("sqlite://"))


async def test_the_setting_names_the_source(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path))
    settings = load_settings(customer_source=f"{__name__}:our_source")
    assert isinstance(open_customers(settings, database), CopiedCustomers)
    assert not isinstance(open_customers(load_settings(), database), CopiedCustomers)


@pytest.mark.parametrize(
    "name", ["nowhere:source", f"{__name__}:nothing", "source", ":", "os:path"]
)
def test_a_source_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(NoSuchSource, match="PARLEY_CUSTOMER_SOURCE"):
        load_source(name)
