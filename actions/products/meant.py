"""Which products and options of the catalogue a message is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from actions.reading.measures import size_of, unit_at
from actions.reading.option_values import Hit, OptionValues
from actions.reading.product_names import ProductNames
from actions.reading.tokens import Token, tokens_of
from bot.entities.currencies import WORDS as CURRENCY_WORDS
from bot.entities.words import FUNCTION_WORDS, word_set
from desk.shop.catalogue import Product, Variant
from desk.shop.shop import Shop

MOST_PRODUCTS = 500
"""Products by whose names a message is read; of a bigger catalogue, those that share its words."""
_LEAST_WEIGHT = 1.5


Wish = frozenset[tuple[str, str]]
"""`(dimension, value)` of which a variant must have one."""
_COLOURS = word_set(
    "red blue green yellow orange purple pink brown black white grey beige navy gold silver cream "
    "turquoise violet teal maroon lilac bronze"
)
_BEFORE_SIZES = word_set("in size sizes uk eu us")
_COMPARABLE = ("length", "volume", "memory", "weight")


@dataclass(frozen=True)
class Options:
    """The options that a message names of some products.

    `dimensions` are named without a value: "which colours". `unknown` are colours and measures that
    none of the products comes in.
    """

    wishes: tuple[Wish, ...] = ()
    dimensions: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()

    def allow(self, variant: Variant) -> bool:
        """Whether a variant has one of the options of each wish."""
        return all(wish & set(variant.options.items()) for wish in self.wishes)


@dataclass(frozen=True)
class Meant:
    """The products that a message fits best, all alike, and the options that it names of them."""

    products: tuple[Product, ...]
    options: Options

    @property
    def product(self) -> Product | None:
        """The one product, if there is only one."""
        return self.products[0] if len(self.products) == 1 else None


async def catalogue_of(shop: Shop, text: str) -> list[Product]:
    """The products by whose names `text` is read."""
    products = await shop.products(limit=MOST_PRODUCTS)
    if len(products) == MOST_PRODUCTS:
        known = {product.id for product in products}
        found = await shop.find_products(text, limit=MOST_PRODUCTS)
        products += [one.product for one in found if one.product.id not in known]
    return products


def meant(text: str, products: Sequence[Product]) -> Meant:
    """What `text` is about; no products if it names none of them."""
    tokens = tokens_of(text)
    weights: dict[str, float] = {}
    heads: set[str] = set()
    in_names: set[int] = set()
    for hit in _names(tuple((product.id, product.name) for product in products)).find(tokens):
        in_names.update(range(hit.start, hit.end))
        for key, weight in hit.weights.items():
            weights[key] = weights.get(key, 0.0) + weight
            if weight >= _LEAST_WEIGHT:
                heads.add(key)
    best = max((weights[key] for key in heads), default=0.0)
    chosen = tuple(p for p in products if p.id in heads and weights[p.id] == best)
    return Meant(chosen, options_meant(tokens, chosen, in_names, bare_numbers=True))


def is_named(text: str, names: Iterable[str]) -> bool:
    """Whether `text` says what kind of thing one of these is."""
    known = ProductNames((name, name, ()) for name in names)
    return any(hit.is_head for hit in known.find(tokens_of(text)))


def options_meant(
    tokens: Sequence[Token],
    products: Iterable[Product],
    in_names: Collection[int] = (),
    *,
    bare_numbers: bool,
) -> Options:
    """The options of these products that are named.

    A word that belongs to a product's name, like "slate" to the slate keyboard, is an option only
    where the message names no other one of that dimension. `bare_numbers`: whether "43" may be one.
    """
    values: dict[str, list[str]] = {}
    for product in products:
        for variant in product.variants:
            for dimension, value in variant.options.items():
                values.setdefault(dimension, []).append(value)
    if not values:
        return Options()
    hits = OptionValues(values).find(tokens, bare_numbers=bare_numbers)
    elsewhere = {hit.dimension for hit in hits if hit.start not in in_names}
    hits = [hit for hit in hits if hit.start not in in_names or hit.dimension not in elsewhere]
    covered = {at for hit in hits for at in range(hit.start, hit.end)} | set(in_names)
    measured, unknown = _measures(tokens, values, covered)
    are_numbers = any(value.isdecimal() for given in values.values() for value in given)
    unknown += [
        token.form
        for at, token in enumerate(tokens)
        if at not in covered and (token.form in _COLOURS or (are_numbers and _is_size(tokens, at)))
    ]
    said = {token.stem for token in tokens} | {token.form.removesuffix("s") for token in tokens}
    named = frozenset(
        dimension
        for dimension in values
        if said & ({token.form for token in tokens_of(dimension)} - FUNCTION_WORDS)
    )
    return Options((*_wishes(hits), *measured), named, tuple(unknown))


def _is_size(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number without a unit is said like a size: "in a 13", "size 45"."""
    before = {token.form for token in tokens[max(0, at - 2) : at]}
    is_plain = tokens[at].is_number and not unit_at(tokens, at + 1)
    return is_plain and bool(before & _BEFORE_SIZES)


def _measures(
    tokens: Sequence[Token], values: Mapping[str, Iterable[str]], covered: Collection[int]
) -> tuple[list[Wish], list[str]]:
    """Values of the same size in another unit ("1 litre" is 1000ml), and measures of no value."""
    wishes, unknown = [], []
    for size, start in _sizes(tokens):
        if start in covered:
            continue
        alike = frozenset(
            (name, value)
            for name, given in values.items()
            for value in given
            if any(size == other for other, _ in _sizes(tokens_of(value)))
        )
        if alike:
            wishes.append(alike)
        elif tokens[start + 1].form not in CURRENCY_WORDS:
            # "Less than 40 pounds" is what it may cost.
            unknown.append(f"{tokens[start].text} {tokens[start + 1].text}")
    return wishes, unknown


def _sizes(tokens: Sequence[Token]) -> list[tuple[tuple[str, float], int]]:
    """Measures that can be compared, and where each starts."""
    found = []
    for at in range(1, len(tokens)):
        unit = unit_at(tokens, at)
        if unit and tokens[at - 1].is_number:
            size = size_of(tokens[at - 1].form, unit)
            if size[0] in _COMPARABLE:
                found.append((size, at - 1))
    return found


def _wishes(hits: Iterable[Hit]) -> tuple[Wish, ...]:
    """One wish for each place; two values of the same dimensions are one or the other."""
    places: dict[tuple[int, int], set[tuple[str, str]]] = {}
    for hit in hits:
        places.setdefault((hit.start, hit.end), set()).add((hit.dimension, hit.value))
    wishes: dict[frozenset[str], set[tuple[str, str]]] = {}
    for options in places.values():
        wishes.setdefault(frozenset(name for name, _ in options), set()).update(options)
    return tuple(frozenset(options) for options in wishes.values())


@lru_cache(4)
def _names(products: tuple[tuple[str, str], ...]) -> ProductNames:
    """Ready to be found in messages; made anew when the catalogue changes."""
    return ProductNames((key, name, ()) for key, name in products)
