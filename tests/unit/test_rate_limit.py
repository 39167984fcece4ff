from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.channels.rate_limit import RateLimit
from desk.errors import TooManyTries


class Watch:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def calls_let_through(limit: RateLimit, key: str, tries: int) -> int:
    count = 0
    for _ in range(tries):
        try:
            limit.check(key)
        except TooManyTries:
            continue
        count += 1
    return count


def test_so_many_calls_in_a_minute_and_no_more() -> None:
    assert calls_let_through(RateLimit(5, Watch()), "conv_1", 9) == 5


def test_one_busy_conversation_takes_nothing_from_another() -> None:
    limit = RateLimit(5, Watch())
    assert calls_let_through(limit, "conv_1", 9) == 5
    assert calls_let_through(limit, "conv_2", 9) == 5


def test_a_minute_later_there_is_room_again() -> None:
    watch = Watch()
    limit = RateLimit(5, watch)
    assert calls_let_through(limit, "conv_1", 3) == 3
    watch.pass_seconds(30)
    assert calls_let_through(limit, "conv_1", 9) == 2
    watch.pass_seconds(29)
    assert calls_let_through(limit, "conv_1", 9) == 0
    watch.pass_seconds(1)
    assert calls_let_through(limit, "conv_1", 9) == 3


def test_refused_calls_do_not_prolong_the_wait() -> None:
    watch = Watch()
    limit = RateLimit(1, watch)
    limit.check("conv_1")
    for _ in range(59):
        watch.pass_seconds(1)
        with pytest.raises(TooManyTries, match="wait a moment"):
            limit.check("conv_1")
    watch.pass_seconds(1)
    limit.check("conv_1")


def test_what_is_kept_does_not_grow_with_every_conversation_there_ever_was() -> None:
    watch = Watch()
    limit = RateLimit(5, watch)
    for number in range(1000):
        limit.check(f"conv_{number}")
    watch.pass_seconds(61)
    limit.check("conv_new")
    assert set(limit._calls) == {"conv_new"}


def test_forgetting_idle_conversations_forgives_no_busy_one() -> None:
    watch = Watch()
    limit = RateLimit(2, watch)
    for number in range(999):
        limit.check(f"conv_{number}")
    watch.pass_seconds(50)
    assert calls_let_through(limit, "conv_busy", 3) == 2
    watch.pass_seconds(15)
    limit.check("conv_new")
    assert calls_let_through(limit, "conv_busy", 1) == 0
