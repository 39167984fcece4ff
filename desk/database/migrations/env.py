"""Alembic's entry: runs the migrations on the connection that `upgrade` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import TypeDecorator

from desk.database.schema import metadata


def _as_plain_type(kind: str, item: Any, _: object) -> str | Literal[False]:
    """Write the database's own type: a migration must not change when a class of ours does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter a table in place; Alembic then makes a copy.
    render_as_batch=True,
    compare_type=True,
    render_item=_as_plain_type,
)
with context.begin_transaction():
    context.run_migrations()
