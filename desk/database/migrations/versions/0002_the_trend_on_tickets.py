"""The trend on tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("tickets", sa.Column("trend_score", sa.Float(), nullable=True))


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("trend_score")
