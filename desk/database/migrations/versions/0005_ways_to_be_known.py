"""One-time codes, and how often something was tried, for all ways to show who one is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables. Locks of orders that hold now end an hour early at the most."""
    op.drop_index(
        "ix_identification_attempts_order_digits_tried_at", table_name="identification_attempts"
    )
    op.create_table(
        "identification_tallies",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_identification_tallies")),
    )
    op.create_index(op.f("ix_identification_tallies_since"), "identification_tallies", ["since"])
    op.create_table(
        "identification_codes",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_identification_codes_customer_id_customers"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_identification_codes")),
    )
    op.create_index(
        op.f("ix_identification_codes_customer_id"), "identification_codes", ["customer_id"]
    )
    op.create_index(op.f("ix_identification_codes_sent_at"), "identification_codes", ["sent_at"])


def downgrade() -> None:
    """Change them back."""
    op.drop_table("identification_codes")
    op.drop_table("identification_tallies")
    op.create_index(
        "ix_identification_attempts_order_digits_tried_at",
        "identification_attempts",
        ["order_digits", "tried_at"],
    )
