"""A conversation: one customer, one channel, one owner at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.errors import Conflict


class Owner(StrEnum):
    """Who answers the customer now."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"


class Author(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class NotTheOwner(Conflict):
    """Somebody acts in a conversation that is not theirs."""

    code = "not_the_owner"


@dataclass
class Conversation:
    """The record of a conversation; `owner` decides, before anything else, who may answer.

    `last_seq` is the sequence number of the newest message, 0 before the first.
    `dialogue_is_stale` says that the engine's memory dates from before a human stretch.
    `opening_offer` is the payload that a yes to the first message stands for, if that offered
    something: `/order_status{"order_number": "HP-104187"}`. The engine has not seen that message.
    """

    id: str
    channel: str
    started_at: datetime
    owner: Owner = Owner.BOT
    customer_id: str | None = None
    verified_by: str | None = None
    verified_at: datetime | None = None
    agent_id: str | None = None
    locale: str | None = None
    page: str | None = None
    last_seq: int = 0
    dialogue_is_stale: bool = False
    last_message_at: datetime | None = None
    opening_offer: str | None = None

    @property
    def is_verified(self) -> bool:
        """Whether we know who the customer is."""
        return self.customer_id is not None

    @property
    def is_erased(self) -> bool:
        """Whether its customer was erased: who they were was shown, and is not known any more."""
        return self.customer_id is None and self.verified_by is not None

    def verify(self, customer_id: str, method: str, now: datetime) -> None:
        """Record who the customer is and how that was shown; one customer per conversation."""
        if self.customer_id is not None and self.customer_id != customer_id:
            raise Conflict("This conversation already belongs to another customer.")
        self.customer_id = customer_id
        self.verified_by = method
        self.verified_at = now

    def queue(self) -> None:
        """The bot hands over; people will answer."""
        if self.owner is not Owner.BOT:
            raise NotTheOwner("The conversation is already with our team.")
        self.owner = Owner.QUEUE

    def give_to_agent(self, agent_id: str) -> None:
        """An agent takes the conversation, from the queue or from the bot."""
        if self.owner is Owner.AGENT and self.agent_id != agent_id:
            raise NotTheOwner("A colleague has this conversation.")
        self.owner = Owner.AGENT
        self.agent_id = agent_id

    def return_to_bot(self) -> None:
        """The human stretch ends; what the engine remembers of the time before is stale."""
        if self.owner is Owner.BOT:
            raise NotTheOwner("The conversation is with the bot already.")
        self.owner = Owner.BOT
        self.agent_id = None
        self.dialogue_is_stale = True


@dataclass
class Message:
    """One thing that was said. `seq` counts from 1 within the conversation, without gaps.

    `answered_at` is set on a customer's message once its turn is over, by whomever; `intent`,
    `intent_score` and `frustration_score` are the engine's reading of a customer's message, where
    it was asked for one. `payload` is the button's, where the customer pressed one. `asks` is what
    the bot waits for after a message of its own (`order`, `confirm`, …; see docs/chat-api.md).
    `photo` is `{"file", "width", "height"}` where the customer sent one, whose file `Photos` keeps;
    `text` may then be empty.
    """

    conversation_id: str
    seq: int
    author: Author
    text: str
    created_at: datetime
    author_name: str | None = None
    buttons: list[dict[str, str]] = field(default_factory=list)
    citations: list[dict[str, str]] = field(default_factory=list)
    asks: str | None = None
    client_message_id: str | None = None
    payload: str | None = None
    photo: dict[str, Any] | None = None
    answered_at: datetime | None = None
    intent: str | None = None
    intent_score: float | None = None
    frustration_score: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The message as the public chat API gives it."""
        public: dict[str, Any] = {
            "seq": self.seq,
            "author": self.author.value,
            "author_name": self.author_name,
            "text": self.text,
            "buttons": self.buttons,
            "citations": self.citations,
            "asks": self.asks,
            "created_at": self.created_at.isoformat(),
        }
        if self.photo is not None:
            public["photo"] = {name: self.photo[name] for name in ("width", "height")}
        if self.client_message_id is not None:
            public["client_message_id"] = self.client_message_id
        return public


@dataclass(frozen=True)
class Reply:
    """What the bot, an agent or the system wants to say, before it has a place in the order."""

    text: str
    author: Author = Author.BOT
    author_name: str | None = None
    buttons: list[dict[str, str]] = field(default_factory=list)
    citations: list[dict[str, str]] = field(default_factory=list)
    asks: str | None = None
    client_message_id: str | None = None


@dataclass(frozen=True)
class Reading:
    """How the engine read the customer's message `seq`; scores are 0–1."""

    seq: int
    intent: str | None
    intent_score: float | None
    frustration_score: float | None
