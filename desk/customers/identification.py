"""Identification within a conversation: an order number and the contact of its customer."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock, utc_now
from desk.customers.customer import Customer
from desk.customers.tables import identification_attempts_table as attempts
from desk.database.database import Database
from desk.errors import Conflict

# Across all conversations; guessing a postcode must not be a matter of patience.
MAX_FAILURES_PER_ORDER = 10
ORDER_LOCK = timedelta(hours=1)


class Outcome(StrEnum):
    """What came of a try."""

    IDENTIFIED = "identified"
    NO_MATCH = "no_match"
    LOCKED = "locked"


class Method(StrEnum):
    """What was shown besides the order number."""

    ORDER_AND_EMAIL = "order_and_email"
    ORDER_AND_POSTCODE = "order_and_postcode"


@dataclass(frozen=True)
class IdentificationResult:
    """`customer_id` is set if identified; `tries_left` is 0 if identified or locked."""

    outcome: Outcome
    method: Method
    customer_id: str | None = None
    tries_left: int = 0


class OrderOwners(Protocol):
    """Knows whose an order is."""

    async def owner_of(self, order_number: str) -> str | None:
        """The id of the customer who placed the order, however its number is written."""


class TriesCollided(Conflict):
    """Two tries came at once in one conversation; one of them was not looked at."""

    code = "tries_collided"


class Identification:
    """Finds out who an anonymous customer is.

    A wrong order number and a wrong contact give the same answer after the same work, so nobody
    can find out which orders exist. After `max_tries` failures in a conversation it stays locked
    there; after more than 10 within an hour for one order, in whichever conversations, nothing
    matches that order any more until the oldest of them is an hour old.

    Only what `methods` name counts; anything else is a failure like a wrong contact.
    """

    def __init__(
        self,
        database: Database,
        orders: OrderOwners,
        max_tries: int = 3,
        clock: Clock = utc_now,
        methods: Collection[Method] = tuple(Method),
    ) -> None:
        self._database = database
        self._orders = orders
        self._max_tries = max_tries
        self._clock = clock
        self._methods = frozenset(methods)

    @property
    def is_possible(self) -> bool:
        """Whether anybody can be identified in a conversation; else customers have to sign in."""
        return bool(self._methods)

    async def identify(
        self, conversation_id: str, order_number: str, contact: str
    ) -> IdentificationResult:
        """Try to identify by the e-mail address or postcode of the customer of an order.

        Raises `TriesCollided` if another try in this conversation was faster.
        """
        owner_id = await self._orders.owner_of(order_number)
        attempt = _Attempt(conversation_id, _digits(order_number), contact, owner_id, self._clock())
        try:
            async with self._database.write() as session:
                return await self._decide(session, attempt)
        except IntegrityError as error:
            raise TriesCollided("Two answers came at once. Please send one again.") from error

    async def _decide(self, session: AsyncSession, attempt: _Attempt) -> IdentificationResult:
        # Every path does the same queries. The lock on the customer makes parallel tries for one
        # order wait for each other; it is asked for before anything is counted.
        owner = await session.get(
            Customer, attempt.owner_id or "", with_for_update={"key_share": True}
        )
        tries, failures = await _tries_in(session, attempt.conversation_id)
        is_order_locked = await _is_order_locked(session, attempt)
        is_match = _is_contact_of(owner, attempt.contact, self._methods)
        is_identified = is_match and not is_order_locked and failures < self._max_tries
        is_compared = owner is not None and not is_order_locked
        await session.execute(
            insert(attempts).values(
                conversation_id=attempt.conversation_id,
                seq=tries + 1,
                method=attempt.method.value,
                succeeded=is_identified,
                tried_at=attempt.tried_at,
                # Tries while the order is locked do not count, or a flood could lock it for ever.
                order_digits=attempt.order_digits if is_compared else None,
                customer_id=attempt.owner_id if is_identified else None,
            )
        )
        if is_identified:
            return IdentificationResult(Outcome.IDENTIFIED, attempt.method, attempt.owner_id)
        tries_left = self._max_tries - failures - 1
        if tries_left <= 0:
            return IdentificationResult(Outcome.LOCKED, attempt.method)
        return IdentificationResult(Outcome.NO_MATCH, attempt.method, tries_left=tries_left)


@dataclass(frozen=True)
class _Attempt:
    conversation_id: str
    order_digits: str
    contact: str
    owner_id: str | None
    tried_at: datetime

    @property
    def method(self) -> Method:
        return Method.ORDER_AND_EMAIL if "@" in self.contact else Method.ORDER_AND_POSTCODE


async def _tries_in(session: AsyncSession, conversation_id: str) -> tuple[int, int]:
    """How many tries there were in the conversation, and how many of them failed."""
    query = select(attempts.c.succeeded).where(attempts.c.conversation_id == conversation_id)
    outcomes = (await session.scalars(query)).all()
    return len(outcomes), outcomes.count(False)


async def _is_order_locked(session: AsyncSession, attempt: _Attempt) -> bool:
    query = select(func.count()).where(
        attempts.c.order_digits == attempt.order_digits,
        attempts.c.tried_at > attempt.tried_at - ORDER_LOCK,
        attempts.c.succeeded.is_(False),
    )
    failures = await session.scalar(query) or 0
    return failures > MAX_FAILURES_PER_ORDER


def _digits(order_number: str) -> str:
    # The one part of an order number that is the same however it is written.
    digits = "".join(character for character in order_number if character.isdecimal())
    return unicodedata.normalize("NFKC", digits)[:20]


def _is_contact_of(customer: Customer | None, contact: str, methods: Collection[Method]) -> bool:
    given = _folded(contact)
    email = _folded(customer.email if customer else "nobody@example.com")
    postcode = _folded(customer.postcode if customer else "ZZ99 9ZZ")
    is_email = hmac.compare_digest(given, email)
    is_postcode = hmac.compare_digest(given, postcode)
    is_accepted = (is_email and Method.ORDER_AND_EMAIL in methods) or (
        is_postcode and Method.ORDER_AND_POSTCODE in methods
    )
    return customer is not None and given != b"" and is_accepted


def _folded(contact: str) -> bytes:
    """`contact` without case, spaces, hyphens and the full stop of the sentence, to compare."""
    folded = unicodedata.normalize("NFKC", contact).casefold()
    # Zs, Cc: spaces, tabs and newlines; Cf: zero-width ones; Pd: hyphens and dashes.
    kept = (c for c in folded if unicodedata.category(c) not in ("Zs", "Cc", "Cf", "Pd"))
    return "".join(kept).strip(".,;:!").encode("utf-8", "surrogatepass")
