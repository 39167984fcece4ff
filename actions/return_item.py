"""Returns delivered items: which order, which items, a clear yes, once."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import words
from actions.cancel_order import named_order
from actions.desk_action import DeskAction, Event, JobAction, JobForm, end_turn, leave_form
from actions.orders import order_buttons
from desk.customers.customer import Customer
from desk.errors import ParleyError
from desk.shop.order import Order
from desk.shop.order_item import OrderItem
from desk.shop.order_number import normalise
from desk.shop.order_rules import require_returnable
from desk.shop.refusals import CannotReturn
from desk.shop.service_policy import ServicePolicy

_ALL = re.compile(r"\b(all|everything|both|the lot|whole order|complete order)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(but|except|apart|without|not)\b", re.IGNORECASE)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_SMALL_WORDS = frozenset({"the", "and", "for", "one", "with", "please", "want", "back", "return"})


class BeginReturn(JobAction):
    """Starts the form, once we know whose items may go back."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_begin_return"

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Begin with a clean form; a single returnable order is taken without asking."""
        number = normalise(str(tracker.get_slot("order_number") or ""))
        fresh = [
            SlotSet("return_items", None),
            SlotSet("confirmed", None),
            SlotSet("times_put_off", 0),
        ]
        window = await self.services.shop.return_window_of(customer.id)
        returnable = await returnable_orders(self, customer.id)
        if number is not None:
            order = await self.services.shop.order_of(customer.id, number)
            if not accepts(self, dispatcher, order, number, window):
                return leave_form(dispatcher, tracker, SlotSet("order_number", None))
        elif not returnable:
            days = "any number of" if window is None else window
            dispatcher.utter_message(response="utter_nothing_to_return", return_window_days=days)
            return end_turn(dispatcher, tracker)
        elif len(returnable) == 1:
            number = returnable[0].id
        return [*fresh, SlotSet("order_number", number), FollowupAction("return_form")]


class AskWhichOrderToReturn(DeskAction):
    """Shows the orders that can be returned."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_return_form_order_number"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Ask, with a button for each."""
        customer = await self.customer(tracker)
        orders = [] if customer is None else await returnable_orders(self, customer.id)
        dispatcher.utter_message(response="utter_return_which_order", buttons=order_buttons(orders))
        return []


class AskWhichItems(DeskAction):
    """Shows the items of the order, numbered."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_return_form_return_items"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Ask for numbers, names, or all."""
        order = await named_order(self, tracker)
        if order is not None:
            sign = self.services.shop.policy.currency_sign
            lines = [
                f"{number}. {words.item_line(item)}, {sign}{words.amount(item.total)}"
                for number, item in enumerate(order.items, 1)
            ]
            dispatcher.utter_message(
                response="utter_return_which_items", order_number=order.id, items="\n".join(lines)
            )
        return []


class ConfirmReturn(DeskAction):
    """Says exactly what will happen and asks for a clear yes."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_return_form_confirmed"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Show the items, and which amount goes where and when."""
        customer, order = await self.customer(tracker), await named_order(self, tracker)
        chosen = [] if order is None else chosen_items(order, tracker.get_slot("return_items"))
        if customer is None or order is None or not chosen:
            return []
        shop = self.services.shop
        try:
            plan = await shop.plan_return(customer.id, order.id, [item.id for item in chosen])
        except ParleyError as refusal:
            dispatcher.utter_message(response="utter_cannot_return", why=str(refusal))
            return leave_form(dispatcher, tracker, SlotSet("return_items", None))
        dispatcher.utter_message(
            response="utter_return_confirm",
            order_number=order.id,
            items=words.items(chosen),
            refunds=words.to_refund(plan.moves, shop.policy.currency_sign),
        )
        return []


class ValidateReturnForm(JobForm):
    """Takes only orders and items that can be returned."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_return_form"

    async def validate_order_number(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """The order's number, or why it cannot be this one."""
        customer = await self.customer(tracker)
        number = normalise(str(value))
        if customer is None or number is None:
            dispatcher.utter_message(response="utter_not_an_order_number")
            return {"order_number": None}
        order = await self.services.shop.order_of(customer.id, number)
        window = await self.services.shop.return_window_of(customer.id)
        if not accepts(self, dispatcher, order, number, window):
            return {"order_number": None}
        # Another order than before: neither its items nor a yes carry over.
        return {"order_number": number, "return_items": None, "confirmed": None}

    async def validate_return_items(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """The ids of the items, or a hint."""
        order = await named_order(self, tracker)
        items = [] if order is None else items_in(order, str(value))
        if not items:
            dispatcher.utter_message(response="utter_return_item_unclear")
            return {"return_items": None}
        return {"return_items": ",".join(item.id for item in items)}


class RequestReturn(DeskAction):
    """Requests the return, if the customer said yes."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_request_return"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Do it once, and say what came of it."""
        customer, order = await self.customer(tracker), await named_order(self, tracker)
        done = (SlotSet("confirmed", None), SlotSet("return_items", None))
        chosen = [] if order is None else chosen_items(order, tracker.get_slot("return_items"))
        if customer is None or order is None or not chosen or not tracker.get_slot("confirmed"):
            number = tracker.get_slot("order_number") or ""
            dispatcher.utter_message(response="utter_return_left", order_number=number)
            return leave_form(dispatcher, tracker, *done)
        shop, item_ids = self.services.shop, [item.id for item in chosen]
        try:
            plan = await shop.plan_return(customer.id, order.id, item_ids)
            await shop.request_return(
                customer.id,
                order.id,
                item_ids,
                refund_method_id=None,
                idempotency_key=f"{tracker.sender_id}:return:{order.id}",
            )
        except ParleyError as refusal:
            dispatcher.utter_message(response="utter_cannot_return", why=str(refusal))
            return leave_form(dispatcher, tracker, *done)
        dispatcher.utter_message(
            response="utter_return_requested",
            order_number=order.id,
            items=words.items(chosen),
            email=customer.email,
            refunds=words.going_back(plan.moves, shop.policy.currency_sign),
        )
        return leave_form(dispatcher, tracker, *done)


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


async def returnable_orders(action: DeskAction, customer_id: str) -> list[Order]:
    """The customer's orders of which something can go back today."""
    window = await action.services.shop.return_window_of(customer_id)
    now, policy = action.services.clock(), action.services.shop.policy
    orders = await action.services.shop.orders_of(customer_id)
    return [order for order in orders if is_returnable(order, now, window, policy)]


def is_returnable(
    order: Order, now: datetime, window_days: int | None, policy: ServicePolicy
) -> bool:
    """Whether something of the order can go back now."""
    try:
        require_returnable(order, now, window_days, policy)
    except CannotReturn:
        return False
    return True


def accepts(
    action: DeskAction,
    dispatcher: CollectingDispatcher,
    order: Order | None,
    number: str,
    window: int | None,
) -> bool:
    """Whether a return of the order may begin; if not, the customer is told why."""
    if order is None:
        dispatcher.utter_message(response="utter_no_such_order", order_number=number)
        return False
    try:
        require_returnable(order, action.services.clock(), window, action.services.shop.policy)
    except CannotReturn as refusal:
        dispatcher.utter_message(response="utter_cannot_return", why=str(refusal))
        return False
    return True


def chosen_items(order: Order, ids: str | None) -> list[OrderItem]:
    """The items whose ids the slot holds."""
    wanted = set((ids or "").split(","))
    return [item for item in order.items if item.id in wanted]


def items_in(order: Order, text: str) -> list[OrderItem]:
    """The items that a customer's words mean: numbers, ordinals, "all", or words of the names."""
    if len(order.items) == 1:
        return list(order.items)
    if _EXCEPT.search(text):
        # What stands behind "but" or "except" stays; to understand nothing and ask again is better
        # than to return the wrong thing.
        return []
    if _ALL.search(text):
        return list(order.items)
    known = {item.id for item in order.items}
    if set(text.split(",")) <= known:
        return chosen_items(order, text)
    numbers = {int(digits) for digits in re.findall(r"\b\d{1,2}\b", text)}
    numbers |= {place for word, place in _ORDINALS.items() if re.search(rf"\b{word}\b", text, re.I)}
    count = len(order.items)
    places = {count if place == -1 else place for place in numbers}
    picked = [item for place, item in enumerate(order.items, 1) if place in places]
    return picked or _named(order, text)


def _named(order: Order, text: str) -> list[OrderItem]:
    """Items that share a word with the text."""
    said = _words(text)
    return [item for item in order.items if said & _words(item.product_name)]


def _words(text: str) -> set[str]:
    found = re.findall(r"[a-z]{3,}", text.casefold())
    return {word.rstrip("s") for word in found} - _SMALL_WORDS
