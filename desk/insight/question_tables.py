"""The tables of questions asked and of the articles that were written for them."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table, Text

from desk.database.schema import UtcDateTime, mapper_registry, metadata, words_of
from desk.insight.question import AskedQuestion, Outcome, WrittenArticle

MAX_ARTICLE_ID = 200

questions_table = Table(
    "questions_asked",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("message_seq", Integer, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("read_as", Text, nullable=False),
    Column("outcome", words_of(Outcome), nullable=False),
    Column("article_id", String(MAX_ARTICLE_ID)),
    Column("score", Float),
    Column("helped", Boolean),
    Column("is_reworded", Boolean, nullable=False),
    Column("written_article_id", String(MAX_ARTICLE_ID)),
    Column("left_out_by", String(200)),
    Column("left_out_at", UtcDateTime),
)

written_table = Table(
    "articles_written",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("article_id", String(MAX_ARTICLE_ID), nullable=False),
    Column("title", String(300), nullable=False),
    Column("agent_id", ForeignKey("agents.id"), nullable=False),
    # As it was then: the record stays readable when people leave.
    Column("agent_name", String(200), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("asked", Integer, nullable=False),
)


@cache
def map_questions() -> None:
    """Tie the domain classes to their tables."""
    mapper_registry.map_imperatively(AskedQuestion, questions_table)
    mapper_registry.map_imperatively(WrittenArticle, written_table)
