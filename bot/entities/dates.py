"""Points in time, resolved against today: "last Tuesday", "the 3rd of March", "in two days"."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import date

from bot.entities import date_periods
from bot.entities.date_words import (
    AFTER_DATES,
    DAY_WORDS,
    FUTURE_CUES,
    MONTHS,
    PAST_CUES,
    PATTERNS,
    PLACED,
    RELATIVES,
    WEEKDAYS,
)
from bot.entities.detail import Detail
from bot.entities.patterns import TokenPatterns
from bot.entities.reading import Reader, Reading
from bot.entities.tense import PAST, UNKNOWN, leaning, nearest, plus
from bot.entities.words import word_set

_WEEK = 7
_YEAR_DIGITS = 4
_MONTHS_IN_A_YEAR = 12
_BEST_MARKS = (5, 10)
"""Of what people give marks: "9/10 would order again"."""
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
    return "/" in reading.forms or reading.tags.count("NUM") > 1


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
    # "he sat in it"
    is_alone = reading.tags[at] == "UNSURE_DAY" and end - start == 1
    if is_alone and (before not in PLACED or before in ("is", "was")):
        return None
    if before in ("happy", "merry"):
        return None
    relative = next((f for f in reading.forms[start:end] if f in RELATIVES), "")
    direction = RELATIVES.get(relative, UNKNOWN)
    if relative == "this":
        days = (wanted - today.weekday()) % _WEEK
        return plus(today, days=days)
    if direction == UNKNOWN:
        direction = leaning(reading, start, end) or PAST
    if direction == PAST:
        return plus(today, days=-((today.weekday() - wanted) % _WEEK or _WEEK))
    return plus(today, days=(wanted - today.weekday()) % _WEEK or _WEEK)


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
            if not date_periods.is_month(reading, index):
                return None
            month = MONTHS[reading.forms[index]]
        elif reading.tags[index] in ("NUM", "ORD"):
            number = reading.number(index)
            if len(reading.words[index]) == _YEAR_DIGITS and reading.words[index].isdecimal():
                year = number
            else:
                day = number
    if not month:
        wanted = WEEKDAYS[reading.forms[start]]
        return _on_weekday(reading, start, end, today, day, wanted)
    if year:
        return date(year, month, day)
    return nearest(date(today.year, month, day), today, leaning(reading, start, end))


def _on_weekday(
    reading: Reading, start: int, end: int, today: date, day: int, weekday: int
) -> date | None:
    """Like "Friday the 28th": the nearest month where that is so."""
    direction = leaning(reading, start, end) or PAST
    for months in (0, direction, -direction, 2 * direction, -2 * direction):
        with contextlib.suppress(ValueError):
            candidate = plus(today, months=months).replace(day=day)
            if candidate.weekday() == weekday:
                return candidate
    return _next_or_last(reading, start, end, today, day)


def _day_of_month(reading: Reading, start: int, end: int, today: date) -> date | None:
    """Like "the 12th", unless something is counted: "the 2nd time"."""
    after = reading.form(end)
    is_counting = reading.tag(end) in ("word", "UNIT", "NUM", "ORD")
    if is_counting and after not in AFTER_DATES | PAST_CUES | FUTURE_CUES:
        return None
    return _next_or_last(reading, start, end, today, reading.number(start + 1))


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
    before = reading.form(start - 1)
    if reading.forms[end - 1] == "." and before not in PLACED - {"at", "is", "was"}:
        # "it was 7.10."
        return None
    if len(words) == 2:  # noqa: PLR2004 - day and month
        if numbers == [24, 7] or reading.form(end) in ("of", "stars", "star"):
            return None
        if numbers[1] in _BEST_MARKS and before not in PLACED | PAST_CUES:
            return None
        day = date(today.year, numbers[1], numbers[0])
        return nearest(day, today, leaning(reading, start, end))
    if len(words[0]) == _YEAR_DIGITS:
        return date(*numbers)
    year = numbers[2] if len(words[2]) == _YEAR_DIGITS else 2000 + numbers[2]
    if len(words[2]) not in (2, _YEAR_DIGITS):
        return None
    first, second = numbers[:2]
    # "11/24/2026" is American.
    return date(year, first, second) if second > _MONTHS_IN_A_YEAR else date(year, second, first)


_FINDERS: dict[str, _Finder] = {
    "day_word": _day_word,
    "around": _around,
    "weekday": _weekday,
    "weekday_date": _date,
    "date": _date,
    "day_of_month": _day_of_month,
    "slashed": _slashed,
    "day_of_period": date_periods.day_of_period,
    "ago": date_periods.ago,
    "ahead": date_periods.ahead,
    "period": date_periods.period,
    "month": date_periods.month,
    "month_of_period": date_periods.month_of_period,
    "feast": date_periods.feast,
}
