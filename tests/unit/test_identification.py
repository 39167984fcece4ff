"""Identification within a conversation, by the number of an order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import RowMapping, select

from desk.customers.identification import Identification, Outcome
from desk.customers.identity import Method
from desk.customers.tables import identification_attempts_table, map_customers
from desk.database.database import Database, sqlite_url
from desk.database.schema import metadata
from tests.identification_cases import (
    BY_ORDER,
    NOW,
    TABLES,
    Clock,
    Orders,
    Outbox,
    a_customer,
    an_identification,
    tried,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    map_customers()
    database = Database(sqlite_url(tmp_path / "test.db"))
    async with database.write() as session:
        connection = await session.connection()
        await connection.run_sync(metadata.create_all, tables=TABLES)
        session.add(a_customer())
    yield database
    await database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def identification(database: Database, clock: Clock, outbox: Outbox) -> Identification:
    return an_identification(database, clock, outbox, BY_ORDER)


async def attempts(database: Database) -> list[RowMapping]:
    async with database.read() as session:
        return list((await session.execute(select(identification_attempts_table))).mappings())


@pytest.mark.parametrize(
    ("contact", "method"),
    [
        ("sian.okafor@example.com", Method.ORDER_AND_EMAIL),
        (" SIAN.Okafor@example.com. ", Method.ORDER_AND_EMAIL),
        ("SE15 4QN", Method.ORDER_AND_POSTCODE),
        ("se154qn", Method.ORDER_AND_POSTCODE),
        ("se15-4qn", Method.ORDER_AND_POSTCODE),
        ("se15\u00a04qn.", Method.ORDER_AND_POSTCODE),
    ],
)
async def test_the_contact_of_the_order_identifies(
    identification: Identification, contact: str, method: Method
) -> None:
    result = await tried(identification, "c1", "HP-104233", contact)
    assert result.outcome is Outcome.IDENTIFIED
    assert result.customer_id == "cus_1"
    assert result.method is method


@pytest.mark.parametrize(
    "contact",
    ["", " ", "-", "@", "SE15", "4QN", "sian@example.com", "nobody@example.com", "\ud800"],
)
async def test_anything_else_does_not(identification: Identification, contact: str) -> None:
    result = await tried(identification, "c1", "HP-104233", contact)
    assert result.outcome is Outcome.NO_MATCH
    assert result.customer_id is None


@pytest.mark.parametrize("contact", ["nobody@example.com", "ZZ99 9ZZ", ""])
async def test_no_contact_matches_an_order_that_does_not_exist(
    identification: Identification, contact: str
) -> None:
    result = await tried(identification, "c1", "HP-999999", contact)
    assert result.outcome is Outcome.NO_MATCH


async def test_a_wrong_number_and_a_wrong_contact_give_the_same_answer(
    identification: Identification,
) -> None:
    wrong_number = await tried(identification, "c1", "HP-999999", "sian.okafor@example.com")
    wrong_contact = await tried(identification, "c2", "HP-104233", "other@example.com")
    assert wrong_number == wrong_contact
    assert wrong_number.tries_left == 2


async def test_after_the_last_try_the_conversation_is_locked_even_for_the_right_answer(
    identification: Identification,
) -> None:
    outcomes = [
        (await tried(identification, "c1", "HP-104233", "wrong@example.com")).outcome
        for _ in range(3)
    ]
    assert outcomes == [Outcome.NO_MATCH, Outcome.NO_MATCH, Outcome.LOCKED]
    right = await tried(identification, "c1", "HP-104233", "SE15 4QN")
    assert (right.outcome, right.customer_id, right.tries_left) == (Outcome.LOCKED, None, 0)


async def test_another_conversation_is_not_locked(identification: Identification) -> None:
    for _ in range(3):
        await tried(identification, "c1", "HP-104233", "wrong@example.com")
    result = await tried(identification, "c2", "HP-104233", "SE15 4QN")
    assert result.outcome is Outcome.IDENTIFIED


async def test_a_success_does_not_use_up_tries(identification: Identification) -> None:
    for _ in range(4):
        result = await tried(identification, "c1", "HP-104233", "SE15 4QN")
        assert result.outcome is Outcome.IDENTIFIED


async def test_many_failures_in_many_conversations_lock_the_order_for_an_hour(
    identification: Identification, clock: Clock
) -> None:
    for number in range(11):
        # The same order, however it is written.
        written = ("HP-104233", "hp 104233", "#104233")[number % 3]
        await tried(identification, f"c{number}", written, "wrong@example.com")
    locked = await tried(identification, "late", "HP-104233", "SE15 4QN")
    assert (locked.outcome, locked.customer_id, locked.tries_left) == (Outcome.NO_MATCH, None, 2)
    clock.pass_by(minutes=59)
    assert (await tried(identification, "later", "104233", "SE15 4QN")).customer_id is None
    clock.pass_by(minutes=2)
    assert (await tried(identification, "last", "104233", "SE15 4QN")).customer_id == "cus_1"


async def test_ten_failures_do_not_lock_the_order(identification: Identification) -> None:
    for number in range(10):
        await tried(identification, f"c{number}", "HP-104233", "wrong@example.com")
    result = await tried(identification, "c", "HP-104233", "SE15 4QN")
    assert result.outcome is Outcome.IDENTIFIED


async def test_every_try_is_recorded_without_what_was_typed(
    identification: Identification, database: Database
) -> None:
    await tried(identification, "c1", "HP-104233", "secret@example.com")
    await tried(identification, "c1", "my card is 4929 0000 1111", "WC1A 1AA")
    await tried(identification, "c1", "HP-104233", "SE15 4QN")
    rows = await attempts(database)
    assert [(row["seq"], row["method"], row["succeeded"], row["customer_id"]) for row in rows] == [
        (1, "order_and_email", False, None),
        (2, "order_and_postcode", False, None),
        (3, "order_and_postcode", True, "cus_1"),
    ]
    assert [row["order_digits"] for row in rows] == ["104233", None, "104233"]
    assert all(row["tried_at"] == NOW for row in rows)
    kept = str([dict(row) for row in rows])
    assert "secret" not in kept
    assert "4929" not in kept
    assert "WC1A" not in kept


async def test_the_order_is_looked_up_for_every_try(
    database: Database, clock: Clock, outbox: Outbox
) -> None:
    orders = Orders()
    identification = an_identification(database, clock, outbox, BY_ORDER, orders)
    await tried(identification, "c1", "HP-999999", "a@example.com")
    await tried(identification, "c1", "HP-104233", "a@example.com")
    assert orders.asked_for == ["HP-999999", "HP-104233"]
