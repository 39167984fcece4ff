"""Where an order is, and which orders there are."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import words
from actions.desk_action import DeskAction, Event, JobAction, end_turn
from actions.jobs.case import MOST_ORDERS
from actions.jobs.details.order import order_candidate
from actions.jobs.saying import numbered
from actions.opening_offer import order_in_question
from actions.reading.choices import choose
from desk.customers.customer import Customer
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus

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


class OrderStatusAction(JobAction):
    """Says where the order in question is; without a number, the newest on its way."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_order_status"

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
            self._tell(order, dispatcher)
            return end_turn(dispatcher, tracker, SlotSet("order_number", order.id))
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
                dispatcher, tracker, SlotSet("orders_shown", [order.id for order in on_the_way])
            )
        order = (on_the_way or orders)[0]
        self._tell(order, dispatcher)
        return end_turn(dispatcher, tracker, SlotSet("order_number", order.id))

    async def _named_by_items(self, customer: Customer, tracker: Tracker) -> str | None:
        """The one order that holds what the message names: "where is my garden hose"."""
        text = str(tracker.latest_message.get("text") or "")
        if next(tracker.get_latest_entity_values("order_number"), None) or text.startswith("/"):
            return None
        orders = await self.services.shop.orders_of(customer.id, limit=MOST_ORDERS)
        found = choose(text, [order_candidate(o) for o in orders], several=False, shown=False)
        return found.chosen[0] if found.chosen else None

    def _tell(self, order: Order, dispatcher: CollectingDispatcher) -> None:
        today = self.services.clock().date()
        response = STATE_RESPONSES[order.status]
        if order.is_late(today, self.services.shop.policy):
            was_sent = order.status is OrderStatus.SHIPPED
            response = "utter_order_late" if was_sent else "utter_order_late_unsent"
        told = described(order, self.services.shop.policy.currency_sign)
        dispatcher.utter_message(response=response, **told)


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
        return end_turn(
            dispatcher, tracker, SlotSet("orders_shown", [order.id for order in orders])
        )


async def chosen_order(action: DeskAction, customer: Customer, tracker: Tracker) -> str | None:
    """The order of the list shown last that a message means: "the second", "the lamp one"."""
    shown = tracker.get_slot("orders_shown") or []
    by_id = {o.id: o for o in await action.services.shop.orders_of(customer.id, limit=MOST_ORDERS)}
    text = str(tracker.latest_message.get("text") or "")
    candidates = [order_candidate(by_id[number]) for number in shown if number in by_id]
    choice = choose(text, candidates, several=False, shown=True)
    return choice.chosen[0] if choice.chosen else None


class RefundStatus(JobAction):
    """Says which refunds are under way."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_refund_status"

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """List them with amount, destination and day."""
        orders = await self.services.shop.orders_of(customer.id)
        sign = self.services.shop.policy.currency_sign
        lines = [
            f"- {order.id}: {sign}{words.amount(order.refund_amount)} to {order.refund_label}, "
            + (
                f"by {words.day(order.refund_due_on)}"
                if order.refund_due_on
                else "once the parcel has reached us"
            )
            for order in orders
            if order.refund_amount is not None
        ]
        if lines:
            dispatcher.utter_message(response="utter_refunds", refunds="\n".join(lines))
        else:
            dispatcher.utter_message(response="utter_no_refunds")
        return end_turn(dispatcher, tracker)


def described(order: Order, sign: str) -> dict[str, str]:
    """What the responses about an order may say of it."""
    return {
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
    if order.refund_amount is None:
        return "Nothing had been charged."
    due = f" by {words.day(order.refund_due_on)}" if order.refund_due_on else ""
    return f"{sign}{words.amount(order.refund_amount)} goes back to {order.refund_label}{due}."


def order_buttons(orders: list[Order]) -> list[dict[str, str]]:
    """One button for each order; pressing it is like writing the number."""
    return [{"title": order.id, "payload": order.id} for order in orders[:_MOST_BUTTONS]]
