"""Keeps one conversation from taking the bot away from all others."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from desk.clock import Clock
from desk.errors import TooManyTries

_WINDOW = timedelta(minutes=1)
_SWEEP_EVERY = 1000


class RateLimit:
    """At most `per_minute` calls of `check` for one key within a minute."""

    def __init__(self, per_minute: int, clock: Clock) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._calls: dict[str, deque[datetime]] = {}

    def check(self, key: str) -> None:
        """Count a call; raises `TooManyTries` over the limit."""
        now = self._clock()
        if len(self._calls) >= _SWEEP_EVERY and key not in self._calls:
            self._forget_idle(now)
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - _WINDOW:
            calls.popleft()
        if len(calls) >= self._per_minute:
            raise TooManyTries("That was a lot at once. Please wait a moment and send it again.")
        calls.append(now)

    def _forget_idle(self, now: datetime) -> None:
        self._calls = {
            key: calls for key, calls in self._calls.items() if calls and calls[-1] > now - _WINDOW
        }
