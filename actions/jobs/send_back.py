"""Sending delivered items back, for a refund or in exchange."""

from __future__ import annotations

from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.details.items import WhichItems
from actions.jobs.details.options import wanted_swaps
from actions.jobs.details.order import WhichOrder
from actions.jobs.details.payment import RefundTo
from actions.jobs.job import Job, Planned
from actions.jobs.saying import Saying
from actions.jobs.swap_items import SwapItems
from desk.shop.order import Order
from desk.shop.order_rules import require_exchangeable, require_returnable
from desk.shop.plans import ReturnPlan, SwapPlan


class Return(Job[ReturnPlan]):
    """Return items of a delivered order."""

    kind: ClassVar = "return"
    begun_by: ClassVar = frozenset({"return_item"})

    def __init__(self) -> None:
        self.details = (
            WhichOrder(_require_return, "utter_return_which_order", "utter_nothing_to_return"),
            WhichItems("utter_return_which_items"),
            RefundTo(),
        )

    async def plan(self, case: JobCase) -> Planned[ReturnPlan]:
        """The items and the refund."""
        order, details = await case.order_to_plan(), case.state.details
        plan = await case.shop.plan_return(
            case.customer.id, order, details["items"], details["refund_to"]
        )
        refunds = words.to_refund(plan.moves, case.sign)
        told = {
            "order_number": plan.order_number,
            "items": words.all_items(plan.items),
            "refunds": refunds,
        }
        saying = Saying("utter_return_confirm", told, asks="confirm")
        return Planned(saying, f"{plan.order_number} {words.mark_of(plan.items)} {refunds}", plan)

    async def carry_out(self, case: JobCase, plan: ReturnPlan) -> Saying:
        """Request it."""
        await case.shop.request_return(
            case.customer.id,
            plan.order_number,
            case.state.details["items"],
            refund_method_id=case.state.details["refund_to"],
            idempotency_key=case.state.key,
        )
        told = {
            "order_number": plan.order_number,
            "items": words.items(plan.items),
            "email": case.customer.email,
            "refunds": words.going_back(plan.moves, case.sign),
        }
        return Saying("utter_return_requested", told)

    def left(self, case: JobCase) -> Saying:
        """Nothing goes back."""
        number = case.state.details.get("order")
        return (
            Saying("utter_return_left", {"order_number": number}) if number else super().left(case)
        )


class Exchange(SwapItems):
    """Exchange items of a delivered order for other options of the same products."""

    kind: ClassVar = "exchange"
    begun_by: ClassVar = frozenset({"exchange_item"})

    def __init__(self) -> None:
        super().__init__(
            WhichOrder(
                _require_exchange, "utter_exchange_which_order", "utter_nothing_to_exchange"
            ),
            "utter_exchange_which_items",
        )

    async def plan(self, case: JobCase) -> Planned[SwapPlan]:
        """The swaps, and how the difference is settled."""
        order, payment = await case.order_to_plan(), case.state.details["payment"]
        plan = await case.shop.plan_exchange(
            case.customer.id, order, await wanted_swaps(case), payment
        )
        return self._planned(case, plan, "utter_exchange_confirm")

    async def carry_out(self, case: JobCase, plan: SwapPlan) -> Saying:
        """Request it."""
        await case.shop.request_exchange(
            case.customer.id,
            plan.order_number,
            await wanted_swaps(case),
            case.state.details["payment"],
            idempotency_key=case.state.key,
        )
        told = self._done(case, plan) | {"email": case.customer.email}
        return Saying("utter_exchange_requested", told)


async def _require_return(case: JobCase, order: Order) -> None:
    window = await case.return_window_days()
    require_returnable(order, case.services.clock(), window, case.shop.policy)


async def _require_exchange(case: JobCase, order: Order) -> None:
    window = await case.return_window_days()
    require_exchangeable(order, case.services.clock(), window, case.shop.policy)
