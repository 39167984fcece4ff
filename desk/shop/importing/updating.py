"""Brings a product or an order of ours up to what an import tells of it."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from desk.shop.catalogue import Product
from desk.shop.importing.orders import ToldOrder
from desk.shop.order import Order
from desk.shop.order_status import OrderEvent, OrderStatus
from desk.shop.sending_back import OrderExchange

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


def update_order(order: Order, told: ToldOrder, now: datetime, is_whole: bool) -> None:
    """Take over what is told; `is_whole` says that what is not told is not so."""
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
    for name, key in (("items", "id"), ("payments", "seq"), ("shipments", "seq")):
        _align(getattr(order, name), getattr(new, name), key)
    _update_sent_back(order, new)
    if order.status is not new.status:
        order.status = new.status
        note = "Taken over from the shop's records."
        order.history.append(OrderEvent(len(order.history) + 1, now, new.status, note))


def take_over(known: Any, told: Any, but: frozenset[str] = frozenset()) -> None:
    """Make the fields of a dataclass those of another; what is the same is not written."""
    for each in fields(known):
        if each.name not in but:
            _set(known, each.name, getattr(told, each.name))


def _update_sent_back(order: Order, new: Order) -> None:
    if order.order_return is None or new.order_return is None:
        order.order_return = new.order_return
    else:
        take_over(order.order_return, new.order_return)
    if order.exchange is None or new.exchange is None:
        order.exchange = new.exchange
    else:
        _update_exchange(order.exchange, new.exchange)


def _update_exchange(exchange: OrderExchange, new: OrderExchange) -> None:
    take_over(exchange, new, frozenset({"swaps"}))
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
