"""Finds the options of a few products in a message: values, and what they are values of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from actions.reading.measures import UNITS, atoms, same_measures, unit_at
from actions.reading.option_words import (
    LETTER_SIZES,
    NO_PART,
    NO_VALUES,
    OTHER_WORDS,
    WORD_SIZES,
    YES_VALUES,
    is_negative,
)
from actions.reading.spelling import is_misspelt
from actions.reading.tokens import Token, form_at, number_of, tokens_of
from bot.entities.words import word_set

_LONGEST = 5
_BEFORE_SIZES = word_set("size sizes in to a an uk eu us for at the number")
_BEFORE_NUMBERS = word_set("size sizes uk eu us")
_DENIALS = word_set(
    "not no non without isn't isnt aren't arent doesn't doesnt don't dont never w/o lacking"
)
_BETWEEN_DENIAL = word_set("very a an any the water be to fully have has need it with so that")
_DENIED_WITHIN = 4
_OTHER_HEADS = {"backlight": ("light", "lighting"), "armrest": ("arm",), "arm": ("armrest",)}
_LONG_HEAD = 6
_COUNT_FROM = 13
"""A bare number from here on is rather a measure than a count or a place in a list."""


@dataclass(frozen=True)
class Hit:
    """The tokens from `start` to before `end` name a value; `is_whole` unless only part of it."""

    start: int
    end: int
    dimension: str
    value: str
    is_whole: bool = True

    @property
    def width(self) -> int:
        """How many tokens it takes."""
        return self.end - self.start


class OptionValues:
    """The values of some dimensions, ready to be found in messages."""

    def __init__(self, values: Mapping[str, Iterable[str]]) -> None:
        self.values = {name: tuple(dict.fromkeys(given)) for name, given in values.items()}
        self._whole: dict[str, list[tuple[str, str]]] = {}
        self._part: dict[str, list[tuple[str, str]]] = {}
        self._had_or_not: dict[str, tuple[str, str | None, str | None]] = {}
        for name, given in self.values.items():
            self._learn(name, given)
        counts = Counter(stem for name in self.values for stem in _stems_of(name))
        # "black lenses" says nothing of the "lens type".
        self._had_or_not = {
            name: entry for name, entry in self._had_or_not.items() if counts[entry[0]] == 1
        }

    def _learn(self, name: str, given: tuple[str, ...]) -> None:
        own = _stems_of(name)
        parts: dict[str, set[str]] = {}
        whole: dict[str, str] = {}
        for value in given:
            words = atoms(tokens_of(value))
            key = "".join(words)
            if value.casefold() in YES_VALUES | NO_VALUES:
                continue
            whole.setdefault(key, value)
            for part in _parts(words, own):
                parts.setdefault(part, set()).add(value)
        for key, value in tuple(whole.items()):
            said = [word for word in atoms(tokens_of(value)) if word]
            for other in (*OTHER_WORDS.get(key, ()), *same_measures(said)):
                whole.setdefault(other, value)
            if "+" in value:
                for joint in ("and", "plus"):
                    joined = value.replace("+", f" {joint} ")
                    whole.setdefault("".join(atoms(tokens_of(joined))), value)
        for key, value in whole.items():
            self._whole.setdefault(key, []).append((name, value))
        for part, meant in parts.items():
            if len(meant) == 1 and part not in whole:
                self._part.setdefault(part, []).append((name, meant.copy().pop()))
        stems = [token.stem for token in tokens_of(name)]
        heads = [stem for stem in stems if stem not in NO_PART] or stems[-1:]
        negative = [value for value in given if is_negative(value)]
        positive = [value for value in given if value not in negative]
        if heads and (negative or any(value.casefold() in YES_VALUES for value in given)):
            self._had_or_not[name] = (
                heads[-1],
                positive[0] if len(positive) == 1 else None,
                negative[0] if negative else None,
            )

    def find(self, tokens: Sequence[Token], *, bare_numbers: bool) -> list[Hit]:
        """All values named; of overlapping ones the longest, and a whole one before a part.

        `bare_numbers`: whether a number without unit may be a value, as no list was shown. A value
        of several dimensions ("black") gives a hit for each that its neighbours allow.
        """
        words = atoms(tokens)
        found: list[tuple[int, Hit]] = []
        for start in range(len(tokens)):
            if not words[start]:
                continue
            for end in range(start + 1, min(start + _LONGEST, len(tokens)) + 1):
                if not words[end - 1]:
                    if tokens[end - 1].text not in "+/&":
                        break
                    continue
                found += self._at(tokens, words, start, end, bare_numbers=bare_numbers)
        found += self._had(tokens)
        found.sort(key=lambda one: (one[0], -one[1].width, one[1].start))
        kept: list[Hit] = []
        for _, hit in found:
            if all(
                hit.end <= other.start
                or other.end <= hit.start
                or (hit.start, hit.end, hit.is_whole) == (other.start, other.end, other.is_whole)
                for other in kept
            ):
                kept.append(hit)
        kept = [hit for hit in kept if self._is_of_its_dimension(tokens, hit, kept)]
        return sorted(kept, key=lambda hit: (hit.start, hit.end))

    def _at(
        self, tokens: Sequence[Token], words: list[str], start: int, end: int, *, bare_numbers: bool
    ) -> Iterable[tuple[int, Hit]]:
        """Hits of exactly these tokens, each with how doubtful it is: 0 to 3."""
        key = "".join(words[start:end])
        if end - start == 1 and not _may_stand_alone(tokens, start, bare_numbers=bare_numbers):
            return
        # "16 inch" is no "16 GB", but "500 pieces" are the "500" of the dimension "pieces".
        # "two burners", but "the red one".
        is_worded = end - start == 1 and not tokens[start].is_number and number_of(tokens[start])
        has_unit = is_worded or (tokens[end - 1].is_number and unit_at(tokens, end))
        unit = tokens[end].stem if has_unit and end < len(tokens) else "" if has_unit else None
        for doubt, table in ((0, self._whole), (1, self._part)):
            if key in table:
                for name, value in table[key]:
                    if unit is not None and unit not in _stems_of(name):
                        continue
                    yield doubt, Hit(start, end, name, value, is_whole=doubt == 0)
                return
        if not key.isalpha():
            return
        for doubt, table in ((2, self._whole), (3, self._part)):
            near = {meant for meant in table if is_misspelt(key, meant)}
            if len(near) == 1:
                for name, value in table[near.pop()]:
                    yield doubt, Hit(start, end, name, value, is_whole=doubt == 2)  # noqa: PLR2004
                return

    def _is_of_its_dimension(
        self, tokens: Sequence[Token], hit: Hit, all_hits: Sequence[Hit]
    ) -> bool:
        """Whether no neighbour tells that another dimension is meant: "black lenses"."""
        rivals = [
            other
            for other in all_hits
            if (other.start, other.end) == (hit.start, hit.end) and other.dimension != hit.dimension
        ]
        if not rivals:
            return True
        own = self._nearness(tokens, hit)
        best = max(self._nearness(tokens, rival) for rival in rivals)
        if own != best:
            return own > best
        # "S, white, medium": the size is named already.
        elsewhere = {other.dimension for other in all_hits if other.start != hit.start}
        if hit.dimension in elsewhere:
            return all(rival.dimension in elsewhere for rival in rivals)
        # "medium" is the value of that name rather than the size M.
        said = "".join(token.form for token in tokens[hit.start : hit.end])
        return hit.value.casefold() == said or all(r.value.casefold() != said for r in rivals)

    def _nearness(self, tokens: Sequence[Token], hit: Hit) -> int:
        """How near a word of the dimension's own name stands: 3 next to it, 0 nowhere near."""
        own = _stems_of(hit.dimension) - NO_PART
        for far in (0, 1, 2):
            for at in (hit.end + far, hit.start - 1 - far):
                if 0 <= at < len(tokens) and tokens[at].stem in own:
                    return 3 - far
        return 0

    def _had(self, tokens: Sequence[Token]) -> Iterable[tuple[int, Hit]]:
        """What may be had or not, by the dimension's own word: "waterproof", "no backlight"."""
        for index, token in enumerate(tokens):
            for name, (head, positive, negative) in self._had_or_not.items():
                if not _is_word_for(token.stem, head):
                    continue
                denied = _denied_from(tokens, index)
                value = positive if denied is None else negative
                if value is not None:
                    yield 1, Hit(index if denied is None else denied, index + 1, name, value)


def _is_word_for(said: str, head: str) -> bool:
    """Like "resistant" for the dimension "water resistance"."""
    if said == head or said in _OTHER_HEADS.get(head, ()) or is_misspelt(said, head):
        return True
    return len(head) > _LONG_HEAD and said[:_LONG_HEAD] == head[:_LONG_HEAD]


def _denied_from(tokens: Sequence[Token], index: int) -> int | None:
    """Where the "not" or "without" before a word stands; None if there is none."""
    for at in range(index - 1, max(index - 1 - _DENIED_WITHIN, -1), -1):
        form = tokens[at].form
        if form in _DENIALS:
            return at
        if form not in _BETWEEN_DENIAL:
            return None
    return None


@lru_cache(1_024)
def _stems_of(name: str) -> frozenset[str]:
    return frozenset(token.stem for token in tokens_of(name))


def _parts(words: list[str], own: frozenset[str]) -> set[str]:
    """What may stand for a value of several words: each stretch of them that says something."""
    said = [word for word in words if word]
    found = set()
    for start in range(len(said)):
        for end in range(start + 1, len(said) + 1):
            stretch = said[start:end]
            if len(stretch) == len(said):
                continue
            if all(
                word in NO_PART | own or (word in UNITS.values() and len(stretch) == 1)
                for word in stretch
            ):
                continue
            if len(stretch) > 1 or len(stretch[0]) > 1 or stretch[0].isdigit():
                found.add("".join(stretch))
    return found


def _may_stand_alone(  # noqa: PLR0911 - a list of rules, each way out is one
    tokens: Sequence[Token], index: int, *, bare_numbers: bool
) -> bool:
    """Whether a letter is a size and a number a measure where it stands."""
    token = tokens[index]
    before, after = form_at(tokens, index - 1), form_at(tokens, index + 1)
    if token.form in WORD_SIZES and token.glued and index > 0 and tokens[index - 1].is_number:
        # "3XL"
        return False
    if token.is_word and token.form in LETTER_SIZES:
        is_joined = token.glued and index > 0 and tokens[index - 1].text not in ",/("
        return not is_joined and after not in ("'", "’")
    if not token.is_number:
        return True
    glued_after = index + 1 < len(tokens) and tokens[index + 1].glued
    if token.glued and index > 0 and tokens[index - 1].text in "£€$#.":
        return False
    if glued_after and tokens[index + 1].is_word:
        return False
    if before in _BEFORE_NUMBERS or (before == "a" and form_at(tokens, index - 2) == "size"):
        return True
    value = float(token.form)
    return bare_numbers or (value >= _COUNT_FROM and before in _BEFORE_SIZES)
