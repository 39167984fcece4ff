"""What is paid with, and where money goes back to."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.details.items import chosen_items
from actions.jobs.details.options import wanted_swaps
from actions.jobs.job import Detail
from actions.jobs.refusal import JobRefusal
from actions.jobs.said import Said
from actions.jobs.saying import Saying, answers, numbered
from actions.reading.payment import named_payment, unknown_payment
from desk.shop.service_policy import RefundTarget
from desk.shop.wallet import PaymentMethod

_SPEAKS_OF_PAYMENT = re.compile(
    r"pay|card|visa|master|amex|gift|voucher|credit|original|google|apple|\b[0-9]{4}\b",
    re.IGNORECASE,
)
Methods = Callable[[JobCase], Awaitable[Sequence[PaymentMethod]]]


class _Method(Detail):
    """One of the customer's payment methods, by its id."""

    def __init__(self, question: str, methods: Methods, nothing: str) -> None:
        """`methods` are those that can be chosen; `nothing` is said where there is none."""
        self._question = question
        self._methods = methods
        self._nothing = nothing

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """By kind, brand, last digits, or its place in the list."""
        order = await case.order()
        if order is None or not said.text:
            return False
        if not is_asked and not _SPEAKS_OF_PAYMENT.search(said.text):
            return False
        choice = named_payment(
            said.text, await self._named(case), order.payment_method_id, shown=is_asked
        )
        if choice.chosen:
            key = choice.chosen[-1]
            if case.state.details.get(self.name) != key:
                case.state.details[self.name] = key
                case.state.forget("confirm")
            return True
        if is_asked and choice.unclear:
            case.state.shown = list(choice.unclear)
            return True
        unknown = unknown_payment(said.text, await case.payment_methods())
        if unknown is not None:
            case.notes.append(Saying("utter_no_such_payment", {"method": unknown}))
        return unknown is not None

    async def _named(self, case: JobCase) -> Sequence[PaymentMethod]:
        """Those that a message may name; which of them can be used is for the plan to say."""
        return await self._methods(case)

    async def is_known(self, case: JobCase) -> bool:
        """Settled too if there is no choice."""
        if self.name in case.state.details:
            return True
        methods = await self._methods(case)
        if not methods:
            raise JobRefusal(Saying(self._nothing))
        if len(methods) > 1:
            return False
        case.state.details[self.name] = methods[0].id
        return True

    async def ask(self, case: JobCase) -> Saying:
        """With a button for each."""
        methods = await self._methods(case)
        shown = [method for method in methods if method.id in case.state.shown] or methods
        case.state.shown = [method.id for method in shown]
        labels = [method.label_in(case.sign) for method in shown]
        told = {"methods": numbered(labels), **await self._told(case)}
        return Saying(self._question, told, answers(labels), asks=self.name)

    async def _told(self, case: JobCase) -> dict[str, str]:
        return {}


class NewPayment(_Method):
    """What a pending order is to be paid with instead."""

    name: ClassVar = "payment"
    holds_for_later_orders: ClassVar = True

    def __init__(self) -> None:
        super().__init__("utter_which_payment", _other_methods, "utter_no_other_payment")

    async def _told(self, case: JobCase) -> dict[str, str]:
        order = await case.known_order()
        total = f"{case.sign}{words.amount(order.total)}"
        was_paid = "could not be paid with" if order.failed_payment else "is paid now with"
        told = {"order_number": order.id, "total": total, "payment_label": order.payment_label}
        return {**told, "was_paid": was_paid}


class DifferencePayment(_Method):
    """What a difference in price is paid with, or refunded to; nothing if there is none."""

    name: ClassVar = "payment"

    def __init__(self) -> None:
        super().__init__("utter_which_payment_for_difference", _all_methods, "utter_no_payment")

    async def is_known(self, case: JobCase) -> bool:
        """Settled too where the prices are the same."""
        if await difference(case) == 0:
            case.state.details.setdefault(self.name, None)
            return True
        if case.state.details.get(self.name, "") is None:
            del case.state.details[self.name]
        return await super().is_known(case)

    async def ask(self, case: JobCase) -> Saying:
        """Says how much it is, and which way it goes."""
        saying = await super().ask(case)
        amount = await difference(case)
        response = self._question if amount > 0 else "utter_which_refund_for_difference"
        told = {**saying.values, "amount": f"{case.sign}{words.amount(abs(amount))}"}
        return Saying(response, told, saying.buttons, asks=self.name)


class RefundTo(_Method):
    """Where the refund of a return goes, as far as the policy leaves a choice."""

    name: ClassVar = "refund_to"

    def __init__(self) -> None:
        super().__init__("utter_which_refund", _refund_methods, "utter_no_payment")

    async def _named(self, case: JobCase) -> Sequence[PaymentMethod]:
        if case.state.shown:
            return await self._methods(case)
        return await case.payment_methods()

    async def is_known(self, case: JobCase) -> bool:
        """Settled too if there is no choice; None is what the order was paid with."""
        if self.name in case.state.details:
            return True
        methods, order = await self._methods(case), await case.known_order()
        if len(methods) > 1:
            return False
        other = [method.id for method in methods if method.id != order.payment_method_id]
        case.state.details[self.name] = other[0] if other else None
        return True


async def difference(case: JobCase) -> Decimal:
    """What the customer pays more for the wanted options; below nothing, what they get back."""
    wanted, total = await wanted_swaps(case), Decimal(0)
    for item in await chosen_items(case):
        variants = await case.variants_like(item.variant_id)
        for variant in variants:
            if variant.id == wanted.get(item.id):
                total += (variant.price - item.unit_price) * item.quantity
    return total


async def _all_methods(case: JobCase) -> Sequence[PaymentMethod]:
    return await case.payment_methods()


async def _other_methods(case: JobCase) -> Sequence[PaymentMethod]:
    order = await case.known_order()
    return [m for m in await case.payment_methods() if m.id != order.payment_method_id]


async def _refund_methods(case: JobCase) -> Sequence[PaymentMethod]:
    """What it was paid with, if that is still known and allowed, and the customer's gift cards."""
    order, allowed = await case.known_order(), case.shop.policy.return_refund_to
    methods = [
        method
        for method in await case.payment_methods()
        if (method.id == order.payment_method_id and RefundTarget.ORIGINAL_METHOD in allowed)
        or (method.is_gift_card and RefundTarget.GIFT_CARD in allowed)
    ]
    return sorted(methods, key=lambda method: method.id != order.payment_method_id)
