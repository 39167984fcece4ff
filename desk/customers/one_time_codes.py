"""The store of one-time codes."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.customers.identity import digits_of
from desk.customers.one_time_code import CODE_DIGITS, CODE_LIFETIME, OneTimeCode
from desk.customers.tables import identification_codes_table as codes


class OneTimeCodes:
    """Makes codes and takes them back; only their hashes are kept."""

    def __init__(self, hash_of: Callable[..., str]) -> None:
        self._hash_of = hash_of

    async def make(
        self,
        session: AsyncSession,
        conversation_id: str,
        email: str,
        customer_id: str | None,
        now: datetime,
    ) -> str:
        """A new code for the conversation; the one before it is void."""
        await _forget_old(session, now)
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        made = OneTimeCode(
            conversation_id,
            code_hash=self._hash_of("code", conversation_id, email, code),
            customer_id=customer_id,
            sent_at=now,
        )
        await session.merge(made)
        return code

    async def redeem(
        self, session: AsyncSession, conversation_id: str, email: str, code: str, now: datetime
    ) -> str | None:
        """The customer whom the code was sent to, if it is the right one; it is void then."""
        given = self._hash_of("code", conversation_id, email, digits_of(code))
        kept = await session.get(OneTimeCode, conversation_id, with_for_update=True)
        # The same is computed whether or not there is one.
        is_right = hmac.compare_digest(given, kept.code_hash if kept else self._hash_of("none"))
        if kept is None:
            return None
        if not is_right or not kept.is_good(now):
            kept.failures += 1
            return None
        await session.delete(kept)
        return kept.customer_id


async def _forget_old(session: AsyncSession, now: datetime) -> None:
    old = select(codes.c.conversation_id).where(codes.c.sent_at <= now - CODE_LIFETIME)
    unused = old.with_for_update(skip_locked=True)
    await session.execute(delete(codes).where(codes.c.conversation_id.in_(unused)))
