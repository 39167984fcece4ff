"""Ratings of conversations, and what their greeting offered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import desk.database.schema

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "ratings",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("csat", "nps", "effort", name="ratingkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "about",
            sa.Enum("bot", "agent", name="rated", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("asked_at", desk.database.schema.UtcDateTime(timezone=True), nullable=True),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("comment", sa.String(length=1000), nullable=True),
        sa.Column("rated_at", desk.database.schema.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_ratings_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "kind", name=op.f("pk_ratings")),
    )
    op.create_index(op.f("ix_ratings_rated_at"), "ratings", ["rated_at"])
    op.add_column("conversations", sa.Column("opening_offer", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("opening_offer")
    op.drop_index(op.f("ix_ratings_rated_at"), table_name="ratings")
    op.drop_table("ratings")
