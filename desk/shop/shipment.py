"""A parcel on its way to a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(eq=False)
class Shipment:
    """A parcel with some items of an order, by their ids; `seq` counts from 1."""

    seq: int
    carrier: str | None
    tracking_number: str | None
    item_ids: list[str]
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
