"""Products and payment methods, as rows tell of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desk.importing.rows import Row, no_doubles
from desk.shop.catalogue import Product, Variant
from desk.shop.wallet import PaymentKind, PaymentMethod

PRODUCT_FIELDS = ("id", "name", "category", "description", "returnable", "variants")
VARIANT_FIELDS = ("id", "options", "price", "stock", "available")
METHOD_FIELDS = ("id", "customer_id", "kind", "brand", "last_four", "balance", "expires_on")
_LAST_FOUR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class ToldProduct:
    """A product and where it was told of; `variant_rows` in the order of its variants."""

    row: Row
    product: Product
    variant_rows: list[Row]


@dataclass(frozen=True)
class ToldMethod:
    """A payment method and where it was told of."""

    row: Row
    method: PaymentMethod


def products_in(rows: Sequence[Row]) -> list[ToldProduct]:
    """The products that the rows tell of."""
    found = [_product(row) for row in rows]
    no_doubles([(told.row, told.product.id) for told in found], "id")
    variants = [
        (row, variant.id)
        for told in found
        for row, variant in zip(told.variant_rows, told.product.variants, strict=True)
    ]
    no_doubles(variants, "id")
    return found


def methods_in(rows: Sequence[Row]) -> list[ToldMethod]:
    """The payment methods that the rows tell of."""
    found = [ToldMethod(row, _method(row)) for row in rows]
    no_doubles([(told.row, told.method.id) for told in found], "id")
    return found


def _product(row: Row) -> ToldProduct:
    row.only(PRODUCT_FIELDS)
    variant_rows = row.rows("variants")
    if not variant_rows:
        row.fault("variants", "is empty.", "A product without options has one variant.")
    product = Product(
        id=row.text("id", 40),
        name=row.text("name", 200),
        category=row.text("category", 40, ""),
        description=row.text("description", 10_000, ""),
        variants=[_variant(each, position) for position, each in enumerate(variant_rows)],
        is_returnable=row.flag("returnable", True),
    )
    return ToldProduct(row, product, variant_rows)


def _variant(row: Row, position: int) -> Variant:
    row.only(VARIANT_FIELDS)
    return Variant(
        id=row.text("id", 40),
        options=row.options("options"),
        price=row.money("price"),
        stock=row.whole("stock") if row.has("stock") else None,
        position=position,
        is_available=row.flag("available", True),
    )


def _method(row: Row) -> PaymentMethod:
    row.only(METHOD_FIELDS)
    kind = row.word("kind", PaymentKind)
    last_four = row.text("last_four", 4, "") or None
    if last_four is not None and not _LAST_FOUR.fullmatch(last_four):
        row.fault("last_four", f"'{last_four}' cannot be.", "Write the last four digits of it.")
        last_four = None
    is_gift_card = kind is PaymentKind.GIFT_CARD
    if row.has("balance") and not is_gift_card:
        row.fault("balance", "only gift cards have one.", "Leave it empty.")
    return PaymentMethod(
        id=row.text("id", 64),
        customer_id=row.text("customer_id", 40),
        kind=kind,
        brand=row.text("brand", 40, "") or None,
        last_four=last_four,
        balance=row.money("balance") if is_gift_card else None,
        expires_on=row.day_or_none("expires_on"),
    )
