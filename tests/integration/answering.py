"""A conversation in which the articles answer: the desk and the action run, the engine does not."""

from __future__ import annotations

import functools
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, BotUttered, UserUttered
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.knowledge import AnswerQuestion
from bot.encoder.sentence_encoder import shared_encoder
from desk.clock import Clock
from desk.conversations.conversation import Reply
from desk.conversations.inbound import Inbound
from desk.engine.client import KEPT_BLANK_LINE
from desk.settings import ROOT
from knowledge_base.article import Article
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.knowledge_base import KnowledgeBase
from tests.integration.desk_in_process import Desk, desk_in
from tests.integration.job_shop import fill

Event = dict[str, Any]

TODAY = date(2026, 3, 17)
"""Twelve days after the orders of the small shop were delivered."""
_RESPONSES: dict[str, Any] = {
    name: texts[0]
    for file in ("knowledge", "people", "dialogue")
    for name, texts in yaml.safe_load((ROOT / "domain" / f"{file}.yml").read_text("utf-8"))[
        "responses"
    ].items()
}
_THRESHOLD = 0.5
_ARTICLES = [
    Article("returns", "Return an item", "/help/returns", """\
## How long you have to return something

Items can be returned within 30 days of delivery. Gold members of Harbour Club have 60 days. What \
counts is the membership on the day the order was placed.

Our warehouse checks each parcel by hand, and the team writes to you by e-mail once that is done. \
The box does not matter, as long as nothing can break in it. Please leave the labels on.

## Returning gift cards

Gift cards cannot be returned. The money on them stays valid for two years.
""", asked_as=("how long do I have to return something", "can i return a gift card")),
    Article("wool", "Washing wool", "/help/wool", "Wash wool by hand in cold water.",
            asked_as=("how do I wash it",)),
    Article("linen", "Washing linen", "/help/linen", "Wash linen by machine in warm water.",
            asked_as=("how do I wash it",)),
    Article("oak", "Care of furniture", "/help/oak", "Rub the wood with oil twice a year.",
            asked_as=("how do I look after the table",)),
    Article("pine", "Care of furniture", "/help/pine", "Rub the wood with wax once a year.",
            asked_as=("how do I look after the table",)),
    Article("goodwill", "Goodwill credits", "/help/goodwill",
            "A colleague may give a goodwill credit of £10 for a late parcel.",
            audience="agents", asked_as=("how much goodwill credit do I get",)),
    Article("sale", "Summer sale", "/help/sale", "In the summer sale all hammocks cost £5 less.",
            valid_until=TODAY - timedelta(days=1),
            asked_as=("is there a summer sale on hammocks",)),
    Article("wrapping", "Gift wrapping", "/help/wrapping", "Gift wrapping costs £3.50 per item.",
            asked_as=("what does gift wrapping cost",)),
    Article("presents", "Sending presents", "/help/presents",
            "Gift wrapping costs £2.50 per item. We leave the invoice out of the parcel."),
]  # fmt: skip


@functools.cache
def knowledge() -> KnowledgeBase:
    """The articles, indexed."""
    index = KnowledgeIndex.build(_ARTICLES, shared_encoder(), "the articles of this test")
    return KnowledgeBase(index, shared_encoder(), _THRESHOLD)


@asynccontextmanager
async def answering_desk(
    folder: Path, clock: Clock | None = None, **settings: Any
) -> AsyncIterator[Desk]:
    """A desk with the small shop and the articles; on `TODAY`, unless there is a `clock`."""
    clock = clock or _clock()
    async with desk_in(folder, knowledge=knowledge(), clock=clock, **settings) as desk:
        await fill(desk.services.database)
        yield desk


def _clock() -> Clock:
    """A moment passes with each look."""
    moments = iter(range(1_000_000))
    start = datetime(TODAY.year, TODAY.month, TODAY.day, 9, 0, tzinfo=UTC)
    return lambda: start + timedelta(milliseconds=next(moments))


@dataclass
class Visit:
    """A customer in the desk's conversation; `events` are what the engine would have kept."""

    desk: Desk
    events: list[Event] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    loop: str | None = None
    after: list[Event] = field(default_factory=list)
    """The events of the action that ran last."""

    async def verified_as(self, customer_id: str) -> None:
        """The desk knows who it is."""
        await self.desk.services.conversations.verify(
            self.desk.conversation_id, customer_id, "token"
        )

    async def say(self, text: str) -> int:
        """Only send the message; its place in the conversation."""
        sent = await self.desk.services.conversations.receive(
            self.desk.conversation_id, Inbound(uuid.uuid4().hex, text)
        )
        return sent.seq

    async def ask(
        self,
        text: str,
        action: type[DeskAction] = AnswerQuestion,
        intent: str = "out_of_scope",
        article: str | None = None,
    ) -> list[Reply]:
        """Send the message and let the action answer; `article` is that of the pressed button."""
        return await self.answer(text, await self.say(text), action, intent, article)

    async def answer(
        self,
        text: str,
        seq: int,
        action: type[DeskAction] = AnswerQuestion,
        intent: str = "out_of_scope",
        article: str | None = None,
    ) -> list[Reply]:
        """Let the action answer the message `seq`, which ends its turn."""
        replies = await self.worked_out(text, seq, action, intent, article)
        await self.close(seq, replies or [Reply("…")])
        return replies

    async def worked_out(
        self,
        text: str,
        seq: int,
        action: type[DeskAction] = AnswerQuestion,
        intent: str = "out_of_scope",
        article: str | None = None,
    ) -> list[Reply]:
        """What the action says to the message `seq`, or to a part of it."""
        entities = [] if article is None else [{"entity": "article", "value": article}]
        parsed = {"intent": {"name": intent, "confidence": 0.9}, "entities": entities}
        heard = text if article is None else f'/choose_topic{{"article": "{article}"}}'
        self.events.append(UserUttered(heard, parse_data=parsed) | {"metadata": {"seq": seq}})
        dispatcher = CollectingDispatcher()
        running = action(self.desk.services)
        self.after = await running.run(dispatcher, self._tracker(parsed), {})
        if running.name() != AnswerQuestion(self.desk.services).name() and is_to_answer(self.after):
            self.events.append(ActionExecuted(running.name()))
            answering = AnswerQuestion(self.desk.services)
            self.after = await answering.run(dispatcher, self._tracker(parsed), {})
        replies = [_reply(message) for message in dispatcher.messages]
        self.events += [
            BotUttered(
                reply.text,
                data={"buttons": list(reply.buttons)},
                metadata={"utter_action": message["response"]},
            )
            for reply, message in zip(replies, dispatcher.messages, strict=True)
        ]
        return replies

    async def close(self, seq: int, replies: list[Reply]) -> None:
        """End the turn of the message `seq`."""
        conversation_id = self.desk.conversation_id
        await self.desk.services.conversations.finish_turn(conversation_id, seq, replies)

    def _tracker(self, parsed: dict[str, Any]) -> Tracker:
        loop = {"name": self.loop} if self.loop else {}
        return Tracker(
            self.desk.conversation_id, dict(self.slots), parsed, list(self.events), False, None,
            loop, None,
        )  # fmt: skip


def is_to_answer(events: list[Event]) -> bool:
    """Whether an action leaves the message to the articles."""
    return any(one.get("name") == "action_answer_question" for one in events)


def _reply(message: dict[str, Any]) -> Reply:
    """What the engine makes of a message of the action."""
    response = _RESPONSES[message["response"]]
    values = {"shop_name": "Harbour & Pine", **message}
    return Reply(
        text=response["text"].format(**values).replace(KEPT_BLANK_LINE, "\n\n"),
        buttons=message["buttons"] or response.get("buttons", []),
        citations=(message["custom"] or {}).get("citations", []),
    )


def chosen_in(payload: str) -> str:
    """The article that a button's payload names."""
    intent, _, entities = payload.partition("{")
    assert intent == "/choose_topic"
    return str(json.loads("{" + entities)["article"])
