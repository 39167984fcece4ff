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
_NEAR, _FAR = 6, 40
_SHORTEST_PAST = 4
_NO_PAST = word_set("need speed indeed hundred proceed exceed unwanted limited sacred")
_NO_PLAN = word_set(
    "waiting missing trying chasing asking looking wondering writing morning evening"
)
_PLANNING = word_set("i we you they he she are is")


def leaning(reading: Reading, start: int, end: int) -> int:
    """Whether the sentence tells of the past or of what is to come."""
    first = start
    while first > max(start - _FAR, 0) and reading.forms[first - 1] not in (".", "!", "?", ";"):
        first -= 1
    before = reading.forms[first:start]
    if before and before[-1] == "since":
        return PAST
    if not SURELY_PAST.isdisjoint(before):
        return PAST
    if before and before[-1] in AHEAD:
        return FUTURE
    for index in range(start - 1, first - 1, -1):
        is_near = start - index <= _NEAR
        form, before_it = reading.forms[index], reading.form(index - 1)
        if form in PAST_CUES or (is_near and _has_happened(reading, index)):
            # "can it be delivered on Friday": not yet.
            if before_it not in ("be", "get"):
                return PAST
        # "it took a week to arrive": the other verb tells.
        elif before_it != "to" and (form in FUTURE_CUES or _is_coming(reading, index)):
            return FUTURE
    after = list(takewhile(lambda form: form not in _BREAKS, reading.forms[end : end + _NEAR]))
    if not PAST_CUES.isdisjoint(after):
        return PAST
    return UNKNOWN if FUTURE_CUES.isdisjoint(after) else FUTURE


def _has_happened(reading: Reading, index: int) -> bool:
    """Whether the word is a past tense by its ending: "switched banks in March"."""
    word = reading.words[index].casefold()
    return word.endswith("ed") and len(word) > _SHORTEST_PAST and word not in _NO_PAST


def _is_coming(reading: Reading, index: int) -> bool:
    """Whether the word tells of a plan: "I'm retiring on Friday"."""
    word = reading.words[index].casefold()
    is_ing = word.endswith("ing") and word not in _NO_PLAN
    return is_ing and reading.form(index - 1) in _PLANNING


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
