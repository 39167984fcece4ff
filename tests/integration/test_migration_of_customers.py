"""Customers from before the profile store are still found, and their orders are still theirs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text

from desk.composition import map_tables
from desk.customers.consent import Purpose
from desk.customers.customer import ContactChannel
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.database.upgrade import migration_config, upgrade

pytestmark = pytest.mark.anyio

CUSTOMER = text(
    "INSERT INTO customers (id, name, email, phone, postcode, street, city, country, tier, "
    "language, created_at) VALUES ('c1', 'Ada Byron', 'ada@example.com', '', 'SE15 4QN', "
    "'4 Ferry Lane', 'London', 'GB', 'gold', 'en', :now)"
)
TRIES = text(
    "INSERT INTO identification_attempts (conversation_id, seq, method, succeeded, tried_at, "
    "customer_id) VALUES ('con_1', 1, 'order_and_email', :yes, :now, 'c1')"
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


async def migrate(database: Database, revision: str) -> None:
    def run(connection: Connection) -> None:
        config = migration_config(connection)
        move = command.downgrade if revision.startswith("-") else command.upgrade
        move(config, revision)

    async with database.write() as session:
        await (await session.connection()).run_sync(run)


async def test_customers_of_before_keep_everything_and_are_found(database_url: str) -> None:
    map_tables()
    database = Database(database_url)
    await migrate(database, "0003")
    async with database.write() as session:
        await session.execute(CUSTOMER, {"now": NOW})
        await session.execute(TRIES, {"now": NOW, "yes": True})
    await upgrade(database)
    customers = Customers(database)
    (found,) = await customers.find_by_name_and_postcode("ada byron", "se154qn")
    assert (found.id, found.street, found.street2, found.tags) == ("c1", "4 Ferry Lane", "", [])
    assert found.preferred_channel is ContactChannel.EMAIL
    await customers.record_consent("c1", Purpose.NEWSLETTER, True, "key")
    assert await customers.has_consent("c1", Purpose.NEWSLETTER)
    await database.close()


async def test_postcodes_that_are_kept_with_a_country_are_found_without_it(
    database_url: str,
) -> None:
    map_tables()
    database = Database(database_url)
    await migrate(database, "0003")
    async with database.write() as session:
        await session.execute(CUSTOMER, {"now": NOW})
        await session.execute(text("UPDATE customers SET postcode = 'CH-3011'"))
    await migrate(database, "0010")
    await upgrade(database)
    (found,) = await Customers(database).find_by_name_and_postcode("ada byron", "3011")
    assert (found.postcode, found.postcode_key) == ("CH-3011", "3011")
    await database.close()


async def test_the_way_back_leaves_the_customers(database_url: str) -> None:
    map_tables()
    database = Database(database_url)
    await migrate(database, "0004")
    async with database.write() as session:
        await session.execute(
            text(
                "INSERT INTO customers (id, name, email, phone, postcode, street, city, country, "
                "tier, language, created_at) VALUES ('c1', 'A', 'a@b', '', '', '', '', 'GB', "
                "'gold', 'en', '2026-01-01')"
            )
        )
    await migrate(database, "-1")
    async with database.read() as session:
        connection = await session.connection()
        tables = await connection.run_sync(lambda found: inspect(found).get_table_names())
        assert "customer_consents" not in tables
        assert await session.scalar(text("SELECT count(*) FROM customers")) == 1
    await database.close()
