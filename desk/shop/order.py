"""An order, and what may happen to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from desk.shop import order_rules as rules
from desk.shop.money import NOTHING, total_of
from desk.shop.order_item import OrderItem
from desk.shop.order_status import DeliveryMethod, OrderEvent, OrderStatus
from desk.shop.payment import Direction, MoneyMove, Payment, due_on, moved, newest_failed
from desk.shop.refusals import (
    NoSuchItem,
    NothingToChange,
    NotReturnable,
    WrongStatus,
)
from desk.shop.sending_back import OrderExchange, OrderReturn
from desk.shop.service_policy import STANDARD_POLICY, RefundTime, ServicePolicy
from desk.shop.shipment import Shipment
from desk.shop.shipping_address import ShippingAddress
from desk.shop.swap import Swap
from desk.shop.wallet import PaymentKind, PaymentMethod


@dataclass(eq=False)
class Order:
    """An order; `id` is the order number. Every change goes through a method.

    `payment_method_id`, `payment_kind` and `payment_label` say with what it is paid now, as the
    label was then; `payments` holds every payment and refund, also what failed. `refund_amount` is
    what the customer gets back, from the cancellation or the request of a return or exchange on;
    `refund_due_on` is the last day for it, unknown until a returned parcel is here.
    """

    id: str
    customer_id: str
    placed_at: datetime
    delivery_method: DeliveryMethod
    shipping_fee: Decimal
    payment_method_id: str | None
    payment_kind: PaymentKind
    payment_label: str
    shipping_address: ShippingAddress
    estimated_delivery_on: date | None
    items: list[OrderItem] = field(default_factory=list)
    status: OrderStatus = OrderStatus.PENDING
    item_changes: int = 0
    payment_changes: int = 0
    address_changes: int = 0
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancellation_reason: str | None = None
    refund_amount: Decimal | None = None
    refund_due_on: date | None = None
    payments: list[Payment] = field(default_factory=list)
    shipments: list[Shipment] = field(default_factory=list)
    order_return: OrderReturn | None = None
    exchange: OrderExchange | None = None
    history: list[OrderEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.history:
            self._record(self.status, self.placed_at, "The order was placed.")

    @property
    def items_total(self) -> Decimal:
        """What the items cost, without delivery."""
        return total_of(item.total for item in self.items)

    @property
    def total(self) -> Decimal:
        """What the customer pays: the items and the delivery, VAT included."""
        return self.items_total + self.shipping_fee

    @property
    def paid(self) -> Decimal:
        """What the customer has paid and not got back."""
        return total_of(payment.signed for payment in self.payments)

    @property
    def failed_payment(self) -> Payment | None:
        """The payment for want of which it is not packed; None once all of it is paid."""
        if self.status is not OrderStatus.PENDING or self.paid >= self.total:
            return None
        return newest_failed(self.payments, Direction.PAYMENT)

    @property
    def failed_refund(self) -> Payment | None:
        """The refund that did not arrive; None once the customer has all that they are to get."""
        if self.status is OrderStatus.CANCELLED:
            owed = self.paid
        else:
            owed = (self.refund_amount or NOTHING) - moved(self.payments, Direction.REFUND)
        return newest_failed(self.payments, Direction.REFUND) if owed > 0 else None

    def refundable(self, amount: Decimal) -> Decimal:
        """As much of `amount` as the customer has paid: nobody gets back what they never gave."""
        return min(amount, max(self.paid, NOTHING))

    @property
    def status_words(self) -> str:
        """The status for people: `pending (items modified)`, `return requested`."""
        if self.failed_payment is not None:
            return f"{self.status.value} (payment failed)"
        is_changed = self.status is OrderStatus.PENDING and self.item_changes
        return self.status.value.replace("_", " ") + (" (items modified)" if is_changed else "")

    @property
    def carrier(self) -> str | None:
        """Who carries the latest parcel."""
        return self.shipments[-1].carrier if self.shipments else None

    @property
    def tracking_number(self) -> str | None:
        """The number of the latest parcel."""
        return self.shipments[-1].tracking_number if self.shipments else None

    @property
    def refund_label(self) -> str:
        """Where the refund of `refund_amount` goes."""
        promise = self.order_return or self.exchange
        return self.payment_label if promise is None else promise.refund_label

    def settle(self, move: MoneyMove, now: datetime) -> Payment:
        """Write down a payment or a refund that is made now."""
        # A migration may have taken some away.
        seq = max((payment.seq for payment in self.payments), default=0) + 1
        payment = move.made(seq, now)
        self.payments.append(payment)
        return payment

    def cancel(self, reason: str, now: datetime, policy: ServicePolicy = STANDARD_POLICY) -> None:
        """Cancel the order, of which all that was paid is to be refunded; raises `CannotCancel`."""
        rules.require_cancellable(self, policy)
        self.cancelled_at = now
        self.cancellation_reason = reason
        if self.paid:
            self.refund_amount = self.paid
            self.refund_due_on = due_on(now, policy.refund_times[self.payment_kind])
        self._record(OrderStatus.CANCELLED, now, f"Cancelled by the customer: {reason}.")

    def change_address(
        self, address: ShippingAddress, now: datetime, policy: ServicePolicy = STANDARD_POLICY
    ) -> None:
        """Send it elsewhere; raises a `CannotChange`."""
        rules.require_address_changeable(self, policy)
        if address == self.shipping_address:
            raise NothingToChange(f"Order {self.id} goes to this address already.")
        self.shipping_address = address
        self.address_changes += 1
        self._record(self.status, now, "The delivery address was changed.")

    def change_payment(
        self, method: PaymentMethod, now: datetime, policy: ServicePolicy = STANDARD_POLICY
    ) -> None:
        """Let it be paid with another method; raises a `CannotChange`."""
        rules.require_payment_changeable(self, policy)
        rules.require_other_payment(self, method)
        self.payment_method_id = method.id
        self.payment_kind = method.kind
        self.payment_label = method.name
        self.payment_changes += 1
        self._record(self.status, now, f"The payment method was changed: {method.name}.")

    def change_items(
        self, swaps: Sequence[Swap], now: datetime, policy: ServicePolicy = STANDARD_POLICY
    ) -> None:
        """Take these variants instead; raises a `CannotChange`."""
        rules.require_items_changeable(self, policy)
        self._swap(swaps)
        self.item_changes += 1
        names = ", ".join(swap.product_name for swap in swaps)
        self._record(self.status, now, f"Items were changed: {names}.")

    def pack(self, now: datetime) -> None:
        """The parcel waits for the carrier."""
        self._require(OrderStatus.PENDING)
        self._record(OrderStatus.PROCESSED, now, "The order was packed.")

    def ship(self, now: datetime, carrier: str, tracking_number: str) -> None:
        """The carrier has the parcel, with all items."""
        self._require(OrderStatus.PROCESSED)
        self.shipped_at = now
        item_ids = [item.id for item in self.items]
        self.shipments.append(
            Shipment(len(self.shipments) + 1, carrier, tracking_number, item_ids, now)
        )
        self._record(OrderStatus.SHIPPED, now, f"{carrier} collected the parcel.")

    def deliver(self, now: datetime) -> None:
        """The customer has the parcel."""
        self._require(OrderStatus.SHIPPED)
        self.delivered_at = now
        for shipment in self.shipments:
            shipment.delivered_at = shipment.delivered_at or now
        self._record(OrderStatus.DELIVERED, now, "The parcel was delivered.")

    def request_return(
        self,
        quantities: Mapping[str, int],
        refund_method_id: str | None,
        refund_label: str,
        now: datetime,
        window_days: int | None,
        policy: ServicePolicy = STANDARD_POLICY,
    ) -> None:
        """Ask to send back so many of each of these items; one return or exchange per order.

        Raises a `CannotReturn`, `NoSuchItem` or `WrongQuantity`.
        """
        rules.require_returnable(self, now, window_days, policy)
        items = self.items_to_send_back(quantities)
        for item in items:
            item.require_quantity(quantities[item.id])
        for item in items:
            item.send_back(quantities[item.id])
        amount = self.refundable(total_of(item.returned_total for item in items))
        self.order_return = OrderReturn(
            now, dict(quantities), amount, refund_method_id, refund_label
        )
        self.refund_amount = amount or None
        names = ", ".join(item.product_name for item in items)
        self._record(OrderStatus.RETURN_REQUESTED, now, f"A return was requested: {names}.")

    def request_exchange(
        self,
        swaps: Sequence[Swap],
        method: PaymentMethod | None,
        now: datetime,
        window_days: int | None,
        policy: ServicePolicy = STANDARD_POLICY,
    ) -> None:
        """Ask for other variants instead of these items; raises a `CannotReturn`.

        `method` settles the difference; it may be None if there is none.
        """
        rules.require_exchangeable(self, now, window_days, policy)
        self.items_to_send_back([swap.item_id for swap in swaps])
        method_id, label = (None, "") if method is None else (method.id, method.name)
        self.exchange = OrderExchange(now, method_id, label, list(swaps))
        self.refund_amount = self.refundable(self.exchange.refund_amount) or None
        names = ", ".join(swap.product_name for swap in swaps)
        self._record(OrderStatus.EXCHANGE_REQUESTED, now, f"An exchange was requested: {names}.")

    def receive_parcel(self, now: datetime, refund_time: RefundTime) -> None:
        """What the customer sent back is with us; the refund is made."""
        rules.awaited(self)
        if self.refund_amount:
            self.refund_amount = self.refundable(self.refund_amount) or None
        if self.refund_amount:
            self.refund_due_on = due_on(now, refund_time)
        if self.exchange is not None:
            self.exchange.received_at = now
            self._swap(self.exchange.swaps)
            self._record(OrderStatus.EXCHANGED, now, "We received what was to be exchanged.")
        if self.order_return is not None:
            self.order_return.received_at = now
            self._record(OrderStatus.RETURNED, now, "We received the returned parcel.")

    def items_to_change(self, item_ids: Collection[str]) -> list[OrderItem]:
        """The items with these ids, each once; raises `NoSuchItem`, also if there are none."""
        if not item_ids:
            raise NoSuchItem("Please say which items you mean.")
        wanted = set(item_ids)
        if not wanted <= {item.id for item in self.items}:
            raise NoSuchItem(f"One of these items is not part of order {self.id}.")
        return [item for item in self.items if item.id in wanted]

    def items_to_send_back(self, item_ids: Collection[str]) -> list[OrderItem]:
        """The same, if we take all of them back; raises `NoSuchItem` or `NotReturnable`."""
        items = self.items_to_change(item_ids)
        for item in items:
            if not item.is_returnable:
                raise NotReturnable(
                    f"{item.product_name} was made for you, so we cannot take it back."
                )
        return items

    def _swap(self, swaps: Sequence[Swap]) -> None:
        by_item = {swap.item_id: swap for swap in swaps}
        for item in self.items_to_change(by_item):
            swap = by_item[item.id]
            item.variant_id = swap.variant_id
            item.options = dict(swap.options)
            item.unit_price = swap.unit_price

    def _require(self, status: OrderStatus) -> None:
        if self.status is not status:
            raise WrongStatus(f"Order {self.id} is {self.status.value}, not {status.value}.")

    def _record(self, status: OrderStatus, now: datetime, note: str) -> None:
        self.status = status
        self.history.append(OrderEvent(len(self.history) + 1, now, status, note))
