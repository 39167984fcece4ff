"""The store of customers: who they are, where they live, what they allowed and told us."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock, utc_now
from desk.customers.address import Address, KeptAddress
from desk.customers.consent import Consent, Fact, NoConsent, Purpose
from desk.customers.consent_record import delete_facts, write_consent
from desk.customers.customer import (
    ContactChannel,
    Customer,
    Tier,
    folded_email,
    folded_name,
    folded_postcode,
)
from desk.customers.customer_change import (
    ChangedBy,
    CustomerChange,
    CustomerChangeKind,
    CustomerKeyUsedOtherwise,
    NoSuchCustomer,
)
from desk.customers.tables import (
    customer_addresses_table,
    customer_changes_table,
    customer_consents_table,
    customer_facts_table,
    customers_table,
)
from desk.database.database import Database
from desk.errors import Invalid

LONGEST_FACT = 500
_MOST_WITH_ONE_POSTCODE = 1000
_Before = dict[str, Any]
_After = dict[str, Any]
_Apply = Callable[[AsyncSession, Customer, datetime], Any]


class Customers:
    """Finds customers, and changes what they may change about themselves.

    Each change is one transaction with an idempotency key and leaves a row in `customer_changes`:
    the same key again changes nothing. `customer_id` is always one that was verified; all raise
    `NoSuchCustomer` for another.
    """

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def get(self, customer_id: str) -> Customer | None:
        """The customer with this id."""
        async with self._database.read() as session:
            return await session.get(Customer, customer_id)

    async def find_by_email(self, email: str) -> Customer | None:
        """The customer with this e-mail address, whatever its case and the space around it."""
        query = select(Customer).where(customers_table.c.email == folded_email(email))
        async with self._database.read() as session:
            customer: Customer | None = await session.scalar(query)
            return customer

    async def find_by_name_and_postcode(self, name: str, postcode: str) -> list[Customer]:
        """All customers of this name at this postcode, whatever case, accents and spaces."""
        wanted, key = folded_name(name), folded_postcode(postcode)
        if not wanted or not key:
            return []
        query = (
            select(Customer)
            .where(customers_table.c.postcode_key == key)
            .order_by(customers_table.c.id)
            .limit(_MOST_WITH_ONE_POSTCODE)
        )
        async with self._database.read() as session:
            found = await session.scalars(query)
            return [customer for customer in found if folded_name(customer.name) == wanted]

    async def names(self, customer_ids: Iterable[str]) -> dict[str, str]:
        """The names behind some ids."""
        query = select(customers_table.c.id, customers_table.c.name).where(
            customers_table.c.id.in_(list(customer_ids))
        )
        async with self._database.read() as session:
            return {row.id: row.name for row in await session.execute(query)}

    async def is_gold(self, customer_id: str) -> bool:
        """Whether there is such a customer and their tier is Gold."""
        customer = await self.get(customer_id)
        return customer is not None and customer.tier is Tier.GOLD

    async def further_addresses_of(self, customer_id: str) -> list[KeptAddress]:
        """Addresses beside the default one, by their labels."""
        table = customer_addresses_table
        query = select(KeptAddress).where(table.c.customer_id == customer_id)
        async with self._database.read() as session:
            return list(await session.scalars(query.order_by(table.c.label)))

    async def change_default_address(
        self,
        customer_id: str,
        address: Address,
        idempotency_key: str,
        changed_by: ChangedBy = ChangedBy.BOT,
        why: str = "",
    ) -> Customer:
        """Make `address` the default one; raises `InvalidAddress`. Orders keep theirs."""
        wanted = {"address": str(address.cleaned())}

        def move(_: AsyncSession, customer: Customer, __: datetime) -> tuple[_Before, _After]:
            before = str(customer.address)
            customer.move_to(address)
            return {"address": before}, wanted

        kind = CustomerChangeKind.ADDRESS
        return await self._change(customer_id, kind, idempotency_key, changed_by, why, move, wanted)

    async def prefer_channel(
        self,
        customer_id: str,
        channel: ContactChannel,
        idempotency_key: str,
        changed_by: ChangedBy = ChangedBy.BOT,
    ) -> Customer:
        """Reach the customer by this channel first."""
        wanted = {"channel": channel.value}

        def prefer(_: AsyncSession, customer: Customer, __: datetime) -> tuple[_Before, _After]:
            before = customer.preferred_channel.value
            customer.preferred_channel = channel
            return {"channel": before}, wanted

        kind = CustomerChangeKind.CONTACT_CHANNEL
        return await self._change(
            customer_id, kind, idempotency_key, changed_by, "", prefer, wanted
        )

    async def consents_of(self, customer_id: str) -> list[Consent]:
        """Every answer the customer gave, oldest first."""
        async with self._database.read() as session:
            return await _consents(session, customer_id)

    async def has_consent(self, customer_id: str, purpose: Purpose) -> bool:
        """Whether the newest answer for `purpose` is yes; without any it is no."""
        async with self._database.read() as session:
            return _holds(await _consents(session, customer_id), purpose)

    async def record_consent(
        self,
        customer_id: str,
        purpose: Purpose,
        is_given: bool,
        idempotency_key: str,
        source: str = "chat",
        wording: str = "",
        changed_by: ChangedBy = ChangedBy.BOT,
    ) -> Customer:
        """Write down a yes or a no. A no to `facts` forgets all that were kept."""
        wanted = {purpose.value: is_given}

        async def record(
            session: AsyncSession, customer: Customer, now: datetime
        ) -> tuple[_Before, _After]:
            earlier = await _consents(session, customer.id)
            seq = len(earlier) + 1
            answer = Consent(customer.id, seq, purpose, is_given, now, source, wording)
            await write_consent(session, answer)
            return {purpose.value: _holds(earlier, purpose)}, wanted

        kind = CustomerChangeKind.CONSENT
        return await self._change(
            customer_id, kind, idempotency_key, changed_by, wording, record, wanted
        )

    async def facts_of(self, customer_id: str) -> list[Fact]:
        """What the customer told us to remember, oldest first."""
        table = customer_facts_table
        query = select(Fact).where(table.c.customer_id == customer_id)
        async with self._database.read() as session:
            return list(await session.scalars(query.order_by(table.c.told_at, table.c.id)))

    async def remember_fact(
        self,
        customer_id: str,
        text: str,
        idempotency_key: str,
        conversation_id: str | None = None,
        changed_by: ChangedBy = ChangedBy.BOT,
    ) -> Customer:
        """Keep what the customer said about themselves; raises `NoConsent` without consent."""
        told = " ".join(text.split())
        if not told or len(told) > LONGEST_FACT:
            raise Invalid(f"A note about you has 1 to {LONGEST_FACT} characters.")

        async def remember(
            session: AsyncSession, customer: Customer, now: datetime
        ) -> tuple[_Before, _After]:
            if not _holds(await _consents(session, customer.id), Purpose.FACTS):
                raise NoConsent("We keep notes about you only if you allow us to.")
            fact = Fact(f"fct_{uuid4().hex[:20]}", customer.id, told, now, conversation_id)
            session.add(fact)
            return {}, {"fact_id": fact.id}

        kind = CustomerChangeKind.FACT_REMEMBERED
        return await self._change(customer_id, kind, idempotency_key, changed_by, "", remember)

    async def forget_facts(
        self, customer_id: str, idempotency_key: str, changed_by: ChangedBy = ChangedBy.BOT
    ) -> Customer:
        """Forget all that the customer told us to remember; the consent stays."""

        async def forget(
            session: AsyncSession, customer: Customer, _: datetime
        ) -> tuple[_Before, _After]:
            return {"facts": await delete_facts(session, customer.id)}, {"facts": 0}

        kind = CustomerChangeKind.FACTS_FORGOTTEN
        return await self._change(customer_id, kind, idempotency_key, changed_by, "", forget)

    async def changes_of(self, customer_id: str) -> list[CustomerChange]:
        """The audit trail of a customer, oldest first."""
        table = customer_changes_table
        query = select(CustomerChange).where(table.c.customer_id == customer_id)
        async with self._database.read() as session:
            return list(await session.scalars(query.order_by(table.c.at, table.c.key)))

    async def _change(
        self,
        customer_id: str,
        kind: CustomerChangeKind,
        key: str,
        changed_by: ChangedBy,
        why: str,
        apply: _Apply,
        wanted: _After | None = None,
    ) -> Customer:
        """Make a change once. `wanted` is what is on record after it, where the request tells."""
        async with self._database.write() as session:
            # The lock comes before any look at the key: of two that come at once, the second sees
            # all that the first one did.
            customer = await session.get(Customer, customer_id, with_for_update=True)
            if customer is None:
                raise NoSuchCustomer("We cannot find your account.")
            done = await session.get(CustomerChange, key)
            if done is not None:
                is_same = (done.customer_id, done.kind) == (customer_id, kind)
                if not is_same or (wanted is not None and done.after != wanted):
                    raise CustomerKeyUsedOtherwise(
                        "This was sent for another change already. Please start again."
                    )
                return customer
            now = self._clock()
            result = apply(session, customer, now)
            before, after = result if isinstance(result, tuple) else await result
            session.add(CustomerChange(key, customer_id, kind, changed_by, before, after, why, now))
            return customer


async def _consents(session: AsyncSession, customer_id: str) -> list[Consent]:
    table = customer_consents_table
    query = select(Consent).where(table.c.customer_id == customer_id).order_by(table.c.seq)
    return list(await session.scalars(query))


def _holds(consents: Iterable[Consent], purpose: Purpose) -> bool:
    answers = [consent.is_given for consent in consents if consent.purpose is purpose]
    return bool(answers) and answers[-1]
