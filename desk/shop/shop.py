"""The shop's orders and products, read and changed for one customer at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import partial
from typing import Protocol, TypeVar

from sqlalchemy import select

from desk.clock import Clock
from desk.database.database import Database
from desk.shop.catalogue import Product, Variant
from desk.shop.jobs.cancellation import Cancellation
from desk.shop.jobs.delivered_changes import ExchangeRequest, ParcelReceipt, ReturnRequest
from desk.shop.jobs.pending_changes import AddressChange, ItemsChange, PaymentChange
from desk.shop.money import total_of
from desk.shop.notices import Notices
from desk.shop.order import Order
from desk.shop.order_change import Actor, OrderChange
from desk.shop.order_tables import order_changes_table, orders_table
from desk.shop.plans import AddressPlan, CancellationPlan, PaymentPlan, ReturnPlan, SwapPlan
from desk.shop.product_search import FoundProduct, find_products
from desk.shop.service_policy import STANDARD_POLICY, ServicePolicy
from desk.shop.shipping_address import PostalAddress
from desk.shop.tables import payment_methods_table, products_table, variants_table
from desk.shop.transactions import Transactions, find_order_id
from desk.shop.wallet import PaymentMethod

Plan = TypeVar("Plan")


class Club(Protocol):
    """Knows the customers who enjoy more than others."""

    async def is_gold(self, customer_id: str) -> bool:
        """Whether the customer has the Gold tier."""


class Shop:
    """Order numbers are accepted as customers write them (see `desk.shop.order_number`).

    Somebody else's order and an order that does not exist are the same everywhere. Each change is
    one transaction with an idempotency key, and leaves a row in `order_changes`: the same key
    again changes nothing and returns the order as it is now. `plan_…` says exactly what the change
    would do now, or raises its refusal; an order that was just read may be given to it. Status,
    ownership, stock and balances are looked at again when it is done.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        club: Club,
        policy: ServicePolicy = STANDARD_POLICY,
        notices: Notices | None = None,
    ) -> None:
        """Without `notices` no customer gets a mail."""
        self.policy = policy
        self._notices = notices
        self._database = database
        self._clock = clock
        self._club = club
        self._jobs = Transactions(database, clock, policy, self.return_window_of)

    async def order_of(self, customer_id: str, order_number: str) -> Order | None:
        """The customer's order of this number."""
        async with self._database.read() as session:
            order_id = await find_order_id(session, order_number, customer_id)
            return None if order_id is None else await session.get(Order, order_id)

    async def orders_of(self, customer_id: str, limit: int = 10) -> list[Order]:
        """The customer's orders, newest first."""
        query = (
            select(Order)
            .where(orders_table.c.customer_id == customer_id)
            .order_by(orders_table.c.placed_at.desc(), orders_table.c.id.desc())
            .limit(limit)
        )
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def owner_of(self, order_number: str) -> str | None:
        """The id of the customer who placed the order."""
        async with self._database.read() as session:
            order_id = await find_order_id(session, order_number)
            query = select(orders_table.c.customer_id).where(orders_table.c.id == (order_id or ""))
            owner_id: str | None = await session.scalar(query)
            return owner_id

    async def return_window_of(self, customer_id: str) -> int | None:
        """How many days after delivery this customer may return an order; None: at any time."""
        if await self._club.is_gold(customer_id):
            return self.policy.gold_return_window_days
        return self.policy.return_window_days

    async def changes_of(self, order_number: str) -> list[OrderChange]:
        """The audit trail of an order, oldest first."""
        async with self._database.read() as session:
            order_id = await find_order_id(session, order_number)
            query = (
                select(OrderChange)
                .where(order_changes_table.c.order_id == (order_id or ""))
                .order_by(order_changes_table.c.at, order_changes_table.c.key)
            )
            return list(await session.scalars(query))

    async def plan_cancel_order(
        self, customer_id: str, order: Order | str, reason: str
    ) -> CancellationPlan:
        """Raises `NoSuchOrder`, `UnknownReason` or `CannotCancel`."""
        return await self._jobs.preview(customer_id, order, Cancellation(reason))

    async def cancel_order(
        self,
        customer_id: str,
        order_number: str,
        reason: str,
        idempotency_key: str,
        actor: Actor = Actor.BOT,
    ) -> Order:
        """Cancel a pending order for a reason that the policy accepts, and refund all of it."""
        job = Cancellation(reason)
        return await self._jobs.carry_out(customer_id, order_number, job, idempotency_key, actor)

    async def plan_change_address(
        self, customer_id: str, order: Order | str, address: PostalAddress, name: str = ""
    ) -> AddressPlan:
        """Raises `NoSuchOrder`, `InvalidAddress` or a `CannotChange`."""
        return await self._jobs.preview(customer_id, order, AddressChange(address, name))

    async def change_address(
        self,
        customer_id: str,
        order_number: str,
        address: PostalAddress,
        idempotency_key: str,
        actor: Actor = Actor.BOT,
        name: str = "",
    ) -> Order:
        """Send a pending order elsewhere; to somebody else if there is a `name`."""
        job = AddressChange(address, name)
        return await self._jobs.carry_out(customer_id, order_number, job, idempotency_key, actor)

    async def plan_change_payment(
        self, customer_id: str, order: Order | str, payment_method_id: str
    ) -> PaymentPlan:
        """Raises `NoSuchOrder`, `NoSuchPaymentMethod`, a `CannotChange` or a `CannotPay`."""
        return await self._jobs.preview(customer_id, order, PaymentChange(payment_method_id))

    async def change_payment(
        self,
        customer_id: str,
        order_number: str,
        payment_method_id: str,
        idempotency_key: str,
        actor: Actor = Actor.BOT,
    ) -> Order:
        """Let a pending order be paid with another method; what was paid is refunded."""
        job = PaymentChange(payment_method_id)
        return await self._jobs.carry_out(customer_id, order_number, job, idempotency_key, actor)

    async def plan_change_items(
        self,
        customer_id: str,
        order: Order | str,
        variant_ids: Mapping[str, str],
        payment_method_id: str | None,
    ) -> SwapPlan:
        """Raises `NoSuchOrder`, and what `ItemsChange.plan` does."""
        job = ItemsChange(variant_ids, payment_method_id)
        return await self._jobs.preview(customer_id, order, job)

    async def change_items(
        self,
        customer_id: str,
        order_number: str,
        variant_ids: Mapping[str, str],
        payment_method_id: str | None,
        idempotency_key: str,
        actor: Actor = Actor.BOT,
    ) -> Order:
        """Take other variants, `{item_id: variant_id}`, and settle the difference in price."""
        job = ItemsChange(variant_ids, payment_method_id)
        return await self._jobs.carry_out(customer_id, order_number, job, idempotency_key, actor)

    async def plan_return(
        self,
        customer_id: str,
        order: Order | str,
        items: Collection[str] | Mapping[str, int],
        refund_method_id: str | None = None,
    ) -> ReturnPlan:
        """Raises `NoSuchOrder`, and what `ReturnRequest.plan` does."""
        job = ReturnRequest(items, refund_method_id)
        return await self._jobs.preview(customer_id, order, job)

    async def request_return(
        self,
        customer_id: str,
        order_number: str,
        items: Collection[str] | Mapping[str, int],
        refund_method_id: str | None,
        idempotency_key: str,
        actor: Actor = Actor.BOT,
    ) -> Order:
        """Request a return of delivered items: by their ids, or `{item_id: how many}`.

        The refund goes to `refund_method_id`; None: to what the order was paid with.
        """
        job = ReturnRequest(items, refund_method_id)
        notice = None if self._notices is None else self._notices.return_requested
        return await self._jobs.carry_out(
            customer_id, order_number, job, idempotency_key, actor, _told(notice, customer_id)
        )

    async def plan_exchange(
        self,
        customer_id: str,
        order: Order | str,
        variant_ids: Mapping[str, str],
        payment_method_id: str | None,
    ) -> SwapPlan:
        """Raises `NoSuchOrder`, and what `ExchangeRequest.plan` does."""
        job = ExchangeRequest(variant_ids, payment_method_id)
        return await self._jobs.preview(customer_id, order, job)

    async def request_exchange(
        self,
        customer_id: str,
        order_number: str,
        variant_ids: Mapping[str, str],
        payment_method_id: str | None,
        idempotency_key: str,
        actor: Actor = Actor.BOT,
    ) -> Order:
        """Exchange delivered items, `{item_id: variant_id}`, and settle the difference."""
        job = ExchangeRequest(variant_ids, payment_method_id)
        notice = None if self._notices is None else self._notices.exchange_requested
        return await self._jobs.carry_out(
            customer_id, order_number, job, idempotency_key, actor, _told(notice, customer_id)
        )

    async def receive_parcel(
        self, order_number: str, idempotency_key: str, actor: Actor = Actor.AGENT
    ) -> Order:
        """What a customer sent back is here: refund what is due. Raises `WrongStatus`."""
        return await self._jobs.carry_out(
            None, order_number, ParcelReceipt(), idempotency_key, actor
        )

    async def payment_methods_of(self, customer_id: str) -> list[PaymentMethod]:
        """The customer's payment methods, by their ids."""
        query = (
            select(PaymentMethod)
            .where(payment_methods_table.c.customer_id == customer_id)
            .order_by(payment_methods_table.c.id)
        )
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def gift_card_balance(self, customer_id: str) -> Decimal:
        """What is left on all gift cards of the customer that are still valid."""
        today = self._clock().date()
        methods = await self.payment_methods_of(customer_id)
        return total_of(m.balance for m in methods if m.balance and not m.has_expired(today))

    async def products(self, limit: int = 20) -> list[Product]:
        """Products by name."""
        query = select(Product).order_by(products_table.c.name).limit(limit)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def product(self, product_id: str) -> Product | None:
        """The product with this id."""
        async with self._database.read() as session:
            return await session.get(Product, product_id)

    async def variants_of(self, product_id: str) -> list[Variant]:
        """All variants of a product, in stock or not; none of an unknown product."""
        product = await self.product(product_id)
        return [] if product is None else list(product.variants)

    async def variants_like(self, variant_id: str) -> list[Variant]:
        """All variants of the product that this one is of, itself among them."""
        table = variants_table
        product_id = select(table.c.product_id).where(table.c.id == variant_id).scalar_subquery()
        query = select(Variant).where(table.c.product_id == product_id).order_by(table.c.position)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def find_products(
        self, text: str = "", options: Mapping[str, str] | None = None, limit: int = 10
    ) -> list[FoundProduct]:
        """Products that fit words of their names and descriptions, best first.

        `options` are like `{"colour": "blue"}`; each product comes with the variants that fit.
        """
        async with self._database.read() as session:
            return await find_products(session, text, options or {}, limit)


def _told(
    notice: Callable[[str, Plan], None] | None, customer_id: str
) -> Callable[[Plan], None] | None:
    return None if notice is None else partial(notice, customer_id)
