"""Working days: Monday to Friday. Public holidays are not known here and count as working days."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether `day` is Monday to Friday."""
    return day.weekday() < SATURDAY


def after_working_days(start: date, count: int) -> date:
    """The day `count` working days after `start`; `start` itself does not count."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day
