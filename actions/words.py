"""What is said of orders and of what happens to them, beside `desk.shop.words`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desk.shop.order import Order
from desk.shop.payment import MoneyMove
from desk.shop.swap import Swap
from desk.shop.words import amount, day, item_line, item_name, items, option_values

__all__ = [
    "amount", "day", "either", "going_back", "item_line", "item_name", "items", "option_values",
    "order_line", "settled", "swapped", "swaps", "to_refund", "to_settle",
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


def settled(moves: Iterable[MoneyMove], sign: str) -> str:
    """`You pay £2.00 with Visa ending 4821.`, a sentence for each move; empty without any."""
    sentences = [
        f"{sign}{amount(m.amount)} goes back to {m.label}, {m.when}."
        if m.is_refund
        else f"You pay {sign}{amount(m.amount)} with {m.label}."
        for m in moves
    ]
    return " ".join(sentences)
