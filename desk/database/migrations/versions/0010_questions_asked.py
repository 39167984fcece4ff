"""Questions asked of the articles, and the articles that were written for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import desk.database.schema

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "questions_asked",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("message_seq", sa.Integer(), nullable=False),
        sa.Column("asked_at", desk.database.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("read_as", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "answered", "asked_back", "unanswered", name="outcome", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("article_id", sa.String(length=200), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("is_reworded", sa.Boolean(), nullable=False),
        sa.Column("written_article_id", sa.String(length=200), nullable=True),
        sa.Column("left_out_by", sa.String(length=200), nullable=True),
        sa.Column("left_out_at", desk.database.schema.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_questions_asked_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions_asked")),
    )
    op.create_index(
        op.f("ix_questions_asked_conversation_id"), "questions_asked", ["conversation_id"]
    )
    op.create_index(op.f("ix_questions_asked_asked_at"), "questions_asked", ["asked_at"])
    op.create_table(
        "articles_written",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("article_id", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("agent_id", sa.String(length=40), nullable=False),
        sa.Column("agent_name", sa.String(length=200), nullable=False),
        sa.Column("written_at", desk.database.schema.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.id"], name=op.f("fk_articles_written_agent_id_agents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles_written")),
    )


def downgrade() -> None:
    """Change them back."""
    op.drop_table("articles_written")
    op.drop_index(op.f("ix_questions_asked_asked_at"), table_name="questions_asked")
    op.drop_index(op.f("ix_questions_asked_conversation_id"), table_name="questions_asked")
    op.drop_table("questions_asked")
