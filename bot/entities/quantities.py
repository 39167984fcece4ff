"""How many items: "2 mugs", "two of the bowls", "3x"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.entities.detail import Detail
from bot.entities.reading import Reader, Reading
from bot.entities.words import word_set

_ITEMS = word_set(
    "item items piece pieces product products unit units thing things pair pairs copy copies "
    "article articles"
)
_BETWEEN = word_set("of the these those my your our more other extra new identical matching")
_GROUPS = word_set("them these those")
_NO_COUNT = word_set(
    "size sizes number no order step option page floor flat unit about hp version model £ € $ # / "
    "- . each every under over per within @"
)
_NO_ONE = word_set("this that which the another any first last only no wrong same right")
"""Before "one" these make it a pronoun."""
_NO_THINGS = word_set("person man seater part percent minute")
_TIMES = frozenset({"x", "×", "times"})
_MOST_BETWEEN = 3
_MOST_ITEMS = 999
_MOST_OF_ONE = 12
"""As many may stand before a singular, "two chair"; a higher number is something else."""

WORDS = _ITEMS | _BETWEEN | _GROUPS | _NO_COUNT | _NO_THINGS | _NO_ONE | {"x", "quantity", "dozen"}
"""Words that the rules here name."""


class QuantityReader:
    """Reads numbers of items; sizes, amounts, days and dates are none."""

    def __init__(self, reader: Reader, item_forms: Collection[str], words: Collection[str]) -> None:
        """`item_forms`: what the shop sells, in one word each; `words`: what describes it."""
        self._items = frozenset(item_forms) | {reader.read(word).form(0) for word in _ITEMS}
        self._describing = (frozenset(words) | _BETWEEN) - _NO_THINGS

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All quantities; value: the number, 1 to 999."""
        for index, tag in enumerate(reading.tags):
            if tag == "NUM" or reading.forms[index] == "dozen":
                found = self._at(reading, index)
                if found is not None:
                    yield found

    def _at(self, reading: Reading, index: int) -> Detail | None:
        before, after = reading.form(index - 1), reading.form(index + 1)
        value = 12 if reading.forms[index] == "dozen" else reading.number(index)
        if not 1 <= value <= _MOST_ITEMS or _is_part_of_a_number(reading, index):
            return None
        start, end = index, index + 1
        if before == "quantity" or (before == ":" and reading.form(index - 2) == "quantity"):
            return _quantity(reading, start, end, value)
        if before in ("x", "×") and reading.is_joined(index) and reading.tag(index - 2) != "NUM":
            return _quantity(reading, index - 1, end, value)
        if after in _TIMES and reading.tag(index + 2) != "NUM" and after != "times":
            if reading.is_joined(index + 1) or self._counts_items(reading, index + 2, value):
                return _quantity(reading, start, end + 1, value)
            return None
        if before in _NO_COUNT:
            return None
        if reading.forms[index] == "one" and not self._is_numeral(reading, index):
            return None
        # "set of 4": the name of one item.
        if before == "of" and reading.form(index - 2) in ("set", "sets", "pack", "box"):
            return None
        if self._counts_items(reading, index + 1, value):
            return _quantity(reading, start, end, value)
        return None

    def _is_numeral(self, reading: Reading, index: int) -> bool:
        """Whether "one" counts: "one mug", "one of the mugs", but not "this one", "one of you"."""
        if reading.form(index - 1) in _NO_ONE or reading.tag(index - 1) == "ORD":
            return False
        return reading.form(index + 1) != "of" or reading.form(index + 2) in (
            "the",
            "these",
            "those",
        )

    def _counts_items(self, reading: Reading, at: int, value: int) -> bool:
        """Whether items follow, at most a few describing words on."""
        if reading.form(at) == "of" and reading.form(at + 1) in _GROUPS and value > 1:
            return True
        for place in range(at, min(at + _MOST_BETWEEN + 1, len(reading.forms))):
            if reading.text[reading.ends[place - 1] : reading.starts[place]].startswith(("-", "‐")):
                return False
            form = reading.forms[place]
            # "2 desk lamps": the last of several nouns is the thing.
            if form in self._items:
                # "the 28 pan": a size.
                is_many = value <= _MOST_OF_ONE or reading.words[place].casefold().endswith("s")
                return form not in _NO_THINGS and is_many
            is_a_word = reading.tags[place] == "word" and form not in _NO_THINGS
            if form not in self._describing and not (is_a_word and place == at):
                return False
        return False


def _is_part_of_a_number(reading: Reading, index: int) -> bool:
    """Whether signs join this to other numbers, as in "14/11", "29.50" or "HP-104233"."""
    for sign, other in ((index - 1, index - 2), (index + 1, index + 2)):
        joint = reading.form(sign)
        if joint in (".", ",", "/", ":", "-") and reading.tag(other) == "NUM":
            tight = reading.is_joined(max(sign, index)) and reading.is_joined(max(other, sign))
            if tight:
                return True
    return reading.tag(index - 1) == "NUM" or reading.tag(index + 1) == "NUM"


def _quantity(reading: Reading, start: int, end: int, value: int) -> Detail:
    first, last = reading.starts[start], reading.ends[end - 1]
    return Detail("quantity", first, last, reading.text[first:last], value, 0.9)
