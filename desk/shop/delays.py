"""Whether an order comes too late, by the day it was promised for and the shop's policy."""

from __future__ import annotations

from datetime import date

from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.service_policy import STANDARD_POLICY, ServicePolicy
from desk.shop.working_days import after_working_days

_UNDELIVERED = (OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.SHIPPED)


def is_late(order: Order, today: date, policy: ServicePolicy = STANDARD_POLICY) -> bool:
    """Whether the parcel should have been there for 2 working days or more."""
    return _is_overdue(order, today, policy.late_after_working_days)


def is_lost(order: Order, today: date, policy: ServicePolicy = STANDARD_POLICY) -> bool:
    """Whether a shipped parcel is so late (7 working days) that we take it for lost."""
    is_shipped = order.status is OrderStatus.SHIPPED
    return is_shipped and _is_overdue(order, today, policy.lost_after_working_days)


def _is_overdue(order: Order, today: date, working_days: int) -> bool:
    if order.estimated_delivery_on is None or order.status not in _UNDELIVERED:
        return False
    if order.failed_payment is not None:
        # It waits for the customer, not for us.
        return False
    return today >= after_working_days(order.estimated_delivery_on, working_days)
