"""The order of sizes: S before M, 500ml before 1L, low before high."""

from __future__ import annotations

import re

from actions.reading.measures import atoms, size_of
from actions.reading.tokens import tokens_of

_RANKS = {
    "xxxs": -2, "xxs": -1, "xs": 0, "s": 1, "m": 2, "l": 3, "xl": 4, "xxl": 5, "2xl": 5,
    "xxxl": 6, "3xl": 6, "xxxxl": 7, "4xl": 7,
    "mini": -1, "portable": 0, "extra small": 0, "compact": 0.5, "small": 1, "medium": 2,
    "large": 3, "extra large": 4, "full size": 100, "one": 1, "two": 2, "three": 3,
    "low": 1, "high": 3, "basic": 1, "standard": 2, "professional": 3, "half": 1, "full": 2,
    "beginner": 1, "intermediate": 2, "expert": 3, "light": 1, "dark": 3,
    "single": 1, "double": 2, "king": 3, "quiet": 1,
}  # fmt: skip
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LETTERED = re.compile(r"a([0-9])")


def rank(value: str) -> float | None:
    """A number that is higher for the bigger of two values of one dimension; None if none is."""
    folded = " ".join(value.casefold().replace("-", " ").split())
    if folded in _RANKS:
        return float(_RANKS[folded])
    paper = _LETTERED.fullmatch(folded)
    if paper:
        # A4 is bigger than A5.
        return -float(paper[1])
    words = [word for word in atoms(tokens_of(value)) if word]
    if words and _NUMBER.fullmatch(words[0]):
        return size_of(words[0], words[1] if len(words) > 1 else "")[1]
    return None
