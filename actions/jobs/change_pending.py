"""Changing a pending order: what is in it, where it goes, what it is paid with."""

from __future__ import annotations

from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.details.address import NewAddress, address_of
from actions.jobs.details.options import wanted_swaps
from actions.jobs.details.order import WhichOrder
from actions.jobs.details.payment import NewPayment
from actions.jobs.job import Job, Planned
from actions.jobs.saying import Saying
from actions.jobs.swap_items import SwapItems
from desk.shop.order import Order
from desk.shop.order_rules import (
    require_address_changeable,
    require_items_changeable,
    require_payment_changeable,
)
from desk.shop.plans import AddressPlan, PaymentPlan, SwapPlan

_WHICH, _NOTHING = "utter_change_which_order", "utter_nothing_to_change"


class ChangeItems(SwapItems):
    """Take other options of the same products."""

    kind: ClassVar = "change_items"
    begun_by: ClassVar = frozenset({"change_order"})

    def __init__(self) -> None:
        super().__init__(WhichOrder(_require_items, _WHICH, _NOTHING), "utter_change_which_items")

    async def plan(self, case: JobCase) -> Planned[SwapPlan]:
        """The swaps, and how the difference is settled."""
        order, payment = await case.order_to_plan(), case.state.details["payment"]
        plan = await case.shop.plan_change_items(
            case.customer.id, order, await wanted_swaps(case), payment
        )
        response = "utter_change_items_confirm"
        if case.shop.policy.item_changes_per_order == 1:
            response = "utter_change_items_once_confirm"
        return self._planned(case, plan, response)

    async def carry_out(self, case: JobCase, plan: SwapPlan) -> Saying:
        """Change them."""
        await case.shop.change_items(
            case.customer.id,
            plan.order_number,
            await wanted_swaps(case),
            case.state.details["payment"],
            idempotency_key=case.state.key,
        )
        return Saying("utter_items_changed", self._done(case, plan))


class ChangeAddress(Job[AddressPlan]):
    """Send it elsewhere."""

    kind: ClassVar = "change_address"
    begun_by: ClassVar = frozenset({"change_address"})

    def __init__(self) -> None:
        self.details = (
            WhichOrder(_require_address, _WHICH, _NOTHING),
            NewAddress("utter_which_address", may_be_own=True),
        )

    async def plan(self, case: JobCase) -> Planned[AddressPlan]:
        """From where to where."""
        plan = await case.shop.plan_change_address(
            case.customer.id, await case.order_to_plan(), address_of(case)
        )
        told = {
            "order_number": plan.order_number,
            "before": plan.before.line,
            "after": plan.after.line,
        }
        saying = Saying("utter_change_address_confirm", told, asks="confirm")
        return Planned(saying, f"{plan.order_number} {plan.after.line}", plan)

    async def carry_out(self, case: JobCase, plan: AddressPlan) -> Saying:
        """Change it."""
        await case.shop.change_address(
            case.customer.id, plan.order_number, address_of(case), idempotency_key=case.state.key
        )
        told = {"order_number": plan.order_number, "address": plan.after.line}
        return Saying("utter_address_changed", told)


class ChangePayment(Job[PaymentPlan]):
    """Let it be paid with another method."""

    kind: ClassVar = "change_payment"
    begun_by: ClassVar = frozenset({"change_payment"})

    def __init__(self) -> None:
        self.details = (WhichOrder(_require_payment, _WHICH, _NOTHING), NewPayment())

    async def plan(self, case: JobCase) -> Planned[PaymentPlan]:
        """What is paid and what is refunded."""
        plan = await case.shop.plan_change_payment(
            case.customer.id, await case.order_to_plan(), case.state.details["payment"]
        )
        moves = words.to_settle(plan.moves, case.sign)
        told = {
            "order_number": plan.order_number,
            "before": plan.label_before,
            "after": plan.label_after,
            "moves": moves,
        }
        saying = Saying("utter_change_payment_confirm", told, asks="confirm")
        return Planned(saying, f"{plan.order_number} {plan.label_after} {moves}", plan)

    async def carry_out(self, case: JobCase, plan: PaymentPlan) -> Saying:
        """Change it."""
        await case.shop.change_payment(
            case.customer.id,
            plan.order_number,
            case.state.details["payment"],
            idempotency_key=case.state.key,
        )
        moves = words.settled(plan.moves, case.sign)
        told = {"order_number": plan.order_number, "payment": plan.label_after, "moves": moves}
        return Saying("utter_payment_changed", told)


async def _require_items(case: JobCase, order: Order) -> None:
    require_items_changeable(order, case.shop.policy)


async def _require_address(case: JobCase, order: Order) -> None:
    require_address_changeable(order, case.shop.policy)


async def _require_payment(case: JobCase, order: Order) -> None:
    require_payment_changeable(order, case.shop.policy)
