"""Customers who live in a company's own source, with a copy here for our orders and records."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock, utc_now
from desk.customers.address import Address
from desk.customers.customer import Customer, folded_email, folded_name, folded_postcode
from desk.customers.customer_change import ChangedBy, CustomerChange, NoSuchCustomer
from desk.customers.customers import Customers
from desk.customers.source import CustomerSource
from desk.database.database import Database
from desk.errors import Unavailable

FRESH_FOR = timedelta(minutes=1)
COPIED_FIELDS = (
    *("name", "email", "phone", "tier", "language", "preferred_channel"),
    *("street", "street2", "city", "region", "postcode", "country"),
)


class CopiedCustomers(Customers):
    """Asks the source, and keeps a copy of whom it found.

    A copy is good for a minute, and for as long as the source does not answer; changes are made at
    the source first, and not at all without it. Consents, facts and tags are kept here only.
    """

    def __init__(self, database: Database, source: CustomerSource, clock: Clock = utc_now) -> None:
        super().__init__(database, clock)
        self._source = source
        self._copied_at: dict[str, datetime] = {}

    async def get(self, customer_id: str) -> Customer | None:
        """The customer with this id."""
        copied_at = self._copied_at.get(customer_id)
        if copied_at is not None and self._clock() - copied_at < FRESH_FOR:
            return await super().get(customer_id)
        try:
            found = await self._source.get(customer_id)
        except Unavailable:
            return await super().get(customer_id)
        if found is None or found.id != customer_id:
            return None
        return await self._copy(found)

    async def find_by_email(self, email: str) -> Customer | None:
        """The customer with this e-mail address, whatever its case and the space around it."""
        try:
            found = await self._source.find_by_email(folded_email(email))
        except Unavailable:
            return await super().find_by_email(email)
        if found is None or found.email != folded_email(email):
            return None
        return await self._copy(found)

    async def find_by_name_and_postcode(self, name: str, postcode: str) -> list[Customer]:
        """All customers of this name at this postcode, whatever case, accents and spaces."""
        if not folded_name(name) or not folded_postcode(postcode):
            return []
        try:
            found = await self._source.find_by_name_and_postcode(name, postcode)
        except Unavailable:
            return await super().find_by_name_and_postcode(name, postcode)
        return [
            await self._copy(customer)
            for customer in found
            if folded_name(customer.name) == folded_name(name)
            and customer.postcode_key == folded_postcode(postcode)
        ]

    async def change_default_address(
        self,
        customer_id: str,
        address: Address,
        idempotency_key: str,
        changed_by: ChangedBy = ChangedBy.BOT,
        why: str = "",
    ) -> Customer:
        """Make `address` the default one, at the source and then here."""
        async with self._database.read() as session:
            is_done = await session.get(CustomerChange, idempotency_key) is not None
        if not is_done:
            if await self.get(customer_id) is None:
                raise NoSuchCustomer("We cannot find your account.")
            await self._source.change_default_address(
                customer_id, address.cleaned(), idempotency_key
            )
        return await super().change_default_address(
            customer_id, address, idempotency_key, changed_by, why
        )

    async def _copy(self, found: Customer) -> Customer:
        try:
            customer = await self._write(found)
        except IntegrityError:
            # Another request has copied them in the meantime: now there is a copy to bring up.
            customer = await self._write(found)
        self._copied_at[customer.id] = self._clock()
        return customer

    async def _write(self, found: Customer) -> Customer:
        async with self._database.write() as session:
            return await _copied(session, found)


async def _copied(session: AsyncSession, found: Customer) -> Customer:
    kept = await session.get(Customer, found.id)
    if kept is None:
        session.add(found)
        return found
    for name in COPIED_FIELDS:
        if getattr(kept, name) != getattr(found, name):
            setattr(kept, name, getattr(found, name))
    kept.postcode_key = found.postcode_key
    return kept
