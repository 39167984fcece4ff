"""Gives a link to the invoice of an order."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.account.order_total import items_named
from actions.asked import asked
from actions.desk_action import Event, JobAction, end_turn
from desk.customers.customer import Customer
from desk.shop.invoice_links import LIFETIME, InvoiceLinks, has_invoice
from desk.shop.order import Order
from desk.shop.order_number import normalise
from desk.shop.order_status import OrderStatus

_INVOICE = "ask_invoice"
_MOST_ORDERS = 20
# What an invoice should say, or what becomes of it, is a question; so is everything with a "how".
_QUESTION = re.compile(
    r"\b(how|why|where|when|who|which|what rate|does|do you|can you put|can you change|change|wrong"
    r"|corrected|reissued?|credit note|company name|name on|tax free|zero-rated|exempt|charity"
    r"|vat (number|id)|po number|gstin|per (order|item)|separate|proforma|posted?)\b"
)
_COPY = re.compile(
    r"\b(send|e-?mail|resend|give|get|have|need|want|download|print|copy|duplicate|link|again|show)\b"
    r"|^\W*(vat |tax )?(invo\w+|rec\w*pt\w*|bill|pdf)\b"
)


class SendInvoice(JobAction):
    """A link for who wants an invoice, the articles for who has a question about invoices."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_send_invoice"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Nobody has to say who they are to have a question answered."""
        text = asked(tracker, _INVOICE).casefold()
        is_of_an_order = next(tracker.get_latest_entity_values("order_number"), None) is not None
        wants_copy = not text or is_of_an_order or bool(_COPY.search(text))
        if not wants_copy or (_QUESTION.search(text) and not is_of_an_order):
            return [FollowupAction("action_answer_question")]
        return await super().act(dispatcher, tracker, domain)

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Of the order named or in question, that with the item named, else the newest packed."""
        number = normalise(str(tracker.get_slot("order_number") or ""))
        if number is not None:
            order = await self.services.shop.order_of(customer.id, number)
            if order is None:
                dispatcher.utter_message(response="utter_no_such_order", order_number=number)
                return end_turn(dispatcher, tracker, SlotSet("order_number", None))
        else:
            orders = await self.services.shop.orders_of(customer.id, limit=_MOST_ORDERS)
            if not orders:
                dispatcher.utter_message(response="utter_no_orders")
                return end_turn(dispatcher, tracker)
            text = asked(tracker, _INVOICE)
            with_item = [one for one in orders if items_named(text, one)]
            packed = [one for one in orders if has_invoice(one)]
            order = (with_item or packed or orders)[0]
        self._tell(dispatcher, order)
        return end_turn(dispatcher, tracker, SlotSet("order_number", order.id))

    def _tell(self, dispatcher: CollectingDispatcher, order: Order) -> None:
        if not has_invoice(order):
            is_cancelled = order.status is OrderStatus.CANCELLED
            response = "utter_invoice_never" if is_cancelled else "utter_invoice_not_yet"
            dispatcher.utter_message(response=response, order_number=order.id)
            return
        settings = self.services.settings
        links = InvoiceLinks(
            settings.url, settings.session_secret.get_secret_value(), self.services.clock
        )
        citation = {
            "title": f"Invoice for order {order.id}",
            "url": links.link(order.customer_id, order.id),
        }
        dispatcher.utter_message(
            response="utter_invoice",
            order_number=order.id,
            hours=int(LIFETIME.total_seconds() // 3600),
            json_message={"citations": [citation]},
        )
