"""Dates, amounts and lists as customers read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from desk.shop.order_item import OrderItem
from desk.shop.payment import MoneyMove


def day(moment: date | datetime | None) -> str:
    """`Monday 3 May`."""
    return "" if moment is None else f"{moment:%A} {moment.day} {moment:%B}"


def amount(value: Decimal | None) -> str:
    """`12.50`, without the currency sign."""
    return f"{value or Decimal(0):.2f}"


def items(order_items: Iterable[OrderItem]) -> str:
    """`Oak desk lamp (black) and 2 × Wool socks (M, grey)`."""
    named = [item_line(item) for item in order_items]
    if len(named) > 3:  # noqa: PLR2004 - more do not fit into a sentence
        named = [*named[:2], f"{len(named) - 2} more items"]
    *first, last = named
    return f"{', '.join(first)} and {last}" if first else last


def item_line(item: OrderItem) -> str:
    """`2 × Wool socks (M, grey)`."""
    options = ", ".join(item.options.values())
    count = f"{item.quantity} × " if item.quantity > 1 else ""
    return f"{count}{item.product_name}{f' ({options})' if options else ''}"


def to_refund(moves: Iterable[MoneyMove], sign: str) -> str:
    """`Refund £12.50 to Visa ending 4821, at once`; several as lines of a list."""
    lines = [f"Refund {sign}{amount(m.amount)} to {m.label}, {m.when}" for m in moves]
    return "\n- ".join(lines) or "There is nothing to refund"


def going_back(moves: Iterable[MoneyMove], sign: str) -> str:
    """`£12.50 goes back to Visa ending 4821, at once.`, a sentence for each refund."""
    sentences = [f"{sign}{amount(m.amount)} goes back to {m.label}, {m.when}." for m in moves]
    return " ".join(sentences) or "There is nothing to refund."
