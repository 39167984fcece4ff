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
_AMOUNT = (
    r"(?<![0-9])(?<![0-9][.,])(?:[0-9]{1,3}(?:[. \u00a0\u202f'’][0-9]{3}){1,3},[0-9]{2}"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){1,3}|[0-9]+,[0-9]{2})(?![0-9]|[.,][0-9])"
)
_CONTINENTAL = re.compile(
    rf"(?P<sign>(?<![^\W\d_])(?:{_CURRENCY})\s?)(?P<amount>{_AMOUNT})"
    rf"|(?P<amount_before>{_AMOUNT})(?=\s?(?:{_CURRENCY}))",
    re.IGNORECASE,
)
"""With a comma before the pence, or groups of thousands: "14,90 zł", "1.299 €"."""
_GROUPING = re.compile(r"[. \u00a0\u202f'’]")
_PRICE = r"(?:[0-9]{3,}|[0-9]+[.,][0-9]{2})(?![0-9])"
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
        text = _beside_amounts(own).sub(_PLAIN, text)
    text = _SHORTENED.sub(r"\1", _OTHER_DOLLARS.sub("", text))
    return _CONTINENTAL.sub(_plain_amount, text)


def _beside_amounts(own: str) -> re.Pattern[str]:
    """Where the shop's own sign is one; a single letter is a size more often than money."""
    mark = re.escape(own)
    if len(own) == 1 and own.isascii() and own.isalpha():
        behind = r"(?:(?<=[0-9]{3})|(?<=[0-9][.,][0-9]{2}))\s?"
        return re.compile(rf"(?<!\w){mark}(?=[0-9]|\s{_PRICE})|{behind}{mark}(?!\w)")
    return re.compile(rf"(?<!\w){mark}(?=\s?[0-9])|(?<=[0-9])\s?{mark}(?!\w)", flags=re.IGNORECASE)


def _plain_amount(found: re.Match[str]) -> str:
    amount = found["amount"] or found["amount_before"]
    return (found["sign"] or "") + _GROUPING.sub("", amount).replace(",", ".")


def names_money(text: str, own_sign: str = "") -> bool:
    """Whether a number stands beside a currency, or a sign of one by itself."""
    tokens = tokens_of(with_plain_money(text, own_sign))
    return any(
        token.form in SIGNS
        or (is_currency(token) and any(one.is_number for one in tokens[max(0, at - 1) : at + 2]))
        for at, token in enumerate(tokens)
    )
