"""The record of a change of an order: who, what, when, and under which idempotency key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.shop.order import OrderStatus


class Actor(StrEnum):
    """Who carried a change out for the customer."""

    BOT = "bot"
    AGENT = "agent"


class Change(StrEnum):
    """What was changed."""

    CANCEL = "cancel"
    REQUEST_RETURN = "request_return"


@dataclass(eq=False)
class OrderChange:
    """One change, never altered; `details` are the reason or the ids of the items."""

    key: str
    order_id: str
    change: Change
    actor: Actor
    status_before: OrderStatus
    status_after: OrderStatus
    details: dict[str, Any]
    at: datetime
