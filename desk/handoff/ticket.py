"""A ticket: one conversation that waits for, or is with, a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from desk.errors import Conflict


class TicketState(StrEnum):
    """Where a ticket stands; the last two are its ends."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    RETURNED = "returned"
    RESOLVED = "resolved"


class Priority(IntEnum):
    """Order in the queue, the smallest first."""

    URGENT = 1
    HIGH = 2
    NORMAL = 3


class TicketTaken(Conflict):
    """Another agent has the ticket."""

    code = "ticket_taken"


class TicketClosed(Conflict):
    """The ticket has ended."""

    code = "ticket_closed"


@dataclass(frozen=True)
class Reason:
    """Why a conversation is handed over, for the agent who takes it.

    `frustration_score` is that of the customer's newest message, `trend_score` that of their last
    ones together, where the reason rests on it. `evidence` holds what the reason rests on, as
    `{"name", "value"}` pairs in words and numbers.
    """

    code: str
    words: str
    priority: Priority = Priority.NORMAL
    frustration_score: float | None = None
    evidence: list[dict[str, str]] = field(default_factory=list)
    what_was_tried: list[str] = field(default_factory=list)
    trend_score: float | None = None


@dataclass
class Ticket:
    """The record of a handoff, from the request to its end."""

    id: str
    conversation_id: str
    reason_code: str
    reason: str
    priority: Priority
    opened_at: datetime
    state: TicketState = TicketState.WAITING
    frustration_score: float | None = None
    trend_score: float | None = None
    evidence: list[dict[str, str]] = field(default_factory=list)
    what_was_tried: list[str] = field(default_factory=list)
    agent_id: str | None = None
    claimed_at: datetime | None = None
    closed_at: datetime | None = None
    note: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether people still have something to do here."""
        return self.state in (TicketState.WAITING, TicketState.CLAIMED)

    def claim(self, agent_id: str, now: datetime) -> None:
        """`agent_id` takes the ticket; claiming one's own again changes nothing."""
        self._must_be_open()
        if self.state is TicketState.CLAIMED:
            if self.agent_id != agent_id:
                raise TicketTaken("A colleague has taken this conversation.")
            return
        self.state = TicketState.CLAIMED
        self.agent_id = agent_id
        self.claimed_at = now

    def return_to_bot(self, agent_id: str, now: datetime) -> None:
        """The human stretch ends and the bot goes on."""
        self.claim(agent_id, now)
        self.state = TicketState.RETURNED
        self.closed_at = now

    def resolve(self, agent_id: str, note: str | None, now: datetime) -> None:
        """The customer's matter is settled."""
        self.claim(agent_id, now)
        self.state = TicketState.RESOLVED
        self.note = note
        self.closed_at = now

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise TicketClosed("This conversation was closed already.")

    def as_dict(self) -> dict[str, Any]:
        """What the console shows of the ticket itself."""
        return {
            "id": self.id,
            "conversation_id": self.conversation_id,
            "state": self.state.value,
            "priority": int(self.priority),
            "reason_code": self.reason_code,
            "reason": self.reason,
            "frustration_score": self.frustration_score,
            "trend_score": self.trend_score,
            "evidence": self.evidence,
            "what_was_tried": self.what_was_tried,
            "opened_at": self.opened_at.isoformat(),
            "closed_at": self.closed_at.isoformat() if self.closed_at else None,
            "note": self.note,
        }
