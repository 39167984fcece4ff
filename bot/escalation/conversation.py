"""A conversation as the escalation policy weighs it. Plain Python, no Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FALLBACK_INTENTS = frozenset({"unclear", "out_of_scope"})


@dataclass(frozen=True)
class Turn:
    """One message of the customer as the engine read it, and what came of it; scores are 0–1."""

    text: str
    intent: str | None
    intent_score: float
    frustration_score: float
    orders: frozenset[str] = frozenset()
    """The order numbers in it."""
    reply: str | None = None
    """What the bot said first to it; None: nothing yet, or nothing that tells an answer."""
    is_answered: bool = False
    """Whether an article answered it, or the form under way took it."""

    @property
    def is_fallback(self) -> bool:
        """Whether the bot was at a loss."""
        return self.intent in FALLBACK_INTENTS and not self.is_answered


@dataclass(frozen=True)
class Conversation:
    """What is known after the newest of `turns`: those since people last had it, or all."""

    turns: Sequence[Turn]
    turns_since_offer: int | None = None
    """The customer's messages since a person was last offered; None: never."""
    messages_since_decline: int | None = None
    """The same since a person was declined, pressed buttons included; 0: the newest declines."""
    is_in_form: bool = False
    """Whether the bot waits for the answer to a question of its own."""

    @property
    def has_just_declined(self) -> bool:
        """Whether the newest message declines a person, or the one before it did."""
        return self.messages_since_decline is not None and self.messages_since_decline <= 1
