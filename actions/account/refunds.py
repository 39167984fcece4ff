"""Which refunds are under way, which did not arrive, and where returns are."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import words
from actions.asked import asked
from actions.desk_action import Event, JobAction, end_turn, resume
from actions.jobs.case import MOST_ORDERS
from actions.offers import offer, reason_to_offer
from actions.orders import order_facts, refund_sentence
from actions.reading.currencies import names_money
from desk.customers.customer import Customer
from desk.shop.order import Order

_RETURNS = re.compile(r"\b(?:returns?|returned|returning|sen[dt] back|parcel|package)\b")
_MONEY = re.compile(r"\b(?:refund\w*|money|paid|credit\w*|reimburse\w*|account|card|bank)\b")
_OFFERING, _WITHOUT_OFFER = "utter_refund_failed", "utter_refund_failed_without_offer"


class RefundStatus(JobAction):
    """Says which refunds are under way, or where returns are."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_refund_status"

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """List them with amount, destination and day."""
        orders = await self.services.shop.orders_of(customer.id, limit=MOST_ORDERS)
        sign = self.services.shop.policy.currency_sign
        text = asked(tracker, "refund_status").casefold()
        if _RETURNS.search(text) and not _MONEY.search(text) and not names_money(text, sign):
            self._tell_returns(orders, dispatcher)
            return end_turn(dispatcher, tracker)
        failed = [order for order in orders if order.failed_refund]
        lines = [
            _line(order, sign)
            for order in orders
            if order.refund_amount is not None and order not in failed
        ]
        if lines:
            dispatcher.utter_message(response="utter_refunds", refunds="\n".join(lines))
        elif not failed:
            dispatcher.utter_message(response="utter_no_refunds")
        if failed:
            return self._tell_failed(failed, dispatcher, tracker)
        return end_turn(dispatcher, tracker)

    def _tell_failed(
        self, orders: list[Order], dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Which refunds did not arrive, and that a colleague can see to it."""
        sign = self.services.shop.policy.currency_sign
        told = [f"{order.id}: {refund_sentence(order, sign)}" for order in orders]
        values = {"refunds": "\n".join(f"- {line}" for line in told)}
        if tracker.active_loop_name is not None:
            dispatcher.utter_message(response=_WITHOUT_OFFER, **values)
            return end_turn(dispatcher, tracker)
        because = reason_to_offer("refund_failed", " ".join(told), order_facts(orders[0]))
        offered = offer(dispatcher, tracker, _OFFERING, _WITHOUT_OFFER, because, **values)
        return resume(dispatcher, tracker, *offered)

    def _tell_returns(self, orders: list[Order], dispatcher: CollectingDispatcher) -> None:
        """What was sent back, whether it is here, and what becomes of the money."""
        sign = self.services.shop.policy.currency_sign
        lines = []
        for order in orders:
            sent_back = order.order_return
            if sent_back is None:
                continue
            items = words.items([i for i in order.items if i.returned_quantity] or order.items)
            is_here = sent_back.received_at is not None
            here = f"received on {words.day(sent_back.received_at)}" if is_here else "not here yet"
            money = f". {refund_sentence(order, sign)}" if is_here and order.refund_amount else ""
            lines.append(f"- {order.id}, {items}: {here}{money}")
        if lines:
            dispatcher.utter_message(response="utter_returns", returns="\n".join(lines))
        else:
            dispatcher.utter_message(response="utter_no_returns")


def _line(order: Order, sign: str) -> str:
    """`- HP-104233: £12.50 to Visa ending 4821, by Monday 3 May`."""
    due = words.day(order.refund_due_on)
    when = f"by {due}" if order.refund_due_on else "once the parcel has reached us"
    return (
        f"- {order.id}: {sign}{words.amount(order.refund_amount)} to {order.refund_label}, {when}"
    )
