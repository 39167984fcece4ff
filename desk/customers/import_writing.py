"""Writes the customers of a file: new ones are added, known ones updated, all or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.customers.address import Address, KeptAddress
from desk.customers.consent import Consent, Purpose
from desk.customers.consent_record import write_consent
from desk.customers.customer import Customer, Tier, folded_postcode
from desk.customers.customer_change import ChangedBy, CustomerChange, CustomerChangeKind
from desk.customers.importing import ADDRESS, LENGTHS, CustomerRow, address_values
from desk.customers.tables import (
    customer_changes_table,
    customer_consents_table,
    customers_table,
)
from desk.importing.problems import Problem

SOURCE = "import"
_BATCH = 200
Advance = Callable[[int], None]


@dataclass
class _Alterations:
    """What an import alters on a customer who was known before it."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def note(self, name: str, before: Any, after: Any) -> None:
        self.before[name], self.after[name] = before, after

    def record(self, customer_id: str, now: datetime) -> CustomerChange:
        """One row for all of it; an import is typed by an operator."""
        key, kind = f"import:{uuid4().hex}", CustomerChangeKind.IMPORT
        operator = ChangedBy.OPERATOR
        return CustomerChange(key, customer_id, kind, operator, self.before, self.after, "", now)


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
    altered = {customer_id: _Alterations() for customer_id in known}
    for told in batch:
        if told.id in known:
            addresses_left = left.get(told.id, set())
            _update(known[told.id], told.given, addresses_left, altered[told.id])
        else:
            session.add(new_customer(told, now))
    await session.flush()
    await _write_consents(session, batch, now, is_overwriting, altered)
    for told in batch:
        await _write_addresses(session, told, altered.get(told.id))
    session.add_all(
        alterations.record(customer_id, now)
        for customer_id, alterations in altered.items()
        if alterations.after
    )


def new_customer(told: CustomerRow, now: datetime) -> Customer:
    """The customer that a row tells of, if we know none with this id."""
    nothing: dict[str, Any] = dict.fromkeys(LENGTHS, "")
    usual = {"country": "", "tier": Tier.MEMBER, "language": "en", "created_at": now}
    return Customer(id=told.id, **(nothing | usual | told.given))


def _update(
    customer: Customer,
    given: dict[str, Any],
    addresses_left: set[str],
    alterations: _Alterations,
) -> None:
    told = {name: given.get(name, getattr(customer, name)) for name in ADDRESS}
    if str(Address(**told)) in addresses_left:
        given = {name: value for name, value in given.items() if name not in ADDRESS}
    for name, value in given.items():
        held = getattr(customer, name)
        if held != value:
            alterations.note(name, _plain(held), _plain(value))
            setattr(customer, name, value)
    customer.postcode_key = folded_postcode(customer.postcode)


def _plain(value: Any) -> Any:
    """A value of a customer as JSON holds it."""
    return value.isoformat() if isinstance(value, datetime) else value


async def _write_addresses(
    session: AsyncSession, told: CustomerRow, alterations: _Alterations | None
) -> None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for values in told.addresses:
        label = values["label"]
        kept = await session.get(KeptAddress, (told.id, label))
        held = None if kept is None else address_values(kept)
        if held != values:
            # A label that is told twice was, before the import, what the first one found.
            before.setdefault(label, held)
            after[label] = values
            await session.merge(KeptAddress(customer_id=told.id, **values))
    if alterations is not None and after:
        alterations.note("addresses", before, after)


async def _write_consents(
    session: AsyncSession,
    batch: Iterable[CustomerRow],
    now: datetime,
    is_overwriting: bool,
    altered: Mapping[str, _Alterations],
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
                await write_consent(session, Consent(told.id, seq, purpose, is_given, now, SOURCE))
                if told.id in altered:
                    altered[told.id].note(purpose.value, held, is_given)


def _is_new(is_given: bool, held: bool | None, last: bool | None) -> bool:
    """Whether the file tells another than it told last; a first yes is no answer to a no."""
    return last is not is_given if last is not None else held is None or (held and not is_given)
