"""What came of a delivered order: a return for a refund, or an exchange for other variants."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from desk.shop.money import NOTHING
from desk.shop.swap import Swap, difference_of


@dataclass(eq=False)
class OrderReturn:
    """The one return of an order: which items, how many of each, and where the refund goes.

    `quantities` are by the ids of the items. The refund is made when the parcel is here.
    """

    requested_at: datetime
    quantities: dict[str, int]
    refund_amount: Decimal
    refund_method_id: str | None
    refund_label: str
    received_at: datetime | None = None


@dataclass(eq=False)
class OrderExchange:
    """The one exchange of an order, and with which method its price difference is settled.

    That is `refund_method_id`, named `refund_label`, whichever way the money goes. What is dearer
    is paid at the request; what is cheaper is refunded when the parcel is here.
    """

    requested_at: datetime
    refund_method_id: str | None
    refund_label: str
    swaps: list[Swap] = field(default_factory=list)
    received_at: datetime | None = None

    @property
    def price_difference(self) -> Decimal:
        """What the customer pays more; below nothing, what they get back."""
        return difference_of(self.swaps)

    @property
    def refund_amount(self) -> Decimal:
        """What is refunded when the parcel is here; nothing if the new variants are dearer."""
        return max(-self.price_difference, NOTHING)
