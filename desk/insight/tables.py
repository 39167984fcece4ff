"""The table of ratings."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Column, ForeignKey, SmallInteger, String, Table

from desk.database.schema import UtcDateTime, mapper_registry, metadata, words_of
from desk.insight.rating import MAX_COMMENT_CHARACTERS, Rated, Rating, RatingKind

ratings_table = Table(
    "ratings",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("kind", words_of(RatingKind), primary_key=True),
    Column("about", words_of(Rated), nullable=False),
    Column("asked_at", UtcDateTime),
    Column("score", SmallInteger),
    Column("comment", String(MAX_COMMENT_CHARACTERS)),
    Column("rated_at", UtcDateTime, index=True),
)


@cache
def map_ratings() -> None:
    """Tie the domain class to its table."""
    mapper_registry.map_imperatively(Rating, ratings_table)
