"""A parcel that never came: finds the order it must be about, and offers a colleague with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked import asked
from actions.desk_action import Event, JobAction, end_turn, leave_form
from actions.jobs.case import MOST_ORDERS
from actions.offers import offer, reason_to_offer
from actions.opening_offer import order_in_question
from actions.orders import (
    LATE_RESPONSES,
    described,
    lateness,
    order_facts,
    order_named,
    state_response,
)
from desk.customers.customer import Customer
from desk.shop.order import Order
from desk.shop.order_number import normalise
from desk.shop.order_status import OrderStatus

_INTENT = "parcel_lost"
_REASON = "A parcel is marked delivered, or lost, and is not there."
_OFFERS = {
    OrderStatus.SHIPPED: "utter_parcel_on_its_way",
    OrderStatus.DELIVERED: "utter_parcel_delivered",
}

_AWAITED = (
    OrderStatus.PENDING,
    OrderStatus.PROCESSED,
    OrderStatus.SHIPPED,
    OrderStatus.DELIVERED,
)
_LIKELIEST = (
    *("lost", "late", "unsent"),
    *(OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.PROCESSED, OrderStatus.PENDING),
)
"""In this order a parcel is the one that is missed; deliveries of long ago come last."""
_IS_NEWS = timedelta(days=30)


class FindParcel(JobAction):
    """Says what is known of the parcel; only people can look for it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_find_parcel"

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """The order that is named, else the one that it must be about."""
        account = asked(tracker, _INTENT)
        orders = await self.services.shop.orders_of(customer.id, limit=MOST_ORDERS)
        named = next(tracker.get_latest_entity_values("order_number"), None)
        number = normalise(named or "") or order_named(account, orders)
        if number is not None:
            order = await self.services.shop.order_of(customer.id, number)
            if order is None:
                dispatcher.utter_message(response="utter_no_such_order", order_number=number)
                return end_turn(dispatcher, tracker, SlotSet("order_number", None))
        else:
            order = self._likeliest(orders, order_in_question(tracker))
        return self._tell(order, account, dispatcher, tracker)

    def _likeliest(self, orders: list[Order], in_question: str | None) -> Order | None:
        """The one talked about, else the one that is lost or late, on its way, or came last."""
        awaited = [order for order in orders if order.status in _AWAITED]
        return min(awaited, key=lambda o: self._rank(o, in_question), default=None)

    def _rank(self, order: Order, in_question: str | None) -> tuple[bool, int, float]:
        late = self._lateness(order)
        newest = order.delivered_at or order.placed_at
        if late is not None:
            place = _LIKELIEST.index(late)
        elif order.status is OrderStatus.DELIVERED and self._is_old(newest):
            place = len(_LIKELIEST)
        else:
            place = _LIKELIEST.index(order.status)
        return order.id != in_question, place, -newest.timestamp()

    def _is_old(self, delivered_at: datetime) -> bool:
        return self.services.clock() - delivered_at > _IS_NEWS

    def _lateness(self, order: Order) -> str | None:
        return lateness(order, self.services.clock().date(), self.services.shop.policy)

    def _offer_for(self, order: Order) -> str | None:
        """The response that tells its state and offers a colleague; None: there is no parcel."""
        late = self._lateness(order)
        return _OFFERS.get(order.status) if late is None else LATE_RESPONSES[late][0]

    def _tell(
        self,
        order: Order | None,
        account: str,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> list[Event]:
        facts: dict[str, str | None] = {"In the customer's words": account[:500]}
        if order is None:
            because = reason_to_offer(_INTENT, _REASON, facts)
            response = "utter_colleague_finds_parcel"
            return leave_form(
                dispatcher, tracker, *offer(dispatcher, tracker, response, because=because)
            )
        in_question = SlotSet("order_number", order.id)
        told = described(order, self.services.shop.policy)
        response_of_state = self._offer_for(order)
        if response_of_state is None:
            response = state_response(order, self.services.shop.policy)
            dispatcher.utter_message(response=response, **told)
            return end_turn(dispatcher, tracker, in_question)
        because = reason_to_offer(_INTENT, _REASON, {**order_facts(order), **facts})
        offered = offer(dispatcher, tracker, response_of_state, because=because, **told)
        return leave_form(dispatcher, tracker, in_question, *offered)
