"""Brings customers in from a file: new ones are added, known ones updated, all or none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.customers.address import Address, KeptAddress
from desk.customers.consent import Consent, Purpose
from desk.customers.customer import (
    ContactChannel,
    Customer,
    Tier,
    folded_email,
    folded_postcode,
)
from desk.customers.customer_change import CustomerChangeKind
from desk.customers.tables import (
    customer_changes_table,
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

SOURCE = "import"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_ADDRESS_LENGTHS = {"street": 200, "street2": 200, "city": 100, "region": 100, "postcode": 20}
_ADDRESS = (*_ADDRESS_LENGTHS, "country")
_LENGTHS = {"phone": 40, **_ADDRESS_LENGTHS}
_BATCH = 200
Advance = Callable[[int], None]


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


async def write_customers(
    session: AsyncSession,
    customers: Sequence[CustomerRow],
    now: datetime,
    problems: list[Problem],
    advance: Advance = lambda _: None,
    is_overwriting: bool = False,
) -> None:
    """Add and update; with a problem, the transaction must not be committed.

    What customers changed here stays as long as the file knows nothing newer, unless
    `is_overwriting`.
    """
    for start in range(0, len(customers), _BATCH):
        batch = customers[start : start + _BATCH]
        await _find_taken_addresses(session, batch)
        if not problems:
            await _write_batch(session, batch, now, is_overwriting)
        advance(len(batch))


async def all_customers(session: AsyncSession) -> list[dict[str, Any]]:
    """Every customer in the form that `read_customers` reads, in the order of their ids."""
    consents: dict[str, dict[Purpose, bool]] = {}
    query = select(Consent).order_by(customer_consents_table.c.seq)
    for consent in await session.scalars(query):
        consents.setdefault(consent.customer_id, {})[consent.purpose] = consent.is_given
    addresses: dict[str, list[dict[str, str]]] = {}
    for kept in await session.scalars(select(KeptAddress)):
        addresses.setdefault(kept.customer_id, []).append(_as_row(kept))
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
    given |= {name: row.text(name, length) for name, length in _LENGTHS.items() if row.has(name)}
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
    row.only(("label", *_ADDRESS))
    needed = {name: row.text(name, _LENGTHS[name]) for name in ("street", "city", "postcode")}
    other = {name: row.text(name, _LENGTHS[name], "") for name in ("street2", "region")}
    country = _matching(row, "country", _COUNTRY, "Write two letters, like GB.").upper()
    return {"label": row.text("label", 40), **needed, **other, "country": country}


async def _find_taken_addresses(session: AsyncSession, batch: Sequence[CustomerRow]) -> None:
    by_email = {told.given["email"]: told for told in batch}
    query = select(customers_table.c.id, customers_table.c.email).where(
        customers_table.c.email.in_(by_email)
    )
    for known in await session.execute(query):
        told = by_email[known.email]
        if told.id != known.id:
            told.row.fault(
                "email",
                f"'{known.email}' is the address of customer {known.id} already.",
                "Two customers cannot share one; correct the id or the address.",
            )


async def _addresses_left(
    session: AsyncSession, batch: Sequence[CustomerRow]
) -> dict[str, set[str]]:
    """By customer, the addresses that were changed here for others, in words."""
    table = customer_changes_table.c
    query = select(table.customer_id, table.before).where(
        table.customer_id.in_([told.id for told in batch]), table.kind == CustomerChangeKind.ADDRESS
    )
    left: dict[str, set[str]] = {}
    for customer_id, before in await session.execute(query):
        left.setdefault(customer_id, set()).add(before.get("address", ""))
    return left


async def _write_batch(
    session: AsyncSession, batch: Sequence[CustomerRow], now: datetime, is_overwriting: bool
) -> None:
    left = {} if is_overwriting else await _addresses_left(session, batch)
    ids = [told.id for told in batch]
    query = select(Customer).where(customers_table.c.id.in_(ids)).with_for_update()
    known = {customer.id: customer for customer in await session.scalars(query)}
    for told in batch:
        if told.id in known:
            _update(known[told.id], told.given, left.get(told.id, set()))
        else:
            session.add(new_customer(told, now))
    await session.flush()
    await _write_consents(session, batch, now, is_overwriting)
    for told in batch:
        for address in told.addresses:
            await session.merge(KeptAddress(customer_id=told.id, **address))


def new_customer(told: CustomerRow, now: datetime) -> Customer:
    """The customer that a row tells of, if we know none with this id."""
    nothing: dict[str, Any] = dict.fromkeys(_LENGTHS, "")
    usual = {"country": "", "tier": Tier.MEMBER, "language": "en", "created_at": now}
    return Customer(id=told.id, **(nothing | usual | told.given))


def _update(customer: Customer, given: dict[str, Any], addresses_left: set[str]) -> None:
    told = {name: given.get(name, getattr(customer, name)) for name in _ADDRESS}
    if str(Address(**told)) in addresses_left:
        given = {name: value for name, value in given.items() if name not in _ADDRESS}
    for name, value in given.items():
        if getattr(customer, name) != value:
            setattr(customer, name, value)
    customer.postcode_key = folded_postcode(customer.postcode)


async def _write_consents(
    session: AsyncSession, batch: Iterable[CustomerRow], now: datetime, is_overwriting: bool
) -> None:
    """Write down what a file tells newly; what was answered here in between stays."""
    telling = {told.id: told for told in batch if told.consents}
    table = customer_consents_table
    query = select(Consent).where(table.c.customer_id.in_(telling)).order_by(table.c.seq)
    holding: dict[tuple[str, Purpose], bool] = {}
    told_last: dict[tuple[str, Purpose], bool] = {}
    last_seq: dict[str, int] = {}
    for consent in await session.scalars(query):
        key = consent.customer_id, consent.purpose
        holding[key] = consent.is_given
        if consent.source == SOURCE:
            told_last[key] = consent.is_given
        last_seq[consent.customer_id] = consent.seq
    for told in telling.values():
        for purpose, is_given in told.consents.items():
            held, last = holding.get((told.id, purpose)), told_last.get((told.id, purpose))
            is_new = held is not is_given if is_overwriting else _is_new(is_given, held, last)
            if is_new:
                seq = last_seq[told.id] = last_seq.get(told.id, 0) + 1
                session.add(Consent(told.id, seq, purpose, is_given, now, SOURCE))


def _is_new(is_given: bool, held: bool | None, last: bool | None) -> bool:
    """Whether the file tells another than it told last; a first yes is no answer to a no."""
    return last is not is_given if last is not None else held is None or (held and not is_given)


def _as_fields(customer: Customer, consents: dict[Purpose, bool]) -> dict[str, Any]:
    plain = {name: getattr(customer, name) for name in FIELDS if hasattr(customer, name)}
    plain["tier"] = customer.tier.value
    plain["preferred_channel"] = customer.preferred_channel.value
    plain["created_at"] = customer.created_at.isoformat()
    return plain | {purpose.value: given for purpose, given in consents.items()}


def _as_row(kept: KeptAddress) -> dict[str, str]:
    return {name: getattr(kept, name) for name in ("label", *_ADDRESS)}
