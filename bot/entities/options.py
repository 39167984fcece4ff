"""Options of the shop's products: colours, sizes, materials, as the catalogue has them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.entities.catalogue import Catalogue
from bot.entities.detail import Detail
from bot.entities.names import words_of
from bot.entities.patterns import Match, Phrases, TokenPatterns
from bot.entities.reading import Reader, Reading
from bot.entities.words import NUMBERS, word_set

_COMMON_RANK = 9_000
"""Words above this rank in the encoder's vocabulary, which runs from frequent to rare, are no
option by themselves: "oak" needs a context, "walnut" none."""

_AMBIGUOUS = word_set("rust ink heather fig chalk sage")
"""Rare words that customers use otherwise."""

_MEASURES = {
    "cm": "cm", "cms": "cm", "centimetre": "cm", "centimetres": "cm", "centimeters": "cm",
    "l": "l", "litre": "l", "litres": "l", "liter": "l", "liters": "l", "ltr": "l", "lt": "l",
    "mm": "mm", "m": "m", "metre": "m", "metres": "m", "kg": "kg", "g": "g", "ml": "ml",
    "inch": "in", "inches": "in",
}  # fmt: skip
CLASSES = dict.fromkeys(_MEASURES, "MEASURE") | {"x": "TIMES", "×": "TIMES"}
"""Classes of words for the reader."""

_SIZES = {
    "xl": ("extra large", "x large", "xlarge"), "xs": ("extra small", "x small"),
    "xxl": ("extra extra large", "double xl"), "s": (), "m": (), "l": (),
}  # fmt: skip
_VALUE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([^\W\d_]*)|([a-z])([0-9]+)")
_PAIR = re.compile(r"([0-9]+)\s*[x×]\s*([0-9]+)")

_THINGS = word_set(
    "one ones version colour colours shade glaze finish cover pair size sizes model variant type "
    "option set paper material"
)
_CHOSEN = word_set(
    "want wanted ordered order got get received sent chose choose picked prefer have need bought "
    "exchange swap change of than only like"
)
_ENDS = word_set(
    ", . ? ! ) ; : / - or and please instead not rather but is was for because it that thanks size "
    "if to with came arrived thx pls than though"
) | {""}
_LINKS = word_set("or and / , not than to from vs but")
_NOT_SIZES = word_set("too very so bit quite really rather way little")
_SIZE_WORDS = word_set("size sizes")

WORDS = (
    _THINGS | _CHOSEN | _ENDS | _LINKS | _NOT_SIZES | {"in", "a", "an", "the", "extra", "double"}
)
"""Further words that the rules here name."""

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


class Options:
    """The options of a catalogue, compiled once; `words` are those the reader has to know."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.dimensions = {dimension for dimension, _ in catalogue.options if dimension}
        self.dimensions_of: dict[str, set[str]] = {}
        self.by_word: dict[str, str] = {}
        self.by_measure: dict[str, str] = {}
        for dimension, value in catalogue.options:
            plain = value.casefold()
            self.dimensions_of.setdefault(plain, set()).add(dimension)
            key = _measure_key(plain)
            if key:
                self.by_measure.setdefault(key, value)
            else:
                self.by_word.setdefault(plain, value)
                for other in _SIZES.get(plain, ()):
                    self.by_word.setdefault(other, value)
        self.words = words_of(self.by_word) | words_of(self.dimensions)


class OptionReader:
    """Reads options; words that mean other things too count only where an option would stand."""

    def __init__(
        self,
        reader: Reader,
        options: Options,
        item_forms: Collection[str],
        known: Mapping[str, int],
    ) -> None:
        self._options = options
        self._known = known
        self._items = frozenset(item_forms)
        self._dimensions = {form for name in options.dimensions for form in reader.read(name).forms}
        self._dimensions_of = {
            word: frozenset(form for name in names for form in reader.read(name).forms)
            for word, names in options.dimensions_of.items()
        }
        self._phrases = Phrases(
            reader, {value: [w for w, v in options.by_word.items() if v == value]
                     for value in dict.fromkeys(options.by_word.values())},
        )  # fmt: skip
        self.forms = {form for word in options.by_word for form in reader.read(word).forms}
        self._patterns = TokenPatterns(reader, _PATTERNS)

    def read(self, reading: Reading, products: Iterable[Detail]) -> Iterator[Detail]:
        """All options; `products` are those that were read in the same message."""
        places = [(product.start, product.end) for product in products]
        for value, start, end in self._phrases.find(reading):
            if self._is_meant(reading, start, end, value, places):
                yield _option(reading, start, end, value)
        if "NUM" in reading.tags and self._options.by_measure:
            for match in self._patterns.find(reading):
                measured = self._measured(reading, match, bool(places))
                if measured is not None:
                    yield _option(reading, match.start, match.end, measured)

    def _measured(self, reading: Reading, match: Match, has_product: bool) -> str | None:
        key, start, end = match
        if key == "number":
            if not self._is_size(reading, start, has_product):
                return None
            return self._options.by_measure.get(reading.words[start])
        if key == "lettered":
            if not reading.is_joined(end - 1):
                return None
            value = self._options.by_measure.get("a" + reading.words[end - 1])
            is_option = value and self._has_context(reading, start, end, [])
            return value if is_option or (value and has_product) else None
        if key == "pair":
            pair = f"{reading.words[start]}x{reading.words[end - 1]}"
            return self._options.by_measure.get(pair)
        if reading.form(start - 1) == "." and reading.is_joined(start):
            return None
        number = "".join(reading.words[start : end - 1]).replace(",", ".")
        if not number.replace(".", "").isdecimal():
            number = str(NUMBERS.get(reading.forms[start], ""))
        return self._options.by_measure.get(f"{_plain(number)} {_MEASURES[reading.forms[end - 1]]}")

    def _is_size(self, reading: Reading, index: int, has_product: bool) -> bool:
        """Whether a bare number is a size: "size 38", "in a 42", "41 instead"."""
        before = reading.form(index - 1)
        if before in _SIZE_WORDS or (
            before in ("a", "is") and (reading.form(index - 2) in _SIZE_WORDS)
        ):
            return True
        if reading.form(index + 1) not in _ENDS:
            return False
        if before == "a" and reading.form(index - 2) in ("in", "for", "to", "a", "got", "need"):
            return True
        told = has_product or not _SIZE_WORDS.isdisjoint(reading.forms)
        return told and before in ("a", "the", "in", "to", "or", "from", "than", "not")

    def _is_meant(
        self, reading: Reading, start: int, end: int, value: str, products: list[tuple[int, int]]
    ) -> bool:
        if reading.form(start - 1) in _NOT_SIZES:
            return False
        word = value.casefold()
        if word in NUMBERS or word in ("with", "without"):
            return self._is_by_dimension(reading, start, end, word)
        if word in ("uk", "us"):
            after = reading.form(end)
            return self._is_by_dimension(reading, start, end, word) or (
                reading.words[start].isupper() and (after in self._items or after in _THINGS)
            )
        if len(word) == 1:
            return self._is_letter(reading, start, end, products)
        is_shouted = reading.text.isupper()
        is_a_name = reading.words[start].istitle() and start > 0 and not is_shouted
        is_plain = (
            end - start == 1
            and word.isalpha()
            and (self._known.get(word, _COMMON_RANK) < _COMMON_RANK or word in _AMBIGUOUS)
        )
        if not is_plain and not is_a_name:
            return True
        return self._has_context(reading, start, end, products)

    def _is_by_dimension(
        self, reading: Reading, start: int, end: int, word: str | None = None
    ) -> bool:
        """Like "two burners", "UK layout", "size: S", "paper plain"."""
        # "with arms", but "with the colour": words that mean little need their own dimension.
        own = self._dimensions if word is None else self._dimensions_of.get(word, frozenset())
        if reading.form(end) in own:
            return True
        if reading.form(end) == "the" and reading.form(end + 1) in own:
            return True
        before = start - 1
        if reading.form(before) in (":", "is"):
            before -= 1
        return reading.form(before) in own and reading.form(end) in _ENDS

    def _is_letter(
        self, reading: Reading, start: int, end: int, products: list[tuple[int, int]]
    ) -> bool:
        """Like "size M", "in an L", "the S one"; small letters only after "size"."""
        before, after = reading.form(start - 1), reading.form(end)
        if before in _SIZE_WORDS or (before in _LINKS and reading.form(start - 2) in _SIZES):
            return True
        if reading.words[start].islower() or reading.tag(start - 1) == "NUM":
            return False
        if after in _THINGS or after in self._items:
            return True
        if before == "" and after == "":
            return True
        if self._follows_product(reading, start, products):
            return True
        if before in ("in", "to", "size"):
            return True
        if after in _LINKS and reading.form(end + 1) in _SIZES:
            return True
        is_led = before in {"in", "a", "an", "the", "from", "to", "for", *_CHOSEN}
        return is_led and after in _ENDS

    def _has_context(
        self, reading: Reading, start: int, end: int, products: list[tuple[int, int]]
    ) -> bool:
        """Whether an option would stand here: before a thing, after "in", in a list of options."""
        before, after = reading.form(start - 1), reading.form(end)
        if after in self._items or after in _THINGS or self._is_by_dimension(reading, start, end):
            return True
        # "the oak desk lamp": a product begins right behind.
        if end < len(reading.starts) and any(reading.starts[end] == s for s, _ in products):
            return True
        if self._follows_product(reading, start, products):
            return True
        if before in ("colour", "shade", "size"):
            return True
        if before == "in" and after in _ENDS:
            return True
        if before in _LINKS and reading.form(start - 2) in self.forms:
            return True
        following = end + 2 if reading.form(end + 1) in ("the", "a", "in") else end + 1
        if after in _LINKS and reading.form(following) in self.forms:
            return True
        if reading.forms[start] in ("small", "medium", "large"):
            # "one medium and one small", "swap my jumper for a large".
            is_led = before == "a" and after in _ENDS and bool(products)
            if is_led or reading.tag(start - 1) == "NUM":
                return True
        if before in _CHOSEN and (after in _ENDS or after in _CHOSEN):
            return True
        return before == "" and after in ("", "please", "?", ".", "!")

    def _follows_product(
        self, reading: Reading, start: int, products: list[tuple[int, int]]
    ) -> bool:
        """Like "mug, chalk", "jumper navy", "lantern (red)", "mug in rust"."""
        at = start
        while at > 0 and reading.forms[at - 1] in (",", "(", "-", "in", ":"):
            at -= 1
        return at > 0 and any(reading.ends[at - 1] == end for _, end in products)


def _measure_key(value: str) -> str | None:
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


def _option(reading: Reading, start: int, end: int, value: str) -> Detail:
    first, last = reading.starts[start], reading.ends[end - 1]
    return Detail("option", first, last, reading.text[first:last], value, 0.9)
