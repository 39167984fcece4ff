"""Where an order is, and how it travels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OrderStatus(StrEnum):
    """Where an order is: placed, packed, on its way, with the customer, or back."""

    PENDING = "pending"
    PROCESSED = "processed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURN_REQUESTED = "return_requested"
    RETURNED = "returned"
    EXCHANGE_REQUESTED = "exchange_requested"
    EXCHANGED = "exchanged"


class DeliveryMethod(StrEnum):
    """How a parcel travels."""

    STANDARD = "standard"
    EXPRESS = "express"
    EU = "eu"


@dataclass(eq=False)
class OrderEvent:
    """A step in the life of an order; `seq` counts from 1, `note` is a sentence for people."""

    seq: int
    at: datetime
    status: OrderStatus
    note: str
