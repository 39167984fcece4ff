"""Stops asking what keeps failing, so that nobody waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable

FAILURES_IN_A_ROW = 3
REST_SECONDS = 60.0


class CircuitBreaker:
    """Open after three failures in a row; a minute later one try decides about the next minute."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        """`seconds` is a clock that never goes back."""
        self._seconds = seconds
        self._failures = 0
        self._closed_again_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether to leave it alone for now."""
        return self._seconds() < self._closed_again_at

    def succeeded(self) -> None:
        """It works: forget the failures."""
        self._failures = 0

    def failed(self) -> None:
        """It failed once more."""
        self._failures += 1
        if self._failures >= FAILURES_IN_A_ROW:
            self._closed_again_at = self._seconds() + REST_SECONDS
