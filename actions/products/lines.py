"""Products and their options as customers read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions.words import option_values
from desk.shop.catalogue import Product, Variant
from desk.shop.money import in_words

_MOST_VALUES = 6


def listed(parts: Sequence[str], last: str = "and") -> str:
    """`moss, slate and rust`."""
    *first, end = parts or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def prices(variants: Iterable[Variant], sign: str) -> str:
    """`£26.00`, or `£26.00 to £31.00`; empty of no variants."""
    found = sorted({variant.price for variant in variants})
    if not found:
        return ""
    least, most = in_words(found[0], sign), in_words(found[-1], sign)
    return least if least == most else f"{least} to {most}"


def options_of(variant: Variant) -> str:
    """`moss, 30 l`; empty for a product without options."""
    return option_values(variant.options)


def values_of(variants: Iterable[Variant], dimension: str) -> list[str]:
    """The values of one option, each once, in the catalogue's order."""
    given = (variant.options.get(dimension) for variant in variants)
    return list(dict.fromkeys(value for value in given if value))


def choices(variants: Sequence[Variant]) -> str:
    """`colour: moss or slate; size: S, M or L`; options without a choice are left out."""
    names = dict.fromkeys(name for variant in variants for name in variant.options)
    parts = []
    for name in names:
        values = values_of(variants, name)
        if len(values) > _MOST_VALUES:
            values = [*values[: _MOST_VALUES - 1], f"{len(values) - _MOST_VALUES + 1} more"]
        if len(values) > 1:
            parts.append(f"{name}: {listed(values, 'or')}")
    return "; ".join(parts)


def product_line(product: Product, variants: Sequence[Variant], sign: str) -> str:
    """`Spring steel bottle, £26.00 to £31.00 (colour: chalk or sea; size: 0.5 l or 0.75 l)`."""
    options = options_of(variants[0]) if len(variants) == 1 else choices(variants)
    return f"{product.name}, {prices(variants, sign)}{f' ({options})' if options else ''}"


def variant_line(variant: Variant, sign: str) -> str:
    """`moss, 30 l: £114.00`."""
    price = in_words(variant.price, sign)
    return f"{options_of(variant)}: {price}" if variant.options else price


def named(product: Product, variant: Variant) -> str:
    """`Coastpath backpack (moss, 30 l)`."""
    return f"{product.name} ({options_of(variant)})" if variant.options else product.name
