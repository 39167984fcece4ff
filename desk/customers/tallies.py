"""The store of tallies, so that guessing is no matter of patience."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.customers.tables import identification_tallies_table as tallies
from desk.customers.tally import PERIOD, Tally

Key = tuple[str, str]
"""What is counted, and for what: `("email", "ada@example.com")`."""


class Tallies:
    """Tallies in the database, by hashes with a secret: what was typed is not kept."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def hash_of(self, *parts: str) -> str:
        """A hash that nobody can make, or try out, without the secret."""
        message = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, message, "sha256").hex()

    async def held(
        self, session: AsyncSession, keys: Iterable[Key], now: datetime
    ) -> dict[Key, Tally]:
        """The tally of each key, locked until the transaction ends; new ones are there at once.

        Whoever comes with the same key at the same time waits, or gets an `IntegrityError` if it
        was new to both: then the transaction has to be done once more.
        """
        await _forget_old(session, now)
        held = {}
        # Always in the same order, so that two never wait for each other.
        for key_hash, key in sorted((self.hash_of(*key), key) for key in set(keys)):
            tally = await session.get(Tally, key_hash, with_for_update=True)
            if tally is None:
                tally = Tally(key_hash, now)
                session.add(tally)
                await session.flush()
            held[key] = tally
        return held


async def _forget_old(session: AsyncSession, now: datetime) -> None:
    # Those that somebody holds are left for the next time: waiting for them could go round.
    old = select(tallies.c.key_hash).where(tallies.c.since <= now - PERIOD)
    unused = old.with_for_update(skip_locked=True)
    await session.execute(delete(tallies).where(tallies.c.key_hash.in_(unused)))
