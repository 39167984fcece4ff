"""Where an order is, and which orders there are."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import words
from actions.desk_action import Event, JobAction, end_turn
from desk.customers.customer import Customer
from desk.shop.order import Order
from desk.shop.order_number import normalise
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
        number = normalise(str(tracker.get_slot("order_number") or ""))
        if number is not None:
            order = await self.services.shop.order_of(customer.id, number)
            if order is None:
                dispatcher.utter_message(response="utter_no_such_order", order_number=number)
                return end_turn(dispatcher, tracker, SlotSet("order_number", None))
            self._tell(order, dispatcher)
            return end_turn(dispatcher, tracker)
        orders = await self.services.shop.orders_of(customer.id)
        if not orders:
            dispatcher.utter_message(response="utter_no_orders")
            return end_turn(dispatcher, tracker)
        on_the_way = [order for order in orders if order.status in _ON_THE_WAY]
        if len(on_the_way) > 1:
            dispatcher.utter_message(
                response="utter_which_order", buttons=order_buttons(on_the_way)
            )
            return end_turn(dispatcher, tracker)
        order = (on_the_way or orders)[0]
        self._tell(order, dispatcher)
        return end_turn(dispatcher, tracker, SlotSet("order_number", order.id))

    def _tell(self, order: Order, dispatcher: CollectingDispatcher) -> None:
        today = self.services.clock().date()
        response = STATE_RESPONSES[order.status]
        if order.is_late(today, self.services.shop.policy):
            was_sent = order.status is OrderStatus.SHIPPED
            response = "utter_order_late" if was_sent else "utter_order_late_unsent"
        dispatcher.utter_message(response=response, **described(order))


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
        lines = "\n".join(f"- {order_line(order)}" for order in orders)
        dispatcher.utter_message(
            response="utter_orders", orders=lines, buttons=order_buttons(orders)
        )
        return end_turn(dispatcher, tracker)


def described(order: Order) -> dict[str, str]:
    """What the responses about an order may say of it."""
    return {
        "order_number": order.id,
        "items": words.items(order.items),
        "returned_items": words.items(
            [i for i in order.items if i.returned_quantity] or order.items
        ),
        "placed_on": words.day(order.placed_at),
        "due_on": words.day(order.estimated_delivery_on),
        "delivered_on": words.day(order.delivered_at),
        "cancelled_on": words.day(order.cancelled_at),
        "carrier": order.carrier or "the carrier",
        "tracking_number": order.tracking_number or "",
        "payment_label": order.refund_label if order.refund_amount else order.payment_label,
        "refund_amount": words.amount(order.refund_amount),
        "refund": refund_sentence(order),
    }


def refund_sentence(order: Order) -> str:
    """What is to be said of the refund of a cancelled or returned order."""
    if order.refund_amount is None:
        return "Nothing had been charged."
    due = f" by {words.day(order.refund_due_on)}" if order.refund_due_on else ""
    return f"£{words.amount(order.refund_amount)} goes back to {order.refund_label}{due}."


def order_line(order: Order) -> str:
    """`HP-104233 – Oak desk lamp (black), placed Monday 3 May, on its way`."""
    placed = words.day(order.placed_at)
    return f"{order.id} – {words.items(order.items)}, placed {placed}, {order.status_words}"


def order_buttons(orders: list[Order]) -> list[dict[str, str]]:
    """One button for each order; pressing it is like writing the number."""
    return [{"title": order.id, "payload": order.id} for order in orders[:_MOST_BUTTONS]]
