"""A job of one customer at one message: everything that its details look at."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from actions.jobs.said import Said
from actions.jobs.saying import Saying
from actions.jobs.state import JobState
from desk.customers.customer import Customer
from desk.services import Services
from desk.shop.catalogue import Variant
from desk.shop.order import Order
from desk.shop.shop import Shop
from desk.shop.wallet import PaymentMethod

HandOver = Callable[[str, str, Mapping[str, str]], Awaitable[None]]
"""Gives the conversation to people: code and words of the reason, and facts by their names."""

MOST_ORDERS = 20
"""Orders of a customer that are looked at, newest first."""


async def _nobody_there(code: str, words: str, facts: Mapping[str, str]) -> None:
    raise LookupError(f"nobody takes over here ({code})")


@dataclass
class JobCase:
    """`said` is the newest message; `in_question` the number of the order talked about so far.

    `last_address` is where the job before sent something: "the same address". `notes` are said
    before the next question. What is loaded is kept for this one message only.
    """

    services: Services
    customer: Customer
    state: JobState
    said: Said
    in_question: str | None = None
    last_address: Mapping[str, str] | None = None
    hand_over: HandOver = _nobody_there
    notes: list[Saying] = field(default_factory=list)
    _orders: list[Order] | None = None
    _methods: list[PaymentMethod] | None = None
    _window: list[int | None] = field(default_factory=list)
    _variants: dict[str, list[Variant]] = field(default_factory=dict)

    @property
    def shop(self) -> Shop:
        """The shop."""
        return self.services.shop

    @property
    def sign(self) -> str:
        """The currency sign."""
        return self.shop.policy.currency_sign

    async def orders(self) -> list[Order]:
        """The customer's orders, newest first."""
        if self._orders is None:
            self._orders = await self.shop.orders_of(self.customer.id, limit=MOST_ORDERS)
        return self._orders

    async def find_order(self, number: str) -> Order | None:
        """The customer's order of this number, however it is written."""
        for order in await self.orders():
            if order.id == number:
                return order
        return await self.shop.order_of(self.customer.id, number)

    async def order(self) -> Order | None:
        """The order that the job is about, once that is known."""
        number = self.state.details.get("order")
        return None if number is None else await self.find_order(number)

    async def known_order(self) -> Order:
        """The same, where it must be known; raises `LookupError` if it is gone."""
        order = await self.order()
        if order is None:
            raise LookupError("the order of the job is gone")
        return order

    async def order_to_plan(self) -> Order | str:
        """The order as it was read at this message; its number, where it is gone, to be refused."""
        return await self.order() or str(self.state.details["order"])

    async def return_window_days(self) -> int | None:
        """For how many days after the delivery this customer may return something; None: always."""
        if not self._window:
            self._window = [await self.shop.return_window_of(self.customer.id)]
        return self._window[0]

    async def variants_like(self, variant_id: str) -> list[Variant]:
        """All variants of the product that this one is of."""
        if variant_id not in self._variants:
            self._variants[variant_id] = await self.shop.variants_like(variant_id)
        return self._variants[variant_id]

    async def payment_methods(self) -> list[PaymentMethod]:
        """What the customer can pay with today."""
        if self._methods is None:
            today = self.services.clock().date()
            methods = await self.shop.payment_methods_of(self.customer.id)
            self._methods = [method for method in methods if not method.has_expired(today)]
        return self._methods
