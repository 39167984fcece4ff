"""What would happen to an order: everything that a customer is told before saying yes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desk.shop.money import total_of
from desk.shop.order_item import OrderItem
from desk.shop.payment import MoneyMove
from desk.shop.shipping_address import ShippingAddress
from desk.shop.swap import Swap, difference_of


@dataclass(frozen=True)
class PlannedItem:
    """An item that goes back or is cancelled, and how many of it."""

    item_id: str
    product_name: str
    options: dict[str, str]
    quantity: int
    unit_price: Decimal
    is_part: bool = False
    """Whether the order has more of it than this."""

    @classmethod
    def of(cls, item: OrderItem, quantity: int | None = None) -> PlannedItem:
        """So many of an item; all of it by default."""
        many = item.quantity if quantity is None else quantity
        return cls(
            item.id, item.product_name, dict(item.options), many, item.unit_price,
            is_part=many < item.quantity,
        )  # fmt: skip

    @property
    def total(self) -> Decimal:
        """What was paid for it."""
        return self.unit_price * self.quantity


@dataclass(frozen=True)
class CancellationPlan:
    """The order is cancelled, and all that was paid is refunded."""

    order_number: str
    reason: str
    items: tuple[PlannedItem, ...]
    moves: tuple[MoneyMove, ...]

    @property
    def amount(self) -> Decimal:
        """What the customer gets back."""
        return total_of(move.amount for move in self.moves)


@dataclass(frozen=True)
class AddressPlan:
    """The order goes to another address."""

    order_number: str
    before: ShippingAddress
    after: ShippingAddress


@dataclass(frozen=True)
class PaymentPlan:
    """The order is paid with another method: one move takes the total, the others give it back."""

    order_number: str
    label_before: str
    label_after: str
    moves: tuple[MoneyMove, ...]


@dataclass(frozen=True)
class SwapPlan:
    """Items are changed or exchanged; at most one move settles the difference."""

    order_number: str
    swaps: tuple[Swap, ...]
    moves: tuple[MoneyMove, ...]

    @property
    def difference(self) -> Decimal:
        """What the customer pays more; below nothing, what they get back."""
        return difference_of(self.swaps)


@dataclass(frozen=True)
class ReturnPlan:
    """Items go back, and at most one move refunds them when the parcel is here."""

    order_number: str
    items: tuple[PlannedItem, ...]
    moves: tuple[MoneyMove, ...]

    @property
    def amount(self) -> Decimal:
        """What the customer gets back."""
        return total_of(move.amount for move in self.moves)


@dataclass(frozen=True)
class ReceiptPlan:
    """What was sent back is here; what is due for it is refunded."""

    order_number: str
    moves: tuple[MoneyMove, ...]
