"""Brings the tables of a database up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from desk.database.database import Database

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def migration_config(connection: Connection) -> Config:
    """Alembic's configuration for one connection."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def upgrade(database: Database) -> None:
    """Run all migrations that the database has not seen; raises `DatabaseUnavailable`."""

    def run(connection: Connection) -> None:
        command.upgrade(migration_config(connection), "head")

    async with database.write() as session:
        await (await session.connection()).run_sync(run)
