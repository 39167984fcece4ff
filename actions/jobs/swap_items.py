"""What exchanging and changing items have in common: other options of the same products."""

from __future__ import annotations

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.details.items import WhichItems
from actions.jobs.details.options import WhichOptions
from actions.jobs.details.order import WhichOrder
from actions.jobs.details.payment import DifferencePayment
from actions.jobs.job import Detail, Job, Planned
from actions.jobs.saying import Saying
from desk.shop.plans import SwapPlan


class SwapItems(Job[SwapPlan]):
    """Take other options, and settle the difference in price."""

    def __init__(self, order: WhichOrder, items_question: str) -> None:
        self.details: tuple[Detail, ...] = (
            order,
            WhichItems(items_question, has_options=True),
            WhichOptions(),
            DifferencePayment(),
        )

    def _planned(self, case: JobCase, plan: SwapPlan, response: str) -> Planned[SwapPlan]:
        """The swaps, and how the difference is settled, in the words of `response`."""
        swaps, moves = words.swaps(plan.swaps, case.sign), words.to_settle(plan.moves, case.sign)
        told = {"order_number": plan.order_number, "swaps": swaps, "moves": moves}
        mark = f"{plan.order_number} {words.mark_of_swaps(plan.swaps)} {swaps} {moves}"
        return Planned(Saying(response, told, asks="confirm"), mark, plan)

    def _done(self, case: JobCase, plan: SwapPlan) -> dict[str, str]:
        """What is told once it is done."""
        return {
            "order_number": plan.order_number,
            "items": words.swapped(plan.swaps),
            "moves": words.settled(plan.moves, case.sign),
        }
