"""Writes the shop's products to where the training finds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desk.shop.catalogue import Product

_HEAD = """\
version: "3.1"

# What the shop sells, by which the products and options in a message are recognised.
# Written by `parley catalogue`: run it again when the shop's products change.
nlu:
"""


def catalogue_file(products: Iterable[Product]) -> str:
    """The lookup tables of all products and of their options, in the order of the alphabet."""
    products = list(products)
    names = {product.name for product in products}
    options = {
        f"{dimension}: {value}"
        for product in products
        for variant in product.variants
        for dimension, value in variant.options.items()
    }
    return _HEAD + _table("product", names) + _table("option", options)


def write_catalogue(products: Iterable[Product], file: Path) -> bool:
    """Write the file; whether it is another one than before."""
    text = catalogue_file(products)
    if file.exists() and file.read_text("utf-8") == text:
        return False
    file.write_text(text, "utf-8")
    return True


def _table(name: str, lines: set[str]) -> str:
    rows = "".join(f"      - {line}\n" for line in sorted(lines))
    return f"  - lookup: {name}\n    examples: |\n{rows}" if rows else ""
