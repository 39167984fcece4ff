"""Finds products by words and by options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.shop.catalogue import Product, Variant
from desk.shop.tables import products_table

# How many products that share a word with the text are looked at.
_MOST_LOOKED_AT = 500
_MOST_WORDS = 20
_NAME_WEIGHT = 3
_NO_MATTER = frozenset({"the", "and", "for", "with", "please", "any", "some", "you", "have", "one"})


@dataclass(frozen=True)
class FoundProduct:
    """A product, and its variants that have the wanted options; all of them if none was wanted."""

    product: Product
    variants: tuple[Variant, ...]

    @property
    def in_stock(self) -> tuple[Variant, ...]:
        """Those of the variants that can be sent now."""
        return tuple(variant for variant in self.variants if variant.is_in_stock)


async def find_products(
    session: AsyncSession, text: str, options: Mapping[str, str], limit: int
) -> list[FoundProduct]:
    """Products that share words with the text, if there is one, and have the options."""
    words = sorted(_words_of(text))[:_MOST_WORDS]
    query = select(Product).order_by(products_table.c.name, products_table.c.id)
    if words:
        searched = (products_table.c.name, products_table.c.category, products_table.c.description)
        query = query.where(
            or_(*(c.icontains(word, autoescape=True) for c in searched for word in words))
        )
    found = []
    for product in await session.scalars(query.limit(_MOST_LOOKED_AT)):
        variants = tuple(v for v in product.variants if has_options(v, options))
        if variants:
            found.append((_fit(product, words), FoundProduct(product, variants)))
    # Stable: those that fit alike stay in the order of their names.
    found.sort(key=lambda one: -one[0])
    return [one for fit, one in found if fit or not words][:limit]


def has_options(variant: Variant, options: Mapping[str, str]) -> bool:
    """Whether the variant has all these options, whatever the case of their letters."""
    own = {name.casefold(): value.casefold() for name, value in variant.options.items()}
    return all(own.get(name.casefold()) == value.casefold() for name, value in options.items())


def _fit(product: Product, words: list[str]) -> int:
    name, rest = _words_of(product.name), _words_of(f"{product.category} {product.description}")
    return sum(_NAME_WEIGHT * (word in name) + (word in rest) for word in words)


def _words_of(text: str) -> set[str]:
    found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.casefold())
    # Singular and plural are one; "s" alone is a size.
    words = {word[:-1] if len(word) > 3 and word.endswith("s") else word for word in found}  # noqa: PLR2004
    return {word for word in words if len(word) > 1} - _NO_MATTER
