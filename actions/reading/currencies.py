"""Signs and words of money in messages, the shop's own among them."""

from __future__ import annotations

import re

from actions.reading.tokens import Token, tokens_of
from bot.entities.currencies import CURRENCIES, DOLLARS, SIGNS

_PLAIN = "£"
_LETTERS = "|".join(sorted(DOLLARS, key=len, reverse=True))
_OTHER_DOLLARS = re.compile(rf"(?<![^\W\d_])(?:{_LETTERS})(?=\$)", re.IGNORECASE)
_CURRENCY = "|".join(
    rf"{name}\b" if name.isalpha() else re.escape(name)
    for name in sorted(CURRENCIES, key=len, reverse=True)
)
_COMMA = re.compile(
    rf"((?<![^\W\d_])(?:{_CURRENCY})\s?[0-9]+),([0-9]{{2}})(?![0-9])"
    rf"|([0-9]+),([0-9]{{2}})(?=\s?(?:{_CURRENCY}))",
    re.IGNORECASE,
)
"""Before the pence of "14,90 zł"."""
_SHORTENED = re.compile(r"\b(s?fr|rs|kr)\.(?=\s?[0-9])", re.IGNORECASE)


def is_currency(token: Token) -> bool:
    """Whether it is a sign, code or word of a currency."""
    return token.form in CURRENCIES or token.stem in CURRENCIES


def with_plain_money(text: str, own_sign: str = "") -> str:
    """`text` with each currency as one token: "A$14" as "$14", "Fr. 14,90" as "Fr 14.90".

    The shop's own sign, which may be any short word, becomes one that everybody knows.
    """
    own = own_sign.strip()
    if own and own.casefold() not in CURRENCIES:
        mark = re.escape(own)
        beside = rf"(?<!\w){mark}(?=\s?[0-9])|(?<=[0-9])\s?{mark}(?!\w)"
        text = re.sub(beside, _PLAIN, text, flags=re.IGNORECASE)
    text = _SHORTENED.sub(r"\1", _OTHER_DOLLARS.sub("", text))
    return _COMMA.sub(lambda found: ".".join(filter(None, found.groups())), text)


def names_money(text: str, own_sign: str = "") -> bool:
    """Whether a number stands beside a currency, or a sign of one by itself."""
    tokens = tokens_of(with_plain_money(text, own_sign))
    return any(
        token.form in SIGNS
        or (is_currency(token) and any(one.is_number for one in tokens[max(0, at - 1) : at + 2]))
        for at, token in enumerate(tokens)
    )
