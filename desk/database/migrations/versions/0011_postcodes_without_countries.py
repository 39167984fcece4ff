"""Postcodes are found without the letters of a country: `CH-3011` is `3011`."""

from __future__ import annotations

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_COUNTRY = re.compile(
    r"^\s*(?:[A-Z]{1,3}[-–\s]+(?=[0-9][0-9\s-]+$)|NL[-–\s]+(?=[0-9]{4}\s?[A-Z]{2}\s*$))",
    re.IGNORECASE,
)


def upgrade() -> None:
    """Change the keys."""
    _fill_postcode_keys(without_country=True)


def downgrade() -> None:
    """Change them back."""
    _fill_postcode_keys(without_country=False)


def _fill_postcode_keys(*, without_country: bool) -> None:
    """The keys of those postcodes that have such letters."""
    customers = sa.table(
        "customers", sa.column("id"), sa.column("postcode"), sa.column("postcode_key")
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(customers.c.id, customers.c.postcode)).all():
        plain = unicodedata.normalize("NFKC", row.postcode)
        short = _COUNTRY.sub("", plain)
        if short == plain:
            continue
        kept = (short if without_country else plain).casefold()
        key = "".join(character for character in kept if character.isalnum())
        connection.execute(
            sa.update(customers).where(customers.c.id == row.id).values(postcode_key=key)
        )
