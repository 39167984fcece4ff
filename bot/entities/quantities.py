"""How many items: "2 mugs", "two of the bowls", "3x", "a pair of cushions", "I need six"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.entities import counts
from bot.entities.counts import (
    MOST_ITEMS,
    MOST_OF_ONE,
    NO_DESCRIPTION,
    SIZES,
    THINGS,
    contrasted,
    is_asked_for,
    is_ended,
    is_part_of_a_number,
    is_told_as_quantity,
    is_twice_or_sum,
)
from bot.entities.detail import Detail
from bot.entities.names import VAGUE
from bot.entities.reading import UNKNOWN, Reader, Reading
from bot.entities.spoken_numbers import number_before
from bot.entities.words import NUMBERS, word_set

_ITEMS = word_set(
    "item items piece pieces product products unit units thing things pair pairs copy copies "
    "article articles nos pcs"
)
_BETWEEN = word_set("of the these those my your our more other extra new identical matching")
_OWNING = word_set("the these those my your our a")
"""Stand behind a number only after "of": "4 the lamp" is "for the lamp"."""
_GROUPS = word_set("them these those it each")
_NO_COUNT = word_set(
    "size sizes number no step option page floor flat unit hp version model £ € $ # / "
    "each every per within @ in box parcel"
)
_BEFORE_ITEMS = word_set("order about under over")
"""After these a number counts only if items follow: "order 2 mugs", "order 104233"."""
_NO_ONE = word_set("this that which the another any first last only no wrong same right")
"""Before "one" these make it a pronoun."""
_NO_THINGS = word_set("person man seater part percent minute")
_TOLD = word_set("tell told me ask asked change find top these do")
"""Before "two things" these are no order: "tell me two things"."""
_TOO = word_set("is it way was are be bit far much looks feels seems just")
"""Before "2 large" these make it "too large"."""
_TIMES = frozenset({"x", "×", "times"})
_GROUP_WORDS = {"pair": 2, "couple": 2, "dozen": 12}
_COME_IN_PAIRS = word_set(
    "gloves socks boots trousers wellies wellingtons pants binoculars headphones shoes"
)
"""A pair of these is one thing."""
_MOST_BETWEEN = 3

WORDS = (
    counts.WORDS | _ITEMS | _BETWEEN | _GROUPS | _NO_COUNT | _NO_THINGS | _NO_ONE | _TOLD
    | _GROUP_WORDS.keys() | _BEFORE_ITEMS | _TOO | {"x", "half", "out", "a"}
)  # fmt: skip
"""Words that the rules here name."""


class QuantityReader:
    """Reads numbers of items; sizes, amounts, days and dates are none."""

    def __init__(self, reader: Reader, item_forms: Collection[str], words: Collection[str]) -> None:
        """`item_forms`: what the shop sells, in one word each; `words`: what describes it."""
        self._items = frozenset(item_forms) | {reader.read(word).form(0) for word in _ITEMS}
        no_descriptions = _NO_THINGS | NO_DESCRIPTION | NUMBERS.keys() | {UNKNOWN}
        self._describing = (frozenset(words) | _BETWEEN) - no_descriptions
        self._vague = {reader.read(word).form(0) for word in VAGUE - _ITEMS}
        self._in_pairs = {reader.read(word).form(0) for word in _COME_IN_PAIRS} - {UNKNOWN}

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All quantities; value: the number, 1 to 999."""
        is_counting = False
        others = []
        for index, tag in enumerate(reading.tags):
            found = None
            if reading.forms[index] in _GROUP_WORDS:
                found = self._group(reading, index)
            elif tag == "NUM":
                found = self._number(reading, index)
            if found is not None:
                is_counting = True
                yield found
            elif tag == "NUM":
                others.append(index)
        # Only where one number surely counts, others are held against it.
        for index in others if is_counting else ():
            other = contrasted(reading, index)
            if other is not None:
                yield _quantity(reading, other[0], index + 1, other[1])

    def _group(self, reading: Reading, index: int) -> Detail | None:
        """Like "a pair of mugs", "half a dozen candles"."""
        form, start = reading.forms[index], index
        is_dozen = form == "dozen"
        value = _GROUP_WORDS[form]
        if is_dozen and reading.words[index].casefold() == "dozens":
            return None
        if reading.form(index - 1) == "a":
            start = index - 1
        elif is_dozen and reading.tag(index - 1) == "NUM":
            # "two dozen mugs"
            start, times = number_before(reading, index)
            value *= times
        elif not is_dozen:
            return None
        of = reading.form(index + 1) == "of"
        at = index + 2 if of else index + 1
        # "a couple mugs", but "a pair mugs" is nothing.
        is_left_out = is_dozen or form == "couple"
        is_counting = (of or is_left_out) and self._counts_items(reading, at, MOST_OF_ONE)
        if not is_counting or not 1 <= value <= MOST_ITEMS:
            return None
        # "a couple of things to ask"
        if reading.form(at) in THINGS:
            return None
        if form == "pair" and not self._in_pairs.isdisjoint(reading.forms[at : at + _MOST_BETWEEN]):
            value = 1
        if reading.form(start - 1) == "half":
            start, value = start - 1, value // 2
        return _quantity(reading, start, index + 1, value)

    def _number(self, reading: Reading, index: int) -> Detail | None:
        start, value = number_before(reading, index + 1)
        before, after, end = reading.form(start - 1), reading.form(index + 1), index + 1
        if not 1 <= value <= MOST_ITEMS or is_part_of_a_number(reading, start, index):
            return None
        if is_told_as_quantity(reading, start, end):
            return _quantity(reading, start, end, value)
        if before in ("x", "×") and reading.tag(start - 2) != "NUM":
            is_time = is_twice_or_sum(reading, start - 1, end)
            # "x2", "mugs x 2"
            is_count = reading.is_joined(start) or reading.form(start - 2) in self._items
            return None if is_time or not is_count else _quantity(reading, start - 1, end, value)
        if after in _TIMES and reading.tag(index + 2) != "NUM" and after != "times":
            if is_twice_or_sum(reading, start, end + 1):
                return None
            if reading.is_joined(index + 1) or self._counts_items(reading, index + 2, value):
                return _quantity(reading, start, end + 1, value)
            return None
        # "its way 2 small": too small.
        if reading.words[index] in ("2", "4") and before in _TOO and after in SIZES:
            return None
        if before in _NO_COUNT or (before in ("-", ".") and reading.is_joined(start)):
            return None
        # A number in brackets, behind what it counts.
        if before == "(" and after == ")" and reading.form(start - 2) in self._items:
            return _quantity(reading, start, end, value)
        if reading.forms[index] == "one" and not self._is_numeral(reading, index):
            return None
        # "set of 4": the name of one item.
        if before == "of" and reading.form(start - 2) in ("set", "sets", "pack", "box"):
            return None
        # "two or three mugs"
        at = end + 2 if after == "or" and reading.tag(end + 1) == "NUM" else end
        is_things = not THINGS.isdisjoint(reading.forms[at : at + 2])
        if is_things and (before in _TOLD or value == 1):
            return None
        is_told = before not in _BEFORE_ITEMS and self._is_told(reading, start, end, value)
        is_counted = is_told or self._counts_items(reading, at, value)
        return _quantity(reading, start, end, value) if is_counted else None

    def _is_told(self, reading: Reading, start: int, end: int, value: int) -> bool:
        """Whether what is around a number makes it one of items: "two of them", "I need six"."""
        after, behind = reading.form(end), reading.form(end + 1)
        if after == "of" and behind == "each":
            return True
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
        return is_asked_for(reading, start, end, value)

    def _is_numeral(self, reading: Reading, index: int) -> bool:
        """Whether "one" counts: "one mug", "one of the mugs", but not "this one", "one of you"."""
        before, of = reading.form(index - 1), reading.form(index + 1) == "of"
        # "only one of the mugs", but "the only one"
        is_part = of and before == "only" and reading.form(index - 2) != "the"
        if (before in _NO_ONE and not is_part) or reading.tag(index - 1) == "ORD":
            return False
        if reading.form(index + 1) in THINGS:
            return False
        if not of:
            return True
        # "one of the things", "one of the pair": any of them.
        is_any = reading.form(index + 3) in THINGS | {"pair"}
        behind = reading.form(index + 2)
        return (behind in ("the", "these", "those") and not is_any) or behind == "each"

    def _is_measured(self, reading: Reading, place: int) -> bool:
        """Whether a token is part of a measure, such as "45", "cm", the "A" of "A5"."""
        if reading.form(place) == "a":
            return reading.tag(place + 1) == "NUM" and reading.is_joined(place + 1)
        if reading.tag(place) == "NUM":
            is_lettered = reading.form(place - 1) == "a" and reading.is_joined(place)
            return is_lettered or reading.tag(place + 1) == "MEASURE"
        return reading.tag(place) == "MEASURE" and reading.tag(place - 1) == "NUM"

    def _counts_items(self, reading: Reading, at: int, value: int) -> bool:
        """Whether items follow, at most a few describing words on."""
        most = _MOST_BETWEEN + (2 if reading.form(at) == "of" else 0)
        for place in range(at, min(at + most + 1, len(reading.forms))):
            gap = reading.text[reading.ends[place - 1] : reading.starts[place]]
            # "2-person", but "2 T-shirts"
            if place == at and gap.startswith(("-", "‐")):
                return False
            form = reading.forms[place]
            word = reading.words[place].casefold()
            # "two mediums and a large", "one XL", "two new ones"
            is_size = place == at and _is_size(reading, place)
            if is_size or (form == "ones" and place > at):
                return True
            # "2 A5 notebooks", "two 45 cm cushions"
            if self._is_measured(reading, place):
                continue
            # "4 the lamp", "2 a lamp": "for", "to".
            if place == at and form in _OWNING and reading.form(place - 1) != "of":
                return False
            # "30 desk chairs"
            if form in self._items and reading.form(place + 1) in self._items:
                continue
            # "2 desk lamps": the last of several nouns is the thing; "one box" is a parcel, "two
            # sleeping bags" are not.
            if form in self._items and (
                form not in self._vague or reading.form(place - 1) in self._describing - _BETWEEN
            ):
                is_plural = word.endswith("s") or word == "mice"
                # "a three piece suite", "a jigsaw with 500 pieces"
                is_part = form in ("piece", "pieces") and reading.form(at - 2) == "with"
                if is_part or (form == "piece" and value > 1 and not is_plural):
                    return False
                # "the 28 pan": a size; "a four digit thing": none.
                is_many = is_plural or (value <= MOST_OF_ONE and form not in THINGS)
                return form not in _NO_THINGS and (is_many or value == 1)
            # "two green chairs": a colour that streets are called after, too.
            is_word = reading.tags[place] in ("word", "PERHAPS_STREET")
            is_a_word = is_word and form not in _NO_THINGS | NO_DESCRIPTION
            if form not in self._describing and not (is_a_word and place == at):
                return False
        return False


def _is_size(reading: Reading, place: int) -> bool:
    """Whether a size stands for the items that have it: "two mediums", "2 large, 1 small"."""
    word = reading.words[place]
    if reading.forms[place] in SIZES:
        return word.casefold().endswith("s") or is_ended(reading, place + 1)
    # "2 L" may be litres, and "3XL" is a size.
    is_letter = word in ("S", "M", "L") and not reading.words[place - 1].isdigit()
    return is_letter or (word in ("XS", "XL", "XXL") and not reading.is_joined(place))


def _quantity(reading: Reading, start: int, end: int, value: int) -> Detail:
    first, last = reading.starts[start], reading.ends[end - 1]
    return Detail("quantity", first, last, reading.text[first:last], value, 0.9)
