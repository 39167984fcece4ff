"""The tables of customers and of their tries to identify themselves."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, inspect

from desk.customers.customer import Customer, Tier
from desk.database.schema import UtcDateTime, mapper_registry, metadata, words_of

customers_table = Table(
    "customers",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(320), nullable=False, unique=True),
    Column("phone", String(40), nullable=False),
    Column("postcode", String(20), nullable=False),
    Column("street", String(200), nullable=False),
    Column("city", String(100), nullable=False),
    Column("country", String(2), nullable=False),
    Column("tier", words_of(Tier), nullable=False),
    Column("language", String(35), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

# `order_digits` is set where an order was found and its customer's contact was compared.
identification_attempts_table = Table(
    "identification_attempts",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("method", String(40), nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Column("tried_at", UtcDateTime, nullable=False),
    Column("order_digits", String(20)),
    Column("customer_id", ForeignKey("customers.id"), index=True),
    Index("ix_identification_attempts_order_digits_tried_at", "order_digits", "tried_at"),
)


def map_customers() -> None:
    """Tie the domain classes to their tables; doing it again changes nothing."""
    if inspect(Customer, raiseerr=False) is None:
        mapper_registry.map_imperatively(Customer, customers_table)
