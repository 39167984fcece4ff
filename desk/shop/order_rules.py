"""What may be done with an order, by its status and the shop's policy; else, why not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desk.shop.order_status import OrderStatus
from desk.shop.refusals import (
    CannotCancel,
    CannotChange,
    ChangedAlready,
    NotDelivered,
    NothingToChange,
    NotOffered,
    NotPending,
    ReturnAlreadyRequested,
    ReturnWindowOver,
    WrongStatus,
)
from desk.shop.service_policy import STANDARD_POLICY, ServicePolicy

if TYPE_CHECKING:
    from desk.shop.order import Order
    from desk.shop.sending_back import OrderExchange, OrderReturn
    from desk.shop.wallet import PaymentMethod

_WHERE_IT_IS = {
    OrderStatus.PROCESSED: "is packed already",
    OrderStatus.SHIPPED: "is on its way already",
    OrderStatus.DELIVERED: "has been delivered already",
    OrderStatus.CANCELLED: "is cancelled already",
    OrderStatus.RETURN_REQUESTED: "has been delivered, and a return is under way",
    OrderStatus.RETURNED: "has been returned already",
    OrderStatus.EXCHANGE_REQUESTED: "has been delivered, and an exchange is under way",
    OrderStatus.EXCHANGED: "has been exchanged already",
}
_BEFORE_DELIVERY = (OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.SHIPPED)
_NOT_DELIVERED = (*_BEFORE_DELIVERY, OrderStatus.CANCELLED)
_RETURNING = (OrderStatus.RETURN_REQUESTED, OrderStatus.RETURNED)
_EXCHANGING = (OrderStatus.EXCHANGE_REQUESTED, OrderStatus.EXCHANGED)


def require_cancellable(order: Order, policy: ServicePolicy) -> None:
    """Raise the `CannotCancel` that says why the order cannot be cancelled, if so."""
    if order.status is not OrderStatus.PENDING:
        raise CannotCancel(
            f"Order {order.id} {_WHERE_IT_IS[order.status]}, so it cannot be cancelled."
        )
    if not policy.cancellation_allowed:
        raise CannotCancel("We cannot cancel orders.")
    if order.item_changes and not policy.changed_order_may_be_cancelled:
        raise CannotCancel(
            f"The items of order {order.id} have been changed, so it cannot be cancelled any more."
        )


def why_not_cancelled(order: Order, policy: ServicePolicy = STANDARD_POLICY) -> str:
    """A sentence on why the order cannot be cancelled; empty if it can."""
    try:
        require_cancellable(order, policy)
    except CannotCancel as refusal:
        return str(refusal)
    return ""


def require_address_changeable(order: Order, policy: ServicePolicy) -> None:
    """Raise the `CannotChange` that says why the address has to stay, if so."""
    _require_pending(order)
    if not policy.address_change_allowed:
        raise CannotChange("The address of an order cannot be changed.")
    _require_unchanged_items(order, policy)
    limit = policy.address_changes_per_order
    if limit is not None and order.address_changes >= limit:
        raise ChangedAlready(f"The address of order {order.id} has been changed already.")


def require_payment_changeable(order: Order, policy: ServicePolicy) -> None:
    """Raise the `CannotChange` that says why the payment method has to stay, if so."""
    _require_pending(order)
    if not policy.payment_change_allowed:
        raise CannotChange("The payment method of an order cannot be changed.")
    _require_unchanged_items(order, policy)
    limit = policy.payment_changes_per_order
    if limit is not None and order.payment_changes >= limit:
        raise ChangedAlready(f"The payment method of order {order.id} has been changed already.")


def why_not_paid_otherwise(order: Order, policy: ServicePolicy = STANDARD_POLICY) -> str:
    """A sentence on why the payment method has to stay; empty if it can be changed."""
    try:
        require_payment_changeable(order, policy)
    except CannotChange as refusal:
        return str(refusal)
    return ""


def require_other_payment(order: Order, method: PaymentMethod) -> None:
    """Raise `NothingToChange` if the order is, or was to be, paid with this method."""
    if method.id != order.payment_method_id:
        return
    if order.failed_payment is None:
        raise NothingToChange(f"Order {order.id} is paid with the {method.name} already.")
    raise NothingToChange(
        f"The payment of order {order.id} with the {method.name} did not go through, "
        "so it needs another payment method."
    )


def require_items_changeable(order: Order, policy: ServicePolicy) -> None:
    """Raise the `CannotChange` that says why the items have to stay, if so."""
    _require_pending(order)
    if order.failed_payment is not None:
        raise CannotChange(
            f"The payment of order {order.id} did not go through. "
            "Its items can be changed once it is paid with another payment method."
        )
    limit = policy.item_changes_per_order
    if not policy.items_change_allowed or limit == 0:
        raise CannotChange("The items of an order cannot be changed.")
    if limit is not None and order.item_changes >= limit:
        raise ChangedAlready(f"The items of order {order.id} have been changed already.")


def require_returnable(
    order: Order, now: datetime, window_days: int | None, policy: ServicePolicy
) -> None:
    """Raise the `CannotReturn` that says why nothing can be returned now, if so."""
    _require_returnable_status(order)
    if not policy.return_allowed:
        raise NotOffered("We do not take items back.")
    _require_in_window(order, now, window_days)


def require_exchangeable(
    order: Order, now: datetime, window_days: int | None, policy: ServicePolicy
) -> None:
    """Raise the `CannotReturn` that says why nothing can be exchanged now, if so."""
    _require_returnable_status(order)
    if not policy.exchange_allowed:
        raise NotOffered("We do not exchange items.")
    _require_in_window(order, now, window_days)


def awaited(order: Order) -> OrderReturn | OrderExchange:
    """What the customer is to send back; raises `WrongStatus` if that is nothing."""
    promise = order.order_return or order.exchange
    is_open = order.status in (OrderStatus.RETURN_REQUESTED, OrderStatus.EXCHANGE_REQUESTED)
    if promise is None or not is_open:
        raise WrongStatus(f"Nothing of order {order.id} is to be sent back.")
    return promise


def last_day_to_return(order: Order, window_days: int | None) -> date | None:
    """The last day for a return or exchange; None before the delivery, or if there is none."""
    if window_days is None or order.status in _NOT_DELIVERED:
        return None
    # An imported order may not tell when it came: then the days count from the last that is known.
    since = order.delivered_at or order.shipped_at or order.placed_at
    return since.date() + timedelta(days=window_days)


def _require_pending(order: Order) -> None:
    if order.status is not OrderStatus.PENDING:
        raise NotPending(
            f"Order {order.id} {_WHERE_IT_IS[order.status]}, so it cannot be changed any more."
        )


def _require_unchanged_items(order: Order, policy: ServicePolicy) -> None:
    if order.item_changes and not policy.changed_order_may_be_changed:
        raise ChangedAlready(
            f"The items of order {order.id} have been changed, "
            "so nothing else about it can be changed any more."
        )


def _require_returnable_status(order: Order) -> None:
    if order.status in _RETURNING:
        raise ReturnAlreadyRequested(f"A return of order {order.id} has been requested already.")
    if order.status in _EXCHANGING:
        raise ReturnAlreadyRequested(f"An exchange of order {order.id} has been requested already.")
    if order.status in _NOT_DELIVERED:
        raise NotDelivered(
            f"Order {order.id} has not been delivered, so there is nothing to send back."
        )


def _require_in_window(order: Order, now: datetime, window_days: int | None) -> None:
    last_day = last_day_to_return(order, window_days)
    if last_day is not None and now.date() > last_day:
        raise ReturnWindowOver(
            f"Order {order.id} could be returned until "
            f"{last_day.day} {last_day:%B %Y}; that is over now."
        )
