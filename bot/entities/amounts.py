"""Amounts of money: "£29.50", "twenty quid", "3 pounds 50", "paid 64"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.entities.currencies import CURRENCIES, DOLLARS, POUND
from bot.entities.detail import Detail
from bot.entities.patterns import Token, TokenPatterns
from bot.entities.reading import Reader, Reading
from bot.entities.spoken_numbers import number_before
from bot.entities.words import word_set

_NOTES = {"fiver": 5, "tenner": 10}
_PENCE_IN_A_POUND = 100
_MOST_DIGITS = 12

CLASSES = (
    dict.fromkeys(CURRENCIES, "CURRENCY")
    | dict.fromkeys(_NOTES, "NOTE")
    | dict.fromkeys(("p", "pence"), "PENCE")
    | {".": "POINT", ",": "POINT"}
)
"""Classes of words for the reader."""

_TIME_CUES = word_set("at by until till from before after around on since version")
_DAYS = frozenset({"WEEKDAY", "UNSURE_DAY", "DAY_WORD", "PART"})
_UNITS = word_set("am pm km oclock hours hour h % x stars")
_PAID = word_set(
    "paid pay paying charged charge charging cost costs costing price priced owe owes owed owing "
    "refunded spent spend worth total totals totalled"
)
"""Behind these a number alone is money."""
_BETWEEN = word_set("me us him her only about over just is was of : back extra an")
_AFTER_MONEY = word_set(
    ". , ! ? ; ) for instead and but not when on in extra more back off from with to already so "
    "because it i you he she we they is was or though altogether"
) | {""}
_LINKS = (("instead", "of"), ("rather", "than"), ("not",), ("or",), ("to",), ("and",), ("-",))
"""Between two amounts of which only one has its currency; "and" only behind "between"."""

WORDS = (
    _TIME_CUES | _UNITS | _PAID | _BETWEEN | _AFTER_MONEY
    | word_set("a instead of rather than not or to and between")
)  # fmt: skip
"""Further words that the patterns here name."""

_NUM: Token = {"TAG": "NUM"}
_ONE_DIGIT, _DIGITS_2, _DIGITS_3 = ({"TAG": "NUM", "LEMMA": str(n)} for n in (1, 2, 3))
_POINT = {"TAG": "POINT"}
_CURRENCY = {"TAG": "CURRENCY"}
_NUMBERS = (
    [_NUM], [_NUM, _POINT, _DIGITS_2], [_NUM, _POINT, _ONE_DIGIT],
    [_NUM, _POINT, _DIGITS_3], [_NUM, _POINT, _DIGITS_3, _POINT, _DIGITS_2],
)  # fmt: skip
_PATTERNS = {
    "amount": [
        *([_CURRENCY, *number] for number in _NUMBERS),
        *([*number, _CURRENCY] for number in _NUMBERS),
    ],
    "pounds_and_pence": [[_NUM, _CURRENCY, _NUM]],
    "pence": [[_NUM, {"TAG": "PENCE"}]],
    "note": [[{"ORTH": "a"}, {"TAG": "NOTE"}]],
    "decimal": [[_NUM, _POINT, _DIGITS_2]],
}


class _Money(NamedTuple):
    """Tokens from `start` to before `end`."""

    start: int
    end: int
    value: Decimal
    currency: str = POUND


class AmountReader:
    """Reads amounts; what has no currency is in pounds."""

    def __init__(self, reader: Reader) -> None:
        self._patterns = TokenPatterns(reader, _PATTERNS)

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All amounts; value: `29.50` in pounds, else `30.00 EUR`."""
        if "NUM" not in reading.tags and "NOTE" not in reading.tags:
            return
        found = [
            money for match in self._patterns.find(reading) if (money := _money(reading, *match))
        ]
        found += _paid(reading)
        found += [linked for money in found for linked in _linked(reading, money)]
        for money in found:
            begin, stop = reading.starts[money.start], reading.ends[money.end - 1]
            value = f"{money.value:.2f}"
            yield Detail(
                "amount",
                begin,
                stop,
                reading.text[begin:stop],
                value if money.currency == POUND else f"{value} {money.currency}",
            )


def _money(reading: Reading, key: str, start: int, end: int) -> _Money | None:
    """What a match is worth; None if it is no money."""
    if key == "note":
        return _Money(start, end, Decimal(_NOTES[reading.forms[end - 1]]))
    if key == "decimal" and not _is_price(reading, start, end):
        return None
    if key == "pence":
        # "50p", but not "page 50 p".
        if reading.forms[end - 1] == "p" and not reading.is_joined(end - 1):
            return None
        first, pence = number_before(reading, end - 1)
        return _Money(first, end, Decimal(pence) / _PENCE_IN_A_POUND)
    if key == "pounds_and_pence":
        return _pounds_and_pence(reading, start, end)
    return _number_with_currency(reading, start, end)


def _number_with_currency(reading: Reading, start: int, end: int) -> _Money | None:
    currency, digits, first = POUND, "", start
    for index in range(start, end):
        tag, word = reading.tags[index], reading.words[index]
        if tag == "CURRENCY":
            begin, currency = _currency_at(reading, index)
            first = min(first, begin)
        elif tag == "POINT":
            if not (reading.is_joined(index) and reading.is_joined(index + 1)):
                return None
            # Three digits follow a thousands' mark; two, or one, are the pence.
            digits += "" if len(reading.words[index + 1]) == 3 else "."  # noqa: PLR2004 - digits
        elif word.isdecimal():
            # As written: the nought of "29.05" counts.
            digits += word
        else:
            first, number = number_before(reading, index + 1)
            digits += str(number)
    return _Money(first, end, Decimal(digits), currency) if len(digits) <= _MOST_DIGITS else None


def _currency_at(reading: Reading, index: int) -> tuple[int, str]:
    """The token in which a currency begins, and its code; "A$" begins before its sign."""
    if reading.forms[index] == "$" and reading.is_joined(index):
        code = DOLLARS.get(reading.words[index - 1].casefold())
        if code is not None:
            return index - 1, code
    return index, CURRENCIES[reading.forms[index]]


def _pounds_and_pence(reading: Reading, start: int, end: int) -> _Money | None:
    """Like "3 pounds 50"; but not "20 pounds 30 days ago"."""
    has_word = reading.forms[start + 1].isalpha()
    pence = reading.words[end - 1]
    is_pence = len(pence) == 2 if pence.isdecimal() else reading.number(end - 1) > 9  # noqa: PLR2004
    if not has_word or not is_pence or reading.form(end) not in _AFTER_MONEY:
        return None
    first, pounds = number_before(reading, start + 1)
    value = Decimal(pounds) + Decimal(reading.number(end - 1)) / _PENCE_IN_A_POUND
    return _Money(first, end, value, CURRENCIES[reading.forms[start + 1]])


def _is_price(reading: Reading, start: int, end: int) -> bool:
    """Whether a decimal without a currency is money: "29,50", but neither "9.30" nor "1.25 m"."""
    if not (reading.is_joined(start + 1) and reading.is_joined(start + 2)):
        return False
    if not reading.words[start].isdecimal() or reading.form(start - 1) in _TIME_CUES:
        return False
    if reading.tag(start - 1) in _DAYS or reading.tag(end) == "MEASURE":
        return False
    if reading.form(end) in _UNITS:
        return False
    if reading.form(start - 1) in (".", ",", "/", ":") and reading.is_joined(start):
        return False
    tail = reading.text[reading.ends[end - 1] : reading.ends[end - 1] + 2]
    return not (tail[:1].isalnum() or (tail[:1] in (".", ",", "/", "-") and tail[1:].isdecimal()))


def _paid(reading: Reading) -> Iterator[_Money]:
    """Like "paid 64", "charged me only 30"."""
    for index, tag in enumerate(reading.tags):
        if tag != "NUM" or not reading.words[index].isdecimal():
            continue
        before = index - 1
        while before > index - 3 and reading.form(before) in _BETWEEN:
            before -= 1
        if reading.form(before) in _PAID and reading.form(index + 1) in _AFTER_MONEY:
            is_part = reading.is_joined(index + 1) and reading.tag(index + 2) == "NUM"
            if not is_part and len(reading.words[index]) <= _MOST_DIGITS:
                yield _Money(index, index + 1, Decimal(reading.words[index]))


def _linked(reading: Reading, money: _Money) -> Iterator[_Money]:
    """The other number in "64 instead of 46 pounds", "between 20 and 30 quid"."""
    for link in _LINKS:
        at = money.start - len(link)
        if tuple(reading.forms[max(at, 0) : money.start]) == link and reading.tag(at - 1) == "NUM":
            first, value = number_before(reading, at)
            if link != ("and",) or reading.form(first - 1) == "between":
                yield _Money(first, at, Decimal(value), money.currency)
        at = money.end + len(link)
        follows = tuple(reading.forms[money.end : at]) == link and reading.tag(at) == "NUM"
        if follows and link != ("and",) and reading.form(at + 1) in _AFTER_MONEY:
            yield _Money(at, at + 1, Decimal(reading.number(at)), money.currency)
