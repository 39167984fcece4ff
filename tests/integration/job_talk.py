"""A customer and the dialogue of one job, without an engine: the test says how it reads."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from actions.jobs import dialogue
from actions.jobs.case import JobCase
from actions.jobs.dialogue import End, Turn
from actions.jobs.said import Said
from actions.jobs.saying import Saying
from actions.jobs.state import JobState
from desk.clock import Clock
from desk.customers.customers import Customers
from desk.services import Services
from desk.shop.shop import Shop

_places = itertools.count(1)


@dataclass
class Talk:
    """A verified customer who talks about jobs; `state` is what the slot would keep."""

    shop: Shop
    customers: Customers
    clock: Clock
    customer_id: str
    state: JobState | None = None
    in_question: str | None = None
    sayings: list[Saying] = field(default_factory=list)
    end: End | None = None
    later_orders: list[str] = field(default_factory=list)

    async def begin(self, kind: str, text: str, *numbers: str, intent: str = "") -> str:
        """Ask for a job; returns the name of the response said last."""
        self.state = JobState(kind, f"talk:{kind}:{next(_places)}")
        case = await self._case(Said(text, intent, 1.0, numbers))
        return self._told(await dialogue.begin(case), case)

    async def say(
        self, text: str, *numbers: str, intent: str = "inform", in_scope: float = 1.0
    ) -> str:
        """Say something; "" if the job leaves the message to others."""
        case = await self._case(Said(text, intent, in_scope, numbers))
        turn = await dialogue.take(case)
        if turn is None:
            return ""
        return self._told(turn, case)

    async def press(self, intent: str) -> str:
        """Press a button."""
        return await self.say("", intent=intent)

    async def send_photo(self, text: str = "", *numbers: str, intent: str = "photo_sent") -> str:
        """Send a photo, with words or without; `""` if the job leaves it to others."""
        case = await self._case(Said(text, intent, 1.0, numbers, has_photo=True))
        turn = await dialogue.take(case)
        return "" if turn is None else self._told(turn, case)

    async def yes(self) -> str:
        """Say yes to what was just said."""
        return await self.say("yes please", intent="affirm")

    async def no(self) -> str:
        """Say no to it."""
        return await self.say("no thanks", intent="deny")

    async def repeat(self) -> str:
        """Something else was answered: the job asks again."""
        case = await self._case(Said())
        return self._told(await dialogue.repeat(case), case)

    def restore(self, kept: dict[str, Any]) -> None:
        """Take the conversation back to a slot of before, as if a message came twice."""
        self.state = JobState.from_slot(kept)

    @property
    def last(self) -> Saying:
        """What was said last."""
        return self.sayings[-1]

    @property
    def asks(self) -> str | None:
        """What the bot waits for."""
        return self.last.asks

    @property
    def responses(self) -> list[str]:
        """All that was said at the last message."""
        return [saying.response for saying in self.sayings]

    @property
    def titles(self) -> list[str]:
        """What stands on the buttons."""
        return [button["title"] for button in self.last.buttons]

    @property
    def told(self) -> str:
        """The values of all that was said at the last message."""
        return "\n".join(str(value) for saying in self.sayings for value in saying.values.values())

    async def _case(self, said: Said) -> JobCase:
        assert self.state is not None
        customer = await self.customers.get(self.customer_id)
        assert customer is not None
        known: Any = SimpleNamespace(shop=self.shop, customers=self.customers, clock=self.clock)
        # What a slot keeps is JSON: the state has to outlast it.
        state = JobState.from_slot(json.loads(json.dumps(self.state.for_slot())))
        assert state is not None
        return JobCase(cast(Services, known), customer, state, said, self.in_question)

    def _told(self, turn: Turn, case: JobCase) -> str:
        self.sayings, self.end = list(turn.sayings), turn.end
        self.state = case.state if turn.end is None else None
        self.later_orders = case.state.later_orders
        self.in_question = case.state.details.get("order") or self.in_question
        return self.sayings[-1].response if self.sayings else ""
