"""Options of the shop's products: colours, sizes, materials, as the catalogue has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bot.entities import option_words
from bot.entities.bare_sizes import BareSizes
from bot.entities.catalogue import Catalogue
from bot.entities.detail import Detail
from bot.entities.measures import MeasureReader, measure_key
from bot.entities.names import words_of
from bot.entities.option_words import (
    AMBIGUOUS,
    BEHIND,
    CHOOSING,
    CHOSEN,
    COMMON_RANK,
    ENDS,
    IS,
    LED,
    LINKS,
    NOT_SIZES,
    SIZE_WORDS,
    THINGS,
    WORN,
    is_end,
    is_idiom,
    is_inflected,
    is_listed,
    is_noun,
    is_of_body,
    is_told_size,
    lead,
)
from bot.entities.patterns import Match, Phrases
from bot.entities.reading import Reader, Reading
from bot.entities.words import NUMBERS

WORDS = option_words.WORDS
_FAR = 5
_SIZES = {
    "xl": ("extra large", "x large", "xlarge"), "xs": ("extra small", "x small"),
    "xxl": ("extra extra large", "double xl"), "s": (), "m": (), "l": (),
}  # fmt: skip


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
        self._bare_sizes = BareSizes(options.by_measure)
        self._measures = MeasureReader(reader, options.by_measure, item_forms, self.forms)

    def read(self, reading: Reading, products: Iterable[Detail]) -> Iterator[Detail]:
        """All options; `products` are those that were read in the same message."""
        places = [(product.start, product.end) for product in products]
        candidates = self._candidates(reading)
        meant = [one for one in candidates if self._is_meant(reading, one, places)]
        beside = [
            one
            for one in candidates
            if one not in meant and self._is_beside(reading, one, candidates, meant)
        ]
        measured = self._measured(reading, has_product=bool(places))
        found = [*meant, *beside, *measured]
        listed = [
            one
            for one in candidates
            if one not in found and is_listed(reading, one, found, self._dimensions)
        ]
        for value, start, end in [*found, *listed]:
            yield _option(reading, start, end, value)

    def _candidates(self, reading: Reading) -> list[Match]:
        """All words of options; "2XL" is one of its own, and "3XL" none that the shop has."""
        found = []
        for one in self._phrases.find(reading):
            is_several = reading.is_joined(one.start) and reading.tag(one.start - 1) == "NUM"
            if one.key.casefold() != "xl" or not is_several:
                found.append(one)
            elif reading.words[one.start - 1] == "2" and "xxl" in self._options.by_word:
                found.append(Match(self._options.by_word["xxl"], one.start - 1, one.end))
        return found

    def _measured(self, reading: Reading, *, has_product: bool) -> list[Match]:
        """Measures, and numbers that are a size or a measure without its unit."""
        found = [Match(*one) for one in self._measures.read(reading, has_product=has_product)]
        kept = [one for one in found if not self._is_no_choice(reading, one)]
        taken = {place for one in kept for place in range(one.start, one.end)}
        bare = self._bare_sizes.find(reading, has_product=has_product)
        kept += [one for one in bare if one.start not in taken]
        return sorted(kept, key=lambda one: one.start)

    def _is_no_choice(self, reading: Reading, one: Match) -> bool:
        """Like "of the 40 mugs", "my foot is 26 cm"."""
        is_plural = one.end < len(reading.words) and reading.words[one.end].endswith("s")
        is_bare = one.end - one.start == 1 and not one.key.isdecimal()
        is_count = is_bare and is_plural and reading.form(one.end) in self._items
        return is_count or (one.key.endswith(" cm") and is_of_body(reading, one.start))

    def _is_beside(
        self, reading: Reading, one: Match, candidates: Sequence[Match], meant: Sequence[Match]
    ) -> bool:
        """Whether another option of the same dimension makes this one: "oak, not walnut"."""
        if not self._is_placed(reading, one):
            return False
        is_choice = not CHOOSING.isdisjoint(reading.forms)
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
        if reading.form(one.start - 1) in NOT_SIZES or is_idiom(reading, one.start):
            return False
        # "an L goes out"
        is_ended = len(word) == 1 or after in BEHIND or after in self._items
        is_ended = is_ended or is_end(reading, one.end)
        return lead(reading, one.start) in LED and is_ended

    def _is_meant(self, reading: Reading, one: Match, products: list[tuple[int, int]]) -> bool:
        value, start, end = one
        if reading.form(start - 1) in NOT_SIZES or is_idiom(reading, start):
            return False
        word = value.casefold()
        if word in NUMBERS or word in ("with", "without"):
            return self._is_by_dimension(reading, start, end, word)
        if word in ("uk", "us"):
            after = reading.form(end)
            return self._is_by_dimension(reading, start, end, word) or (
                reading.words[start].isupper() and (after in self._items or after in THINGS)
            )
        if len(word) == 1:
            return self._is_letter(reading, start, end, products)
        is_shouted = reading.text.isupper()
        is_inside = reading.form(start - 1) not in ("", ".", "!", "?")
        is_a_name = reading.words[start].istitle() and is_inside and not is_shouted
        is_plain = (
            end - start == 1
            and word.isalpha()
            and (self._known.get(word, COMMON_RANK) < COMMON_RANK or word in AMBIGUOUS)
        )
        if is_plain and is_inflected(reading, start):
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
        while before > start - _FAR and reading.form(before) in IS:
            before -= 1
        return reading.form(before) in own and reading.form(end) in ENDS

    def _is_letter(
        self, reading: Reading, start: int, end: int, products: list[tuple[int, int]]
    ) -> bool:
        """Like "size M", "in an L", "the S one"; small letters only after "size"."""
        before, after = reading.form(start - 1), reading.form(end)
        if before in SIZE_WORDS or (before in LINKS and reading.form(start - 2) in _SIZES):
            return True
        if reading.words[start].islower() or before == "0":
            return False
        if is_told_size(reading, start, end):
            return True
        # "one size up, L"
        if before == "," and after in ENDS and not SIZE_WORDS.isdisjoint(reading.forms):
            return True
        if (
            after in THINGS
            or after in self._items
            or (before == "" and after in ("", "please", "?"))
        ):
            return True
        if before in ("in", "to", "size") or self._follows_product(reading, start, products):
            return True
        # "to navy L"
        is_behind_one = before in self._options.by_word and before not in {"with", *NUMBERS}
        if is_behind_one and is_end(reading, end):
            return True
        if after in LINKS and reading.form(end + 1) in _SIZES:
            return True
        is_led = before in {"in", "a", "an", "the", "from", "to", "for", *CHOSEN, *NUMBERS}
        return is_led and after in ENDS

    def _has_context(
        self, reading: Reading, start: int, end: int, products: list[tuple[int, int]]
    ) -> bool:
        """Whether an option would stand here: before a thing, after "in", in a list of options."""
        before, after = reading.form(start - 1), reading.form(end)
        if after in self._items or after in THINGS or self._is_by_dimension(reading, start, end):
            return True
        # "the oak desk lamp": a product begins right behind.
        if end < len(reading.starts) and any(reading.starts[end] == s for s, _ in products):
            return True
        if self._follows_product(reading, start, products):
            return True
        # "colour navy", "A4 plain"
        is_lettered = before == "0" and reading.form(start - 2) == "a"
        if is_lettered or before in ("colour", "shade", "size"):
            return True
        if (before == "in" and is_end(reading, end)) or is_noun(reading, start, end):
            return True
        # "the lamp, brass", "I want the lamp white"
        if before in self._items or (before == "," and reading.form(start - 2) in self._items):
            return is_end(reading, end)
        if before in LINKS and reading.form(start - 2) in self.forms:
            return True
        following = end + 2 if reading.form(end + 1) in ("the", "a", "in") else end + 1
        if after in LINKS and reading.form(following) in self.forms:
            return True
        if reading.forms[start] in ("small", "medium", "large"):
            # "one medium and one small", "got a medium", "swap my jumper for a large".
            is_ended = after in ENDS or after == "in"
            is_worn = before == "a" and (bool(products) or reading.form(start - 2) in WORN)
            if is_ended and (is_worn or reading.tag(start - 1) == "NUM"):
                return True
        if before in CHOSEN and (after in ENDS or after in CHOSEN):
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


def _option(reading: Reading, start: int, end: int, value: str) -> Detail:
    first, last = reading.starts[start], reading.ends[end - 1]
    return Detail("option", first, last, reading.text[first:last], value, 0.9)
