"""What is said of orders and of what happens to them, beside `desk.shop.words`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desk.shop.order import Order
from desk.shop.payment import MoneyMove
from desk.shop.plans import PlannedItem
from desk.shop.swap import Swap
from desk.shop.words import (
    all_items,
    amount,
    day,
    going_back,
    item_line,
    item_name,
    items,
    option_values,
    settled,
    swaps,
)  # fmt: skip

__all__ = [
    "all_items", "amount", "day", "either", "going_back", "item_line", "item_name", "items",
    "mark_of", "mark_of_swaps", "option_values", "order_line", "settled", "swapped", "swaps",
    "to_refund", "to_settle",
]  # fmt: skip


def either(words: Sequence[str]) -> str:
    """`black, blue or red`."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def order_line(order: Order) -> str:
    """`HP-104233 – Oak desk lamp (black), placed Monday 3 May, on its way`."""
    placed = day(order.placed_at)
    return f"{order.id} – {items(order.items)}, placed {placed}, {order.status_words}"


def to_refund(moves: Iterable[MoneyMove], sign: str) -> str:
    """`Refund £12.50 to Visa ending 4821, at once`; several as lines of a list."""
    lines = [f"Refund {sign}{amount(m.amount)} to {m.label}, {m.when}" for m in moves]
    return "\n- ".join(lines) or "There is nothing to refund"


def swapped(planned: Iterable[Swap]) -> str:
    """`Wool socks (M, blue) and Oak desk lamp (black)`: what comes instead."""
    *first, last = [f"{swap.product_name} ({option_values(swap.options)})" for swap in planned]
    return f"{', '.join(first)} and {last}" if first else last


def to_settle(moves: Iterable[MoneyMove], sign: str) -> str:
    """`Pay £2.00 with Visa ending 4821` or `Refund £2.00 to …, at once`, each a line of a list."""
    lines = [
        f"Refund {sign}{amount(m.amount)} to {m.label}, {m.when}"
        if m.is_refund
        else f"Pay {sign}{amount(m.amount)} with {m.label}"
        for m in moves
    ]
    return "\n- ".join(lines) or "The price stays the same"


def mark_of(items: Iterable[PlannedItem]) -> str:
    """Which items, and how many of each: other words for them change nothing, other items do."""
    return " ".join(f"{item.quantity}×{item.item_id}" for item in items)


def mark_of_swaps(planned: Iterable[Swap]) -> str:
    """Which items, for which variants, and how many of each."""
    return " ".join(f"{swap.quantity}×{swap.item_id}>{swap.variant_id}" for swap in planned)
