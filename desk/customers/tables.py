"""The tables of customers, of what they allowed and said, and of their tries to be known."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    inspect,
)

from desk.customers.address import KeptAddress
from desk.customers.consent import Consent, Fact, Purpose
from desk.customers.customer import ContactChannel, Customer, Tier
from desk.customers.customer_change import ChangedBy, CustomerChange, CustomerChangeKind
from desk.customers.one_time_code import OneTimeCode
from desk.customers.tally import Tally
from desk.database.schema import UtcDateTime, mapper_registry, metadata, words_of

customers_table = Table(
    "customers",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(320), nullable=False, unique=True),
    Column("phone", String(40), nullable=False),
    Column("postcode", String(20), nullable=False),
    Column("street", String(200), nullable=False),
    Column("city", String(100), nullable=False),
    Column("country", String(2), nullable=False),
    Column("tier", words_of(Tier), nullable=False),
    Column("language", String(35), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("street2", String(200), nullable=False),
    Column("region", String(100), nullable=False),
    Column("preferred_channel", words_of(ContactChannel), nullable=False),
    Column("tags", JSON, nullable=False),
    Column("postcode_key", String(20), nullable=False, index=True),
)

customer_addresses_table = Table(
    "customer_addresses",
    metadata,
    Column("customer_id", ForeignKey("customers.id"), primary_key=True),
    Column("label", String(40), primary_key=True),
    Column("street", String(200), nullable=False),
    Column("street2", String(200), nullable=False),
    Column("city", String(100), nullable=False),
    Column("region", String(100), nullable=False),
    Column("postcode", String(20), nullable=False),
    Column("country", String(2), nullable=False),
)

customer_consents_table = Table(
    "customer_consents",
    metadata,
    Column("customer_id", ForeignKey("customers.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("purpose", words_of(Purpose), nullable=False),
    Column("is_given", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("source", String(40), nullable=False),
    Column("wording", Text, nullable=False),
)

customer_facts_table = Table(
    "customer_facts",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
    Column("conversation_id", String(40)),
)

customer_changes_table = Table(
    "customer_changes",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False, index=True),
    Column("kind", words_of(CustomerChangeKind), nullable=False),
    Column("changed_by", words_of(ChangedBy), nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# `order_digits` is set where an order of this number was found.
identification_attempts_table = Table(
    "identification_attempts",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("method", String(40), nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Column("tried_at", UtcDateTime, nullable=False),
    Column("order_digits", String(20)),
    Column("customer_id", ForeignKey("customers.id"), index=True),
)

identification_tallies_table = Table(
    "identification_tallies",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False, index=True),
)

identification_codes_table = Table(
    "identification_codes",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("code_hash", String(64), nullable=False),
    Column("customer_id", ForeignKey("customers.id"), index=True),
    Column("sent_at", UtcDateTime, nullable=False, index=True),
    Column("failures", Integer, nullable=False),
)


def map_customers() -> None:
    """Tie the domain classes to their tables; doing it again changes nothing."""
    if inspect(Customer, raiseerr=False) is not None:
        return
    mapper_registry.map_imperatively(Customer, customers_table)
    mapper_registry.map_imperatively(KeptAddress, customer_addresses_table)
    mapper_registry.map_imperatively(Consent, customer_consents_table)
    mapper_registry.map_imperatively(Fact, customer_facts_table)
    mapper_registry.map_imperatively(CustomerChange, customer_changes_table)
    mapper_registry.map_imperatively(Tally, identification_tallies_table)
    mapper_registry.map_imperatively(OneTimeCode, identification_codes_table)
