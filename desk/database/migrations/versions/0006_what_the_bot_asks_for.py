"""What the bot asks for in a message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.add_column("messages", sa.Column("asks", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Change them back."""
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_column("asks")
