"""Plays goals, several at once if they are about different customers, and compares what came."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import httpx

from desk.customers.token import CustomerTokens
from desk.simulation.end_state import Records, strays, wrong_writes
from desk.simulation.goal import Goal
from desk.simulation.known import Known
from desk.simulation.playing import Player
from desk.simulation.request_state import Played
from desk.simulation.snapshot import ANYTHING, Key, Place, Snapshot, touched
from desk.simulation.style import Voice
from desk.simulation.talk import CannotTalk, Spoken, Talk
from desk.simulation.wanted import UnreachableGoal, Wanted

_TOKEN_LIFETIME = timedelta(hours=1)
_TIMEOUT_SECONDS = 30.0


@dataclass
class Result:
    """A goal as it went in one round.

    `has_right_end` is None where the shop could not be looked into. `problems` are those of the
    talk, `wrong_writes` those of the end state.
    """

    goal: Goal
    round_number: int
    played: list[Played] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    wrong_writes: list[str] = field(default_factory=list)
    has_right_end: bool | None = None
    transcript: list[Spoken] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def all_problems(self) -> list[str]:
        """Everything that is not as it should be."""
        told = [problem for played in self.played for problem in played.problems]
        return [*self.problems, *told, *self.wrong_writes]

    @property
    def is_right(self) -> bool:
        """Whether all went as the goal wants it."""
        return not self.all_problems and self.has_right_end is not False


@dataclass
class _Running:
    """A goal that is being played, and the customers of others that were at the same time."""

    customer_id: str
    met: set[str] = field(default_factory=set)


class Simulation:
    """Plays rounds of goals against the desk at `url`.

    Without `tokens` nobody can be signed in; without `records` no end state is compared. The
    desk is reached by `transport`, over the network by default.
    """

    def __init__(
        self,
        url: str,
        tokens: CustomerTokens | None,
        records: Records | None,
        parallel: int = 1,
        seed: int = 0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._url = url
        self._transport = transport
        self._tokens = tokens
        self._records = records
        self._seed = seed
        self._places = asyncio.Semaphore(parallel)
        self._running: list[_Running] = []
        self._latest: dict[str, Snapshot] = {}
        self._stock: dict[Key, int | None] = {}
        self._told: set[Place] = set()

    async def play(
        self, goals: Sequence[Goal], round_number: int, done: Callable[[Result], None]
    ) -> tuple[list[Result], list[str]]:
        """Play all of them once; returns the results, and changes that belong to none of them."""
        lanes: dict[str, list[Goal]] = {}
        for goal in goals:
            # One customer's goals come one after the other: they may be about the same order.
            lanes.setdefault(_customer(goal), []).append(goal)
        first = None if self._records is None else await self._records.snapshot()
        self._latest, self._stock, self._told = {}, {}, set()
        timeout = httpx.Timeout(_TIMEOUT_SECONDS)
        async with httpx.AsyncClient(
            base_url=self._url, timeout=timeout, trust_env=False, transport=self._transport
        ) as http:
            played = await asyncio.gather(
                *(self._lane(http, lane, round_number, done) for lane in lanes.values())
            )
        results = [result for lane in played for result in lane]
        order = {goal.name: index for index, goal in enumerate(goals)}
        results.sort(key=lambda result: order[result.goal.name])
        if first is None or self._records is None:
            return results, []
        last = await self._records.snapshot()
        is_known = all(result.has_right_end for result in results)
        stock = self._with_stock(first) if is_known else None
        found = strays(first, last, self._latest, stock, self._told)
        return results, [str(difference) for difference in found]

    async def _lane(
        self,
        http: httpx.AsyncClient,
        goals: Sequence[Goal],
        round_number: int,
        done: Callable[[Result], None],
    ) -> list[Result]:
        results = []
        for goal in goals:
            async with self._places:
                result = await self._goal(http, goal, round_number)
            results.append(result)
            done(result)
        return results

    async def _goal(self, http: httpx.AsyncClient, goal: Goal, round_number: int) -> Result:
        result = Result(goal, round_number)
        running = _Running(_customer(goal), {other.customer_id for other in self._running})
        for other in self._running:
            other.met.add(running.customer_id)
        self._running.append(running)
        began = time.monotonic()
        try:
            await self._play(http, result, running)
        except (CannotTalk, UnreachableGoal) as error:
            result.problems.append(str(error))
            result.has_right_end = False if self._records is not None else None
        finally:
            self._running.remove(running)
            result.seconds = time.monotonic() - began
        return result

    async def _play(self, http: httpx.AsyncClient, result: Result, running: _Running) -> None:
        goal, records = result.goal, self._records
        before, wanted, known = None, None, Known()
        if records is not None:
            before = await records.snapshot()
            wanted = await records.wanted(goal, before)
            known = await records.known(goal, before, wanted)
        # What it is about is the same in each round; how it is said differs, and can be repeated.
        seed = f"{self._seed + result.round_number}:{goal.seed}:{goal.name}"
        random = Random(seed)  # noqa: S311 - chooses words, guards nothing
        talk = await Talk.open(http, self._token(goal))
        player = Player(goal, talk, known, Voice(goal.style, random))
        try:
            result.played = await player.play()
        finally:
            result.transcript = talk.transcript
            if records is not None and before is not None and wanted is not None:
                await self._compare(result, before, wanted, running)

    async def _compare(
        self, result: Result, before: Snapshot, wanted: Wanted, running: _Running
    ) -> None:
        if self._records is None:
            return
        after = await self._records.snapshot()
        found = wrong_writes(wanted.snapshot, after, running.met - {running.customer_id})
        result.wrong_writes = [str(difference) for difference in found]
        result.has_right_end = not found
        self._told |= touched(found)
        self._latest[running.customer_id] = after
        for key, row in wanted.snapshot.tables["variants"].items():
            was = before.tables["variants"][key]["stock"]
            if row["stock"] == was and row["stock"] is not ANYTHING:
                continue
            # None is a stock that a goal leaves open.
            moved = self._stock.get(key, 0)
            if moved is None or row["stock"] is ANYTHING:
                self._stock[key] = None
            else:
                self._stock[key] = moved + row["stock"] - was

    def _with_stock(self, first: Snapshot) -> Snapshot:
        rows = {}
        for key, moved in self._stock.items():
            row = first.tables["variants"][key]
            stock = ANYTHING if moved is None else row["stock"] + moved
            rows[Place("variants", key)] = {**row, "stock": stock}
        return first.with_rows(rows)

    def _token(self, goal: Goal) -> str | None:
        if not goal.customer.signed_in:
            return None
        if self._tokens is None:
            raise CannotTalk("Nobody can be signed in without the secret for customer tokens.")
        return self._tokens.sign(goal.customer.id, _TOKEN_LIFETIME)


def _customer(goal: Goal) -> str:
    """Whose goal it is; an unknown customer is nobody else's."""
    return goal.customer.id or f"nobody ({goal.name})"
