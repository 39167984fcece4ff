"""How often something was tried lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

PERIOD = timedelta(hours=1)


@dataclass(eq=False)
class Tally:
    """So many `times` since `since`; after `PERIOD` it starts afresh."""

    key_hash: str
    since: datetime
    times: int = 0

    def times_at(self, now: datetime) -> int:
        """How often it was counted in the period that runs at `now`."""
        return self.times if now - self.since < PERIOD else 0

    def count(self, now: datetime) -> None:
        """Once more."""
        self.times = self.times_at(now) + 1
        if self.times == 1:
            self.since = now
