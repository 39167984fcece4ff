"""Something is wrong with what arrived: finds out what, and gives it to people who put it right."""

from __future__ import annotations

from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.details.order import WhichOrder
from actions.jobs.details.problem import AffectedItems, Problem, account_of
from actions.jobs.job import Job, Planned
from actions.jobs.refusal import JobRefusal
from actions.jobs.saying import Saying
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.plans import PlannedItem

_ARRIVED = frozenset(
    {
        OrderStatus.DELIVERED,
        OrderStatus.RETURN_REQUESTED,
        OrderStatus.RETURNED,
        OrderStatus.EXCHANGE_REQUESTED,
        OrderStatus.EXCHANGED,
    }
)


class ReportProblem(Job[list[PlannedItem]]):
    """Collects the order, the items and the customer's account; what is owed is for people."""

    code: ClassVar[str]
    reason: ClassVar[str]
    takes_photos: ClassVar = True

    def __init__(self) -> None:
        self.details = (
            WhichOrder(_require, "utter_problem_which_order", "utter_nothing_delivered"),
            AffectedItems(f"utter_{self.code}_which_items"),
            Problem(f"utter_{self.code}_what"),
        )

    async def plan(self, case: JobCase) -> Planned[list[PlannedItem]]:
        """What a colleague will be told."""
        affected = await _affected(case)
        number, problem = case.state.details["order"], account_of(case.state.details)
        told = {"order_number": number, "items": words.all_items(affected), "problem": problem}
        saying = Saying("utter_problem_confirm", told, asks="confirm")
        return Planned(saying, f"{number} {words.mark_of(affected)} {problem}", affected)

    async def carry_out(self, case: JobCase, plan: list[PlannedItem]) -> None:
        """Hand over with all of it; the desk tells the customer."""
        facts = {
            "Order": str(case.state.details["order"]),
            "Items": words.all_items(plan).strip(),
            "In the customer's words": account_of(case.state.details),
        }
        await case.hand_over(self.code, self.reason, facts)


class ReportDamage(ReportProblem):
    """Something is broken or does not work."""

    kind: ClassVar = "report_damage"
    code: ClassVar = "item_damaged"
    reason: ClassVar = "Something arrived broken or does not work."
    begun_by: ClassVar = frozenset({"item_damaged"})


class ReportWrongItem(ReportProblem):
    """Something else came than was ordered."""

    kind: ClassVar = "report_wrong_item"
    code: ClassVar = "wrong_item"
    reason: ClassVar = "The customer received something else than they ordered."
    begun_by: ClassVar = frozenset({"wrong_item"})


class ReportMissingItem(ReportProblem):
    """Something did not come."""

    kind: ClassVar = "report_missing_item"
    code: ClassVar = "item_missing"
    reason: ClassVar = "Something is missing from what the customer received."
    begun_by: ClassVar = frozenset({"item_missing"})


async def _affected(case: JobCase) -> list[PlannedItem]:
    """The items that were chosen, with how many of each."""
    order, chosen = await case.known_order(), case.state.details[AffectedItems.name]
    return [PlannedItem.of(item, chosen[item.id]) for item in order.items if item.id in chosen]


async def _require(_: JobCase, order: Order) -> None:
    if order.status not in _ARRIVED:
        raise JobRefusal(Saying("utter_not_delivered_yet", {"order_number": order.id}))
