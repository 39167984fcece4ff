"""Options of the shop's products: colours, sizes, materials, as the catalogue has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bot.entities.catalogue import Catalogue
from bot.entities.detail import Detail
from bot.entities.measures import MeasureReader, measure_key
from bot.entities.names import words_of
from bot.entities.patterns import Match, Phrases
from bot.entities.reading import Reader, Reading
from bot.entities.words import NUMBERS, word_set

_FAR = 5
_COMMON_RANK = 9_000
"""Words above this rank in the encoder's vocabulary, which runs from frequent to rare, are no
option by themselves: "oak" needs a context, "walnut" none."""

_AMBIGUOUS = word_set("rust ink heather fig chalk sage")
"""Rare words that customers use otherwise."""

_SIZES = {
    "xl": ("extra large", "x large", "xlarge"), "xs": ("extra small", "x small"),
    "xxl": ("extra extra large", "double xl"), "s": (), "m": (), "l": (),
}  # fmt: skip
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
_LED = (
    _CHOSEN | _LINKS
    | word_set(
        "in a an the for is was be am says said say called calls meant paid asked clicked selected "
        "this my get send give make become it with : - . ?"
    )
    | {""}
)  # fmt: skip
"""What stands before an option in a message that speaks of options."""
_BEHIND = _ENDS | _LINKS | _CHOSEN | _THINGS | word_set("in on off at from i you we where when")
"""What stands behind one."""
_CHOOSING = word_set(
    "swap exchange change switch trade replace replacement instead colour shade glaze size sizes "
    "scent wood meant"
)
"""In a message with one of these, a word that stands like an option is one."""
_IS = word_set(": is was be should would as i we want wanted ordered chose it")
"""Between a dimension and its option: "colour should be navy"."""
_SEASONS = word_set("spring summer autumn winter")
_DURING = word_set("in over since during")
_WORN = word_set("am is was take wear") | _CHOSEN

WORDS = (
    _DURING | _BEHIND | _CHOOSING | _NOT_SIZES | _LED | _IS | _WORN | {"extra", "double"}
)  # fmt: skip
"""Further words that the rules here name."""


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
            key = measure_key(plain)
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
        self._measures = MeasureReader(reader, options.by_measure, item_forms, self.forms)

    def read(self, reading: Reading, products: Iterable[Detail]) -> Iterator[Detail]:
        """All options; `products` are those that were read in the same message."""
        places = [(product.start, product.end) for product in products]
        candidates = self._phrases.find(reading)
        meant = [one for one in candidates if self._is_meant(reading, one, places)]
        beside = [
            one
            for one in candidates
            if one not in meant and self._is_beside(reading, one, candidates, meant)
        ]
        for value, start, end in meant + beside:
            yield _option(reading, start, end, value)
        for value, start, end in self._measures.read(reading, has_product=bool(places)):
            yield _option(reading, start, end, value)

    def _is_beside(
        self, reading: Reading, one: Match, candidates: Sequence[Match], meant: Sequence[Match]
    ) -> bool:
        """Whether another option of the same dimension makes this one: "oak, not walnut"."""
        if not self._is_placed(reading, one):
            return False
        is_choice = not _CHOOSING.isdisjoint(reading.forms)
        if is_choice and one.key.casefold() not in ("with", "without"):
            return True
        dimensions = self._options.dimensions_of[one.key.casefold()]
        return any(
            other.key != one.key
            and not dimensions.isdisjoint(self._options.dimensions_of[other.key.casefold()])
            and (other in meant or self._is_placed(reading, other))
            for other in candidates
        )

    def _is_placed(self, reading: Reading, one: Match) -> bool:
        """Whether an option could stand here."""
        word, after = one.key.casefold(), reading.form(one.end)
        if word in NUMBERS or (len(word) <= len("us") and not reading.words[one.start].isupper()):
            return False
        if reading.form(one.start - 1) in _NOT_SIZES or _is_idiom(reading, one.start):
            return False
        # "an L goes out"
        is_ended = len(word) == 1 or after in _BEHIND or after in self._items
        return reading.form(one.start - 1) in _LED and is_ended

    def _is_meant(self, reading: Reading, one: Match, products: list[tuple[int, int]]) -> bool:
        value, start, end = one
        if reading.form(start - 1) in _NOT_SIZES or _is_idiom(reading, start):
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
        is_inside = reading.form(start - 1) not in ("", ".", "!", "?")
        is_a_name = reading.words[start].istitle() and is_inside and not is_shouted
        is_plain = (
            end - start == 1
            and word.isalpha()
            and (self._known.get(word, _COMMON_RANK) < _COMMON_RANK or word in _AMBIGUOUS)
        )
        if is_plain and _is_inflected(reading, start):
            return False
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
        while before > start - _FAR and reading.form(before) in _IS:
            before -= 1
        return reading.form(before) in own and reading.form(end) in _ENDS

    def _is_letter(
        self, reading: Reading, start: int, end: int, products: list[tuple[int, int]]
    ) -> bool:
        """Like "size M", "in an L", "the S one"; small letters only after "size"."""
        before, after = reading.form(start - 1), reading.form(end)
        if before in _SIZE_WORDS or (before in _LINKS and reading.form(start - 2) in _SIZES):
            return True
        if reading.words[start].islower() or before == "0":
            return False
        # "one size up, L"
        if before == "," and after in _ENDS and not _SIZE_WORDS.isdisjoint(reading.forms):
            return True
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
        is_led = before in {"in", "a", "an", "the", "from", "to", "for", *_CHOSEN, *NUMBERS}
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
        # "A4 plain"
        if before == "0" and reading.form(start - 2) == "a":
            return True
        if before == "in" and after in _ENDS:
            return True
        if before in _LINKS and reading.form(start - 2) in self.forms:
            return True
        following = end + 2 if reading.form(end + 1) in ("the", "a", "in") else end + 1
        if after in _LINKS and reading.form(following) in self.forms:
            return True
        if reading.forms[start] in ("small", "medium", "large"):
            # "one medium and one small", "got a medium", "swap my jumper for a large".
            is_ended = after in _ENDS or after == "in"
            is_worn = before == "a" and (bool(products) or reading.form(start - 2) in _WORN)
            if is_ended and (is_worn or reading.tag(start - 1) == "NUM"):
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


def _is_inflected(reading: Reading, start: int) -> bool:
    """Like "it rusts", "cleared up"; "two mediums" is a size all the same."""
    form, word = reading.forms[start], reading.words[start].casefold()
    is_verb = word.endswith(("s", "ed", "ing")) and word.startswith(form[:-1]) and word != form
    return is_verb and form not in ("small", "medium", "large")


def _is_idiom(reading: Reading, start: int) -> bool:
    """Like "set in stone", "in the summer"."""
    before = (reading.form(start - 2), reading.form(start - 1))
    is_season = reading.forms[start] in _SEASONS and before[1] == "the" and before[0] in _DURING
    return is_season or before == ("set", "in")


def _option(reading: Reading, start: int, end: int, value: str) -> Detail:
    first, last = reading.starts[start], reading.ends[end - 1]
    return Detail("option", first, last, reading.text[first:last], value, 0.9)
