"""Photos in messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("messages", sa.Column("photo", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_column("photo")
