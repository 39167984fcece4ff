"""Small orders with everything around them, for tests of what may be done with an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from desk.shop import policy_file
from desk.shop.catalogue import Product, Variant
from desk.shop.jobs.job import Case, Job
from desk.shop.order import Order
from desk.shop.order_item import OrderItem
from desk.shop.order_status import DeliveryMethod, OrderStatus
from desk.shop.payment import Direction, MoneyMove
from desk.shop.policy_file import read_policy
from desk.shop.service_policy import ServicePolicy
from desk.shop.shipping_address import ShippingAddress
from desk.shop.wallet import PaymentKind, PaymentMethod, Wallet

NOW = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)
PLACED_AT = NOW - timedelta(days=9)
HOME = ShippingAddress("Siân Okafor", "4 Ferry Lane", "London", "SE15 4QN", "GB")
# The profile that ships, in the demo shop's currency.
TAU2 = replace(
    read_policy(Path(policy_file.__file__).parent / "policies" / "tau2_retail.toml"),
    currency_sign="£",
)


def shirts(*prices: str, stock: int | None = 5) -> Product:
    """T-shirts `shirt-0`, `shirt-1`, … at these prices."""
    variants = [
        Variant(f"shirt-{n}", {"colour": f"colour {n}"}, Decimal(price), stock, n)
        for n, price in enumerate(prices)
    ]
    return Product("shirt", "T-shirt", "clothing", "A shirt.", variants)


def shoes() -> Product:
    """Shoes `shoe-0` and `shoe-1`."""
    variants = [Variant(f"shoe-{n}", {"size": f"{n}"}, Decimal("80.00"), 5, n) for n in range(2)]
    return Product("shoe", "Shoes", "clothing", "Shoes.", variants)


def a_card(id_: str = "card") -> PaymentMethod:
    return PaymentMethod(id_, "cus_1", PaymentKind.CREDIT_CARD, "mastercard", "9212")


def a_gift_card(balance: str, id_: str = "gift", expires_on: date | None = None) -> PaymentMethod:
    return PaymentMethod(
        id_, "cus_1", PaymentKind.GIFT_CARD, None, "4410", Decimal(balance), expires_on
    )


def paypal() -> PaymentMethod:
    return PaymentMethod("paypal", "cus_1", PaymentKind.PAYPAL)


def items_of(number: str, variants: Sequence[Variant], quantity: int = 1) -> list[OrderItem]:
    return [
        OrderItem(f"{number}-{n}", v.id, "T-shirt", dict(v.options), quantity, v.price, position=n)
        for n, v in enumerate(variants, 1)
    ]


def an_order(
    items: list[OrderItem],
    method: PaymentMethod,
    status: OrderStatus = OrderStatus.PENDING,
    number: str = "HP-104233",
    fee: str = "3.95",
) -> Order:
    """An order that got as far as `status` without anything being changed."""
    order = Order(
        id=number,
        customer_id="cus_1",
        placed_at=PLACED_AT,
        delivery_method=DeliveryMethod.STANDARD,
        shipping_fee=Decimal(fee),
        payment_method_id=method.id,
        payment_kind=method.kind,
        payment_label=method.name,
        shipping_address=HOME,
        estimated_delivery_on=None,
        items=items,
    )
    order.settle(MoneyMove(Direction.PAYMENT, order.total, method.id, method.name), PLACED_AT)
    if status is OrderStatus.PENDING:
        return order
    order.pack(PLACED_AT)
    if status is OrderStatus.PROCESSED:
        return order
    order.ship(PLACED_AT, "Kestrel Parcels", "KP1")
    order.deliver(PLACED_AT + timedelta(days=3))
    return order


def a_case(
    order: Order,
    methods: Sequence[PaymentMethod],
    products: Sequence[Product] = (),
    policy: ServicePolicy = TAU2,
    window_days: int | None = None,
) -> Case:
    variants = {v.id: v for product in products for v in product.variants}
    return Case(order, Wallet(methods), variants, policy, NOW, window_days)


def do(job: Job[Any], case: Case) -> Any:
    """Plan a job and carry the plan out; returns the plan."""
    plan = job.plan(case)
    job.carry_out(plan, case)
    return plan
