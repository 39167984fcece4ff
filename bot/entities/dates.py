"""Points in time, resolved against today: "last Tuesday", "the 3rd of March", "in two days"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from bot.entities.date_words import (
    DAY_WORDS,
    MONTHS,
    PATTERNS,
    PLACED,
    UNITS,
    WEEKDAYS,
)
from bot.entities.detail import Detail
from bot.entities.patterns import TokenPatterns
from bot.entities.reading import Reader, Reading
from bot.entities.tense import FUTURE, PAST, UNKNOWN, leaning, nearest, plus
from bot.entities.words import word_set

_WEEK = 7
_MONTHS_IN_A_YEAR = 12
_YEAR_DIGITS = 4
_FARTHEST_YEARS = 20
_CLASSES = word_set("DAY_WORD WEEKDAY UNSURE_DAY MONTH UNSURE_MONTH REL UNIT FEAST NTH")
_Finder = Callable[[Reading, int, int, date], date | None]


class DateReader:
    """Reads points in time; how long something takes ("30 days") is none."""

    def __init__(self, reader: Reader) -> None:
        self._patterns = TokenPatterns(reader, PATTERNS)

    def read(self, reading: Reading, today: date) -> Iterator[Detail]:
        """All dates, overlapping ones too; value ISO, the first day of a period."""
        if _CLASSES.isdisjoint(reading.tags) and not _has_numbers_in_a_row(reading):
            return
        for key, start, end in self._patterns.find(reading):
            try:
                day = _FINDERS[key](reading, start, end, today)
            except (ValueError, OverflowError):
                # The 31st of June, or a number no calendar knows.
                continue
            if day is None or abs(day.year - today.year) > _FARTHEST_YEARS:
                continue
            first, last = reading.starts[start], reading.ends[end - 1]
            text = reading.text[first:last]
            yield Detail("date", first, last, text, day.isoformat(), 0.9)


def _has_numbers_in_a_row(reading: Reading) -> bool:
    return "/" in reading.forms or reading.tags.count("NUM") > 2  # noqa: PLR2004 - "14.11.26"


def _day_word(reading: Reading, start: int, end: int, today: date) -> date | None:
    return plus(today, days=DAY_WORDS[reading.forms[start]])


def _around(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Like "the day before yesterday"."""
    step = 1 if "after" in reading.forms[start:end] else -1
    return plus(today, days=DAY_WORDS[reading.forms[end - 1]] + step)


def _weekday(reading: Reading, start: int, end: int, today: date) -> date | None:
    at = next(i for i in range(start, end) if reading.forms[i] in WEEKDAYS)
    wanted = WEEKDAYS[reading.forms[at]]
    before = reading.form(start - 1)
    # "on Mondays", "every Monday", "Monday to Friday", "Black Friday": no day in particular.
    if reading.words[at].casefold().endswith("days") or before in ("every", "each"):
        return None
    if before in ("black", "cyber", "good", "a", "any") or _is_range(reading, start, end):
        return None
    if (
        reading.tags[at] == "UNSURE_DAY"
        and at == start
        and end - start == 1
        and (before not in PLACED)
    ):
        return None
    relative = next((f for f in reading.forms[start:end] if f in _RELATIVES), "")
    direction = _RELATIVES.get(relative, UNKNOWN)
    if relative == "this":
        days = (wanted - today.weekday()) % _WEEK
        return plus(today, days=days)
    if direction == UNKNOWN:
        direction = leaning(reading, start, end) or PAST
    if direction == PAST:
        return plus(today, days=-((today.weekday() - wanted) % _WEEK or _WEEK))
    return plus(today, days=(wanted - today.weekday()) % _WEEK or _WEEK)


_RELATIVES = {
    "last": PAST, "past": PAST, "previous": PAST, "next": FUTURE, "coming": FUTURE,
    "this": UNKNOWN,
}  # fmt: skip


def _is_range(reading: Reading, start: int, end: int) -> bool:
    """Like "Monday to Friday", seen from either day."""
    through = ("to", "-", "through", "\u2013")
    after = reading.form(end) in through or reading.text[reading.ends[end - 1] :][:1] == "-"
    before = reading.form(start - 1) in through or reading.text[: reading.starts[start]][-1:] == "-"
    neighbours = (reading.form(end), reading.form(end + 1)) if after else ()
    if before:
        neighbours = (*neighbours, reading.form(start - 1), reading.form(start - 2))
    return any(form in WEEKDAYS for form in neighbours)


def _date(reading: Reading, start: int, end: int, today: date) -> date | None:
    """A day and a month in either order, with or without a year and a weekday."""
    month = day = year = 0
    for index in range(start, end):
        if reading.forms[index] in MONTHS:
            month = MONTHS[reading.forms[index]]
        elif reading.tags[index] in ("NUM", "ORD"):
            number = reading.number(index)
            if len(reading.words[index]) == _YEAR_DIGITS and reading.words[index].isdecimal():
                year = number
            else:
                day = number
    if not month:
        return _next_or_last(reading, start, end, today, day)
    if year:
        return date(year, month, day)
    return nearest(date(today.year, month, day), today, leaning(reading, start, end))


def _day_of_month(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Like "the 12th", unless something is counted: "the 2nd time"."""
    if reading.tag(end) in ("word", "UNIT", "NUM", "ORD") and reading.form(end) not in _AFTER_DATES:
        return None
    return _next_or_last(reading, start, end, today, reading.number(start + 1))


_AFTER_DATES = word_set(
    "and or but to at is was please it i we they you he she has have not so did since now"
)


def _next_or_last(reading: Reading, start: int, end: int, today: date, day: int) -> date | None:
    direction = leaning(reading, start, end) or PAST
    for months in range(3):
        candidate = plus(today, months=direction * months)
        try:
            candidate = candidate.replace(day=day)
        except ValueError:
            continue
        if (candidate - today).days * direction >= 0:
            return candidate
    return None


def _slashed(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Like "14/11", "14/11/2026", "14.11.26", "2026-11-14": the day first, unless the year is."""
    if not all(reading.is_joined(index) for index in range(start + 1, end)):
        return None
    around = reading.text[reading.ends[end - 1] : reading.ends[end - 1] + 2]
    if (around[:1] in ("/", "-", ".", "%") and around[1:].isalnum()) or around[:1].isalnum():
        return None
    if reading.is_joined(start) and reading.words[start - 1] not in "(,;:":
        return None
    words = reading.words[start:end:2]
    numbers = [int(word) for word in words]
    if len(words) == 2:  # noqa: PLR2004 - day and month
        if numbers == [24, 7] or reading.form(end) in ("of", "stars", "star"):
            return None
        day = date(today.year, numbers[1], numbers[0])
        return nearest(day, today, leaning(reading, start, end))
    if len(words[0]) == _YEAR_DIGITS:
        return date(*numbers)
    year = numbers[2] if len(words[2]) == _YEAR_DIGITS else 2000 + numbers[2]
    if len(words[2]) not in (2, _YEAR_DIGITS):
        return None
    return date(year, numbers[1], numbers[0])


def _count(reading: Reading, start: int, end: int) -> int:
    for index in range(start, end):
        if reading.tags[index] == "NUM":
            return reading.number(index)
    forms = reading.forms[start:end]
    return 2 if "couple" in forms else 3 if "few" in forms else 1


def _shifted(reading: Reading, start: int, end: int, today: date, sign: int) -> date | None:
    count = sign * _count(reading, start, end)
    unit = next(UNITS[f] for f in reading.forms[start:end] if f in UNITS)
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


def _ago(reading: Reading, start: int, end: int, today: date) -> date | None:
    return _shifted(reading, start, end, today, PAST)


def _ahead(reading: Reading, start: int, end: int, today: date) -> date | None:
    # "does it come in two days?" asks how long it takes.
    return _shifted(reading, start, end, today, FUTURE)


def _period(reading: Reading, start: int, end: int, today: date) -> date | None:
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


def _month(reading: Reading, start: int, end: int, today: date) -> date | None:
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


def _feast(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Christmas as a time, not as in "Christmas present"."""
    if end - start == 1 and reading.form(start - 1) not in PLACED:
        return None
    if end - start == 1 and reading.tag(end) == "word" and reading.form(end) not in _AFTER_DATES:
        return None
    day = 24 if reading.forms[end - 1] == "evening" else 25
    direction = leaning(reading, start, end) or FUTURE
    return nearest(date(today.year, _MONTHS_IN_A_YEAR, day), today, direction)


_FINDERS: dict[str, _Finder] = {
    "day_word": _day_word,
    "around": _around,
    "weekday": _weekday,
    "weekday_date": _date,
    "date": _date,
    "day_of_month": _day_of_month,
    "slashed": _slashed,
    "ago": _ago,
    "ahead": _ahead,
    "period": _period,
    "month": _month,
    "feast": _feast,
}
