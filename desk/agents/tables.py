"""The table of agents."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Boolean, Column, String, Table

from desk.agents.agent import Agent
from desk.database.schema import UtcDateTime, mapper_registry, metadata

agents_table = Table(
    "agents",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("email", String(320), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)


@cache
def map_agents() -> None:
    """Tie the domain class to its table."""
    mapper_registry.map_imperatively(Agent, agents_table)
