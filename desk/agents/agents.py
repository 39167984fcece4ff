"""The register of agents, and their log-in."""

from __future__ import annotations

import asyncio
import uuid
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select

from desk.agents.agent import Agent
from desk.agents.tables import agents_table as rows
from desk.clock import Clock
from desk.database.database import Database
from desk.errors import Conflict, NotSignedIn, TooManyTries

MAX_FAILURES = 10
FAILURE_WINDOW = timedelta(minutes=15)
_SWEEP_EVERY = 1000


class WrongPassword(NotSignedIn):
    """Unknown e-mail or wrong password: which of the two is never said."""

    code = "wrong_password"


class Agents:
    """Adds agents and checks their passwords."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._hasher = PasswordHasher()
        # Checked when there is no such agent, so that the answer takes as long either way.
        self._decoy_hash = self._hasher.hash(uuid.uuid4().hex)
        self._tries: dict[str, deque[datetime]] = {}

    async def add(self, email: str, name: str, password: str) -> Agent:
        """Register an agent; raises `Conflict` if the e-mail is taken."""
        agent = Agent(
            id=f"agent_{uuid.uuid4().hex}",
            email=_folded(email),
            name=name,
            password_hash=await asyncio.to_thread(self._hasher.hash, password),
            created_at=self._clock(),
        )
        async with self._database.write() as session:
            if await session.scalar(select(rows.c.id).where(rows.c.email == agent.email)):
                raise Conflict(f"There is an agent with the e-mail {agent.email} already.")
            session.add(agent)
        return agent

    async def get(self, agent_id: str) -> Agent | None:
        """The agent, if there is one who may still work here."""
        async with self._database.read() as session:
            agent = await session.get(Agent, agent_id)
        return agent if agent is not None and agent.active else None

    async def names(self, agent_ids: Iterable[str]) -> dict[str, str]:
        """The names behind some ids."""
        query = select(rows.c.id, rows.c.name).where(rows.c.id.in_(list(agent_ids)))
        async with self._database.read() as session:
            return {row.id: row.name for row in await session.execute(query)}

    async def log_in(self, email: str, password: str) -> Agent:
        """The agent with this e-mail and password.

        Raises `WrongPassword`, and `TooManyTries` after `MAX_FAILURES` within `FAILURE_WINDOW`.
        """
        email = _folded(email)
        self._count_try(email)
        async with self._database.read() as session:
            agent = await session.scalar(select(Agent).where(rows.c.email == email))
        expected = self._decoy_hash if agent is None else agent.password_hash
        matches = await asyncio.to_thread(self._matches, expected, password)
        if agent is None or not agent.active or not matches:
            raise WrongPassword("This e-mail and password do not match.")
        self._tries.pop(email, None)
        return agent

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

    def _count_try(self, email: str) -> None:
        """Count before the slow check, so that many tries at once do not slip through."""
        now = self._clock()
        if len(self._tries) >= _SWEEP_EVERY:
            self._tries = {
                key: kept for key, kept in self._tries.items() if kept[-1] > now - FAILURE_WINDOW
            }
        tries = self._tries.setdefault(email, deque(maxlen=MAX_FAILURES))
        if len(tries) == MAX_FAILURES and tries[0] > now - FAILURE_WINDOW:
            raise TooManyTries("Too many wrong passwords. Please wait 15 minutes and try again.")
        tries.append(now)


def _folded(email: str) -> str:
    return email.strip().lower()
