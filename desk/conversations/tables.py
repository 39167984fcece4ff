"""The tables of conversations and messages."""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from desk.conversations.conversation import Author, Conversation, Message, Owner
from desk.database.schema import UtcDateTime, mapper_registry, metadata, words_of

conversations_table = Table(
    "conversations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("owner", words_of(Owner), nullable=False),
    Column("customer_id", String(40), index=True),
    Column("verified_by", String(40)),
    Column("verified_at", UtcDateTime),
    Column("agent_id", String(40)),
    Column("locale", String(35)),
    Column("page", String(2000)),
    Column("last_seq", Integer, nullable=False),
    Column("dialogue_is_stale", Boolean, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("last_message_at", UtcDateTime),
    Column("opening_offer", String(200)),
)

messages_table = Table(
    "messages",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("author", words_of(Author), nullable=False),
    Column("author_name", String(200)),
    Column("text", Text, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("asks", String(40)),
    Column("client_message_id", String(100)),
    Column("payload", Text),
    Column("photo", JSON(none_as_null=True)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("intent", String(100)),
    Column("intent_score", Float),
    Column("frustration_score", Float),
    UniqueConstraint("conversation_id", "client_message_id"),
)

_UNANSWERED = text("answered_at IS NULL AND author = 'customer'")
Index(
    "ix_messages_unanswered",
    messages_table.c.conversation_id,
    postgresql_where=_UNANSWERED,
    sqlite_where=_UNANSWERED,
)


@cache
def map_conversations() -> None:
    """Tie the domain classes to their tables."""
    mapper_registry.map_imperatively(Conversation, conversations_table)
    mapper_registry.map_imperatively(Message, messages_table)
