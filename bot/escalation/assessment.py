"""Weighs a conversation: does the customer need a person, and why. Plain Python, no Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal

from bot.escalation.never_automated import topic_of

Level = Literal["offer", "handover"]

FALLBACK_INTENTS = frozenset({"unclear", "out_of_scope"})
# Saying these again is no sign that an answer failed.
_NEVER_REPEATS = frozenset({"affirm", "deny", "greet", "thank", "goodbye", "inform", "stop_job"})
_SAME_WORDING = 0.8
_REPEATS_AMONG = 4
"""Messages among which the same thing said again counts as a repetition."""


@dataclass(frozen=True)
class Turn:
    """One message of the customer as the engine read it; scores are 0–1."""

    text: str
    intent: str | None
    intent_score: float
    frustration_score: float


@dataclass(frozen=True)
class Thresholds:
    """What config.yml may set (see there for what each does)."""

    offer_at: float = 0.35
    handover_at: float = 0.5
    window: int = 3
    decay: float = 0.5
    fallbacks_to_offer: int = 2
    fallbacks_to_handover: int = 3
    repeats_to_offer: int = 2
    turns_between_offers: int = 3
    sensitive_at: float = 0.6


@dataclass(frozen=True)
class Escalation:
    """The decision, in words and numbers, for the agent who may take over."""

    level: Level
    code: str
    words: str
    frustration_score: float
    evidence: list[dict[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The decision as a slot keeps it."""
        return asdict(self)


def assess(
    turns: Sequence[Turn], thresholds: Thresholds, turns_since_offer: int | None
) -> Escalation | None:
    """Decide after the newest of `turns`: those since people last had the conversation, or all.

    `turns_since_offer` counts the customer's messages since a person was last offered; None: never.
    """
    if not turns:
        return None
    trend = trend_score(turns, thresholds)
    topic = topic_of(turns[-1].text)
    if topic is not None or _is_surely_sensitive(turns[-1], thresholds):
        about = topic or "a topic that only people handle"
        return Escalation(
            "handover",
            "sensitive_topic",
            f"The customer writes about {about}.",
            trend,
            _evidence(turns, thresholds, trend),
        )
    fallbacks = _fallbacks_in_a_row(turns)
    repeats = _repeats(turns[-_REPEATS_AMONG:])
    for level, code, words in _findings(trend, fallbacks, repeats, thresholds):
        offered_lately = (
            turns_since_offer is not None and turns_since_offer <= thresholds.turns_between_offers
        )
        if level == "handover" or not offered_lately:
            return Escalation(level, code, words, trend, _evidence(turns, thresholds, trend))
    return None


def trend_score(turns: Sequence[Turn], thresholds: Thresholds) -> float:
    """Frustration of the last messages, the newest counting most; 0–1.

    The time before the conversation counts as calm: one angry message is not yet a trend.
    """
    weights = [thresholds.decay**age for age in range(thresholds.window)]
    newest_first = [turn.frustration_score for turn in reversed(turns)]
    return sum(weight * score for weight, score in zip(weights, newest_first)) / sum(weights)


def _findings(
    trend: float, fallbacks: int, repeats: int, thresholds: Thresholds
) -> list[tuple[Level, str, str]]:
    """Everything that speaks for a person, the strongest first."""
    found: list[tuple[Level, str, str]] = []
    if trend >= thresholds.handover_at:
        found.append(
            (
                "handover",
                "frustration",
                "The customer has been losing patience over the last messages.",
            )
        )
    if fallbacks >= thresholds.fallbacks_to_handover:
        found.append(
            (
                "handover",
                "not_understood",
                f"The assistant did not understand {fallbacks} messages in a row.",
            )
        )
    if trend >= thresholds.offer_at:
        found.append(("offer", "frustration", "The customer is growing impatient."))
    if repeats >= thresholds.repeats_to_offer:
        found.append(
            (
                "offer",
                "repeated_question",
                f"The customer asked the same thing {repeats + 1} times.",
            )
        )
    if fallbacks >= thresholds.fallbacks_to_offer:
        found.append(
            (
                "offer",
                "not_understood",
                f"The assistant did not understand {fallbacks} messages in a row.",
            )
        )
    return found


def _is_surely_sensitive(turn: Turn, thresholds: Thresholds) -> bool:
    return turn.intent == "sensitive_topic" and turn.intent_score >= thresholds.sensitive_at


def _fallbacks_in_a_row(turns: Sequence[Turn]) -> int:
    count = 0
    for turn in reversed(turns):
        if turn.intent not in FALLBACK_INTENTS:
            break
        count += 1
    return count


def _repeats(turns: Sequence[Turn]) -> int:
    """How many earlier messages ask what the newest asks."""
    *earlier, newest = turns
    if newest.intent in _NEVER_REPEATS:
        return 0
    return sum(_asks_the_same(turn, newest) for turn in earlier)


def _asks_the_same(one: Turn, other: Turn) -> bool:
    if one.intent != other.intent:
        return False
    texts = one.text.casefold()[:300], other.text.casefold()[:300]
    return SequenceMatcher(None, texts[0], texts[1]).ratio() >= _SAME_WORDING


def _evidence(turns: Sequence[Turn], thresholds: Thresholds, trend: float) -> list[dict[str, str]]:
    recent = turns[-thresholds.window :]
    return [
        {
            "name": "Frustration of the last messages (0–1)",
            "value": " → ".join(f"{turn.frustration_score:.2f}" for turn in recent),
        },
        {
            "name": "Weighted over the conversation",
            "value": f"{trend:.2f} (a person is called at {thresholds.handover_at:.2f})",
        },
        {"name": "Messages not understood in a row", "value": str(_fallbacks_in_a_row(turns))},
        {
            "name": "Earlier messages that ask the same",
            "value": str(_repeats(turns[-_REPEATS_AMONG:])),
        },
    ]
