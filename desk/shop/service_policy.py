"""What the shop promises and allows: everything that a manager may set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from desk.shop.wallet import PaymentKind


class RefundTarget(StrEnum):
    """Where the refund of a return may go."""

    ORIGINAL_METHOD = "original method"
    GIFT_CARD = "gift card"  # An existing one of the customer's.


class IdentificationMethod(StrEnum):
    """How customers may show who they are in a conversation."""

    EMAIL = "e-mail"
    NAME_AND_POSTCODE = "name with postcode"
    ORDER_AND_EMAIL = "order number with e-mail"
    ORDER_AND_POSTCODE = "order number with postcode"
    CODE_BY_EMAIL = "code by e-mail"


@dataclass(frozen=True)
class RefundTime:
    """How many working days a refund takes; 0 to 0 is at once."""

    min_working_days: int
    max_working_days: int

    @property
    def is_at_once(self) -> bool:
        """Whether the customer has the money at once."""
        return self.max_working_days == 0


AT_ONCE = RefundTime(0, 0)
_BY_BANK = RefundTime(5, 7)


def _usual_refund_times() -> Mapping[PaymentKind, RefundTime]:
    times = {kind: AT_ONCE if kind is PaymentKind.GIFT_CARD else _BY_BANK for kind in PaymentKind}
    return MappingProxyType(times)


@dataclass(frozen=True)
class ServicePolicy:
    """The rules of the shop; `STANDARD_POLICY` is what holds if nobody says otherwise.

    A "changed order" is a pending order whose items were changed. A window of None means that a
    return or an exchange is possible however long ago the delivery was.
    """

    # How amounts are written in sentences for customers.
    currency_sign: str = "£"

    # Cancelling a pending order.
    cancellation_allowed: bool = True
    cancellation_reasons: tuple[str, ...] = ("no longer needed", "ordered by mistake")
    changed_order_may_be_cancelled: bool = False

    # Changing a pending order.
    address_change_allowed: bool = True
    payment_change_allowed: bool = True
    items_change_allowed: bool = True
    item_changes_per_order: int | None = 1  # None: as often as the customer likes; also below.
    payment_changes_per_order: int | None = None
    address_changes_per_order: int | None = None
    changed_order_may_be_changed: bool = False  # Its address and its payment method.

    # Returns and exchanges of delivered orders.
    return_allowed: bool = True
    exchange_allowed: bool = True
    return_window_days: int | None = 30
    gold_return_window_days: int | None = 60
    return_refund_to: frozenset[RefundTarget] = frozenset(RefundTarget)

    # Refunds: how long they take to each kind of payment method.
    refund_times: Mapping[PaymentKind, RefundTime] = field(default_factory=_usual_refund_times)

    # Deliveries.
    late_after_working_days: int = 2
    lost_after_working_days: int = 7

    # Who is asking.
    identification_methods: frozenset[IdentificationMethod] = frozenset(
        {IdentificationMethod.ORDER_AND_EMAIL, IdentificationMethod.ORDER_AND_POSTCODE}
    )


STANDARD_POLICY = ServicePolicy()
