"""The table of tickets."""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    JSON,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

from desk.database.schema import UtcDateTime, mapper_registry, metadata, words_of
from desk.handoff.ticket import Priority, Ticket, TicketState


class PriorityNumber(TypeDecorator[Priority]):
    """A priority, kept as its number so that the database can sort by it."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Priority | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Priority | None:
        """From the database."""
        return None if value is None else Priority(value)


tickets_table = Table(
    "tickets",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("state", words_of(TicketState), nullable=False),
    Column("priority", PriorityNumber, nullable=False),
    Column("reason_code", String(60), nullable=False),
    Column("reason", Text, nullable=False),
    Column("frustration_score", Float),
    Column("evidence", JSON, nullable=False),
    Column("what_was_tried", JSON, nullable=False),
    Column("agent_id", ForeignKey("agents.id")),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("note", Text),
    Column("trend_score", Float),
)

_OPEN = text("closed_at IS NULL")
# One open ticket for a conversation, whatever two requests at once may try.
Index(
    "uq_tickets_open_conversation",
    tickets_table.c.conversation_id,
    unique=True,
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)
Index(
    "ix_tickets_queue",
    tickets_table.c.priority,
    tickets_table.c.opened_at,
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)


@cache
def map_tickets() -> None:
    """Tie the domain class to its table."""
    mapper_registry.map_imperatively(Ticket, tickets_table)
