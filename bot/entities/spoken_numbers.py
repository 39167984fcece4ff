"""Numbers of several words: "two hundred and fourteen", "twenty five"."""

from __future__ import annotations

from bot.entities.reading import Reading
from bot.entities.words import NUMBERS

_HUNDRED, _THOUSAND = 100, 1_000
_MULTIPLES = {"hundred": _HUNDRED, "thousand": _THOUSAND}
_TEN = 10
_MOST_WORDS = 8


def number_before(reading: Reading, end: int) -> tuple[int, int]:
    """Where the number that ends before token `end` begins, and what it counts.

    The token before `end` is of class NUM.
    """
    start = end - 1
    if reading.words[start].isdecimal():
        return start, int(reading.words[start])
    value = _value(reading, start, end) or 0
    first = start
    while first > max(end - _MOST_WORDS, 0) and _belongs(reading, first - 1):
        first -= 1
        longer = _value(reading, first, end)
        if longer is not None:
            start, value = first, longer
    return start, value


def _belongs(reading: Reading, index: int) -> bool:
    """Whether a token may be part of the number that goes on behind it."""
    if reading.forms[index] == "and":
        return reading.form(index - 1) in _MULTIPLES
    if reading.forms[index] == "a":
        return reading.form(index + 1) in _MULTIPLES
    return reading.forms[index] in NUMBERS


def _value(reading: Reading, start: int, end: int) -> int | None:
    """What the words from `start` to before `end` count; None if they are no number."""
    total = part = 0
    for place, form in enumerate(reading.forms[start:end]):
        multiple = _MULTIPLES.get(form)
        if form in ("and", "a"):
            if place == 0 and form == "and":
                return None
        elif multiple == _HUNDRED:
            if part >= _TEN:
                return None
            part = (part or 1) * _HUNDRED
        elif multiple == _THOUSAND:
            total, part = (part or 1) * _THOUSAND, 0
        elif _goes_on(part, NUMBERS[form]):
            part += NUMBERS[form]
        else:
            return None
    return total + part


def _goes_on(part: int, more: int) -> bool:
    """Whether "twenty" goes on with "five", and "hundred" with either; "five" with nothing."""
    rest = part % _HUNDRED
    if rest == 0:
        return more < _HUNDRED
    return rest >= 2 * _TEN and rest % _TEN == 0 and more < _TEN
