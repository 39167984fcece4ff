"""Products of the shop's own catalogue, as customers name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.entities.detail import Detail
from bot.entities.names import heads, products_by_brand, products_by_name, words_of
from bot.entities.patterns import Phrases
from bot.entities.reading import UNKNOWN, Reader, Reading
from bot.entities.words import DETERMINERS, NOT, NUMBERS, word_set

_WHOLE_NAME, _PART_OF_NAME, _BRAND = 1.0, 0.9, 0.8

_CAREFUL = word_set(
    "stand board pan pot frame plate plates bottle jar pen torch mirror bowl clock tray glass "
    "knife "
    "desk shelf mug stool boots rug spoon spoons towel towels candle notebook pants cooler plant "
    "mouse cooker tent pillow basket vase lamp scarf"
)
"""Words with other meanings, or heads of things the shop does not sell ("skirting board")."""

_ASKED_FOR = word_set(
    "return returning returned exchange exchanging swap ordered order ordering bought buy buying "
    "cancel refund replacement replace want wanted need for of about with and or but is are was "
    "got get received sent add remove keep like without , . : ; ! ? ( - / & + from"
)
"""After these a bare noun is a thing."""

_DESCRIBED = word_set(
    "broken cracked damaged faulty wrong wooden small large big little medium heavy light lovely "
    "nice defective smashed chipped scratched single whole"
)
_PARTICLES = word_set(
    "by up out down back in still off it me us them him her you for against over this that "
    "away with"
)
_VERBAL = frozenset({"to", "i", "we", "they", "he", "she", "who", NOT, "can", "will", "would"})
_IDIOMS = word_set("across round around take took make making")
"""Before "the board", "the clock" and so on: a saying."""

_LIKING = word_set("i we you they would do might also really") | {"", NOT}

_NO_DESCRIPTION = (
    _VERBAL | _IDIOMS | _PARTICLES
    | word_set("on in at over above off against front help") | {UNKNOWN}
)  # fmt: skip

WORDS = (
    _NO_DESCRIPTION
    | _LIKING
    | {"as"}
    | _ASKED_FOR
    | _DESCRIBED
    | _PARTICLES
    | _VERBAL
    | _IDIOMS
    | DETERMINERS
)
"""Words that the rules here name."""


@dataclass(frozen=True)
class Catalogue:
    """`products` by name; `options`: dimension ("" if unknown) and value of each choice."""

    products: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_lookups(cls, products: list[str], options: list[str]) -> Catalogue:
        """Read the lines of the lookup tables: `Tideline mug`; `glaze: kelp` or `kelp`."""
        pairs = []
        for line in options:
            dimension, colon, value = line.partition(":")
            pairs.append(
                (dimension.strip().casefold(), value.strip()) if colon else ("", line.strip())
            )
        return cls(
            tuple(dict.fromkeys(name.strip() for name in products if name.strip())),
            tuple(dict.fromkeys(pair for pair in pairs if pair[1])),
        )


class Products:
    """Names of products, compiled once; `words` are those that the reader has to know."""

    def __init__(self, catalogue: Catalogue, known: Mapping[str, int]) -> None:
        self.by_name = products_by_name(catalogue.products, known)
        self.by_brand = products_by_brand(catalogue.products)
        self.heads = heads(catalogue.products)
        self.words = words_of([*self.by_name, *catalogue.products]) | self.heads


class ProductReader:
    """Reads products; a word that fits several of them gives none."""

    def __init__(self, reader: Reader, products: Products, known: Mapping[str, int]) -> None:
        self._known = known
        self._meant: dict[str, tuple[str, bool]] = {}
        phrases: dict[str, list[str]] = {}
        for is_brand, names in ((True, products.by_brand), (False, products.by_name)):
            for name, product in names.items():
                key = f"{'brand' if is_brand else 'name'} {product}"
                self._meant[key] = (product, is_brand)
                phrases.setdefault(key, []).append(name)
        # "chef's knife" is read with a token for the 's.
        for product in {product for product, _ in self._meant.values()}:
            phrases[f"name {product}"].append(product.partition(",")[0])
        self._phrases = Phrases(reader, phrases)
        self.item_forms = {reader.read(head).form(0) for head in products.heads}
        self.name_forms = {form for word in products.words for form in reader.read(word).forms}

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All products; value: the name in the catalogue."""
        for key, start, end in self._phrases.find(reading):
            product, is_brand = self._meant[key]
            if is_brand:
                if not self._is_brand(reading, start):
                    continue
                confidence = _BRAND
            else:
                if end - start == 1 and not _is_thing(reading, start):
                    continue
                is_whole = reading.said(start, end).casefold() == product.casefold()
                confidence = _WHOLE_NAME if is_whole else _PART_OF_NAME
            first, last = reading.starts[start], reading.ends[end - 1]
            # A set's name goes on: "Ripple tumblers, set of 6".
            if reading.text[first : first + len(product)].casefold() == product.casefold():
                last = first + len(product)
            yield Detail("product", first, last, reading.text[first:last], product, confidence)

    def _is_brand(self, reading: Reading, index: int) -> bool:
        """Whether a name's first word stands for the product: no English word, or written so."""
        word = reading.words[index]
        if word.casefold() not in self._known:
            return reading.forms[index] == word.casefold()
        is_name = word.istitle() and index > 0 and not reading.text.istitle()
        return is_name and reading.form(index - 1) in ("the", "my", "our", "your", "a")


def _is_simile(reading: Reading, index: int) -> bool:
    """Whether "as stiff as a board", "fits like a tent" begins here; not "I'd like a tent"."""
    form = reading.form(index)
    return form == "as" or (form == "like" and reading.form(index - 1) not in _LIKING)


def _is_thing(reading: Reading, index: int) -> bool:
    """Whether the word is a noun here: "the stand", not "I can't stand it"."""
    word, before, after = (
        reading.words[index].casefold(),
        reading.form(index - 1),
        reading.form(index + 1),
    )
    if word.endswith(("ing", "ed")) and word != reading.forms[index]:
        return False
    if before == "to" or (before in _VERBAL and after in _PARTICLES):
        return False
    if before in ("a", "an") and _is_simile(reading, index - 2):
        return False
    if reading.forms[index] not in _CAREFUL:
        return True
    if before in ("the", "a", "an", "my") and reading.form(index - 2) in _IDIOMS:
        return False
    if before in DETERMINERS or before in _DESCRIBED or before in NUMBERS or before == "0":
        return True
    if before in ("", *_ASKED_FOR):
        return after not in _PARTICLES
    # Before it stands a word of our own names, such as a colour; any other makes another thing.
    return before not in _NO_DESCRIPTION and reading.tag(index - 1) == "word"
