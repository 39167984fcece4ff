"""Dates, amounts and items of orders, as customers read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from desk.shop.order_item import OrderItem
from desk.shop.plans import PlannedItem

_MOST_NAMED = 3  # More do not fit into a sentence.
_SAY_NOTHING_ALONE = ("yes", "no", "none")


def day(moment: date | datetime | None) -> str:
    """`Monday 3 May`."""
    return "" if moment is None else f"{moment:%A} {moment.day} {moment:%B}"


def amount(value: Decimal | None) -> str:
    """`1,012.50`, without the currency sign."""
    return f"{value or Decimal(0):,.2f}"


def items(order_items: Iterable[OrderItem | PlannedItem]) -> str:
    """`Oak desk lamp (black) and 2 × Wool socks (M, grey)`; more than three are counted."""
    named = [item_line(item) for item in order_items]
    if len(named) > _MOST_NAMED:
        named = [*named[:2], f"{len(named) - 2} more items"]
    *first, last = named
    return f"{', '.join(first)} and {last}" if first else last


def item_line(item: OrderItem | PlannedItem) -> str:
    """`2 × Wool socks (M, grey)`."""
    count = f"{item.quantity} × " if item.quantity > 1 else ""
    return f"{count}{item_name(item)}"


def item_name(item: OrderItem | PlannedItem) -> str:
    """`Wool socks (M, grey)`."""
    options = option_values(item.options)
    return f"{item.product_name}{f' ({options})' if options else ''}"


def option_values(options: Mapping[str, str]) -> str:
    """`M, grey`; what says nothing by itself with what it is about: `waterproof: yes`."""
    return ", ".join(
        f"{name}: {value}" if value.casefold() in _SAY_NOTHING_ALONE else value
        for name, value in options.items()
    )
