"""An order, and what may happen to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from desk.shop.refusals import (
    CannotCancel,
    CannotReturn,
    NoSuchItem,
    NotDelivered,
    NotReturnable,
    ReturnAlreadyRequested,
    ReturnWindowOver,
    UnknownReason,
    WrongStatus,
)
from desk.shop.service_policy import STANDARD_POLICY, ServicePolicy
from desk.shop.working_days import after_working_days


class OrderStatus(StrEnum):
    """Where an order is: placed, packed, on its way, with the customer, or back."""

    PENDING = "pending"
    PROCESSED = "processed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURN_REQUESTED = "return_requested"
    RETURNED = "returned"


class CancellationReason(StrEnum):
    """Why a customer may cancel."""

    NO_LONGER_NEEDED = "no longer needed"
    ORDERED_BY_MISTAKE = "ordered by mistake"

    @classmethod
    def of(cls, text: str) -> CancellationReason:
        """The reason that `text` names (`no_longer_needed` as well); raises `UnknownReason`."""
        try:
            return cls(text.strip().lower().replace("_", " "))
        except ValueError as error:
            raise UnknownReason(
                "We can cancel an order that is no longer needed or was ordered by mistake."
            ) from error


class DeliveryMethod(StrEnum):
    """How a parcel travels."""

    STANDARD = "standard"
    EXPRESS = "express"
    EU = "eu"


class PaymentMethod(StrEnum):
    """What an order was paid with."""

    VISA = "visa"
    MASTERCARD = "mastercard"
    AMERICAN_EXPRESS = "american_express"
    PAYPAL = "paypal"
    APPLE_PAY = "apple_pay"
    GOOGLE_PAY = "google_pay"
    GIFT_CARD = "gift_card"


_UNDELIVERED = (OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.SHIPPED)
_RETURNING = (OrderStatus.RETURN_REQUESTED, OrderStatus.RETURNED)
_WHY_NOT_CANCELLED = {
    OrderStatus.PROCESSED: "is packed already",
    OrderStatus.SHIPPED: "is on its way already",
    OrderStatus.DELIVERED: "has been delivered already",
    OrderStatus.CANCELLED: "is cancelled already",
    OrderStatus.RETURN_REQUESTED: "has been delivered, and a return is under way",
    OrderStatus.RETURNED: "has been returned already",
}


@dataclass(eq=False)
class OrderItem:
    """A line of an order. `product_name`, `options` and `unit_price` are as they were then.

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

    @property
    def total(self) -> Decimal:
        """What the line cost."""
        return self.unit_price * self.quantity


@dataclass(eq=False)
class OrderEvent:
    """A step in the life of an order; `seq` counts from 1, `note` is a sentence for people."""

    seq: int
    at: datetime
    status: OrderStatus
    note: str


@dataclass(eq=False)
class Order:
    """An order; `id` is the order number. Every change of status goes through a method.

    `refund_amount` is what the customer gets back, from the cancellation or the request of the
    return on; `refund_due_on` is the last day for it, unknown until a returned parcel is here.
    """

    id: str
    customer_id: str
    placed_at: datetime
    delivery_method: DeliveryMethod
    shipping_fee: Decimal
    payment_method: PaymentMethod
    payment_label: str
    shipping_name: str
    shipping_street: str
    shipping_city: str
    shipping_postcode: str
    shipping_country: str
    estimated_delivery_on: date
    items: list[OrderItem] = field(default_factory=list)
    status: OrderStatus = OrderStatus.PENDING
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancellation_reason: CancellationReason | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    refund_amount: Decimal | None = None
    refund_due_on: date | None = None
    history: list[OrderEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.history:
            self._record(self.status, self.placed_at, "The order was placed.")

    @property
    def items_total(self) -> Decimal:
        """What the items cost, without delivery."""
        return sum((item.total for item in self.items), Decimal("0.00"))

    @property
    def total(self) -> Decimal:
        """What the customer pays: the items and the delivery, VAT included."""
        return self.items_total + self.shipping_fee

    @property
    def can_cancel(self) -> bool:
        """Whether `cancel` is possible now."""
        return self.status is OrderStatus.PENDING

    @property
    def why_not_cancelled(self) -> str:
        """A sentence on why `cancel` is not possible; empty if it is."""
        if self.can_cancel:
            return ""
        return f"Order {self.id} {_WHY_NOT_CANCELLED[self.status]}, so it cannot be cancelled."

    def cancel(
        self, reason: CancellationReason, now: datetime, policy: ServicePolicy = STANDARD_POLICY
    ) -> None:
        """Cancel the order and refund all of it; raises `CannotCancel`."""
        if not self.can_cancel:
            raise CannotCancel(self.why_not_cancelled)
        self.cancelled_at = now
        self.cancellation_reason = reason
        self.refund_amount = self.total
        self.refund_due_on = self._refund_day(now, policy)
        self._record(OrderStatus.CANCELLED, now, f"Cancelled by the customer: {reason.value}.")

    def pack(self, now: datetime) -> None:
        """The parcel waits for the carrier."""
        self._require(OrderStatus.PENDING)
        self._record(OrderStatus.PROCESSED, now, "The order was packed.")

    def ship(self, now: datetime, carrier: str, tracking_number: str) -> None:
        """The carrier has the parcel."""
        self._require(OrderStatus.PROCESSED)
        self.shipped_at = now
        self.carrier = carrier
        self.tracking_number = tracking_number
        self._record(OrderStatus.SHIPPED, now, f"{carrier} collected the parcel.")

    def deliver(self, now: datetime) -> None:
        """The customer has the parcel."""
        self._require(OrderStatus.SHIPPED)
        self.delivered_at = now
        self._record(OrderStatus.DELIVERED, now, "The parcel was delivered.")

    def return_by(self, return_window_days: int) -> date | None:
        """The last day on which a return can be requested; None before the delivery."""
        if self.delivered_at is None:
            return None
        return self.delivered_at.date() + timedelta(days=return_window_days)

    def request_return(
        self, item_ids: Collection[str], now: datetime, return_window_days: int
    ) -> None:
        """Ask to send back these items, each line whole; one return per order.

        Raises `NotDelivered`, `ReturnWindowOver`, `ReturnAlreadyRequested`, `NotReturnable` (all
        `CannotReturn`), or `NoSuchItem`.
        """
        self.require_returnable(now, return_window_days)
        items = self._items_of(item_ids)
        for item in items:
            if not item.is_returnable:
                raise NotReturnable(
                    f"{item.product_name} was made for you, so we cannot take it back."
                )
        for item in items:
            item.returned_quantity = item.quantity
        self.refund_amount = sum((item.total for item in items), Decimal("0.00"))
        names = ", ".join(item.product_name for item in items)
        self._record(OrderStatus.RETURN_REQUESTED, now, f"A return was requested: {names}.")

    def receive_return(self, now: datetime, policy: ServicePolicy = STANDARD_POLICY) -> None:
        """The returned parcel is with us; the refund follows."""
        self._require(OrderStatus.RETURN_REQUESTED)
        self.refund_due_on = self._refund_day(now, policy)
        self._record(OrderStatus.RETURNED, now, "We received the returned parcel.")

    def is_late(self, today: date, policy: ServicePolicy = STANDARD_POLICY) -> bool:
        """Whether the parcel should have been there for 2 working days or more."""
        return self._is_overdue(today, policy.late_after_working_days)

    def is_lost(self, today: date, policy: ServicePolicy = STANDARD_POLICY) -> bool:
        """Whether a shipped parcel is so late (7 working days) that we take it for lost."""
        is_shipped = self.status is OrderStatus.SHIPPED
        return is_shipped and self._is_overdue(today, policy.lost_after_working_days)

    def _is_overdue(self, today: date, working_days: int) -> bool:
        limit = after_working_days(self.estimated_delivery_on, working_days)
        return self.status in _UNDELIVERED and today >= limit

    def can_return(self, now: datetime, return_window_days: int) -> bool:
        """Whether a return may be requested now."""
        try:
            self.require_returnable(now, return_window_days)
        except CannotReturn:
            return False
        return True

    def require_returnable(self, now: datetime, return_window_days: int) -> None:
        """Raise the `CannotReturn` that says why nothing can be sent back now, if so."""
        if self.status in _RETURNING:
            raise ReturnAlreadyRequested(f"A return of order {self.id} has been requested already.")
        last_day = self.return_by(return_window_days)
        if self.status is not OrderStatus.DELIVERED or last_day is None:
            raise NotDelivered(
                f"Order {self.id} has not been delivered, so there is nothing to send back."
            )
        if now.date() > last_day:
            raise ReturnWindowOver(
                f"Order {self.id} could be returned until "
                f"{last_day.day} {last_day:%B %Y}; that is over now."
            )

    def _items_of(self, item_ids: Collection[str]) -> list[OrderItem]:
        if not item_ids:
            raise NoSuchItem("Please say which items you would like to send back.")
        unknown = set(item_ids) - {item.id for item in self.items}
        if unknown:
            raise NoSuchItem(f"One of these items is not part of order {self.id}.")
        return [item for item in self.items if item.id in set(item_ids)]

    def _refund_day(self, now: datetime, policy: ServicePolicy) -> date:
        if self.payment_method is PaymentMethod.GIFT_CARD:
            return now.date()
        return after_working_days(now.date(), policy.refund_max_working_days)

    def _require(self, status: OrderStatus) -> None:
        if self.status is not status:
            raise WrongStatus(f"Order {self.id} is {self.status.value}, not {status.value}.")

    def _record(self, status: OrderStatus, now: datetime, note: str) -> None:
        self.status = status
        self.history.append(OrderEvent(len(self.history) + 1, now, status, note))
