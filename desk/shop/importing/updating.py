"""Brings a product or an order of ours up to what an import tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from desk.shop.catalogue import Product
from desk.shop.importing.orders import ToldOrder
from desk.shop.money import NOTHING
from desk.shop.order import Order
from desk.shop.order_status import OrderEvent, OrderStatus
from desk.shop.payment import Direction, MoneyMove, PaymentState, moved, paid_by_method
from desk.shop.sending_back import OrderExchange, OrderReturn

_FURTHER_ON = (
    (OrderStatus.PENDING,),
    (OrderStatus.PROCESSED,),
    (OrderStatus.SHIPPED,),
    (OrderStatus.DELIVERED,),
    (OrderStatus.RETURN_REQUESTED, OrderStatus.EXCHANGE_REQUESTED),
    (OrderStatus.RETURNED, OrderStatus.EXCHANGED),
    (OrderStatus.CANCELLED,),
)
_STAGE = {status: stage for stage, group in enumerate(_FURTHER_ON) for status in group}
# What is kept as it is unless the import tells of it, and what has parts of its own.
_APART = frozenset(
    {
        *("id", "placed_at", "status", "history", "items", "payments", "shipments"),
        *("order_return", "exchange", "item_changes", "payment_changes", "address_changes"),
    }
)
# What happens to an order in the shop, and what comes with payments that the file tells.
_HAPPENED = (
    *("estimated_delivery_on", "shipped_at", "delivered_at", "cancelled_at"),
    "cancellation_reason",
)
_OF_PAYMENTS = ("payment_method_id", "payment_kind", "payment_label", "refund_amount")
_TOLD_BY = {
    "variant_ids": ("quantities", "refund_amount"),
    "refund_method_id": ("refund_method_id", "refund_label"),
    "payment_method_id": ("refund_method_id", "refund_label"),
    "requested_at": ("requested_at",),
    "received_at": ("received_at",),
}


def is_further_on(told: Order, order: Order) -> bool:
    """Whether the import knows of a later stage in the life of the order than we do."""
    return _STAGE[told.status] > _STAGE[order.status]


def update_product(product: Product, told: Product) -> None:
    """Take over what is told; variants that are told no more are not sold any more."""
    product.name, product.category = told.name, told.category
    product.description, product.is_returnable = told.description, told.is_returnable
    known = {variant.id: variant for variant in product.variants}
    for variant in told.variants:
        if variant.id in known:
            take_over(known.pop(variant.id), variant)
        else:
            product.variants.append(variant)
    for gone in known.values():
        gone.is_available = False


def overwrite_order(order: Order, told: ToldOrder, now: datetime, is_whole: bool) -> None:
    """Take the file's word for everything, also for the usual payments where it tells none."""
    update_order(order, told, now, is_whole)
    _align(order.payments, told.order.payments, "seq")
    _set(order, "refund_amount", told.order.refund_amount)


def update_changed_order(
    order: Order, told: ToldOrder, now: datetime, *, did_money_move: bool
) -> None:
    """Take over what happened in the shop after a change here, and what it tells expressly.

    Items, address and what was requested here stay, and payments if the change moved money.
    """
    new = told.order
    for name in _HAPPENED:
        if getattr(new, name) is not None:
            _set(order, name, getattr(new, name))
    if told.tells_when_placed:
        _set(order, "placed_at", new.placed_at)
    if new.shipments:
        _align(order.shipments, new.shipments, "seq")
    if told.tells_payments and _knows_payments(order, told, did_money_move):
        for name in _OF_PAYMENTS:
            _set(order, name, getattr(new, name))
    _update_payments(order, told, now, did_money_move=did_money_move)
    _update_requested_here(order, told, now)
    _move_on(order, new.status, now)


def update_payments_alone(order: Order, told: ToldOrder) -> None:
    """Hear of payments that failed or were made, of an order that stays as it was changed here.

    No money may have moved with the change.
    """
    cancelled = OrderStatus.CANCELLED
    is_older = order.status is cancelled and told.order.status is not cancelled
    if not is_older and _knows_payments(order, told, False):
        _take_payments(order, told.order)


def update_order(order: Order, told: ToldOrder, now: datetime, is_whole: bool) -> None:
    """Take over what is told; `is_whole` says that what is not told is not so.

    Payments that are not told stay.
    """
    new = told.order
    for each in fields(Order):
        if each.name not in _APART:
            _set(order, each.name, getattr(new, each.name))
    if told.tells_when_placed:
        _set(order, "placed_at", new.placed_at)
    if told.tells_changes or is_whole:
        _set(order, "item_changes", new.item_changes)
    if is_whole:
        order.payment_changes = order.address_changes = 0
    for name, key in (("items", "id"), ("shipments", "seq")):
        _align(getattr(order, name), getattr(new, name), key)
    _update_payments(order, told, now)
    _update_sent_back(order, new)
    _move_on(order, new.status, now)


def take_over(known: Any, told: Any, but: frozenset[str] = frozenset()) -> None:
    """Make the fields of a dataclass those of another; what is the same is not written."""
    for each in fields(known):
        if each.name not in but:
            _set(known, each.name, getattr(told, each.name))


def _move_on(order: Order, status: OrderStatus, now: datetime) -> None:
    if order.status is not status:
        order.status = status
        note = "Taken over from the shop's records."
        order.history.append(OrderEvent(len(order.history) + 1, now, status, note))


def _knows_payments(order: Order, told: ToldOrder, did_money_move: bool) -> bool:
    """Whether the file has something to tell of the payments that we do not know better."""
    new = told.order.payments
    if did_money_move:
        # One that has seen no money at all was written before it moved here.
        return told.tells_payments and not all(payment.has_failed for payment in new)
    # It failed, or it did and has been made since.
    is_about_failure = any(payment.has_failed for payment in (*order.payments, *new))
    return told.tells_payments or (told.tells_failure and is_about_failure)


def _take_payments(order: Order, new: Order) -> None:
    _align(order.payments, new.payments, "seq")
    if new.status is OrderStatus.CANCELLED:
        _set(order, "refund_amount", new.refund_amount)


def _update_payments(
    order: Order, told: ToldOrder, now: datetime, *, did_money_move: bool = False
) -> None:
    """Take over payments that are told; untold, a cancelled order is refunded as it was paid."""
    if _knows_payments(order, told, did_money_move):
        _take_payments(order, told.order)
    elif told.order.status is OrderStatus.CANCELLED:
        labels = {payment.payment_method_id: payment.label for payment in order.payments}
        at = order.cancelled_at or now
        for method_id, amount in paid_by_method(order.payments).items():
            if amount > NOTHING:
                order.settle(MoneyMove(Direction.REFUND, amount, method_id, labels[method_id]), at)
        refunded = moved(order.payments, Direction.REFUND)
        _set(order, "refund_amount", refunded or None)
    elif told.order.status is not OrderStatus.PENDING and not told.says_failed:
        _count_as_made(order)


def _count_as_made(order: Order) -> None:
    """What failed was paid to the shop since, for it packed the order: as much as is missing."""
    for payment in reversed(order.payments):
        missing = order.total - moved(order.payments, Direction.PAYMENT)
        if missing > 0 and payment.has_failed and payment.kind is Direction.PAYMENT:
            payment.state = PaymentState.MADE
            payment.amount = min(payment.amount, missing)


def _update_requested_here(order: Order, told: ToldOrder, now: datetime) -> None:
    """What the customer asked for here stays as it is, unless the file has a return or exchange."""
    new = told.order
    if new.order_return is not None and (order.order_return is None or told.row.has("return")):
        _take_return(order, new.order_return, told.row.values.get("return"))
    if new.exchange is not None:
        if order.exchange is None:
            order.exchange = new.exchange
        else:
            _update_exchange(
                order.exchange, new.exchange, _untold(new.exchange, told.row.values["exchange"])
            )
        _set(order, "refund_amount", order.exchange.refund_amount or None)
    for requested, status in (
        (order.order_return, OrderStatus.RETURNED),
        (order.exchange, OrderStatus.EXCHANGED),
    ):
        if requested is not None and new.status is status:
            requested.received_at = requested.received_at or now


def _take_return(order: Order, new: OrderReturn, told: Mapping[str, Any] | None) -> None:
    if order.order_return is None:
        order.order_return = new
    else:
        take_over(order.order_return, new, _untold(new, told or {}))
    for item in order.items:
        _set(item, "returned_quantity", order.order_return.quantities.get(item.id, 0))
    _set(order, "refund_amount", order.order_return.refund_amount)


def _untold(new: OrderReturn | OrderExchange, told: Mapping[str, Any]) -> frozenset[str]:
    """The fields of a return or exchange of which the file says nothing."""
    is_told = {name for column, names in _TOLD_BY.items() if told.get(column) for name in names}
    return frozenset(each.name for each in fields(new)) - is_told


def _update_sent_back(order: Order, new: Order) -> None:
    if order.order_return is None or new.order_return is None:
        order.order_return = new.order_return
    else:
        take_over(order.order_return, new.order_return)
    if order.exchange is None or new.exchange is None:
        order.exchange = new.exchange
    else:
        _update_exchange(order.exchange, new.exchange)


def _update_exchange(
    exchange: OrderExchange, new: OrderExchange, but: frozenset[str] = frozenset()
) -> None:
    take_over(exchange, new, but | {"swaps"})
    _align(exchange.swaps, new.swaps, "item_id")


def _align(known: list[Any], told: list[Any], key: str) -> None:
    """Bring a list of parts up to date: those with the same key stay the same objects."""
    by_key = {getattr(part, key): part for part in known}
    for part in told:
        old = by_key.pop(getattr(part, key), None)
        if old is None:
            known.append(part)
        else:
            take_over(old, part)
    for gone in by_key.values():
        known.remove(gone)


def _set(thing: Any, name: str, value: Any) -> None:
    if getattr(thing, name) != value:
        setattr(thing, name, value)
