"""What an audit row says of a case before and after a change."""

from __future__ import annotations

from typing import Any

from desk.shop.jobs.job import Case
from desk.shop.order import Order

Snapshot = dict[str, Any]


def snapshot(case: Case) -> Snapshot:
    """All that a change can touch, as JSON; amounts are texts, so that none becomes a float."""
    order = case.order
    return {
        "status": order.status_words,
        "address": f"{order.shipping_address.name}, {order.shipping_address.line}",
        "payment_method_id": order.payment_method_id,
        "items": _items(order),
        "total": str(order.total),
        "paid": str(order.paid),
        "refund_amount": None if order.refund_amount is None else str(order.refund_amount),
        "refund_to": order.refund_label,
        "exchange": _exchange(order),
        "balances": {
            method.id: str(method.balance) for method in case.wallet if method.is_gift_card
        },
        "stock": {variant.id: variant.stock for variant in case.variants.values()},
    }


def differences(before: Snapshot, after: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Both without what is the same in both, but with the status in any case."""
    keys = [key for key in before if key == "status" or before[key] != after[key]]
    return {key: before[key] for key in keys}, {key: after[key] for key in keys}


def _items(order: Order) -> list[Snapshot]:
    return [
        {
            "id": item.id,
            "variant_id": item.variant_id,
            "quantity": item.quantity,
            "unit_price": str(item.unit_price),
            "returned_quantity": item.returned_quantity,
        }
        for item in order.items
    ]


def _exchange(order: Order) -> Snapshot | None:
    if order.exchange is None:
        return None
    return {
        "items": {swap.item_id: swap.variant_id for swap in order.exchange.swaps},
        "price_difference": str(order.exchange.price_difference),
        "payment_method_id": order.exchange.refund_method_id,
    }
