"""Options that are numbers: "45 cm", "0.75 litre", "8x32", "A4", size "42"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from bot.entities.patterns import Match, TokenPatterns
from bot.entities.reading import Reader, Reading
from bot.entities.words import NUMBERS, word_set

_MEASURES = {
    "cm": "cm", "cms": "cm", "centimetre": "cm", "centimetres": "cm", "centimeters": "cm",
    "l": "l", "litre": "l", "litres": "l", "liter": "l", "liters": "l", "ltr": "l", "lt": "l",
    "mm": "mm", "m": "m", "metre": "m", "metres": "m", "kg": "kg", "g": "g", "ml": "ml",
    "inch": "in", "inches": "in",
}  # fmt: skip
CLASSES = dict.fromkeys(_MEASURES, "MEASURE") | {"x": "TIMES", "×": "TIMES"}
"""Classes of words for the reader."""

_VALUE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([^\W\d_]*)|([a-z])([0-9]+)")
_PAIR = re.compile(r"([0-9]+)\s*[x×]\s*([0-9]+)")

_ENDS = word_set(
    ", . ? ! ) ; : / - or and please instead not rather but is was for because it that thanks size "
    "if to with came arrived thx pls than though"
) | {""}
_SIZE_WORDS = word_set("size sizes")
_LED = word_set(
    "a the in to or from than not got get order ordered need needed want wanted receive received "
    "sent have wear take bought asked paid says ,"
)
_WORN = word_set("boots wellies shoes trousers shirts")
_BEFORE_SIZES = word_set("a the in to or from than not for ,")
_HIGHEST_COUNT = 12
"""A higher number before what is worn is rather its size: "42 boots"."""

WORDS = _ENDS | _SIZE_WORDS | _LED | word_set("for is one ones wide deep")
"""Words that the rules here name."""

_NUM = {"TAG": "NUM"}
_PATTERNS = {
    "measure": [
        [_NUM, {"TAG": "MEASURE"}],
        [_NUM, {"TAG": "POINT"}, _NUM, {"TAG": "MEASURE"}],
    ],
    "pair": [[_NUM, {"TAG": "TIMES"}, _NUM]],
    "lettered": [[{"ORTH": "a"}, _NUM]],
    "number": [[_NUM]],
}


class MeasureReader:
    """Reads measures of the catalogue; bare numbers only where a size would stand."""

    def __init__(
        self,
        reader: Reader,
        by_key: Mapping[str, str],
        item_forms: Collection[str],
        option_forms: Collection[str],
    ) -> None:
        """`by_key`: options by `measure_key`; `option_forms`: the words of all other options."""
        self._by_key = by_key
        self._by_number: dict[str, dict[str, str]] = {}
        for key, value in by_key.items():
            number, _, unit = key.partition(" ")
            if unit:
                self._by_number.setdefault(number, {})[unit] = value
        self._items = frozenset(item_forms)
        self._worn = {reader.read(word).form(0) for word in _WORN} & self._items
        self._around = frozenset(option_forms) | _ENDS | _LED
        self._patterns = TokenPatterns(reader, _PATTERNS)

    def read(self, reading: Reading, *, has_product: bool) -> Iterator[tuple[str, int, int]]:
        """Option, first token, and the one behind the last, of each measure."""
        if not self._by_key or "NUM" not in reading.tags:
            return
        matches = self._patterns.find(reading)
        numbers = {
            reading.words[match.start] for match in matches if self._may_be_size(reading, match)
        }
        measured = [
            (value, match.start, match.end)
            for match in matches
            if (value := self._measured(reading, match, has_product)) is not None
        ]
        yield from measured
        units = {_unit(value) for value, *_ in measured} - {None}
        for match in matches:
            if match.key != "number":
                continue
            is_one_of_two = len(numbers) > 1 and self._may_be_size(reading, match)
            value = None
            if is_one_of_two or self._is_size(reading, match.start, has_product):
                value = self._by_key.get(reading.words[match.start])
            # A number that no size is called by may be a measure without its unit all the same.
            if value is None:
                value = self._without_unit(reading, match.start, units)
            if value is not None:
                yield value, match.start, match.end

    def _without_unit(self, reading: Reading, index: int, units: set[str | None]) -> str | None:
        """Like "the 28 pan", "22 litre, not the 30", "140 wide": None if two units would do."""
        before, after = reading.form(index - 1), reading.form(index + 1)
        options = self._by_number.get(reading.words[index], {})
        if not options or _is_within_a_number(reading, index):
            return None
        if units and before in _LED | {"is"} and after in _ENDS | {"one", "wide"}:
            options = {unit: value for unit, value in options.items() if unit in units}
        elif not (
            int(reading.words[index]) > _HIGHEST_COUNT
            and ((before in ("the", "a") and after in {"one", "ones", *self._items})
                 or after in ("wide", "deep"))
        ):  # fmt: skip
            return None
        return next(iter(options.values())) if len(options) == 1 else None

    def _measured(self, reading: Reading, match: Match, has_product: bool) -> str | None:
        key, start, end = match
        if key == "number":
            return None
        if key == "lettered":
            if not reading.is_joined(end - 1):
                return None
            is_told = has_product or not _SIZE_WORDS.isdisjoint(reading.forms)
            is_bare = {reading.form(start - 1), reading.form(end)} <= self._around
            value = self._by_key.get("a" + reading.words[end - 1])
            return value if is_told or is_bare or self._is_before_item(reading, end) else None
        if key == "pair":
            return self._by_key.get(f"{reading.words[start]}x{reading.words[end - 1]}")
        if reading.form(start - 1) == "." and reading.is_joined(start):
            return None
        number = "".join(reading.words[start : end - 1]).replace(",", ".")
        # "one L and one S" are sizes.
        if number.isalpha() and reading.words[end - 1].isupper():
            return None
        if not number.replace(".", "").isdecimal():
            number = str(NUMBERS.get(reading.forms[start], ""))
        return self._by_key.get(f"{_plain(number)} {_MEASURES[reading.forms[end - 1]]}")

    def _is_before_item(self, reading: Reading, index: int) -> bool:
        return reading.form(index) in self._items or reading.form(index + 1) in self._items

    def _may_be_size(self, reading: Reading, match: Match) -> bool:
        """Whether a number would be a size if another one is: "got 41, need 42"."""
        if match.key != "number" or reading.words[match.start] not in self._by_key:
            return False
        return reading.form(match.start - 1) in _LED and reading.form(match.end) in _ENDS

    def _is_size(self, reading: Reading, index: int, has_product: bool) -> bool:
        """Whether a bare number is a size: "size 38", "in a 42", "42 boots"."""
        before = reading.form(index - 1)
        if before in _SIZE_WORDS or (
            before in ("a", "is") and (reading.form(index - 2) in _SIZE_WORDS)
        ):
            return True
        word = reading.words[index]
        if reading.form(index + 1) in self._worn and word.isdecimal():
            return int(word) > _HIGHEST_COUNT
        if reading.form(index + 1) not in _ENDS:
            return False
        if before == "a" and reading.form(index - 2) in ("in", "for", "to", "a", "got", "need"):
            return True
        if before not in _BEFORE_SIZES:
            return False
        return has_product or not _SIZE_WORDS.isdisjoint(reading.forms)


def _unit(value: str) -> str | None:
    return (measure_key(value.casefold()) or "").partition(" ")[2] or None


def _is_within_a_number(reading: Reading, index: int) -> bool:
    """Like the 30 of "14/30" and "£30"; letters may touch it, "60s"."""
    return (reading.is_joined(index) and reading.tag(index - 1) != "word") or (
        reading.is_joined(index + 1) and reading.tag(index + 2) == "NUM"
    )


def measure_key(value: str) -> str | None:
    """What a measure is looked up by: "45 cm", "8x32", "a4", "38"; None for words."""
    pair = _PAIR.fullmatch(value)
    if pair:
        return f"{pair[1]}x{pair[2]}"
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    if match[3]:
        return f"{match[3]}{match[4]}"
    if not match[2]:
        return match[1]
    unit = _MEASURES.get(match[2])
    return f"{_plain(match[1])} {unit}" if unit else None


def _plain(number: str) -> str:
    """Like "1.20" and "01.2" are "1.2"."""
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")
