"""Finds candidates by what they cost: "the £14 one"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from actions.reading.currencies import is_currency
from actions.reading.product_names import NameHit
from actions.reading.tokens import Token

_WEIGHT = 4.0


def find_prices(tokens: Sequence[Token], prices: Mapping[str, Decimal | None]) -> list[NameHit]:
    """Amounts that are the price of one or more; pence may be left out."""
    found = []
    for index, token in enumerate(tokens):
        if not token.is_number:
            continue
        is_behind = index > 0 and is_currency(tokens[index - 1])
        is_before = index + 1 < len(tokens) and is_currency(tokens[index + 1])
        if not is_behind and not is_before:
            continue
        said = Decimal(token.form)
        is_whole = "." not in token.text
        weights = {
            key: _WEIGHT
            for key, price in prices.items()
            if price is not None and (int(price) == said if is_whole else price == said)
        }
        if weights:
            start = index - 1 if is_behind else index
            end = index + 2 if is_before else index + 1
            found.append(NameHit(start, end, weights))
    return found
