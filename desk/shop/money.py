"""Amounts: `Decimal`, in the shop's currency, to the penny."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

NOTHING = Decimal("0.00")
PENNY = Decimal("0.01")
# What a column of an amount can hold (`desk.database.schema.money`).
_BEYOND = Decimal("10000000000")


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    """The sum; 0.00 of nothing."""
    return sum(amounts, NOTHING)


def require_amount(amount: Decimal) -> None:
    """Raise `ValueError` unless it is more than nothing, in whole pennies, and can be kept."""
    if not amount.is_finite() or not 0 < amount < _BEYOND or amount != amount.quantize(PENNY):
        raise ValueError(f"not an amount of money that can be moved: {amount}")


def in_words(amount: Decimal, sign: str = "£") -> str:
    """`£1,234.50`."""
    return f"{'-' if amount < 0 else ''}{sign}{abs(amount):,.2f}"
