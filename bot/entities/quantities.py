"""How many items: "2 mugs", "two of the bowls", "3x", "a pair of cushions", "I need six"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.entities.detail import Detail
from bot.entities.names import VAGUE
from bot.entities.reading import UNKNOWN, Reader, Reading
from bot.entities.spoken_numbers import number_before
from bot.entities.words import NUMBERS, word_set

_ITEMS = word_set(
    "item items piece pieces product products unit units thing things pair pairs copy copies "
    "article articles"
)
_BETWEEN = word_set("of the these those my your our more other extra new identical matching")
_GROUPS = word_set("them these those it")
_NO_COUNT = word_set(
    "size sizes number no order step option page floor flat unit about hp version model £ € $ # / "
    "- . each every under over per within @ in"
)
_NO_ONE = word_set("this that which the another any first last only no wrong same right")
"""Before "one" these make it a pronoun."""
_NO_THINGS = word_set("person man seater part percent minute")
_THINGS = frozenset({"thing", "things"})
"""Not sold, where only one or a couple is spoken of."""
_NO_DESCRIPTION = word_set(
    "so and but or for if when because as that is are was were have has had to with on in at by "
    "not about off per"
)
"""What may not stand between a number and the thing that it counts."""
_WANTED = word_set(
    "ordered order got get received receive sent send bought buy want wanted need needed chose "
    "have had return returning keep keeping add missing"
)
_SAID = word_set(". , ! ? ; ) and but not only instead please pls thanks came arrived when so") | {
    ""
}
_JOINTS = (".", ",", "/", ":", "-")
_TIMES = frozenset({"x", "×", "times"})
_GROUP_WORDS = {"pair": 2, "couple": 2, "dozen": 12}
_COME_IN_PAIRS = word_set(
    "gloves socks boots trousers wellies wellingtons pants binoculars headphones shoes"
)
"""A pair of these is one thing."""
_MOST_BETWEEN = 3
_MOST_ITEMS = 999
_MOST_OF_ONE = 12
"""As many may stand before a singular, "two chair"; a higher number is something else."""

WORDS = (
    _ITEMS | _BETWEEN | _GROUPS | _NO_COUNT | _NO_THINGS | _NO_ONE | _NO_DESCRIPTION | _WANTED
    | _SAID | _GROUP_WORDS.keys() | {"x", "quantity", "all", "half", "out", "a"}
)  # fmt: skip
"""Words that the rules here name."""


class QuantityReader:
    """Reads numbers of items; sizes, amounts, days and dates are none."""

    def __init__(self, reader: Reader, item_forms: Collection[str], words: Collection[str]) -> None:
        """`item_forms`: what the shop sells, in one word each; `words`: what describes it."""
        self._items = frozenset(item_forms) | {reader.read(word).form(0) for word in _ITEMS}
        self._describing = (frozenset(words) | _BETWEEN) - _NO_THINGS - NUMBERS.keys() - {UNKNOWN}
        self._vague = {reader.read(word).form(0) for word in VAGUE - _ITEMS}
        self._in_pairs = {reader.read(word).form(0) for word in _COME_IN_PAIRS} - {UNKNOWN}

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All quantities; value: the number, 1 to 999."""
        for index, tag in enumerate(reading.tags):
            found = None
            if reading.forms[index] in _GROUP_WORDS:
                found = self._group(reading, index)
            elif tag == "NUM":
                found = self._number(reading, index)
            if found is not None:
                yield found

    def _group(self, reading: Reading, index: int) -> Detail | None:
        """Like "a pair of mugs", "half a dozen candles"."""
        form, start = reading.forms[index], index
        is_dozen = form == "dozen"
        if reading.form(index - 1) == "a":
            start = index - 1
        elif not is_dozen or reading.tag(index - 1) == "NUM":
            return None
        of = reading.form(index + 1) == "of"
        at = index + 2 if of else index + 1
        if not (of or is_dozen) or not self._counts_items(reading, at, _MOST_OF_ONE):
            return None
        # "a couple of things to ask"
        if reading.form(at) in _THINGS:
            return None
        value = _GROUP_WORDS[form]
        if form == "pair" and not self._in_pairs.isdisjoint(reading.forms[at : at + _MOST_BETWEEN]):
            value = 1
        if reading.form(start - 1) == "half":
            start, value = start - 1, value // 2
        return _quantity(reading, start, index + 1, value)

    def _number(self, reading: Reading, index: int) -> Detail | None:
        start, value = number_before(reading, index + 1)
        before, after, end = reading.form(start - 1), reading.form(index + 1), index + 1
        if not 1 <= value <= _MOST_ITEMS or _is_part_of_a_number(reading, start, index):
            return None
        if before == "quantity" or (before == ":" and reading.form(start - 2) == "quantity"):
            return _quantity(reading, start, end, value)
        if before in ("x", "×") and reading.is_joined(start) and reading.tag(start - 2) != "NUM":
            return _quantity(reading, start - 1, end, value)
        if after in _TIMES and reading.tag(index + 2) != "NUM" and after != "times":
            if reading.is_joined(index + 1) or self._counts_items(reading, index + 2, value):
                return _quantity(reading, start, end + 1, value)
            return None
        if before in _NO_COUNT:
            return None
        if reading.forms[index] == "one" and not self._is_numeral(reading, index):
            return None
        # "set of 4": the name of one item.
        if before == "of" and reading.form(start - 2) in ("set", "sets", "pack", "box"):
            return None
        # "two or three mugs"
        at = end + 2 if after == "or" and reading.tag(end + 1) == "NUM" else end
        if self._counts_items(reading, at, value) or self._is_told(reading, start, end, value):
            return _quantity(reading, start, end, value)
        return None

    def _is_told(self, reading: Reading, start: int, end: int, value: int) -> bool:
        """Whether what is around a number makes it one of items: "two of them", "I need six"."""
        before, after = reading.form(start - 1), reading.form(end)
        behind = reading.form(end + 1)
        if after == "of" and behind in _GROUPS and value > 1:
            return True
        if after == "of" and reading.tag(end + 1) == "NUM":
            # "3 of 6 broken"
            return value < reading.number(end + 1) and reading.tag(end + 2) == "word"
        if after == "of" and behind == "the" and reading.tag(end + 2) == "NUM":
            # "one of the two", but "one of the 3-5"
            return reading.form(end + 3) != "-"
        if after == "out" and behind == "of":
            # "two out of my three", "5 out of 6 mugs"; "10 out of 10" is praise.
            is_number = reading.tag(end + 2) == "NUM"
            return not is_number or self._counts_items(reading, end + 3, value)
        if before == "of" and reading.form(start - 2) == "instead":
            # "three instead of four"
            return reading.tag(start - 3) == "NUM" and after in _SAID
        if before == "all" and value > 1:
            return after in _SAID | {"of", "are", "were", "have"}
        at = start - 2 if before in ("only", "just") else start - 1
        is_digits_or_many = reading.forms[start] != "one"
        is_small = value <= _MOST_OF_ONE
        return reading.form(at) in _WANTED and after in _SAID and is_small and is_digits_or_many

    def _is_numeral(self, reading: Reading, index: int) -> bool:
        """Whether "one" counts: "one mug", "one of the mugs", but not "this one", "one of you"."""
        if reading.form(index - 1) in _NO_ONE or reading.tag(index - 1) == "ORD":
            return False
        if reading.form(index + 1) in _THINGS:
            return False
        return reading.form(index + 1) != "of" or reading.form(index + 2) in (
            "the",
            "these",
            "those",
        )

    def _counts_items(self, reading: Reading, at: int, value: int) -> bool:
        """Whether items follow, at most a few describing words on."""
        for place in range(at, min(at + _MOST_BETWEEN + 1, len(reading.forms))):
            gap = reading.text[reading.ends[place - 1] : reading.starts[place]]
            # "2-person", but "2 T-shirts"
            if place == at and gap.startswith(("-", "‐")):
                return False
            form = reading.forms[place]
            # "2 desk lamps": the last of several nouns is the thing; "one box" is a parcel, "two
            # sleeping bags" are not.
            if form in self._items and (
                form not in self._vague or reading.form(place - 1) in self._describing - _BETWEEN
            ):
                is_plural = reading.words[place].casefold().endswith("s")
                # "the 28 pan": a size; "a four digit thing": none.
                is_many = is_plural or (value <= _MOST_OF_ONE and form not in _THINGS)
                return form not in _NO_THINGS and (is_many or value == 1)
            is_a_word = reading.tags[place] == "word" and form not in _NO_THINGS | _NO_DESCRIPTION
            if form not in self._describing and not (is_a_word and place == at):
                return False
        return False


def _is_part_of_a_number(reading: Reading, start: int, index: int) -> bool:
    """Whether signs join this to other numbers, as in "14/11", "29.50" or "HP-104233"."""
    for sign, other, later in ((start - 1, start - 2, start), (index + 1, index + 2, index + 2)):
        is_joint = reading.form(sign) in _JOINTS and reading.tag(other) == "NUM"
        if is_joint and reading.is_joined(later - 1) and reading.is_joined(later):
            return True
    return reading.tag(start - 1) == "NUM" or reading.tag(index + 1) == "NUM"


def _quantity(reading: Reading, start: int, end: int, value: int) -> Detail:
    first, last = reading.starts[start], reading.ends[end - 1]
    return Detail("quantity", first, last, reading.text[first:last], value, 0.9)
