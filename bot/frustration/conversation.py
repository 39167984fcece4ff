"""What a conversation adds to the tone of its newest message. Plain Python and numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CONTEXT_NAMES = (
    "tone",  # log odds that the message alone sounds frustrated
    "negative",  # log odds of a negative against a positive tone
    "mood",  # tone of the messages before it, the newest counting most; calm at the start
    "rise",  # how much the tone exceeds that mood, if it does
    "repeated",  # how close the message comes to an earlier one of the customer, 0–1
    "shouted",  # share of words in capitals, as far as the tone is not a calm or happy one
)

_DECAY = 0.6
_ALIKE_FROM = 0.6
"""Cosine from which two messages begin to count as the same question."""
_SHORTEST_REPEAT = 3
"""Words; "yes" and an order number are said twice without any impatience."""
_CALM = -3.0
"""Log odds that stand for the time before the conversation."""
_NOT_CALM = -2.0
"""Log odds around which capitals begin to count: "THANK YOU SO MUCH" is no shouting."""


@dataclass(frozen=True)
class Turn:
    """A message of the conversation, the customer's or somebody else's."""

    text: str
    is_customer: bool


@dataclass(frozen=True)
class Tone:
    """How one message sounds by itself; all in log odds."""

    frustration: float
    negative: float
    neutral: float
    positive: float


@dataclass(frozen=True)
class Heard:
    """What is remembered of one message of the customer."""

    tone: Tone
    vector: NDArray[np.float32]
    """The sentence encoder's, of length 1."""
    words: int
    capitals: float
    """Share of its words that are written in capitals, 0–1."""
    numbers: frozenset[str] = frozenset()
    """The long numbers in it: a question about another order is another question."""


def context_features(heard: Sequence[Heard]) -> NDArray[np.float64]:
    """Describe the newest of the customer's messages by `CONTEXT_NAMES`, (len(CONTEXT_NAMES),)."""
    *earlier, newest = heard
    tone = newest.tone.frustration
    mood = _mood(earlier)
    return np.array(
        [
            tone,
            newest.tone.negative - newest.tone.positive,
            mood,
            max(0.0, tone - mood),
            _repeated(earlier, newest),
            newest.capitals / (1 + np.exp(-(tone - _NOT_CALM))),
        ]
    )


def _mood(earlier: Sequence[Heard]) -> float:
    mood = _CALM
    for message in earlier:
        mood = _DECAY * mood + (1 - _DECAY) * message.tone.frustration
    return mood


def _repeated(earlier: Sequence[Heard], newest: Heard) -> float:
    if newest.words < _SHORTEST_REPEAT:
        return 0.0
    alike = [
        float(message.vector @ newest.vector)
        for message in earlier
        if message.words >= _SHORTEST_REPEAT and message.numbers == newest.numbers
    ]
    closest = max(alike, default=0.0)
    return max(0.0, closest - _ALIKE_FROM) / (1 - _ALIKE_FROM)
