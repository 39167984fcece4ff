"""Which of a customer's orders need a word now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desk.shop.delays import is_late, is_lost
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.service_policy import ServicePolicy

# What went wrong longer ago was settled, or talked about, elsewhere by now.
_RECENT = timedelta(days=30)
# A refund is news while the money may still be on its way, and a little longer.
_REFUND_IS_NEWS = timedelta(days=14)


class ProblemKind(StrEnum):
    """What there is to say about an order."""

    LATE = "late"
    LOST = "lost"
    UNPAID = "unpaid"
    REFUNDED = "refunded"  # The return is here and the money on its way: good news.


@dataclass(frozen=True)
class Problem:
    """An order, and what there is to say about it."""

    kind: ProblemKind
    order: Order


def only_problem(orders: Iterable[Order], today: date, policy: ServicePolicy) -> Problem | None:
    """The one problem among the orders; None if there is none, or if there are several.

    With several, whichever we named could be the one that the customer did not come for.
    """
    found = [
        Problem(kind, order)
        for order in orders
        if (kind := _kind_of_problem(order, today, policy)) is not None
    ]
    return found[0] if len(found) == 1 else None


def _kind_of_problem(order: Order, today: date, policy: ServicePolicy) -> ProblemKind | None:
    failed = order.failed_payment
    if failed is not None:
        return ProblemKind.UNPAID if today - failed.at.date() <= _RECENT else None
    due_on = order.estimated_delivery_on
    if due_on is not None and is_late(order, today, policy) and today - due_on <= _RECENT:
        return ProblemKind.LOST if is_lost(order, today, policy) else ProblemKind.LATE
    if order.status is OrderStatus.RETURNED and order.refund_amount and order.order_return:
        received_at = order.order_return.received_at
        if received_at is not None and today - received_at.date() <= _REFUND_IS_NEWS:
            return ProblemKind.REFUNDED
    return None
