"""How a customer writes: brief, at length, or with slips; the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from desk.simulation.goal import Style

_GREETINGS = ("Hi there. ", "Hello, I hope you can help me. ", "Good morning. ", "Hi. ")
_ASIDES = (
    " Sorry to bother you with it.",
    " Thanks so much for your help.",
    " That would be lovely.",
    " I hope that's all right.",
)
_POLITE = re.compile(
    r"^(?:I'd like to|I would like to|I want to|Could you|Can you|please)\s+|,?\s*please(?=[.?]|$)",
    re.IGNORECASE,
)
# What must reach the bot as it is: names, numbers, addresses. Templates put facts between these.
_FACT = re.compile("\x02([^\x02\x03]*)\x03")
_WORD = re.compile(r"[A-Za-z]{5,}")
_SLIP_SHARE = 0.15


def fact(text: str) -> str:
    """`text`, marked as something that no style may touch."""
    return f"\x02{text}\x03"


def plain(text: str) -> str:
    """`text` without marks."""
    return _FACT.sub(r"\1", text)


class Voice:
    """Puts words into a style; asked for the same in the same order, it says the same."""

    def __init__(self, style: Style, random: Random) -> None:
        self._style = style
        self._random = random

    def choose(self, variants: Sequence[str]) -> str:
        """One of several ways to say it."""
        return self._random.choice(variants)

    def chance(self, share: float) -> bool:
        """Whether something that happens so often happens now."""
        return self._random.random() < share

    def opens(self, text: str) -> str:
        """The words with which a request begins."""
        if self._style is Style.CHATTY:
            text = f"{self.choose(_GREETINGS)}{text}{self.choose(_ASIDES)}"
        return self.says(text)

    def says(self, text: str) -> str:
        """`text` in this style, without marks."""
        if self._style is Style.TERSE:
            text = _shortened(text)
        elif self._style is Style.TYPOS:
            text = self._with_slips(text)
        return plain(text)

    def _with_slips(self, text: str) -> str:
        parts = re.split("(\x02[^\x02\x03]*\x03)", text)
        return "".join(
            part if part.startswith("\x02") else _WORD.sub(self._slip, part) for part in parts
        )

    def _slip(self, match: re.Match[str]) -> str:
        word = match[0]
        if not self.chance(_SLIP_SHARE):
            return word
        at = self._random.randrange(1, len(word) - 2)
        if self.chance(0.5):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + word[at + 1 :]


def _shortened(text: str) -> str:
    """Without what is only polite, and without the last full stop."""
    short = _POLITE.sub("", text).strip()
    return short[:-1] if short.endswith(".") and not short.endswith("..") else short
