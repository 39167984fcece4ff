"""What every table definition shares: the metadata, the mapper registry and the column types."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Enum, MetaData, Numeric, TypeDecorator
from sqlalchemy.orm import registry

# Constraint names must be the same on every database, or migrations cannot drop them.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
mapper_registry = registry(metadata=metadata)


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time: aware and UTC in Python, on every database (SQLite keeps no time zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words_of(kind: type[StrEnum]) -> Enum:
    """Column type for one of the words of `kind`.

    Kept as a plain word: a native enum type would need a migration for every new one.
    """
    return Enum(kind, native_enum=False, length=32, values_callable=lambda k: [m.value for m in k])


def money() -> Numeric[Decimal]:
    """Column type for an amount in the shop's currency: Decimal, two places."""
    return Numeric(12, 2)
