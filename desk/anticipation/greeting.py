"""The first words to a customer whom we know, if one of their orders has a problem."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from desk.anticipation.problems import Problem, ProblemKind, only_problem
from desk.clock import Clock
from desk.conversations.conversation import Author, Reply
from desk.customers.customer import Customer
from desk.shop import words
from desk.shop.order import Order
from desk.shop.order_rules import why_not_paid_otherwise
from desk.shop.order_status import OrderStatus
from desk.shop.service_policy import ServicePolicy
from desk.shop.shop import Shop

# More orders than anybody has open at a time.
_ORDERS_LOOKED_AT = 50
_PERSON = {"title": "Talk to a person", "payload": "/ask_person"}


@dataclass(frozen=True)
class Greeting:
    """What the bot says first; `offer` is the payload that a yes to it stands for."""

    reply: Reply
    offer: str


class Anticipation:
    """Looks for the one thing that a verified customer probably comes for."""

    def __init__(self, shop: Shop, bot_name: str, clock: Clock) -> None:
        self._shop = shop
        self._bot_name = bot_name
        self._clock = clock

    async def greeting_for(self, customer: Customer) -> Greeting | None:
        """The greeting that names the problem; None: greet them like everybody.

        Only for a customer who has been verified: it says what they ordered.
        """
        orders = await self._shop.orders_of(customer.id, _ORDERS_LOOKED_AT)
        today = self._clock().date()
        problem = only_problem(orders, today, self._shop.policy)
        if problem is None:
            return None
        text, buttons = _said(problem, today, self._shop.policy)
        hello = " ".join(["Hello", *customer.name.split()[:1]])
        reply = Reply(
            text=f"{hello}. {text}",
            author=Author.BOT,
            author_name=self._bot_name,
            buttons=buttons,
            asks="confirm",
        )
        return Greeting(reply, buttons[0]["payload"])


def _said(problem: Problem, today: date, policy: ServicePolicy) -> tuple[str, list[dict[str, str]]]:
    """The words after the hello, and the buttons, of which the first says yes."""
    order = problem.order
    due = words.day(order.estimated_delivery_on)
    named = f"order {order.id}, {words.items(order.items)},"
    if order.failed_payment is not None:
        return _unpaid(order, named, order.failed_payment.label, policy)
    if problem.kind is ProblemKind.REFUNDED:
        text = f"{_refund(order, today, policy.currency_sign)} Would you like the details?"
        return text, [_button("Yes, please", "refund_status", order), _PERSON]
    if problem.kind is ProblemKind.LOST:
        text = (
            f"I'm sorry, your {named} seems to be lost: it should have reached you by {due}. "
            "Shall I bring in a colleague to put this right?"
        )
        yes = _button("Yes, please", "ask_person", order)
        return text, [yes, _button("Where is it now?", "order_status", order)]
    unsent = "" if order.status is OrderStatus.SHIPPED else ", and it hasn't left us yet"
    text = (
        f"Your {named} is late: it should have reached you by {due}{unsent}. Shall I look into it?"
    )
    return text, [_button("Yes, please", "order_status", order), _PERSON]


def _unpaid(
    order: Order, named: str, label: str, policy: ServicePolicy
) -> tuple[str, list[dict[str, str]]]:
    """With the job that settles it, if the policy lets customers do that themselves."""
    text = f"The payment of your {named} with {label} did not go through, so it isn't packed yet."
    if why_not_paid_otherwise(order, policy):
        text += " Shall I bring in a colleague to put this right?"
        yes = _button("Yes, please", "ask_person", order)
        return text, [yes, _button("Where is it now?", "order_status", order)]
    text += " Would you like to pay with something else?"
    return text, [_button("Yes, please", "change_payment", order), _PERSON]


def _refund(order: Order, today: date, sign: str) -> str:
    returned = [item for item in order.items if item.returned_quantity] or order.items
    due_on = order.refund_due_on
    due = f" It should be there by {words.day(due_on)}." if due_on and due_on >= today else ""
    return (
        f"We have received your return from order {order.id}, {words.items(returned)}, and "
        f"{sign}{words.amount(order.refund_amount)} has gone back to {order.refund_label}.{due}"
    )


def _button(title: str, intent: str, order: Order) -> dict[str, str]:
    """A button that asks for `intent`, about this order."""
    return {"title": title, "payload": f"/{intent}{json.dumps({'order_number': order.id})}"}
