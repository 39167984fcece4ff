"""Money that moves between a customer and the shop for one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from desk.shop.money import NOTHING, require_amount, total_of
from desk.shop.service_policy import RefundTime
from desk.shop.working_days import after_working_days


class Direction(StrEnum):
    """Which way money goes: to the shop, or back to the customer."""

    PAYMENT = "payment"
    REFUND = "refund"


class PaymentState(StrEnum):
    """What became of it: the money has moved, or it has not."""

    MADE = "made"
    FAILED = "failed"


@dataclass(eq=False)
class Payment:
    """A payment or a refund that was made, or that failed; `seq` counts from 1 in the order.

    `amount` is more than nothing either way. `label` names the payment method as it was then;
    `payment_method_id` is None once we do not know it any more. `due_on` is the last day on which
    the customer has a refund.
    """

    seq: int
    kind: Direction
    amount: Decimal
    payment_method_id: str | None
    label: str
    at: datetime
    due_on: date | None = None
    state: PaymentState = PaymentState.MADE

    def __post_init__(self) -> None:
        require_amount(self.amount)

    @property
    def signed(self) -> Decimal:
        """What has moved, as the shop sees it: refunds are negative, what failed is nothing."""
        if self.has_failed:
            return NOTHING
        return self.amount if self.kind is Direction.PAYMENT else -self.amount

    @property
    def has_failed(self) -> bool:
        """Whether no money has moved."""
        return self.state is PaymentState.FAILED


@dataclass(frozen=True)
class MoneyMove:
    """A payment or refund to come: how much, between which method and us, and when.

    `refund_time` is None for a payment, which is at once. A refund that `waits_for_parcel` is made
    when we have what the customer sends back.
    """

    direction: Direction
    amount: Decimal
    payment_method_id: str | None
    label: str
    refund_time: RefundTime | None = None
    waits_for_parcel: bool = False

    @property
    def is_refund(self) -> bool:
        """Whether the customer gets it."""
        return self.direction is Direction.REFUND

    def made(self, seq: int, now: datetime) -> Payment:
        """The payment that it is once it is made, the order's number `seq`."""
        last_day = None if self.refund_time is None else due_on(now, self.refund_time)
        return Payment(
            seq, self.direction, self.amount, self.payment_method_id, self.label, now, last_day
        )

    @property
    def when(self) -> str:
        """`at once`, or `within 5 to 7 working days after we have the parcel`."""
        is_at_once = self.refund_time is None or self.refund_time.is_at_once
        if self.waits_for_parcel and is_at_once:
            return "as soon as we have the parcel"
        after = " after we have the parcel" if self.waits_for_parcel else ""
        return f"{'at once' if self.refund_time is None else in_time(self.refund_time)}{after}"


def moved(payments: Iterable[Payment], direction: Direction) -> Decimal:
    """All that has moved this way, whatever went the other way."""
    return abs(total_of(payment.signed for payment in payments if payment.kind is direction))


def newest_failed(payments: Iterable[Payment], direction: Direction) -> Payment | None:
    """The last that was to move this way and did not."""
    failed = [each for each in payments if each.has_failed and each.kind is direction]
    return failed[-1] if failed else None


def paid_by_method(payments: Iterable[Payment]) -> dict[str | None, Decimal]:
    """What was paid less what was refunded, for each payment method, oldest first."""
    net: dict[str | None, Decimal] = {}
    for payment in payments:
        method_id = payment.payment_method_id
        net[method_id] = net.get(method_id, NOTHING) + payment.signed
    return net


def in_time(time: RefundTime) -> str:
    """`at once`, or `within 5 to 7 working days`."""
    if time.is_at_once:
        return "at once"
    least, most = time.min_working_days, time.max_working_days
    days = f"{most}" if least == most else f"{least} to {most}"
    return f"within {days} working day{'' if days == '1' else 's'}"


def due_on(now: datetime, refund_time: RefundTime) -> date:
    """The last day on which the customer has a refund that is made now."""
    return after_working_days(now.date(), refund_time.max_working_days)
