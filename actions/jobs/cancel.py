"""Cancelling a pending order."""

from __future__ import annotations

from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.details.order import WhichOrder
from actions.jobs.details.reason import CancellationReason
from actions.jobs.job import Job, Planned
from actions.jobs.saying import Saying
from desk.errors import ParleyError
from desk.shop.order import Order
from desk.shop.order_rules import require_cancellable
from desk.shop.order_status import OrderStatus
from desk.shop.plans import CancellationPlan
from desk.shop.refusals import CannotCancel

_COMING = (OrderStatus.PROCESSED, OrderStatus.SHIPPED)


class Cancel(Job[CancellationPlan]):
    """Cancel an order that is not packed yet, for a reason that the policy accepts."""

    kind: ClassVar = "cancel"
    begun_by: ClassVar = frozenset({"cancel_order"})

    def __init__(self) -> None:
        self.details = (
            WhichOrder(_require, "utter_cancel_which_order", "utter_nothing_to_cancel"),
            CancellationReason(),
        )

    async def plan(self, case: JobCase) -> Planned[CancellationPlan]:
        """The refunds."""
        order, reason = await case.order_to_plan(), case.state.details["reason"]
        plan = await case.shop.plan_cancel_order(case.customer.id, order, reason)
        refunds = words.to_refund(plan.moves, case.sign)
        told = {
            "order_number": plan.order_number,
            "items": words.all_items(plan.items),
            "reason": reason,
            "refunds": refunds,
        }
        saying = Saying("utter_cancel_confirm", told, asks="confirm")
        mark = f"{plan.order_number} {words.mark_of(plan.items)} {reason} {refunds}"
        return Planned(saying, mark, plan)

    async def carry_out(self, case: JobCase, plan: CancellationPlan) -> Saying:
        """Cancel it."""
        await case.shop.cancel_order(
            case.customer.id, plan.order_number, plan.reason, idempotency_key=case.state.key
        )
        refunds = words.going_back(plan.moves, case.sign)
        told = {"order_number": plan.order_number, "refunds": refunds}
        return Saying("utter_order_was_cancelled", told)

    def left(self, case: JobCase) -> Saying:
        """The order stays."""
        number = case.state.details.get("order")
        return (
            Saying("utter_order_kept", {"order_number": number}) if number else super().left(case)
        )

    async def refused(self, case: JobCase, refusal: ParleyError) -> Saying:
        """A refusal names the return that will be possible, where it will be."""
        if isinstance(refusal, CannotCancel):
            window, policy = await case.return_window_days(), case.shop.policy
            order = await _order_of(case)
            is_coming = order is not None and order.status in _COMING
            if is_coming and policy.return_allowed and window is not None:
                told = {"why": str(refusal), "return_window_days": window}
                return Saying("utter_cannot_cancel_but_return", told)
        return await super().refused(case, refusal)


async def _require(case: JobCase, order: Order) -> None:
    require_cancellable(order, case.shop.policy)


async def _order_of(case: JobCase) -> Order | None:
    """The order that was refused: named now, settled before, or the one in question."""
    named = case.said.order_numbers[:1] or (case.state.details.get("order"), case.in_question)
    number = next((number for number in named if number), None)
    return None if number is None else await case.find_order(number)
