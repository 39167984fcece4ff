"""A conversation that calls the actions of jobs in the order in which the engine does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, UserUttered
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import JOB_FORM, DeskAction
from actions.dialogue import Affirm, Deny
from actions.job_form import BeginJob, EndJob, ResumeJob, ValidateJobForm
from actions.jobs.kinds import job_begun_by
from actions.orders import OrderStatusAction
from actions.photos import TakePhoto
from desk.clock import Clock
from desk.conversations.conversations import Conversations
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.services import Services
from desk.shop.shop import Shop
from tests.integration.job_shop import ME, a_talk

Event = dict[str, Any]
_Made = Callable[[Services], DeskAction]
_FOLLOWED: dict[str, _Made] = {
    "action_resume_job": ResumeJob, "action_begin_job": BeginJob, "action_end_job": EndJob,
}  # fmt: skip
_ANSWERS: dict[str, _Made] = {
    "affirm": Affirm, "deny": Deny, "resume_job": ResumeJob, "photo_sent": TakePhoto,
    "order_status": OrderStatusAction,
}  # fmt: skip


@dataclass
class Chat:
    """`said` are the responses to the newest message, with their values."""

    services: Services
    conversation_id: str
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    loop: str | None = None
    said: list[dict[str, Any]] = field(default_factory=list)
    is_rejected: bool = False

    @property
    def shop(self) -> Shop:
        return self.services.shop

    @property
    def responses(self) -> list[str]:
        return [str(message["response"]) for message in self.said]

    async def say(
        self,
        text: str,
        intent: str,
        *numbers: str,
        seq: int | None = None,
        requests: list[Event] | None = None,
        photo: bool = False,
    ) -> list[str]:
        """What the bot answers; `is_rejected` if the form leaves the message to the rules."""
        entities = [{"entity": "order_number", "value": number} for number in numbers]
        reading = {"name": intent, "confidence": 0.95}
        parsed = {
            "text": text, "intent": reading, "intent_ranking": [reading], "entities": entities,
            **({"requests": requests} if requests else {}),
        }  # fmt: skip
        self.said, self.is_rejected = [], False
        if numbers:
            self.slots["order_number"] = numbers[0]
        place = len(self.events) if seq is None else seq
        uttered = UserUttered(text, parse_data=parsed) | {
            "metadata": {"seq": place, "photo": photo}
        }
        self.events += [ActionExecuted("action_listen"), uttered]
        await self._heard(intent)
        return self.responses

    async def put_off(self) -> list[str]:
        """The rules answered the newest message: the form asks again."""
        self.said = []
        self.events.append(ActionExecuted("action_answer_question"))
        await self._in_form()
        return self.responses

    async def _heard(self, intent: str) -> None:
        if self.loop == JOB_FORM:
            await self._in_form()
            if not self.is_rejected:
                return
        if intent in _ANSWERS:
            await self._run(_ANSWERS[intent])
        elif job_begun_by(intent) is not None:
            self.is_rejected = False
            await self._run(BeginJob)

    async def _in_form(self) -> None:
        events = await self._run(ValidateJobForm)
        self.is_rejected = events == []
        if events and self.slots.get("requested_slot") is None:
            self.loop = None
            await self._run(EndJob)

    async def _run(self, action: _Made) -> list[Event]:
        dispatcher = CollectingDispatcher()
        newest = next(e["parse_data"] for e in reversed(self.events) if e["event"] == "user")
        tracker = Tracker(
            self.conversation_id, dict(self.slots), newest, list(self.events), False, None,
            {"name": self.loop} if self.loop else {}, None,
        )  # fmt: skip
        running = action(self.services)
        events: list[Event] = await running.run(dispatcher, tracker, {})
        self.events.append(ActionExecuted(running.name()))
        self.said += dispatcher.messages
        next_action, next_intent = None, None
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.loop = event["name"]
            elif event["event"] == "followup":
                next_action = _FOLLOWED.get(event["name"])
            elif event["event"] == "user":
                next_intent = event["parse_data"]["intent"]["name"]
            self.events.append(event)
        if next_action is not None:
            await self._run(next_action)
        if next_intent is not None:
            await self._heard(next_intent)
        return events


async def a_chat(
    database: Database,
    clock: Clock,
    conversations: Conversations,
    customer_id: str | None = ME,
    *,
    may_identify: bool = True,
) -> Chat:
    """A conversation in the small shop; of nobody who is known, if there is no `customer_id`."""
    talk = await a_talk(database, clock)
    conversation = await conversations.start("widget", customer_id, customer_id and "token")
    known: Any = SimpleNamespace(
        shop=talk.shop,
        customers=Customers(database, clock),
        clock=clock,
        conversations=conversations,
        identification=SimpleNamespace(is_possible=may_identify),
    )
    return Chat(cast(Services, known), conversation.id)
