"""Dates, amounts, items and money of orders, as customers read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from desk.shop.order_item import OrderItem
from desk.shop.payment import MoneyMove
from desk.shop.plans import PlannedItem
from desk.shop.swap import Swap

_MOST_NAMED = 3  # More do not fit into a sentence.
_SAYS_NOTHING_ALONE = re.compile(
    r"yes|no|none|with|without|plain|standard|normal|regular|default|\d+(?:[.,]\d+)?", re.IGNORECASE
)


def day(moment: date | datetime | None) -> str:
    """`Monday 3 May`."""
    return "" if moment is None else f"{moment:%A} {moment.day} {moment:%B}"


def amount(value: Decimal | None) -> str:
    """`1,012.50`, without the currency sign."""
    return f"{value or Decimal(0):,.2f}"


def items(order_items: Iterable[OrderItem | PlannedItem]) -> str:
    """`Oak desk lamp (black) and 2 × Wool socks (M, grey)`; more than three are counted.

    For what only tells orders apart; what a customer agrees to is said by `all_items`.
    """
    named = [item_line(item) for item in order_items]
    if len(named) > _MOST_NAMED:
        named = [*named[:2], f"{len(named) - 2} more items"]
    return _in_a_sentence(named)


def all_items(order_items: Iterable[OrderItem | PlannedItem]) -> str:
    """The same, with every item: more than three are a list, each line with its number."""
    listed = list(order_items)
    if len(listed) > _MOST_NAMED:
        return "".join(f"\n  - {counted(item)}" for item in listed)
    return _in_a_sentence([item_line(item) for item in listed])


def item_line(item: OrderItem | PlannedItem) -> str:
    """`2 × Wool socks (M, grey)`; a single one has a number if it is one of several."""
    is_part = isinstance(item, PlannedItem) and item.is_part
    return counted(item) if item.quantity > 1 or is_part else item_name(item)


def counted(item: OrderItem | PlannedItem) -> str:
    """`1 × Oak desk lamp (black)`."""
    return f"{item.quantity} × {item_name(item)}"


def item_name(item: OrderItem | PlannedItem) -> str:
    """`Wool socks (M, grey)`."""
    options = option_values(item.options)
    return f"{item.product_name}{f' ({options})' if options else ''}"


def option_values(options: Mapping[str, str]) -> str:
    """`M, grey`; what says nothing by itself with what it is about: `waterproof: yes`."""
    return ", ".join(
        f"{name}: {value}" if _SAYS_NOTHING_ALONE.fullmatch(value) else value
        for name, value in options.items()
    )


def going_back(moves: Iterable[MoneyMove], sign: str) -> str:
    """`£12.50 goes back to Visa ending 4821, at once.`, a sentence for each refund."""
    sentences = [f"{sign}{amount(m.amount)} goes back to {m.label}, {m.when}." for m in moves]
    return " ".join(sentences) or "There is nothing to refund."


def swaps(planned: Iterable[Swap], sign: str) -> str:
    """`Wool socks: M, blue instead of M, grey, £12.00 instead of £10.00`, each a line of a list."""
    lines = []
    for swap in planned:
        count = f"{swap.quantity} × " if swap.quantity > 1 else ""
        new, old = option_values(swap.options), option_values(swap.old_options)
        line = f"{count}{swap.product_name}: {new} instead of {old}"
        if swap.difference:
            price, before = swap.unit_price * swap.quantity, swap.old_unit_price * swap.quantity
            line += f", {sign}{amount(price)} instead of {sign}{amount(before)}"
        lines.append(line)
    return "\n- ".join(lines)


def settled(moves: Iterable[MoneyMove], sign: str) -> str:
    """`You pay £2.00 with Visa ending 4821.`, a sentence for each move; empty without any."""
    sentences = [
        f"{sign}{amount(m.amount)} goes back to {m.label}, {m.when}."
        if m.is_refund
        else f"You pay {sign}{amount(m.amount)} with {m.label}."
        for m in moves
    ]
    return " ".join(sentences)


def _in_a_sentence(named: list[str]) -> str:
    *first, last = named
    return f"{', '.join(first)} and {last}" if first else last
