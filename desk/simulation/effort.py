"""How many turns a customer needs at least with a skilled agent (the rule: docs/simulate.md)."""

from __future__ import annotations

from collections.abc import Mapping

from desk.simulation.goal import Customer, Expect, Job, Request
from desk.simulation.phrases import told_in_opening

# What an agent has to know; which items and which options of them is one question.
_NEEDED: Mapping[Job, tuple[str, ...]] = {
    Job.CANCEL: ("order", "reason"),
    Job.RETURN: ("order", "items", "refund_to"),
    Job.EXCHANGE: ("order", "items", "payment"),
    Job.CHANGE_ITEMS: ("order", "items", "payment"),
    Job.CHANGE_ADDRESS: ("order", "address"),
    Job.CHANGE_PAYMENT: ("order", "payment"),
    Job.CHANGE_DEFAULT_ADDRESS: ("address",),
    Job.ORDER_STATUS: ("order",),
    Job.REFUND_STATUS: ("order",),
    Job.ORDER_TOTAL: ("order",),
}
_FOR_ANYBODY = frozenset({Job.ASK, Job.SAY, Job.PRODUCT_QUESTION})


def least_turns(request: Request, *, is_opened: bool = False) -> int:
    """The opening, a question for each untold detail, a yes, and every turn the goal adds.

    `is_opened`: it was said in one message with another request.
    """
    needed = _NEEDED.get(request.job, ())
    expected = request.expected
    if expected is Expect.REFUSED:
        # An agent sees it in the order, and asks for nothing more.
        needed = needed[:1] if needed[:1] == ("order",) else ()
    untold = set(needed) - told_in_opening(request)
    turns = (0 if is_opened else 1) + len(untold) + len(request.digress)
    turns += (request.first_says is not None) + (request.change_mind is not None)
    # To write to somebody from now on needs a yes as well.
    needs_yes = request.job is Job.NEWSLETTER and request.subscribe
    turns += needs_yes
    if request.job.is_confirmed and expected in (Expect.DONE, Expect.LEFT):
        is_stopped = request.change_mind is not None and request.change_mind.to == "stop"
        turns += 0 if is_stopped else 1
    return max(turns, 0 if is_opened else 1)


def turns_to_identify(customer: Customer, request: Request) -> int:
    """One for who they are, unless they are signed in or anybody may ask."""
    return 0 if customer.signed_in or request.job in _FOR_ANYBODY else 1
