"""The demo shop: fills an empty database with customers, products and orders that hold together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from desk.clock import utc_now
from desk.customers.customer import Customer, Tier
from desk.customers.tables import customers_table
from desk.database.database import Database
from desk.demo_shop.catalogue_data import demo_products
from desk.demo_shop.order_data import SHOWN, Buyer, live, plans
from desk.demo_shop.people_data import Person, demo_people
from desk.demo_shop.wallet_data import DemoWallets
from desk.errors import Conflict
from desk.shop.catalogue import Product
from desk.shop.delays import is_late
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.order_tables import orders_table, payments_table
from desk.shop.payment import PaymentState
from desk.shop.service_policy import STANDARD_POLICY
from desk.shop.wallet import PaymentKind, PaymentMethod

CUSTOMERS = 200
CUSTOMERS_WITHOUT_ORDERS = 10
ORDERS = 600
SEED = 20_26
# The customer who is there to show the longer return window.
GOLD_INDEX = 4


class NotTheDemo(Conflict):
    """The demo was asked for on a database with real customers."""

    code = "not_the_demo"


@dataclass(frozen=True)
class DemoShop:
    """All that the demo shop consists of; new objects each time it is made."""

    customers: list[Customer]
    products: list[Product]
    payment_methods: list[PaymentMethod]
    orders: list[Order]


@dataclass(frozen=True)
class DemoCustomer:
    """A customer to demonstrate with; `order_ids` newest first, `hint` says what to try."""

    id: str
    name: str
    email: str
    postcode: str
    order_ids: list[str]
    hint: str


def demo_shop(today: date, seed: int = SEED) -> DemoShop:
    """The demo shop as it stands when `today` begins: the same for the same `today` and `seed`."""
    random = Random(seed)  # noqa: S311 - invents a shop, guards nothing
    products = demo_products(random)
    people = demo_people(random, CUSTOMERS)
    customers = [_customer(random, index, person, today) for index, person in enumerate(people)]
    buyers = [
        Buyer(customer.id, person, customer.tier.value)
        for customer, person in zip(customers, people, strict=True)
    ]
    wallets = DemoWallets(today)
    orders = [
        live(random, plan, buyers[plan.customer_index], products, wallets, today)
        for plan in plans(random, CUSTOMERS - CUSTOMERS_WITHOUT_ORDERS, ORDERS)
    ]
    for index, customer in enumerate(customers):
        wallets.give_gift_card(customer.id, index)
    return DemoShop(customers, products, wallets.methods, orders)


async def fill(database: Database, today: date, seed: int = SEED) -> None:
    """Write the demo shop into the database, unless there are customers already."""
    async with database.write() as session:
        emails = list(await session.scalars(select(customers_table.c.email)))
        if not all(
            email.endswith((".example", "@example.com", "@example.org")) for email in emails
        ):
            raise NotTheDemo(
                "The database holds customers that are not the demo's, and on the demo's page "
                "anybody could sign in as one of them. Set PARLEY_DEMO=false."
            )
        if emails:
            return
        shop = demo_shop(today, seed)
        # What refers to others does so by their ids only, so these have to be there first.
        session.add_all([*shop.customers, *shop.products])
        await session.flush()
        session.add_all(shop.payment_methods)
        await session.flush()
        session.add_all(shop.orders)


async def demo_customers(
    database: Database, limit: int = 6, today: date | None = None
) -> list[DemoCustomer]:
    """The first customers and those whose payment failed, each with a hint that is true `today`.

    `today` is the present day by default.
    """
    day = today or utc_now().date()
    async with database.read() as session:
        by_id = select(Customer).order_by(customers_table.c.id)
        customers = list(await session.scalars(by_id.limit(limit)))
        unpaid = select(orders_table.c.customer_id).join(payments_table)
        unpaid = unpaid.where(payments_table.c.state == PaymentState.FAILED)
        known = [customer.id for customer in customers]
        others = by_id.where(customers_table.c.id.in_(unpaid), customers_table.c.id.not_in(known))
        customers += await session.scalars(others)
        orders = list(
            await session.scalars(
                select(Order)
                .where(orders_table.c.customer_id.in_([customer.id for customer in customers]))
                .order_by(orders_table.c.placed_at.desc(), orders_table.c.id.desc())
            )
        )
    found = []
    for customer in customers:
        theirs = [order for order in orders if order.customer_id == customer.id]
        hint = _hint(customer, theirs, day)
        ids = [order.id for order in theirs]
        found.append(
            DemoCustomer(customer.id, customer.name, customer.email, customer.postcode, ids, hint)
        )
    return found


def _customer(random: Random, index: int, person: Person, today: date) -> Customer:
    tier = random.choices(list(Tier), weights=(75, 18, 7))[0]
    if index < len(SHOWN):
        tier = Tier.GOLD if index == GOLD_INDEX else Tier.MEMBER
    joined_on = today - timedelta(days=random.randint(401, 1500))
    return Customer(
        id=f"cus_{index + 1:04d}",
        name=person.name,
        email=person.email,
        phone=person.phone,
        postcode=person.postcode,
        street=person.street,
        city=person.city,
        country="GB",
        tier=tier,
        language="en",
        created_at=datetime.combine(joined_on, time(12), UTC),
    )


def _hint(customer: Customer, orders: list[Order], today: date) -> str:
    """What the newest order that is good for something is good for."""
    for order in orders:
        hint = _hint_of_order(customer, order, today)
        if hint is not None:
            return hint
    return "earlier orders only" if orders else "no orders yet"


def _hint_of_order(customer: Customer, order: Order, today: date) -> str | None:
    if order.failed_payment is not None:
        return "order whose payment failed"
    if is_late(order, today):
        return "late order"
    if order.status is OrderStatus.PENDING:
        by_gift_card = order.payment_kind is PaymentKind.GIFT_CARD
        return "order to cancel, paid by gift card" if by_gift_card else "order to cancel"
    if order.status in (OrderStatus.PROCESSED, OrderStatus.SHIPPED):
        is_tomorrow = order.estimated_delivery_on == today + timedelta(days=1)
        return "order due tomorrow" if is_tomorrow else "order on its way"
    if order.status is OrderStatus.RETURN_REQUESTED:
        return "return under way"
    return _hint_of_delivered(customer, order, today)


def _hint_of_delivered(customer: Customer, order: Order, today: date) -> str | None:
    if order.status is not OrderStatus.DELIVERED or order.delivered_at is None:
        return None
    days = (today - order.delivered_at.date()).days
    if days <= (STANDARD_POLICY.return_window_days or days):
        return "delivered order to return"
    gold_days = STANDARD_POLICY.gold_return_window_days or days
    if customer.tier is Tier.GOLD and days <= gold_days:
        return "Gold: order to return after more than 30 days"
    return None
