"""Dates that are told by a length of time or by a name: "two weeks ago", "March", "Christmas"."""

from __future__ import annotations

from datetime import date

from dateutil.easter import easter

from bot.entities.date_words import (
    AFTER_DATES,
    FEAST_DAYS,
    FEASTS,
    MONTHS,
    PLACED,
    RELATIVES,
    UNITS,
)
from bot.entities.reading import Reading
from bot.entities.tense import FUTURE, PAST, leaning, nearest, plus

_WEEK = 7


def _count(reading: Reading, start: int, end: int) -> int:
    for index in range(start, end):
        if reading.tags[index] == "NUM":
            return reading.number(index)
    forms = reading.forms[start:end]
    return 2 if "couple" in forms else 3 if "few" in forms else 1


def _shifted(reading: Reading, start: int, end: int, today: date, sign: int) -> date | None:
    count = sign * _count(reading, start, end)
    unit = next(UNITS[f] for f in reading.forms[start:end] if f in UNITS)
    if "half" in reading.forms[start:end]:
        # Half a day or half an hour ago was today.
        return {"years": plus(today, months=6 * sign), "days": today, "hours": today}.get(unit)
    if abs(count) > 1_000:  # noqa: PLR2004 - nothing that a customer remembers
        return None
    if unit == "hours":
        return today
    if unit == "weekends":
        return None
    if unit == "fortnights":
        return plus(today, weeks=2 * count)
    if unit == "days":
        return plus(today, days=count)
    if unit == "weeks":
        return plus(today, weeks=count)
    return plus(today, months=count) if unit == "months" else plus(today, years=count)


def ago(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Like "three weeks ago", "half a year ago"."""
    return _shifted(reading, start, end, today, PAST)


def ahead(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Like "in two days"; "up in five minutes", "no trouble in six years" say how long."""
    is_time_of_day = any(UNITS.get(form) == "hours" for form in reading.forms[start:end])
    if is_time_of_day or leaning(reading, start, end) == PAST:
        return None
    return _shifted(reading, start, end, today, FUTURE)


def period(reading: Reading, start: int, end: int, today: date) -> date | None:
    """The first day of "last week", "this month", "next March", "the weekend"."""
    relative, what = reading.forms[start], reading.forms[end - 1]
    if reading.tags[end - 1] == "PART":
        if relative == "this":
            return today
        return plus(today, days=-1) if (relative, what) == ("last", "night") else None
    # "the last day", "this time last week"; "the past week" is how long.
    if reading.form(start - 1) in ("the", "my", "your") or relative == "past":
        return None
    sign = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(relative, 0)
    if what in MONTHS:
        first = date(today.year, MONTHS[what], 1)
        if sign:
            return nearest(first, today, sign)
        return first
    unit = UNITS[what]
    if unit == "weeks":
        return plus(today, days=-today.weekday(), weeks=sign)
    if unit == "months":
        return plus(today.replace(day=1), months=sign)
    if unit == "years":
        return date(today.year + sign, 1, 1)
    if unit == "weekends":
        saturday = plus(today, days=(5 - today.weekday()) % _WEEK)
        if today.weekday() == 6:  # noqa: PLR2004 - Sunday: the weekend is not over
            saturday = plus(saturday, weeks=-1)
        if relative == "the":
            sign = min(leaning(reading, start, end), 0)
        return plus(saturday, weeks=sign)
    return None


def month(reading: Reading, start: int, end: int, today: date) -> date | None:
    """The first day of "March", "in May", "March 2026"."""
    if not is_month(reading, start):
        return None
    if reading.tags[start] == "UNSURE_MONTH" and (
        end - start == 1
        and (reading.form(start - 1) not in PLACED or reading.words[start].islower())
        and reading.form(start - 1) != "in"
    ):
        return None
    if end - start > 1:
        return date(reading.number(end - 1), MONTHS[reading.forms[start]], 1)
    first = date(today.year, MONTHS[reading.forms[start]], 1)
    return nearest(first, today, leaning(reading, start, end))


def day_of_period(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Like "the 9th of this month"."""
    first = period(reading, end - 2, end, today)
    number = next(i for i in range(start, end) if reading.tags[i] == "NUM")
    return None if first is None else first.replace(day=reading.number(number))


def month_of_period(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Like "October last year"."""
    year = period(reading, start + 1, end, today)
    return None if year is None else date(year.year, MONTHS[reading.forms[start]], 1)


def feast(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Christmas as a time, not as in "Christmas present"."""
    at = next(i for i in range(start, end) if reading.tags[i] == "FEAST")
    name, last = reading.forms[at], reading.forms[end - 1]
    if name in FEAST_DAYS and last != "day":
        return None
    if start == at == end - 1:
        if reading.form(start - 1) not in PLACED:
            return None
        if reading.tag(end) == "word" and reading.form(end) not in AFTER_DATES:
            return None
    direction = RELATIVES.get(reading.forms[start], 0) or leaning(reading, start, end) or FUTURE
    shift = {"evening": -1, "monday": 1}.get(last, 0)
    days = [plus(_feast_day(name, today.year + year), days=shift) for year in (-1, 0, 1)]
    if direction == PAST:
        return max(day for day in days if day <= today)
    return min(day for day in days if day >= today)


def _feast_day(name: str, year: int) -> date:
    if name == "easter":
        sunday: date = easter(year)
        return sunday
    return date(year, *FEASTS[name])


def is_month(reading: Reading, index: int) -> bool:
    """Whether a word is a month; "Mars" is none of "Mar", and "may one" asks."""
    if reading.tags[index] != "UNSURE_MONTH":
        return True
    following = index + 1 if reading.tag(index + 1) == "NUM" else None
    is_number = following is None or reading.words[following].isdecimal()
    return is_number and reading.words[index].casefold() in MONTHS
