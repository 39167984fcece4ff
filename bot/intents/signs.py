"""Messages without a word that the encoder knows: pictograms, letters, scripts it has never seen.

To the encoder they are all the same. Which pictogram it is decides alone, as the examples have it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SKIN_TONES = range(0x1F3FB, 0x1F400)
_MOST = 8
"""Different signs of an example; more are a text in another script."""


@dataclass(frozen=True)
class SignIntents:
    """The intents of such examples, by their signs."""

    intents: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[str], labels: Sequence[str]) -> SignIntents:
        """Learn from examples; of two with the same signs the first counts."""
        intents: dict[str, str] = {}
        for text, label in zip(texts, labels):
            signs = _signs(text)
            if 0 < len(signs) <= _MOST:
                intents.setdefault(signs, label)
        return cls(intents)

    def of_message(self, text: str) -> str | None:
        """The intent of a message with the same signs, however often each of them stands there."""
        return self.intents.get(_signs(text))


def is_letter(text: str) -> bool:
    """Whether there is a single letter, with or without punctuation."""
    kept = _kept(text)
    return len(kept) == 1 and kept[0].isalpha()


def _signs(text: str) -> str:
    """The different signs, sorted; the colour of a hand does not matter."""
    return "".join(sorted(set(_kept(text))))


def _kept(text: str) -> list[str]:
    return [
        sign
        for sign in text[:200].casefold()
        if unicodedata.category(sign) not in ("Zs", "Cc", "Cf", "Mn", "Po", "Ps", "Pe")
        and ord(sign) not in _SKIN_TONES
    ]
