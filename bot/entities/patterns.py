"""spaCy's matchers, filled from tables and asked for plain tuples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from spacy.matcher import Matcher, PhraseMatcher

from bot.entities.reading import Reader, Reading

Token = dict[str, Any]
"""What spaCy asks of one token."""


class Match(NamedTuple):
    """The tokens from `start` to before `end` are a `key`."""

    key: str
    start: int
    end: int


class TokenPatterns:
    """Patterns over the classes and forms of tokens; per key the longest match is given."""

    def __init__(self, reader: Reader, patterns: Mapping[str, Sequence[Sequence[Token]]]) -> None:
        self._matcher = Matcher(reader.vocab)
        self._keys: dict[int, str] = {}
        for key, alternatives in patterns.items():
            self._matcher.add(key, [list(one) for one in alternatives], greedy="LONGEST")
            self._keys[reader.vocab.strings[key]] = key

    def find(self, reading: Reading) -> list[Match]:
        """All matches; those of different keys may overlap."""
        return [
            Match(self._keys[key], start, end) for key, start, end in self._matcher(reading.doc)
        ]


class Phrases:
    """Fixed phrases, however many; of nested matches the longest is given."""

    def __init__(self, reader: Reader, phrases: Mapping[str, Iterable[str]]) -> None:
        self._matcher = PhraseMatcher(reader.vocab, attr="ORTH")
        self._keys: dict[int, str] = {}
        for key, texts in phrases.items():
            docs = [reader.phrase(text) for text in sorted(set(texts))]
            if docs:
                self._matcher.add(key, docs)
                self._keys[reader.vocab.strings[key]] = key

    def find(self, reading: Reading) -> list[Match]:
        """The longest matches, in the order of the text; equal ones of several keys all stay."""
        if not self._keys:
            return []
        found = sorted(
            (Match(self._keys[key], start, end) for key, start, end in self._matcher(reading.doc)),
            key=lambda match: (match.start - match.end, match.start),
        )
        kept: list[Match] = []
        for match in found:
            if all(
                match.end <= other.start
                or other.end <= match.start
                or (match.start, match.end) == (other.start, other.end)
                for other in kept
            ):
                kept.append(match)
        return sorted(kept, key=lambda match: match.start)


def expanded(pattern: str) -> list[str]:
    """All phrases of a pattern: `too|very ?really small` is "too small", "too really small" and so.

    `a|b`: either word; `?a|b`: either or nothing; `_` within a word stands for a space.
    """
    choices = []
    for part in pattern.split():
        words = part.lstrip("?").split("|")
        choices.append(["", *words] if part.startswith("?") else words)
    return [
        " ".join(word for word in words if word).replace("_", " ") for words in product(*choices)
    ]
