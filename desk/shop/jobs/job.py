"""A job, and the case that it works on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Protocol, TypeVar

from desk.shop.catalogue import Variant
from desk.shop.money import NOTHING
from desk.shop.order import Order
from desk.shop.order_change import Change
from desk.shop.payment import Direction, MoneyMove, paid_by_method
from desk.shop.service_policy import AT_ONCE, ServicePolicy
from desk.shop.wallet import PaymentMethod, Wallet

Plan = TypeVar("Plan")


@dataclass(frozen=True)
class Case:
    """An order with all that a change of it may touch; inside a transaction, all of it locked.

    `variants` holds those ordered and those wanted, by their ids, if the job is about them.
    """

    order: Order
    wallet: Wallet
    variants: Mapping[str, Variant]
    policy: ServicePolicy
    now: datetime
    return_window_days: int | None

    def charge(self, method: PaymentMethod, amount: Decimal) -> MoneyMove:
        """A payment of this amount; raises a `CannotPay`."""
        method.require_covers(amount, self.now.date(), self.policy.currency_sign)
        return MoneyMove(Direction.PAYMENT, amount, method.id, method.name)

    def refund(
        self, method_id: str | None, label: str, amount: Decimal, *, waits_for_parcel: bool = False
    ) -> MoneyMove:
        """A refund of this amount, to a method that the customer may not have any more."""
        method = self.wallet.find(method_id)
        kind = self.order.payment_kind if method is None else method.kind
        time = self.policy.refund_times.get(kind, AT_ONCE)
        name = label if method is None else method.name
        return MoneyMove(Direction.REFUND, amount, method_id, name, time, waits_for_parcel)

    def difference(
        self, method_id: str | None, amount: Decimal, *, waits_for_parcel: bool = False
    ) -> tuple[MoneyMove, ...]:
        """How a difference in price is settled with one of the customer's methods.

        Without a difference, none needs to be named. Raises `NoSuchPaymentMethod` or `CannotPay`.
        """
        if not amount and method_id is None:
            return ()
        method = self.wallet.method(method_id)
        method.require_valid(self.now.date())
        if amount > 0:
            return (self.charge(method, amount),)
        owed = self.order.refundable(-amount)
        if owed > 0:
            wait = waits_for_parcel
            return (self.refund(method.id, method.name, owed, waits_for_parcel=wait),)
        return ()

    def refunds_of_everything(self) -> tuple[MoneyMove, ...]:
        """All that the customer has paid, to where it came from."""
        net = paid_by_method(self.order.payments)
        labels = {payment.payment_method_id: payment.label for payment in self.order.payments}
        # What a method got back without having paid it was paid by the others.
        owed = -sum((amount for amount in net.values() if amount < 0), NOTHING)
        moves = []
        for method_id, paid in net.items():
            withheld = min(owed, max(paid, NOTHING))
            owed -= withheld
            if paid > withheld:
                moves.append(self.refund(method_id, labels[method_id], paid - withheld))
        return tuple(moves)

    def settle(self, moves: Iterable[MoneyMove]) -> None:
        """Move the money that does not wait for a parcel, and write it down."""
        for move in moves:
            if not move.waits_for_parcel:
                self._move(move)

    def _move(self, move: MoneyMove) -> None:
        method = self.wallet.find(move.payment_method_id)
        if method is not None and move.is_refund:
            method.receive(move.amount)
        elif method is not None:
            method.pay(move.amount, self.now.date())
        self.order.settle(move, self.now)


class Job(Protocol[Plan]):
    """Something that can be done about an order.

    `request` is what was asked for, as JSON: the same key with another request is a mistake.
    `why` is the reason that the customer gave, or empty.
    """

    change: ClassVar[Change]
    keeps_to_return_window: ClassVar[bool]
    """Whether the case has to say for how long the customer may send something back."""

    @property
    def request(self) -> dict[str, Any]:
        """What was asked for."""

    @property
    def why(self) -> str:
        """The customer's reason."""

    @property
    def new_variant_ids(self) -> Collection[str] | None:
        """The variants that are wanted, beside the order's; None if the stock is left alone."""

    def plan(self, case: Case) -> Plan:
        """Exactly what would happen; raises the refusal if it cannot. Changes nothing."""

    def carry_out(self, plan: Plan, case: Case) -> None:
        """Do what was planned for this very case."""
