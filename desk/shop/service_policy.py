"""What the shop promises, in numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ServicePolicy:
    """Windows and deadlines. A refund to a gift card is made at once, whatever is said here."""

    return_window_days: int = 30
    gold_return_window_days: int = 60
    late_after_working_days: int = 2
    lost_after_working_days: int = 7
    refund_min_working_days: int = 5
    refund_max_working_days: int = 7


STANDARD_POLICY = ServicePolicy()
