"""Where an order is, and which orders there are."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import words
from actions.continuing import continued_by_number
from actions.desk_action import DeskAction, Event, JobAction, end_turn, resume
from actions.jobs.case import MOST_ORDERS
from actions.jobs.details.order import order_candidate
from actions.jobs.saying import numbered
from actions.offers import Finding, offer, reason_to_offer
from actions.opening_offer import order_in_question
from actions.reading.choices import choose
from desk.customers.customer import Customer
from desk.shop.delays import is_late, is_lost
from desk.shop.order import Order
from desk.shop.order_rules import why_not_cancelled, why_not_paid_otherwise
from desk.shop.order_status import OrderStatus
from desk.shop.service_policy import ServicePolicy

_ON_THE_WAY = (OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.SHIPPED)
_MOST_BUTTONS = 4
# In full, so that `rasa data validate` finds each of them in the domain.
STATE_RESPONSES = {
    OrderStatus.PENDING: "utter_order_pending",
    OrderStatus.PROCESSED: "utter_order_processed",
    OrderStatus.SHIPPED: "utter_order_shipped",
    OrderStatus.DELIVERED: "utter_order_delivered",
    OrderStatus.CANCELLED: "utter_order_cancelled",
    OrderStatus.RETURN_REQUESTED: "utter_order_return_requested",
    OrderStatus.RETURNED: "utter_order_returned",
    OrderStatus.EXCHANGE_REQUESTED: "utter_order_exchange_requested",
    OrderStatus.EXCHANGED: "utter_order_exchanged",
}


# The second where the customer can do nothing about it now, or is in the middle of a job.
UNPAID_RESPONSES = ("utter_order_unpaid", "utter_order_unpaid_without_offer")
# The second where nobody is to be offered, or where a yes is one to the job under way.
LATE_RESPONSES = {
    "lost": ("utter_order_lost", "utter_order_lost_without_offer"),
    "late": ("utter_order_late", "utter_order_late_without_offer"),
    "unsent": ("utter_order_late_unsent", "utter_order_late_unsent_without_offer"),
}


class OrderStatusAction(JobAction):
    """Says where the order in question is; without a number, the newest on its way."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_order_status"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """A bare number goes on with what was told of another order just before."""
        told_before = continued_by_number(tracker)
        if told_before is not None:
            return [FollowupAction(told_before)]
        return await super().act(dispatcher, tracker, domain)

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Look the order up and say its true state."""
        number = await self._named_by_items(customer, tracker)
        number = number or order_in_question(tracker)
        if number is not None:
            order = await self.services.shop.order_of(customer.id, number)
            if order is None:
                dispatcher.utter_message(response="utter_no_such_order", order_number=number)
                return end_turn(dispatcher, tracker, SlotSet("order_number", None))
            return self._tell(order, dispatcher, tracker)
        orders = await self.services.shop.orders_of(customer.id)
        if not orders:
            dispatcher.utter_message(response="utter_no_orders")
            return end_turn(dispatcher, tracker)
        on_the_way = [order for order in orders if order.status in _ON_THE_WAY]
        if len(on_the_way) > 1:
            lines = numbered(words.order_line(order) for order in on_the_way)
            dispatcher.utter_message(
                response="utter_which_order",
                orders=lines,
                buttons=order_buttons(on_the_way),
                json_message={"asks": "order"},
            )
            return end_turn(
                dispatcher,
                tracker,
                SlotSet("orders_shown", [order.id for order in on_the_way]),
                SlotSet("products_shown", None),
            )
        return self._tell((on_the_way or orders)[0], dispatcher, tracker)

    async def _named_by_items(self, customer: Customer, tracker: Tracker) -> str | None:
        """The one order that holds what the message names: "where is my garden hose"."""
        text = str(tracker.latest_message.get("text") or "")
        if next(tracker.get_latest_entity_values("order_number"), None) or text.startswith("/"):
            return None
        return order_named(text, await self.services.shop.orders_of(customer.id, limit=MOST_ORDERS))

    def _tell(
        self, order: Order, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Its state; of a parcel that is late, also that a colleague can look into it."""
        policy = self.services.shop.policy
        in_question, told = SlotSet("order_number", order.id), described(order, policy)
        late = lateness(order, self.services.clock().date(), policy)
        if late is None:
            is_in_job = tracker.active_loop_name is not None
            response = state_response(order, policy, may_offer=not is_in_job)
            dispatcher.utter_message(response=response, **told)
            return end_turn(dispatcher, tracker, in_question)
        response, without = LATE_RESPONSES[late]
        if tracker.active_loop_name is not None:
            dispatcher.utter_message(response=without, **told)
            return end_turn(dispatcher, tracker, in_question)
        offered = offer(dispatcher, tracker, response, without, why_late(order, late), **told)
        return resume(dispatcher, tracker, in_question, *offered)


class ListOrders(JobAction):
    """Lists the customer's latest orders."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_list_orders"

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Say them as a list."""
        orders = await self.services.shop.orders_of(customer.id, limit=5)
        if not orders:
            dispatcher.utter_message(response="utter_no_orders")
            return end_turn(dispatcher, tracker)
        lines = numbered(words.order_line(order) for order in orders)
        dispatcher.utter_message(
            response="utter_orders", orders=lines, buttons=order_buttons(orders)
        )
        shown = SlotSet("orders_shown", [order.id for order in orders])
        return end_turn(dispatcher, tracker, shown, SlotSet("products_shown", None))


def state_response(order: Order, policy: ServicePolicy, *, may_offer: bool = True) -> str:
    """The response that tells the state of an order that is not late."""
    if order.failed_payment is None:
        return STATE_RESPONSES[order.status]
    offering, without = UNPAID_RESPONSES
    return offering if may_offer and not why_not_paid_otherwise(order, policy) else without


def lateness(order: Order, today: date, policy: ServicePolicy) -> str | None:
    """`lost`, `late` or, where it has not even left us, `unsent`; None of an order in time."""
    if not is_late(order, today, policy):
        return None
    if is_lost(order, today, policy):
        return "lost"
    return "late" if order.status is OrderStatus.SHIPPED else "unsent"


def why_late(order: Order, late: str) -> Finding:
    """What the agent gets to know who looks into an order that is late."""
    seems = "seems to be lost" if late == "lost" else "is late"
    return reason_to_offer("order_late", f"Order {order.id} {seems}.", order_facts(order))


def order_facts(order: Order) -> dict[str, str | None]:
    """What an agent has to know of an order."""
    return {
        "Order": f"{order.id}: {words.items(order.items)}",
        "State": order.status_words,
        "Due": words.day(order.estimated_delivery_on),
        "Delivered": words.day(order.delivered_at),
        "Carrier": order.carrier,
        "Tracking number": order.tracking_number,
    }


def order_named(text: str, orders: list[Order]) -> str | None:
    """The number of the one order that holds what `text` names."""
    found = choose(text, [order_candidate(o) for o in orders], several=False, shown=False)
    return found.chosen[0] if found.chosen else None


async def chosen_order(action: DeskAction, customer: Customer, tracker: Tracker) -> str | None:
    """The order of the list shown last that a message means: "the second", "the lamp one"."""
    shown = tracker.get_slot("orders_shown") or []
    by_id = {o.id: o for o in await action.services.shop.orders_of(customer.id, limit=MOST_ORDERS)}
    text = str(tracker.latest_message.get("text") or "")
    candidates = [order_candidate(by_id[number]) for number in shown if number in by_id]
    choice = choose(text, candidates, several=False, shown=True)
    return choice.chosen[0] if choice.chosen else None


def described(order: Order, policy: ServicePolicy) -> dict[str, str]:
    """What the responses about an order may say of it."""
    sign = policy.currency_sign
    may_cancel = not why_not_cancelled(order, policy)
    return {
        "cancel": " Until it is packed you can still cancel it." if may_cancel else "",
        "order_number": order.id,
        "items": words.items(order.items),
        "returned_items": words.items(
            [i for i in order.items if i.returned_quantity] or order.items
        ),
        "placed_on": words.day(order.placed_at),
        # An imported order may know less: the sentence is then left out.
        "due": _if_known(" It should reach you by {}.", words.day(order.estimated_delivery_on)),
        "due_on": words.day(order.estimated_delivery_on),
        "delivered": _if_known(" on {}", words.day(order.delivered_at)),
        "cancelled_on": words.day(order.cancelled_at),
        "carrier": order.carrier or "the carrier",
        "tracking": _if_known(", tracking number {}", order.tracking_number),
        "payment_label": order.refund_label if order.refund_amount else order.payment_label,
        "refund_amount": f"{sign}{words.amount(order.refund_amount)}",
        "refund": refund_sentence(order, sign),
    }


def _if_known(sentence: str, fact: str | None) -> str:
    return sentence.format(fact) if fact else ""


def refund_sentence(order: Order, sign: str) -> str:
    """What is to be said of the refund of a cancelled or returned order."""
    failed = order.failed_refund
    if failed is not None:
        return (
            f"The refund of {sign}{words.amount(failed.amount)} to {failed.label} did not arrive."
        )
    if order.refund_amount is None:
        return "Nothing had been charged."
    due = f" by {words.day(order.refund_due_on)}" if order.refund_due_on else ""
    return f"{sign}{words.amount(order.refund_amount)} goes back to {order.refund_label}{due}."


def order_buttons(orders: list[Order]) -> list[dict[str, str]]:
    """One button for each order; pressing it is like writing the number."""
    return [{"title": order.id, "payload": order.id} for order in orders[:_MOST_BUTTONS]]
