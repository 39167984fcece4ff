"""What the frustration scorer sees in a text itself, beside the sentence's meaning.

The encoder folds capitals away and reads tone weakly, so the marks of impatience are read here:
in ten surface features.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MAX_CHARACTERS = 2_000
"""Characters of a text that are read."""

SURFACE_NAMES = (
    "capitals",  # share of words of three letters or more written in capitals
    "exclamations",  # exclamation marks, three or more count 1
    "mixed_marks",  # "??", "?!" or "!?"
    "length",  # words, forty or more count 1
    "wordless",  # no word of three letters: numbers, codes, emoji, "no"
    "digits",  # share of characters that are digits
    "repetition",  # says that something happens again, still, or for the third time
    "complaint",  # a set phrase of complaint
    "thanks",
    "trailing_off",  # "..." or "…"
)

_WORD = re.compile(r"[^\W\d_]{3,}")
_MIXED_MARKS = re.compile(r"\?\s?[?!]|!\s?\?")
_REPETITION = re.compile(
    r"\b(?:again|still|yet another|how many times|(?:two|three|four|five|six|several|\d+) times"
    r"|(?:second|third|fourth|fifth|sixth|[2-9](?:nd|rd|th)|nth)"
    r" (?:time|message|email|call|day|week)"
    r"|already (?:told|said|gave|given|sent|asked|explained|tried)"
    r"|keeps? (?:asking|saying|sending|telling)"
    r"|same (?:thing|answer|question|reply|problem))\b",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(?:fed up|sick of|had enough|useless|ridiculous|unacceptable|unbelievable|nonsense|rubbish"
    r"|pathetic|disgrace(?:ful)?|outrageous|appalling|shambles|shocking|joke"
    r"|(?:absolute|complete|total|utter)(?:ly)?|waste of (?:my )?(?:time|money)|worst|terrible"
    r"|horrible|awful|incompetent|lies|liars?|lying|scam|seriously|never again|forget it|how hard"
    r"|not good enough|getting nowhere|(?:round|around|going) in circles|give up)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thank|thanks|cheers)\b", re.IGNORECASE)


def surface(texts: Sequence[str]) -> NDArray[np.float32]:
    """The surface features, shape (len(texts), 10), each 0–1, in the order of `SURFACE_NAMES`."""
    rows = [_surface(text[:MAX_CHARACTERS]) for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(texts), len(SURFACE_NAMES))


def share_of_capitals(text: str) -> float:
    """The share of words of three letters or more that are written in capitals, 0–1."""
    words: list[str] = _WORD.findall(text[:MAX_CHARACTERS])
    return sum(word.isupper() for word in words) / max(len(words), 1)


def _surface(text: str) -> list[float]:
    words = _WORD.findall(text)
    return [
        share_of_capitals(text),
        min(text.count("!"), 3) / 3,
        float(_MIXED_MARKS.search(text) is not None),
        min(len(text.split()), 40) / 40,
        float(not words),
        sum(character.isdigit() for character in text) / max(len(text), 1),
        float(_REPETITION.search(text) is not None),
        float(_COMPLAINT.search(text) is not None),
        float(_THANKS.search(text) is not None),
        float("..." in text or "…" in text),
    ]
