"""What we know of customers: addresses, consents, facts, and the record of changes."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables.

    The defaults stay: to take one away, SQLite would have to drop the table, to which others refer.
    """
    channels = ("chat", "email", "phone", "sms", "post")
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("street2", sa.String(length=200), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("region", sa.String(length=100), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column(
                "preferred_channel",
                sa.Enum(*channels, name="contactchannel", native_enum=False, length=32),
                nullable=False,
                server_default="email",
            )
        )
        batch_op.add_column(sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("postcode_key", sa.String(length=20), nullable=False, server_default="")
        )
        batch_op.create_index(
            batch_op.f("ix_customers_postcode_key"), ["postcode_key"], unique=False
        )
    _fill_postcode_keys()

    op.create_table(
        "customer_addresses",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("street2", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=False),
        sa.Column("postcode", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_customer_addresses_customer_id_customers"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "label", name=op.f("pk_customer_addresses")),
    )
    op.create_table(
        "customer_consents",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("newsletter", "facts", name="purpose", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_customer_consents_customer_id_customers"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "seq", name=op.f("pk_customer_consents")),
    )
    op.create_table(
        "customer_facts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_facts_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_facts")),
    )
    with op.batch_alter_table("customer_facts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_facts_customer_id"), ["customer_id"], unique=False
        )

    op.create_table(
        "customer_changes",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "address",
                "consent",
                "contact_channel",
                "fact_remembered",
                "facts_forgotten",
                "erasure",
                name="customerchangekind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "changed_by",
            sa.Enum(
                "bot",
                "agent",
                "customer",
                "operator",
                name="changedby",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_customer_changes_customer_id_customers"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_customer_changes")),
    )
    with op.batch_alter_table("customer_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_changes_customer_id"), ["customer_id"], unique=False
        )


def downgrade() -> None:
    """Change them back."""
    for table in ("customer_changes", "customer_facts", "customer_consents", "customer_addresses"):
        op.drop_table(table)
    op.drop_index("ix_customers_postcode_key", table_name="customers")
    for name in ("postcode_key", "tags", "preferred_channel", "region", "street2"):
        op.drop_column("customers", name)


def _fill_postcode_keys() -> None:
    """Letters and digits of each postcode, in lower case, as the code of that day kept them."""
    customers = sa.table(
        "customers", sa.column("id"), sa.column("postcode"), sa.column("postcode_key")
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(customers.c.id, customers.c.postcode)).all():
        plain = unicodedata.normalize("NFKC", row.postcode).casefold()
        key = "".join(character for character in plain if character.isalnum())
        connection.execute(
            sa.update(customers).where(customers.c.id == row.id).values(postcode_key=key)
        )
