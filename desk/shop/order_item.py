"""A line of an order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desk.shop.refusals import WrongQuantity

MAX_QUANTITY = 10_000


@dataclass(eq=False)
class OrderItem:
    """`product_name`, `options` and `unit_price` are as they were then.

    `id` is the order's with the line's number: `HP-104233-1`. `returned_quantity` counts what a
    return was requested for, from the request on.
    """

    id: str
    variant_id: str
    product_name: str
    options: dict[str, str]
    quantity: int
    unit_price: Decimal
    returned_quantity: int = 0
    is_returnable: bool = True
    position: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.quantity <= MAX_QUANTITY:
            raise WrongQuantity(f"An order holds 1 to {MAX_QUANTITY} of an item.")

    @property
    def total(self) -> Decimal:
        """What the line cost."""
        return self.unit_price * self.quantity

    @property
    def returned_total(self) -> Decimal:
        """What was paid for what goes back."""
        return self.unit_price * self.returned_quantity

    def send_back(self, quantity: int) -> None:
        """So many of it go back; raises `WrongQuantity`."""
        self.require_quantity(quantity)
        self.returned_quantity = quantity

    def require_quantity(self, quantity: int) -> None:
        """Raise `WrongQuantity` unless so many of it can go back."""
        if not 1 <= quantity <= self.quantity:
            raise WrongQuantity(
                f"The order has {self.quantity} of {self.product_name}, "
                f"so 1 to {self.quantity} can go back."
            )
