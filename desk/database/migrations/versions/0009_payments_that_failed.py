"""Payments that failed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each payment has a state; all that are there were made."""
    state = sa.Column("state", sa.String(32), nullable=False, server_default="made")
    op.add_column("payments", state)


def downgrade() -> None:
    """Without the state, a payment that failed would count as made: it goes, too."""
    op.execute("DELETE FROM payments WHERE state = 'failed'")
    op.drop_column("payments", "state")
