"""The record of a change of an order: who, what, before, after, why, and under which key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Actor(StrEnum):
    """Who carried a change out."""

    BOT = "bot"
    AGENT = "agent"
    CUSTOMER = "customer"


class Change(StrEnum):
    """What was changed."""

    CANCEL = "cancel"
    CHANGE_ADDRESS = "change_address"
    CHANGE_PAYMENT = "change_payment"
    CHANGE_ITEMS = "change_items"
    REQUEST_RETURN = "request_return"
    REQUEST_EXCHANGE = "request_exchange"
    RECEIVE_PARCEL = "receive_parcel"


MOVING_MONEY = frozenset(Change) - {Change.CHANGE_ADDRESS, Change.REQUEST_RETURN}
"""The changes with which money moves at once, if there is any to move."""


@dataclass(eq=False)
class OrderChange:
    """One change, never altered.

    `request` is what was asked for; `before` and `after` hold what the change made different: of
    the order, of gift cards' balances and of the stock, and always the status. `why` is the reason
    that the customer gave, or empty.
    """

    key: str
    order_id: str
    change: Change
    actor: Actor
    request: dict[str, Any]
    before: dict[str, Any]
    after: dict[str, Any]
    why: str
    at: datetime
