"""Cancels an order: finds out what is needed, says what will happen, gets a yes, does it once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import words
from actions.desk_action import DeskAction, Event, JobAction, JobForm, end_turn, leave_form
from actions.orders import order_buttons
from desk.customers.customer import Customer
from desk.errors import ParleyError
from desk.shop.order import Order
from desk.shop.order_number import normalise
from desk.shop.order_rules import why_not_cancelled
from desk.shop.order_status import OrderStatus
from desk.shop.refusals import CannotCancel

_NO_LONGER_NEEDED = "no longer needed"
_BY_MISTAKE = "ordered by mistake"
_BUTTONS = {_NO_LONGER_NEEDED: "I no longer need it", _BY_MISTAKE: "I ordered it by mistake"}
_MISTAKE = ("mistake", "accident", "wrong", "twice", "duplicate", "error", "didn't mean", "oops")
_NOT_NEEDED = (
    "no longer",
    "not need",
    "don't need",
    "dont need",
    "changed my mind",
    "change of mind",
    "don't want",
    "dont want",
    "not want",
    "cheaper",
    "elsewhere",
    "too long",
    "not anymore",
    "any more",
    "anymore",
)


class BeginCancelOrder(JobAction):
    """Starts the form, once we know whose orders may be cancelled."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_begin_cancel_order"

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Begin with a clean form; an order named already is taken over if it can be cancelled."""
        number = normalise(str(tracker.get_slot("order_number") or ""))
        fresh = [
            SlotSet("cancel_reason", None),
            SlotSet("confirmed", None),
            SlotSet("times_put_off", 0),
        ]
        orders = await self.services.shop.orders_of(customer.id)
        open_orders = [order for order in orders if not why_not(self, order)]
        if number is None and not open_orders:
            dispatcher.utter_message(
                response=(
                    "utter_nothing_to_cancel_but_return"
                    if self.services.shop.policy.return_allowed
                    else "utter_nothing_to_cancel"
                )
            )
            return end_turn(dispatcher, tracker)
        if number is None and len(open_orders) == 1:
            number = open_orders[0].id
        named = None if number is None else await self.services.shop.order_of(customer.id, number)
        if number is not None and (named is None or why_not(self, named)):
            await refuse(self, dispatcher, customer, number, named)
            return leave_form(dispatcher, tracker, SlotSet("order_number", None))
        return [*fresh, SlotSet("order_number", number), FollowupAction("cancel_form")]


class AskWhichOrderToCancel(DeskAction):
    """Shows the orders that can be cancelled."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_cancel_form_order_number"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Ask, with a button for each."""
        customer = await self.customer(tracker)
        orders = [] if customer is None else await self.services.shop.orders_of(customer.id)
        dispatcher.utter_message(
            response="utter_cancel_which_order",
            buttons=order_buttons([order for order in orders if not why_not(self, order)]),
        )
        return []


class AskWhyCancel(DeskAction):
    """Asks for the reason."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_cancel_form_cancel_reason"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Ask, with a button for each reason that is accepted."""
        reasons = self.services.shop.policy.cancellation_reasons
        said = [_BUTTONS.get(reason, reason.capitalize()) for reason in reasons]
        dispatcher.utter_message(
            response="utter_cancel_why",
            order_number=tracker.get_slot("order_number"),
            buttons=[{"title": text, "payload": text} for text in said],
        )
        return []


class ConfirmCancel(DeskAction):
    """Says exactly what will happen and asks for a clear yes."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_cancel_form_confirmed"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Show the order, and which amount goes where and when."""
        customer, order = await self.customer(tracker), await named_order(self, tracker)
        if customer is None or order is None:
            return []
        shop, reason = self.services.shop, str(tracker.get_slot("cancel_reason"))
        try:
            plan = await shop.plan_cancel_order(customer.id, order.id, reason)
        except ParleyError as refusal:
            dispatcher.utter_message(response="utter_cannot_cancel", why=str(refusal))
            return leave_form(dispatcher, tracker, SlotSet("cancel_reason", None))
        dispatcher.utter_message(
            response="utter_cancel_confirm",
            order_number=order.id,
            items=words.items(order.items),
            refunds=words.to_refund(plan.moves, shop.policy.currency_sign),
        )
        return []


class ValidateCancelForm(JobForm):
    """Takes only orders that can be cancelled and reasons that are accepted."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_cancel_form"

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
        if order is not None and not why_not(self, order):
            # Another order than before: a yes to the first is no yes to this one.
            return {"order_number": number, "confirmed": None}
        await refuse(self, dispatcher, customer, number, order)
        return {"order_number": None}

    def validate_cancel_reason(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """One of the accepted reasons, read from the customer's own words."""
        accepted = self.services.shop.policy.cancellation_reasons
        reason = reason_in(str(value), accepted)
        if reason is None and tracker.get_intent_of_latest_message() == "stop_job":
            # Ends the form; without a yes, `CancelOrder` keeps the order and says so.
            return {"cancel_reason": None, "requested_slot": None}
        if reason is None:
            dispatcher.utter_message(
                response="utter_cancel_reason_unclear", reasons=", or ".join(accepted)
            )
        return {"cancel_reason": reason}


class CancelOrder(DeskAction):
    """Cancels the order, if the customer said yes."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_cancel_order"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Do it once, and say what came of it."""
        customer = await self.customer(tracker)
        number, reason = tracker.get_slot("order_number"), tracker.get_slot("cancel_reason")
        done = (SlotSet("confirmed", None), SlotSet("cancel_reason", None))
        if (
            customer is None
            or not number
            or not reason
            or tracker.get_slot("confirmed") is not True
        ):
            dispatcher.utter_message(response="utter_order_kept", order_number=number or "")
            return leave_form(dispatcher, tracker, *done)
        shop, key = self.services.shop, f"{tracker.sender_id}:cancel:{number}"
        try:
            plan = await shop.plan_cancel_order(customer.id, number, reason)
            await shop.cancel_order(customer.id, number, reason, idempotency_key=key)
        except CannotCancel:
            # It was packed between the question and the yes.
            await refuse(self, dispatcher, customer, number, await named_order(self, tracker))
            return leave_form(dispatcher, tracker, *done)
        except ParleyError as refusal:
            dispatcher.utter_message(response="utter_cannot_cancel", why=str(refusal))
            return leave_form(dispatcher, tracker, *done)
        dispatcher.utter_message(
            response="utter_order_was_cancelled",
            order_number=plan.order_number,
            refunds=words.going_back(plan.moves, shop.policy.currency_sign),
        )
        return leave_form(dispatcher, tracker, *done)


def reason_in(text: str, accepted: Sequence[str]) -> str | None:
    """The accepted reason that a customer's words name or come to; None if they come to none."""
    folded = text.casefold().replace("\u2019", "'")
    # "wrong size" before "wrong".
    for reason in sorted(accepted, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(reason.casefold())}(?!\w)", folded):
            return reason
    for reason, synonyms in ((_BY_MISTAKE, _MISTAKE), (_NO_LONGER_NEEDED, _NOT_NEEDED)):
        if reason in accepted and any(word in folded for word in synonyms):
            return reason
    return None


def why_not(action: DeskAction, order: Order) -> str:
    """Why the order cannot be cancelled; empty if it can."""
    return why_not_cancelled(order, action.services.shop.policy)


async def refuse(
    action: DeskAction,
    dispatcher: CollectingDispatcher,
    customer: Customer,
    number: str,
    order: Order | None,
) -> None:
    """Say why this order cannot be cancelled."""
    if order is None:
        dispatcher.utter_message(response="utter_no_such_order", order_number=number)
        return
    shop = action.services.shop
    return_window_days = await shop.return_window_of(customer.id)
    is_coming = order.status in (OrderStatus.PROCESSED, OrderStatus.SHIPPED)
    dispatcher.utter_message(
        response=(
            "utter_cannot_cancel_but_return"
            if is_coming and shop.policy.return_allowed and return_window_days is not None
            else "utter_cannot_cancel"
        ),
        why=why_not(action, order),
        return_window_days=return_window_days,
    )


async def named_order(action: DeskAction, tracker: Tracker) -> Order | None:
    """The customer's order that the form is about."""
    customer = await action.customer(tracker)
    number = tracker.get_slot("order_number")
    if customer is None or not number:
        return None
    return await action.services.shop.order_of(customer.id, number)
