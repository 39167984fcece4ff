"""The migrations bring an empty database to the tables that the code expects."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from desk.composition import map_tables
from desk.database.database import Database
from desk.database.schema import metadata
from desk.database.upgrade import upgrade

pytestmark = pytest.mark.anyio


def differences(connection: Connection) -> Any:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return compare_metadata(context, metadata)


def structure(connection: Connection) -> dict[str, Any]:
    """Names and properties of all columns, keys and indexes, in words."""
    found = inspect(connection)
    return {
        table: {
            # Without their order: a migration adds at the end.
            "columns": sorted(
                (c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)
            ),
            "primary key": found.get_pk_constraint(table)["constrained_columns"],
            "foreign keys": sorted(
                (str(key["constrained_columns"]), key["referred_table"])
                for key in found.get_foreign_keys(table)
            ),
            "unique": sorted(
                str(key["column_names"]) for key in found.get_unique_constraints(table)
            ),
            "indexes": sorted(
                (str(index["name"]), str(index["column_names"]), bool(index["unique"]))
                for index in found.get_indexes(table)
            ),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


async def test_the_migrations_make_what_the_code_expects(database_url: str) -> None:
    map_tables()
    database = Database(database_url)
    await upgrade(database)
    async with database.read() as session:
        connection = await session.connection()
        assert await connection.run_sync(differences) == []
        migrated = await connection.run_sync(structure)
    async with database.write() as session:
        connection = await session.connection()
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
        assert await connection.run_sync(structure) == migrated
    assert set(migrated) == set(metadata.tables)
    await database.close()


async def test_a_database_that_is_up_to_date_is_left_alone(database_url: str) -> None:
    map_tables()
    database = Database(database_url)
    await upgrade(database)
    async with database.read() as session:
        before = await (await session.connection()).run_sync(structure)
    await upgrade(database)
    async with database.read() as session:
        assert await (await session.connection()).run_sync(structure) == before
    await database.close()
