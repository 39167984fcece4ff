"""What a customer wants to spend: "under £60", "between 20 and 40", "about fifty quid"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from actions.reading.currencies import is_currency, with_plain_money
from actions.reading.measures import unit_at
from actions.reading.tokens import Token, number_of, tokens_of
from bot.entities.words import word_set

_BELOW = word_set("under below max maximum within than tops budget cap limit upto")
_ABOVE = word_set("over above from least min minimum")
_MORE = word_set("more dearer higher")
_NOT = word_set("no not nothing none never isn't don't")
_ABOUT = word_set("about around roughly approx approximately circa near")
_LINKS = word_set("of is to")
_AFTER_MAXIMUM = word_set("max maximum tops budget less")
_MONEY = word_set("buck pence")
_JOINS = word_set("and to or - –")
_NEAR = Decimal("0.25")
_REACH, _REACH_BEHIND = 4, 3
_HUNDRED = 100


@dataclass(frozen=True)
class PriceLimits:
    """The least and the most, both included; None: no such limit."""

    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def is_set(self) -> bool:
        """Whether there is a limit at all."""
        return self.least is not None or self.most is not None

    def allow(self, price: Decimal) -> bool:
        """Whether a price is within."""
        return (self.least is None or price >= self.least) and (
            self.most is None or price <= self.most
        )

    def distance(self, price: Decimal) -> Decimal:
        """By how much a price is outside; 0 within."""
        if self.least is not None and price < self.least:
            return self.least - price
        if self.most is not None and price > self.most:
            return price - self.most
        return Decimal(0)


@dataclass(frozen=True)
class _Sum:
    start: int
    end: int
    amount: Decimal
    is_money: bool


def price_limits(text: str, currency_sign: str = "") -> PriceLimits:
    """The limits in a message; numbers with a unit of something else are no sums.

    `currency_sign` is the shop's own, which customers may write too.
    """
    tokens = tokens_of(with_plain_money(text, currency_sign))
    sums = _sums(tokens)
    for first, second in pairwise(sums):
        if _is_range(tokens, first, second):
            least, most = sorted((first.amount, second.amount))
            return PriceLimits(least, most)
    limits = [_limits_of(tokens, one) for one in sums]
    return PriceLimits(
        next((one.least for one in limits if one.least is not None), None),
        next((one.most for one in limits if one.most is not None), None),
    )


def _is_range(tokens: list[Token], first: _Sum, second: _Sum) -> bool:
    """Whether two sums are the ends of one: "between 20 and 40", "£20-£40"."""
    between = tokens[first.end : second.start]
    if not any(token.form in _JOINS for token in between):
        return False
    if any(token.form not in _JOINS and not _is_money(token) for token in between):
        return False
    return first.is_money or second.is_money or _word_before(tokens, first) in ("between", "from")


def _limits_of(tokens: list[Token], one: _Sum) -> PriceLimits:
    """What the words around a sum make of it; a bare number alone limits nothing."""
    before = {token.form for token in tokens[max(0, one.start - _REACH) : one.start]}
    after = {token.form for token in tokens[one.end : one.end + _REACH_BEHIND]}
    word = _word_before(tokens, one)
    is_most = PriceLimits(most=one.amount)
    if word in _ABOVE or (word == "than" and _MORE & before):
        return is_most if _NOT & before else PriceLimits(least=one.amount)
    if word in _BELOW or (word in _LINKS and _BELOW & before) or _AFTER_MAXIMUM & after:
        return is_most
    if not one.is_money:
        return PriceLimits()
    if _ABOUT & before:
        return PriceLimits(one.amount * (1 - _NEAR), one.amount * (1 + _NEAR))
    return is_most


def _sums(tokens: list[Token]) -> list[_Sum]:
    found, index = [], 0
    while index < len(tokens):
        end, amount = _amount_at(tokens, index)
        if amount is None:
            index += 1
            continue
        before = tokens[index - 1] if index else None
        is_signed = before is not None and _is_money(before)
        is_money = is_signed or (end < len(tokens) and _is_money(tokens[end]))
        is_measure = bool(unit_at(tokens, end)) and not is_money
        is_code = before is not None and tokens[index].glued and before.is_word and not is_signed
        if not is_measure and not is_code:
            found.append(_Sum(index, end, amount, is_money))
        index = end
    return found


def _amount_at(tokens: list[Token], index: int) -> tuple[int, Decimal | None]:
    """Digits, or number words as far as they belong together: "a hundred and fifty"."""
    if tokens[index].is_number:
        return index + 1, Decimal(tokens[index].form)
    total, end, at = 0, index, index
    while at < len(tokens) and tokens[at].is_word:
        value = number_of(tokens[at])
        if value is not None:
            total = max(total, 1) * value if value >= _HUNDRED else total + value
            end = at + 1
        elif not total or tokens[at].form != "and":
            break
        at += 1
    return (end, Decimal(total)) if total else (index + 1, None)


def _word_before(tokens: list[Token], one: _Sum) -> str:
    """The word before a sum and its sign; "up" for "up to"."""
    words = [token.form for token in tokens[: one.start] if not _is_money(token)]
    if words[-2:] == ["up", "to"]:
        return "upto"
    return words[-1] if words else ""


def _is_money(token: Token) -> bool:
    return is_currency(token) or token.form in _MONEY or token.stem in _MONEY
