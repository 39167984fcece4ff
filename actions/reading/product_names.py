"""Finds the names of a few things in a message: whole, in part, by synonym, misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from actions.reading.name_words import JOINTS, OTHER_NAMES, VAGUE_HEADS
from actions.reading.spelling import KNOWN, is_misspelt
from actions.reading.tokens import Token, tokens_of
from bot.entities.names import products_by_name
from bot.entities.words import FUNCTION_WORDS, word_set

_LONGEST = 3
_HEAD, _PART, _FURTHER, _MODIFIER = 4.0, 2.0, 3.0, 1.0
_SLIP = 0.75
"""What a misspelt word weighs of a right one."""
_SHARE = 0.5
"""What a part of a further word weighs of a part of the name: "card" is no gift card first."""
_SHORTEST_PART = 4
_SHORTEST_NUMBER = 5
_COMPOUND_ENDS = word_set(
    "shelf brush bud phone watch glass stool lamp pack bag bottle jacket shirt case light chair "
    "table cleaner maker book clock pot pan jar box hose bulb mat bed stand rack cloth ball boot "
    "shoe wear cup knife reader player charger holder towel print"
)
"""What a long word ends with and may be called by alone: "shelf" for "bookshelf"."""


@dataclass(frozen=True)
class NameHit:
    """The tokens from `start` to before `end` are a word of these things; by key, its weight."""

    start: int
    end: int
    weights: dict[str, float]

    @property
    def is_head(self) -> bool:
        """Whether it says by itself what kind of thing is meant."""
        return any(
            weight >= _PART * _SHARE * _SLIP and weight != _MODIFIER
            for weight in self.weights.values()
        )

    @property
    def keys(self) -> set[str]:
        """The things it may mean."""
        return set(self.weights)


class ProductNames:
    """The names of a few things by key, ready to be found in messages."""

    def __init__(self, names: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        self._words: dict[str, dict[str, float]] = {}
        for key, name, further in names:
            self._learn(key, name)
            self._learn_number(key, name)
            for phrase in further:
                self._learn_further(key, phrase)

    def _learn(self, key: str, name: str, share: float = 1.0) -> None:
        units = units_of(name)
        if not units:
            return
        head = len(units) - 1
        while head > 0 and units[head] in VAGUE_HEADS:
            head -= 1
        for place, unit in enumerate(units):
            self._add(unit, key, share * (_HEAD if place == head else _MODIFIER))
            if place < head:
                joined = "".join(units[place : head + 1])
                self._add(joined, key, share * (_HEAD + head - place))
        for part in _ends_of(units[head]):
            self._add(part, key, share * _PART)
        for said in _engine_names(name):
            self._add(said, key, share * _HEAD)
        whole = " ".join(units)
        for thing, others in OTHER_NAMES.items():
            if whole == thing or whole.endswith(f" {thing}") or units[head] == thing:
                for other in others:
                    self._add(other, key, share * _HEAD)

    def _learn_number(self, key: str, text: str) -> None:
        """Like "2378156" for "#W2378156", and "the one ending 8156"."""
        for digits in (token.form for token in tokens_of(text) if token.is_number):
            if len(digits) >= _SHORTEST_NUMBER:
                self._add(digits, key, _FURTHER)
                self._add(digits[-4:], key, _FURTHER)

    def _learn_further(self, key: str, phrase: str) -> None:
        said = [token for token in tokens_of(phrase) if token.kind != "sign"]
        if not said:
            return
        self._add("".join(token.stem for token in said), key, _FURTHER)
        self._learn_number(key, phrase)
        if len(said) > 1 and all(token.is_word for token in said):
            self._learn(key, phrase, _SHARE)

    def _add(self, word: str, key: str, weight: float) -> None:
        known = self._words.setdefault(word, {})
        known[key] = max(known.get(key, 0.0), weight)

    def find(self, tokens: Sequence[Token]) -> list[NameHit]:
        """All words of names, in order; of overlapping ones the longest."""
        found: list[NameHit] = []
        index = 0
        while index < len(tokens):
            hit = self._longest_at(tokens, index)
            if hit is not None:
                found.append(hit)
            index = hit.end if hit is not None else index + 1
        return found

    def _longest_at(self, tokens: Sequence[Token], start: int) -> NameHit | None:
        for end in range(min(start + _LONGEST, len(tokens)), start, -1):
            window = tokens[start:end]
            if any(token.kind == "sign" for token in window):
                continue
            word = "".join(token.stem for token in window)
            weights = self._words.get(word)
            # "pack back" of two right words is no slip for a third.
            if weights is None and not any(token.stem in KNOWN for token in window):
                weights = self._misspelt(word)
            if weights and not (len(window) == 1 and word in FUNCTION_WORDS):
                return NameHit(start, end, dict(weights))
        return None

    def _misspelt(self, word: str) -> dict[str, float]:
        weights: dict[str, float] = {}
        for meant, known in self._words.items():
            if is_misspelt(word, meant):
                for key, weight in known.items():
                    weights[key] = max(weights.get(key, 0.0), weight * _SLIP)
        return weights


def units_of(name: str) -> list[str]:
    """The words of a name in the singular, without what follows a comma or a "with"."""
    units: list[str] = []
    letter = ""
    for token in tokens_of(name.partition(",")[0].partition("(")[0]):
        if token.kind == "sign":
            continue
        if token.form in JOINTS and units:
            break
        if len(token.form) == 1 and token.is_word:
            letter = token.form
            continue
        units.append(letter + token.stem)
        letter = ""
    return units


@lru_cache(512)
def _engine_names(name: str) -> frozenset[str]:
    """What the engine would take for this name, without spaces and in the singular."""
    return frozenset(
        "".join(token.stem for token in tokens_of(said)) for said in products_by_name([name], {})
    )


def _ends_of(unit: str) -> set[str]:
    """Like "shelf" for the "bookshelf"; only of long words, which are compounds."""
    return {
        unit[at:] for at in range(3, len(unit) - _SHORTEST_PART + 1) if unit[at:] in _COMPOUND_ENDS
    }
