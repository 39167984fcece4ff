"""Cancelling a pending order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from desk.shop.jobs.job import Case
from desk.shop.order_change import Change
from desk.shop.order_rules import require_cancellable
from desk.shop.plans import CancellationPlan, PlannedItem
from desk.shop.refusals import UnknownReason
from desk.shop.service_policy import ServicePolicy


@dataclass(frozen=True)
class Cancellation:
    """Cancel an order for a reason that the shop accepts; all of it is refunded."""

    change: ClassVar = Change.CANCEL
    keeps_to_return_window: ClassVar = False
    new_variant_ids: ClassVar = ()
    reason: str

    @property
    def request(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": _folded(self.reason)}

    @property
    def why(self) -> str:
        """The reason."""
        return _folded(self.reason)

    def plan(self, case: Case) -> CancellationPlan:
        """The refunds; raises `UnknownReason` or `CannotCancel`."""
        reason = accepted_reason(self.reason, case.policy)
        require_cancellable(case.order, case.policy)
        items = tuple(PlannedItem.of(item) for item in case.order.items)
        return CancellationPlan(case.order.id, reason, items, case.refunds_of_everything())

    def carry_out(self, plan: CancellationPlan, case: Case) -> None:
        """Cancel, refund, and offer the items for sale again."""
        case.order.cancel(plan.reason, case.now, case.policy)
        case.settle(plan.moves)
        for item in case.order.items:
            if item.variant_id in case.variants:
                case.variants[item.variant_id].put_back(item.quantity)


def accepted_reason(text: str, policy: ServicePolicy) -> str:
    """The accepted reason that `text` names (`no_longer_needed` as well).

    Raises `UnknownReason`.
    """
    for reason in policy.cancellation_reasons:
        if _folded(reason) == _folded(text):
            return reason
    reasons = " or ".join(f'"{reason}"' for reason in policy.cancellation_reasons)
    raise UnknownReason(f"We can cancel an order for one of these reasons only: {reasons}.")


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split())
