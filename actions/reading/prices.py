"""Finds candidates by what they cost: "the £14 one"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from actions.reading.product_names import NameHit
from actions.reading.tokens import Token, form_at
from bot.entities.words import word_set

_SIGNS = frozenset("£€$")
_CURRENCIES = word_set("pound pounds quid dollar dollars euro euros bucks gbp usd eur")
_WEIGHT = 4.0


def find_prices(tokens: Sequence[Token], prices: Mapping[str, Decimal | None]) -> list[NameHit]:
    """Amounts that are the price of one or more; pence may be left out."""
    found = []
    for index, token in enumerate(tokens):
        if not token.is_number:
            continue
        before, after = form_at(tokens, index - 1), form_at(tokens, index + 1)
        if before not in _SIGNS and after not in _CURRENCIES | _SIGNS:
            continue
        said = Decimal(token.form)
        is_whole = "." not in token.text
        weights = {
            key: _WEIGHT
            for key, price in prices.items()
            if price is not None and (int(price) == said if is_whole else price == said)
        }
        if weights:
            start = index - 1 if before in _SIGNS else index
            end = index + 2 if after in _CURRENCIES | _SIGNS else index + 1
            found.append(NameHit(start, end, weights))
    return found
