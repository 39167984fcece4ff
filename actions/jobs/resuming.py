"""Asks whether to go on with a job that was left, by what it is about."""

from __future__ import annotations

from actions import words
from actions.jobs.details.items import WhichItems
from actions.jobs.saying import YES_NO, Saying
from actions.jobs.state import JobState
from desk.shop.order import Order
from desk.shop.plans import PlannedItem


def ask_to_resume(left: JobState, order: Order | None) -> Saying:
    """The question; `order` is the one that the job is about, if that is known and still there.

    What is not known yet is left out of the sentence, so the values bring their own spaces:
    `of_items` is ` of Oak desk lamp (black)`, `of_order` ` (order HP-104233)`, or nothing.
    """
    chosen = [] if order is None else _chosen(left, order)
    told = {
        "of_items": f" of {words.items(chosen)}" if chosen else "",
        "of_order": "" if order is None else f" (order {order.id})",
    }
    return Saying(f"utter_resume_{left.kind}", told, YES_NO, asks="resume")


def _chosen(left: JobState, order: Order) -> list[PlannedItem]:
    chosen = left.details.get(WhichItems.name, {})
    return [PlannedItem.of(item, chosen[item.id]) for item in order.items if item.id in chosen]
