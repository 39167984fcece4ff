"""Identification within a conversation, by the methods that the shop allows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Protocol

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock, utc_now
from desk.customers.code_mails import CodeMails
from desk.customers.collisions import repeated
from desk.customers.customers import Customers
from desk.customers.identity import (
    NEEDED,
    Detail,
    Details,
    Method,
    cleaned_email,
    digits_of,
    folded,
    has_email,
    has_postcode,
    spellings,
)
from desk.customers.one_time_codes import OneTimeCodes
from desk.customers.tables import identification_attempts_table as attempts
from desk.customers.tallies import Key, Tallies
from desk.customers.tally import Tally
from desk.database.database import Database
from desk.mail.sender import MailSender

MAX_TRIES = 3
"""Failures in one conversation, after which it stays locked."""
MAX_FAILURES_PER_DETAIL = 10
"""Failures with one order number, address, name or postcode in an hour, across conversations."""


class Outcome(StrEnum):
    """What came of a try."""

    IDENTIFIED = "identified"
    NO_MATCH = "no_match"
    LOCKED = "locked"


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


class Identification:
    """Finds out who an anonymous customer is.

    What is wrong and what is unknown give the same answer after the same work, so nobody can find
    out who is a customer or which orders exist. After `max_tries` failures in a conversation it
    stays locked there; after more than 10 within an hour with one order number, e-mail address,
    name or postcode, in whichever conversations, nothing matches that one until the hour is over.

    Only what `methods` allow counts. `secret` keys the hashes by which codes and failures are kept.
    `bot_name` stands in the mails with codes.
    """

    def __init__(
        self,
        database: Database,
        orders: OrderOwners,
        customers: Customers,
        mail: MailSender,
        secret: bytes,
        clock: Clock = utc_now,
        methods: Collection[Method] = tuple(Method),
        max_tries: int = MAX_TRIES,
        *,
        bot_name: str = "Parley",
    ) -> None:
        self._database = database
        self._orders = orders
        self._customers = customers
        self._clock = clock
        self._max_tries = max_tries
        self._tallies = Tallies(secret)
        self._codes = OneTimeCodes(self._tallies.hash_of)
        self._code_mails = CodeMails(
            database, customers, self._codes, self._tallies, mail, clock, bot_name
        )
        # In the order in which they are tried.
        self.methods = tuple(method for method in NEEDED if method in methods)

    @property
    def is_possible(self) -> bool:
        """Whether anybody can be identified in a conversation; else customers have to sign in."""
        return bool(self.methods)

    def methods_for(self, known: Collection[Detail]) -> list[Method]:
        """The allowed methods for which these details are enough."""
        return [method for method in self.methods if NEEDED[method] <= set(known)]

    async def is_locked(self, conversation_id: str) -> bool:
        """Whether there were too many failures in this conversation for another try."""
        async with self._database.read() as session:
            return (await _tries_in(session, conversation_id))[1] >= self._max_tries

    async def identify(self, conversation_id: str, details: Details) -> IdentificationResult:
        """Try to identify by all methods for which `details` are enough; it counts as one try.

        Raises `TriesCollided` if too many others in this conversation were faster.
        """
        methods = self.methods_for(details.known)
        # Again, too, where a customer was erased meanwhile.
        return await repeated(partial(self._try, conversation_id, details, methods))

    async def send_code(self, conversation_id: str, email: str) -> bool:
        """Send a one-time code, if a customer has this address; the one before it is void.

        Returns whether one may be on its way: False if too many were asked for, in this
        conversation or for this address. Nothing tells whether the address is known. Raises
        `TriesCollided`.
        """
        return await self._code_mails.send(conversation_id, email)

    async def finish(self) -> None:
        """Let the mails leave that are on their way."""
        await self._code_mails.finish()

    async def _try(
        self, conversation_id: str, details: Details, methods: Sequence[Method]
    ) -> IdentificationResult:
        attempt = await self._attempt(conversation_id, details, methods)
        async with self._database.write() as session:
            return await self._decide(session, attempt)

    async def _attempt(
        self, conversation_id: str, details: Details, methods: Sequence[Method]
    ) -> _Attempt:
        """Everything that can be looked up before the tries are counted."""
        email, postcode = details[Detail.EMAIL], details[Detail.POSTCODE]
        owner_id = await self._orders.owner_of(details[Detail.ORDER])
        owner = await self._customers.get(owner_id or "")
        by_email = await self._customers.find_by_email(cleaned_email(email))
        named = await self._named(details[Detail.NAME], postcode)
        found: dict[Method, str | None] = {
            Method.EMAIL: by_email.id if by_email else None,
            # Two of one name at one postcode cannot be told apart.
            Method.NAME_AND_POSTCODE: named.pop() if len(named) == 1 else None,
            Method.ORDER_AND_EMAIL: owner_id if has_email(owner, email) else None,
            Method.ORDER_AND_POSTCODE: owner_id if has_postcode(owner, postcode) else None,
        }
        return _Attempt(
            conversation_id=conversation_id,
            details=details,
            methods=methods,
            found=found,
            order_digits=digits_of(details[Detail.ORDER]) if owner_id is not None else None,
            at=self._clock(),
        )

    async def _named(self, name: str, postcode: str) -> set[str]:
        found = set()
        for written in spellings(postcode):
            customers = await self._customers.find_by_name_and_postcode(name, written)
            found |= {customer.id for customer in customers}
        return found

    async def _decide(self, session: AsyncSession, attempt: _Attempt) -> IdentificationResult:
        # Every path does the same queries. The tallies make parallel tries with one detail wait
        # for each other; they are asked for before anything is counted.
        held = await self._tallies.held(session, attempt.keys, attempt.at)
        tries, failures = await _tries_in(session, attempt.conversation_id)
        method, customer_id = await self._first_match(session, attempt, held)
        is_identified = customer_id is not None and failures < self._max_tries
        await session.execute(
            insert(attempts).values(
                conversation_id=attempt.conversation_id,
                seq=tries + 1,
                method=method.value,
                succeeded=is_identified,
                tried_at=attempt.at,
                order_digits=attempt.order_digits,
                customer_id=customer_id if is_identified else None,
            )
        )
        if is_identified:
            return IdentificationResult(Outcome.IDENTIFIED, method, customer_id)
        for tally in held.values():
            # Tries while it is locked do not count, or a flood could lock it for ever.
            if not _is_locked(tally, attempt.at):
                tally.count(attempt.at)
        tries_left = self._max_tries - failures - 1
        if tries_left <= 0:
            return IdentificationResult(Outcome.LOCKED, method)
        return IdentificationResult(Outcome.NO_MATCH, method, tries_left=tries_left)

    async def _first_match(
        self, session: AsyncSession, attempt: _Attempt, held: Mapping[Key, Tally]
    ) -> tuple[Method, str | None]:
        found = dict(attempt.found)
        if Method.CODE in attempt.methods:
            email, code = attempt.details[Detail.EMAIL], attempt.details[Detail.CODE]
            conversation_id = attempt.conversation_id
            found[Method.CODE] = await self._codes.redeem(
                session, conversation_id, cleaned_email(email), code, attempt.at
            )
        for method in attempt.methods:
            keys = attempt.keys_of(method)
            is_locked = any(_is_locked(held[key], attempt.at) for key in keys)
            if found[method] is not None and not is_locked:
                return method, found[method]
        return (attempt.methods[0] if attempt.methods else Method.EMAIL), None


@dataclass(frozen=True)
class _Attempt:
    conversation_id: str
    details: Details
    methods: Sequence[Method]
    found: Mapping[Method, str | None]
    """Whom each method finds, before limits."""
    order_digits: str | None
    at: datetime
    keys: set[Key] = field(init=False)
    """What failures are counted for."""

    def __post_init__(self) -> None:
        keys = {key for method in self.methods for key in self.keys_of(method)}
        object.__setattr__(self, "keys", keys)

    def keys_of(self, method: Method) -> list[Key]:
        return [
            (detail.value, folded(detail, self.details[detail]))
            for detail in NEEDED[method]
            if detail is not Detail.CODE
        ]


async def _tries_in(session: AsyncSession, conversation_id: str) -> tuple[int, int]:
    """How many tries there were in the conversation, and how many of them failed."""
    query = select(attempts.c.succeeded).where(attempts.c.conversation_id == conversation_id)
    outcomes = (await session.scalars(query)).all()
    return len(outcomes), outcomes.count(False)


def _is_locked(tally: Tally, now: datetime) -> bool:
    return tally.times_at(now) > MAX_FAILURES_PER_DETAIL
