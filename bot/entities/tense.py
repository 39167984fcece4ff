"""Whether a sentence tells of the past or of what is to come, and what day follows from it."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from dateutil.relativedelta import relativedelta

from bot.entities.date_words import AHEAD, FUTURE_CUES, PAST_CUES, SURELY_PAST
from bot.entities.reading import Reading
from bot.entities.words import word_set

PAST, UNKNOWN, FUTURE = -1, 0, 1
_BREAKS = word_set("and but , . ; ! ?")
_LOOKED_AHEAD = 6


def leaning(reading: Reading, start: int, end: int) -> int:
    """Whether the sentence tells of the past or of what is to come."""
    first = start
    while first > 0 and reading.forms[first - 1] not in (".", "!", "?", ";"):
        first -= 1
    before = reading.forms[first:start]
    if before and before[-1] == "since":
        return PAST
    if not SURELY_PAST.isdisjoint(before):
        return PAST
    if before and before[-1] in AHEAD:
        return FUTURE
    for form in reversed(before):
        if form in PAST_CUES:
            return PAST
        if form in FUTURE_CUES:
            return FUTURE
    after = list(
        takewhile(lambda form: form not in _BREAKS, reading.forms[end : end + _LOOKED_AHEAD])
    )
    if not PAST_CUES.isdisjoint(after):
        return PAST
    return UNKNOWN if FUTURE_CUES.isdisjoint(after) else FUTURE


def nearest(day: date, today: date, direction: int) -> date:
    """The day in the year that is meant: the next, the last, or the nearer one."""
    if direction == FUTURE:
        return day if day >= today else plus(day, years=1)
    if direction == PAST:
        return day if day <= today else plus(day, years=-1)
    years = (plus(day, years=shift) for shift in (-1, 0, 1))
    return min(years, key=lambda candidate: abs((candidate - today).days))


def plus(day: date, *, days: int = 0, weeks: int = 0, months: int = 0, years: int = 0) -> date:
    """The day moved on; the 31st of a month becomes the last day of a shorter one.

    Raises `ValueError` or `OverflowError` beyond what calendars know.
    """
    moved: date = day + relativedelta(days=days, weeks=weeks, months=months, years=years)
    return moved
