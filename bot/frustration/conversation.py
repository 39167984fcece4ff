"""What a conversation adds to the tone of its newest message. Plain Python and numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.same_matter import is_about_the_same_order

CONTEXT_NAMES = (
    "tone",  # how frustrated the message alone sounds, see `Tone.annoyance`
    "mood",  # tone of the messages before it, the newest counting most; calm at the start
    "rise",  # how much the tone exceeds that mood, if it does
    "repeated",  # how close the message comes to an earlier one of the customer, 0–1
    "shouted",  # share of words in capitals, as far as the tone is not a calm or happy one
    "insisted",  # marks such as "??", as far as the tone is not a calm or happy one
    "again",  # says that it is not the first time
)

_DECAY = 0.6
_ALIKE_FROM = 0.6
"""Cosine from which two messages begin to count as the same question."""
_SHORTEST_REPEAT = 3
"""Words; "yes" and an order number are said twice without any impatience."""
_SHARE_OF_POLARITY = 0.2
"""Our own dialogues teach the rating, comments of real people the polarity: with a part of it, the
order of companies never seen stays as good, and that of real tweets gets better."""
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

    @property
    def annoyance(self) -> float:
        """Frustration, with a part of how negative rather than positive the message sounds."""
        return self.frustration + _SHARE_OF_POLARITY * (self.negative - self.positive)


@dataclass(frozen=True)
class Heard:
    """What is remembered of one message of the customer."""

    tone: Tone
    vector: NDArray[np.float32]
    """The sentence encoder's, of length 1."""
    words: int
    capitals: float
    """Share of its words that are written in capitals, 0–1."""
    insists: bool = False
    """Whether it has marks such as "??"."""
    says_again: bool = False
    """Whether it says that this is not the first time."""
    numbers: frozenset[str] = frozenset()
    """The long numbers in it: a question about another order is another question."""


def context_features(heard: Sequence[Heard]) -> NDArray[np.float64]:
    """Describe the newest of the customer's messages by `CONTEXT_NAMES`, (len(CONTEXT_NAMES),)."""
    *earlier, newest = heard
    tone = newest.tone.annoyance
    mood = _mood(earlier)
    not_calm = 1 / (1 + np.exp(-(tone - _NOT_CALM)))
    return np.array(
        [
            tone,
            mood,
            max(0.0, tone - mood),
            _repeated(earlier, newest),
            newest.capitals * not_calm,
            newest.insists * not_calm,
            float(newest.says_again),
        ]
    )


def _mood(earlier: Sequence[Heard]) -> float:
    mood = _CALM
    for message in earlier:
        mood = _DECAY * mood + (1 - _DECAY) * message.tone.annoyance
    return mood


def _repeated(earlier: Sequence[Heard], newest: Heard) -> float:
    if newest.words < _SHORTEST_REPEAT:
        return 0.0
    alike = [
        float(message.vector @ newest.vector)
        for message in earlier
        if message.words >= _SHORTEST_REPEAT
        and is_about_the_same_order(message.numbers, newest.numbers)
    ]
    closest = max(alike, default=0.0)
    return max(0.0, closest - _ALIKE_FROM) / (1 - _ALIKE_FROM)
