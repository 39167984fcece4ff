"""What a file tells of customers, and all of them in the same form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.customers.address import KeptAddress
from desk.customers.consent import Consent, Purpose
from desk.customers.customer import (
    ContactChannel,
    Customer,
    Tier,
    folded_email,
)
from desk.customers.tables import (
    customer_consents_table,
    customers_table,
)
from desk.importing.files import Columns, read_csv, read_json
from desk.importing.problems import BrokenImport, Problem
from desk.importing.rows import Row, no_doubles, rows_in

FIELDS = (
    *("id", "name", "email", "phone", "street", "street2", "city", "region", "postcode"),
    *("country", "tier", "language", "preferred_channel", "tags", "created_at"),
    *("newsletter", "facts"),
)
CUSTOMERS = Columns(FIELDS, ("id", "name", "email"))
"""Of a CSV file."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_ADDRESS_LENGTHS = {"street": 200, "street2": 200, "city": 100, "region": 100, "postcode": 20}
ADDRESS = (*_ADDRESS_LENGTHS, "country")
LENGTHS = {"phone": 40, **_ADDRESS_LENGTHS}


@dataclass(frozen=True)
class CustomerRow:
    """A customer as a file tells of them: only what it names is written over what we know."""

    row: Row
    id: str
    given: dict[str, Any]
    consents: dict[Purpose, bool] = field(default_factory=dict)
    addresses: list[dict[str, str]] = field(default_factory=list)


def read_customers(file: Path, problems: list[Problem]) -> list[CustomerRow]:
    """The customers in a CSV file, or in `{"customers": […]}`; adds to `problems` what is wrong."""
    if file.suffix.lower() == ".csv":
        return customers_in(read_csv(file, CUSTOMERS, problems))
    told = read_json(file)
    if not isinstance(told, dict) or "customers" not in told:
        mend = 'Write {"customers": [{"id": …}, …]}.'
        raise BrokenImport([Problem(file.name, "", "customers", "is missing.", mend)])
    return customers_in(rows_in(told["customers"], file.name, "customers", problems))


def customers_in(rows: Sequence[Row]) -> list[CustomerRow]:
    """What the rows tell of customers."""
    found = [_customer(row) for row in rows]
    no_doubles([(told.row, told.id) for told in found], "id")
    no_doubles([(told.row, told.given["email"]) for told in found], "email")
    return found


async def all_customers(session: AsyncSession) -> list[dict[str, Any]]:
    """Every customer in the form that `read_customers` reads, in the order of their ids."""
    consents: dict[str, dict[Purpose, bool]] = {}
    query = select(Consent).order_by(customer_consents_table.c.seq)
    for consent in await session.scalars(query):
        consents.setdefault(consent.customer_id, {})[consent.purpose] = consent.is_given
    addresses: dict[str, list[dict[str, str]]] = {}
    for kept in await session.scalars(select(KeptAddress)):
        addresses.setdefault(kept.customer_id, []).append(address_values(kept))
    found = await session.scalars(select(Customer).order_by(customers_table.c.id))
    return [
        _as_fields(customer, consents.get(customer.id, {}))
        | {"addresses": addresses.get(customer.id, [])}
        for customer in found
        if not customer.email.endswith("@erased.invalid")
    ]


def _customer(row: Row) -> CustomerRow:
    row.only((*FIELDS, "addresses"))
    customer_id = row.text("id", 40)
    given: dict[str, Any] = {"name": row.text("name", 200), "email": _email(row)}
    given |= {name: row.text(name, length) for name, length in LENGTHS.items() if row.has(name)}
    if row.has("country"):
        given["country"] = _matching(
            row, "country", _COUNTRY, "Write two letters, like GB."
        ).upper()
    if row.has("language"):
        given["language"] = _matching(row, "language", _LANGUAGE, "Write it like en or en-GB.")
    if row.has("tier"):
        given["tier"] = row.word("tier", Tier)
    if row.has("preferred_channel"):
        given["preferred_channel"] = row.word("preferred_channel", ContactChannel)
    if row.has("tags"):
        given["tags"] = row.texts("tags", 40)
    if row.has("created_at"):
        given["created_at"] = row.moment("created_at")
    consents = {purpose: row.flag(purpose.value) for purpose in Purpose if row.has(purpose.value)}
    addresses = [_address(inner) for inner in row.rows("addresses")]
    return CustomerRow(row, customer_id, given, consents, addresses)


def _email(row: Row) -> str:
    return folded_email(_matching(row, "email", _EMAIL, "Write it like ada@example.com.", 320))


def _matching(row: Row, column: str, form: re.Pattern[str], mend: str, longest: int = 35) -> str:
    text = row.text(column, longest)
    if text and not form.fullmatch(text):
        row.fault(column, f"'{text}' cannot be one.", mend)
    return text


def _address(row: Row) -> dict[str, str]:
    row.only(("label", *ADDRESS))
    needed = {name: row.text(name, LENGTHS[name]) for name in ("street", "city", "postcode")}
    other = {name: row.text(name, LENGTHS[name], "") for name in ("street2", "region")}
    country = _matching(row, "country", _COUNTRY, "Write two letters, like GB.").upper()
    return {"label": row.text("label", 40), **needed, **other, "country": country}


def _as_fields(customer: Customer, consents: dict[Purpose, bool]) -> dict[str, Any]:
    plain = {name: getattr(customer, name) for name in FIELDS if hasattr(customer, name)}
    plain["tier"] = customer.tier.value
    plain["preferred_channel"] = customer.preferred_channel.value
    plain["created_at"] = customer.created_at.isoformat()
    return plain | {purpose.value: given for purpose, given in consents.items()}


def address_values(kept: KeptAddress) -> dict[str, str]:
    """A further address in the form that `read_customers` reads."""
    return {name: getattr(kept, name) for name in ("label", *ADDRESS)}
