"""Returning or exchanging items of a delivered order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from desk.shop.jobs.job import Case
from desk.shop.money import total_of
from desk.shop.order_change import Change
from desk.shop.order_rules import awaited, require_exchangeable, require_returnable
from desk.shop.plans import PlannedItem, ReceiptPlan, ReturnPlan, SwapPlan
from desk.shop.refusals import WrongRefundMethod
from desk.shop.service_policy import AT_ONCE, RefundTarget
from desk.shop.swap import set_aside, swaps_of
from desk.shop.wallet import PaymentMethod


@dataclass(frozen=True)
class ReturnRequest:
    """Send items back: their ids, each line whole, or how many of each (`{item_id: 2}`).

    The refund goes to the method with `refund_method_id`; None is the one the order was paid with.
    """

    change: ClassVar = Change.REQUEST_RETURN
    keeps_to_return_window: ClassVar = True
    why: ClassVar = ""
    new_variant_ids: ClassVar = None
    items: Collection[str] | Mapping[str, int]
    refund_method_id: str | None = None

    @property
    def request(self) -> dict[str, Any]:
        """The items, and the id of the method."""
        counts = self.items if isinstance(self.items, Mapping) else dict.fromkeys(self.items)
        return {
            "items": {item_id: counts[item_id] for item_id in sorted(counts)},
            "refund_method_id": self.refund_method_id,
        }

    def plan(self, case: Case) -> ReturnPlan:
        """The items and the refund.

        Raises a `CannotReturn`, `NoSuchItem`, `WrongQuantity`, `NoSuchPaymentMethod` or a
        `CannotPay`.
        """
        order = case.order
        require_returnable(order, case.now, case.return_window_days, case.policy)
        items = []
        for item in order.items_to_send_back(self.items):
            quantity = self.items[item.id] if isinstance(self.items, Mapping) else item.quantity
            item.require_quantity(quantity)
            items.append(PlannedItem.of(item, quantity))
        amount = order.refundable(total_of(item.total for item in items))
        method_id, label = self._refund_to(case)
        move = case.refund(method_id, label, amount, waits_for_parcel=True)
        return ReturnPlan(order.id, tuple(items), (move,) if amount else ())

    def carry_out(self, plan: ReturnPlan, case: Case) -> None:
        """Request it; the money moves when the parcel is here."""
        case.order.request_return(
            {item.item_id: item.quantity for item in plan.items},
            *self._refund_to(case),
            case.now,
            case.return_window_days,
            case.policy,
        )

    def _refund_to(self, case: Case) -> tuple[str | None, str]:
        """Id and name of the method that gets the refund."""
        original_id = case.order.payment_method_id
        wanted_id = original_id if self.refund_method_id is None else self.refund_method_id
        if wanted_id is None:
            self._require_accepted(case, is_original=True, method=None)
            return None, case.order.payment_label
        method = case.wallet.method(wanted_id)
        is_original = method.id == original_id
        self._require_accepted(case, is_original=is_original, method=method)
        # Money goes back to where it came from, even to a gift card that has expired since.
        if not is_original:
            method.require_valid(case.now.date())
        return method.id, method.name

    def _require_accepted(
        self, case: Case, *, is_original: bool, method: PaymentMethod | None
    ) -> None:
        accepted = case.policy.return_refund_to
        if is_original and RefundTarget.ORIGINAL_METHOD in accepted:
            return
        if method is not None and method.is_gift_card and RefundTarget.GIFT_CARD in accepted:
            return
        ways = {
            RefundTarget.ORIGINAL_METHOD: f"to what it was paid with ({case.order.payment_label})",
            RefundTarget.GIFT_CARD: "to a gift card of yours",
        }
        allowed = " or ".join(text for target, text in ways.items() if target in accepted)
        raise WrongRefundMethod(f"The refund of a return can only go {allowed}.")


@dataclass(frozen=True)
class ExchangeRequest:
    """Other variants of the same products for delivered items: `{item_id: variant_id}`."""

    change: ClassVar = Change.REQUEST_EXCHANGE
    keeps_to_return_window: ClassVar = True
    why: ClassVar = ""
    wanted: Mapping[str, str]
    payment_method_id: str | None

    @property
    def request(self) -> dict[str, Any]:
        """What is wanted, and the id of the method for the difference."""
        return {"items": dict(self.wanted), "payment_method_id": self.payment_method_id}

    @property
    def new_variant_ids(self) -> Collection[str]:
        """What is wanted."""
        return self.wanted.values()

    def plan(self, case: Case) -> SwapPlan:
        """The swaps; what is dearer is paid at once, what is cheaper refunded after the parcel.

        Raises a `CannotReturn`, `NoSuchItem`, `NoSuchVariant`, a `CannotChange`,
        `NoSuchPaymentMethod` or a `CannotPay`.
        """
        order = case.order
        require_exchangeable(order, case.now, case.return_window_days, case.policy)
        items = order.items_to_send_back(self.wanted)
        plan = SwapPlan(order.id, swaps_of(items, self.wanted, case.variants), ())
        moves = case.difference(self.payment_method_id, plan.difference, waits_for_parcel=True)
        return SwapPlan(order.id, plan.swaps, moves)

    def carry_out(self, plan: SwapPlan, case: Case) -> None:
        """Request it, and set the new variants aside."""
        set_aside(plan.swaps, case.variants)
        method = case.wallet.find(self.payment_method_id)
        case.order.request_exchange(
            plan.swaps, method, case.now, case.return_window_days, case.policy
        )
        case.settle(plan.moves)


@dataclass(frozen=True)
class ParcelReceipt:
    """What was to be returned or exchanged is here: the refund is made."""

    change: ClassVar = Change.RECEIVE_PARCEL
    keeps_to_return_window: ClassVar = False
    why: ClassVar = ""
    new_variant_ids: ClassVar = None

    @property
    def request(self) -> dict[str, Any]:
        """Nothing more than the order."""
        return {}

    def plan(self, case: Case) -> ReceiptPlan:
        """The refund that was promised, as far as it was paid; raises `WrongStatus`."""
        order = case.order
        promise = awaited(order)
        amount = order.refundable(promise.refund_amount)
        if not amount:
            return ReceiptPlan(order.id, ())
        move = case.refund(promise.refund_method_id, promise.refund_label, amount)
        return ReceiptPlan(order.id, (move,))

    def carry_out(self, plan: ReceiptPlan, case: Case) -> None:
        """Write the receipt down, and refund."""
        times = [move.refund_time for move in plan.moves if move.refund_time is not None]
        case.order.receive_parcel(case.now, times[0] if times else AT_ONCE)
        case.settle(plan.moves)
