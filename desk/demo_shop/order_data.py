"""The orders of the demo shop: each lives the life of an order, up to last night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from desk.demo_shop.people_data import Person
from desk.demo_shop.wallet_data import DemoWallets, WayToPay
from desk.shop.catalogue import Product
from desk.shop.jobs.cancellation import Cancellation
from desk.shop.jobs.delivered_changes import ParcelReceipt, ReturnRequest
from desk.shop.jobs.job import Case, Job
from desk.shop.order import Order
from desk.shop.order_item import OrderItem
from desk.shop.order_status import DeliveryMethod, OrderStatus
from desk.shop.payment import Direction, MoneyMove, PaymentState
from desk.shop.service_policy import STANDARD_POLICY
from desk.shop.shipping_address import ShippingAddress
from desk.shop.wallet import PaymentMethod, Wallet
from desk.shop.working_days import after_working_days, is_working_day

CARRIER = "Kestrel Parcels"
FIRST_NUMBER = 103_500
STANDARD_FEE = Decimal("3.95")
EXPRESS_FEE = Decimal("7.95")
FREE_FROM = Decimal("50.00")
EXPRESS_SHARE = 0.2
# How many whole days ago orders were placed: recent ones are what a demonstration is about.
AGES = ((1, 2, 0.08), (3, 9, 0.17), (10, 45, 0.35), (46, 400, 0.40))
FATES = (
    (OrderStatus.DELIVERED, 0.80),
    (OrderStatus.CANCELLED, 0.07),
    (OrderStatus.RETURNED, 0.08),
    (OrderStatus.RETURN_REQUESTED, 0.05),
)
# These were collected and never arrived.
LATE_AGES = (9, 10, 10, 11, 11, 12, 12, 13, 14, 15, 17, 20)


@dataclass(frozen=True)
class Plan:
    """An order to come: whose it is, how long ago, and what it comes to, if time has allowed it.

    `due_in_days` is the estimated delivery from today; without it, it follows from the promise.
    """

    customer_index: int
    days_ago: int
    fate: OrderStatus
    number: int | None = None
    lines: int | None = None
    paid_with: WayToPay | None = None
    due_in_days: int | None = None
    payment_fails: bool = False


# What each of the first customers is there to show; their numbers never change.
SHOWN = (
    Plan(0, 4, OrderStatus.SHIPPED, 104_233, 1, WayToPay.VISA, 1),
    Plan(1, 14, OrderStatus.SHIPPED, 104_187, 2, WayToPay.PAYPAL, -7),
    Plan(2, 1, OrderStatus.PENDING, 104_251, 2, WayToPay.MASTERCARD),
    Plan(3, 15, OrderStatus.DELIVERED, 104_152, 3, WayToPay.APPLE_PAY),
    Plan(4, 52, OrderStatus.DELIVERED, 103_968, 2, WayToPay.AMERICAN_EXPRESS),
    Plan(5, 1, OrderStatus.PENDING, 104_246, 1, WayToPay.GIFT_CARD),
)
SHOWN_OLDER_DAYS = (120, 400)
# One more to show: placed instead of another, so that nothing else is changed by it.
UNPAID_NUMBER = 104_240
_UNPAID_INSTEAD_OF = 103_678


def plans(random: Random, customers: int, count: int) -> list[Plan]:
    """`count` plans for customers 0 to `customers` - 1, each of whom gets one at least."""
    shown_numbers = {plan.number for plan in SHOWN}
    others = [_plan(random, index) for index in range(len(SHOWN), customers)]
    others += [_plan(random, index) for index in range(len(SHOWN)) for _ in range(2)]
    others += [
        Plan(random.randrange(len(SHOWN), customers), age, OrderStatus.SHIPPED) for age in LATE_AGES
    ]
    while len(others) < count - len(SHOWN):
        # The exponent makes some customers regulars.
        others.append(
            _plan(random, len(SHOWN) + int(random.random() ** 1.4 * (customers - len(SHOWN))))
        )
    others.sort(key=lambda plan: -plan.days_ago)
    numbers = (FIRST_NUMBER + step for step in range(count + len(SHOWN)))
    free_numbers = (number for number in numbers if number not in shown_numbers)
    numbered = [replace(plan, number=n) for plan, n in zip(others, free_numbers, strict=False)]
    return [*SHOWN, *(_unpaid(p) if p.number == _UNPAID_INSTEAD_OF else p for p in numbered)]


def _unpaid(plan: Plan) -> Plan:
    """An order of the same customer, placed last evening, whose payment failed."""
    return Plan(plan.customer_index, 1, OrderStatus.PENDING, UNPAID_NUMBER, payment_fails=True)


def _plan(random: Random, customer_index: int) -> Plan:
    if customer_index < len(SHOWN):
        days_ago, fate = random.randint(*SHOWN_OLDER_DAYS), OrderStatus.DELIVERED
    else:
        youngest, oldest, _ = random.choices(AGES, [weight for *_, weight in AGES])[0]
        days_ago = random.randint(youngest, oldest)
        fate = random.choices([fate for fate, _ in FATES], [weight for _, weight in FATES])[0]
    return Plan(customer_index, days_ago, fate)


@dataclass(frozen=True)
class Buyer:
    """A customer as far as an order needs to know; `tier` is a word of the Harbour Club."""

    id: str
    person: Person
    tier: str


def live(
    random: Random,
    plan: Plan,
    buyer: Buyer,
    products: Sequence[Product],
    wallets: DemoWallets,
    today: date,
) -> Order:
    """The order of `plan` as it stands when `today` begins (UTC).

    How much of `random` is used does not depend on `today`.
    """
    order, method = _placed(random, plan, buyer, products, wallets, today)
    steps = _Steps(random, order, method, datetime.combine(today, time(), UTC))
    if plan.fate is OrderStatus.CANCELLED:
        steps.cancel()
    elif plan.fate is not OrderStatus.PENDING:
        steps.send(plan.fate)
    return order


def _placed(
    random: Random,
    plan: Plan,
    buyer: Buyer,
    products: Sequence[Product],
    wallets: DemoWallets,
    today: date,
) -> tuple[Order, PaymentMethod]:
    number = f"HP-{plan.number}"
    items = _items(random, number, products, plan.lines or random.choice((1, 1, 1, 2, 2, 3)))
    day = today - timedelta(days=plan.days_ago)
    wants_express = random.random() < EXPRESS_SHARE and plan not in SHOWN
    delivery = DeliveryMethod.EXPRESS if wants_express else DeliveryMethod.STANDARD
    # Express orders of before 14:00 leave the same day; pending ones were placed in the evening.
    hours = (7, 13) if wants_express else (17, 21)
    placed_at = datetime.combine(
        day, time(random.randint(*hours), random.randrange(60), random.randrange(60)), UTC
    )
    way = plan.paid_with or random.choices(list(WayToPay), weights=(30, 18, 6, 16, 12, 8, 10))[0]
    working_days = (1 if wants_express else 5) + (2 if buyer.person.is_remote else 0)
    estimate = after_working_days(day, working_days)
    if plan.due_in_days is not None:
        estimate = _due_on(today, plan.due_in_days)
    method = wallets.method(buyer.id, way, f"{random.randint(1000, 9999)}")
    order = Order(
        id=number,
        customer_id=buyer.id,
        placed_at=placed_at,
        delivery_method=delivery,
        shipping_fee=_fee(delivery, buyer.tier, items),
        payment_method_id=method.id,
        payment_kind=method.kind,
        payment_label=method.name,
        shipping_address=_address(buyer.person),
        estimated_delivery_on=estimate,
        items=items,
    )
    order.settle(MoneyMove(Direction.PAYMENT, order.total, method.id, method.name), placed_at)
    if plan.payment_fails:
        order.payments[0].state = PaymentState.FAILED
    return order, method


def _address(person: Person) -> ShippingAddress:
    return ShippingAddress(person.name, person.street, person.city, person.postcode, "GB")


def _items(random: Random, number: str, products: Sequence[Product], lines: int) -> list[OrderItem]:
    items = []
    for position, product in enumerate(random.sample(products, lines), start=1):
        variant = random.choice(product.variants)
        items.append(
            OrderItem(
                id=f"{number}-{position}",
                variant_id=variant.id,
                product_name=product.name,
                options=dict(variant.options),
                quantity=random.choice((1, 1, 1, 1, 2, 3)),
                unit_price=variant.price,
                is_returnable=product.is_returnable,
                position=position,
            )
        )
    return items


def _fee(delivery: DeliveryMethod, tier: str, items: list[OrderItem]) -> Decimal:
    if tier == "gold":
        return Decimal("0.00")
    if delivery is DeliveryMethod.EXPRESS:
        return EXPRESS_FEE
    is_free = tier == "silver" or sum(item.total for item in items) >= FREE_FROM
    return Decimal("0.00") if is_free else STANDARD_FEE


class _Steps:
    """Takes an order through its life, as far as the time before `end` goes."""

    def __init__(self, random: Random, order: Order, method: PaymentMethod, end: datetime) -> None:
        # All at once, so that an order of today and one of last year draw alike.
        self._minutes = [random.randint(30, 180) for _ in range(4)]
        self._days_to_return = random.randint(2, 20)
        self._days_on_the_way_back = random.randint(3, 7)
        self._reason = random.choice(STANDARD_POLICY.cancellation_reasons)
        self._tracking_number = f"KP{random.randint(100_000_000, 999_999_999)}"
        self._returned_lines = random.randint(1, len(order.items))
        self._order = order
        self._wallet = Wallet([method])
        self._end = end

    def cancel(self) -> None:
        """Cancel within three hours of the order."""
        at = self._order.placed_at + timedelta(minutes=self._minutes[0])
        if at < self._end:
            self._do(Cancellation(self._reason), at)

    def send(self, fate: OrderStatus) -> None:
        """Pack, ship, deliver and return, stopping at `fate` or at the end of time."""
        order = self._order
        is_express = order.delivery_method is DeliveryMethod.EXPRESS
        # What was ordered in the evening is packed in the morning and collected a day later.
        overnight = timedelta(hours=0 if is_express else 15)
        a_day = timedelta(hours=0 if is_express else 24)
        packed_at = order.placed_at + overnight + timedelta(minutes=self._minutes[0])
        shipped_at = packed_at + a_day + timedelta(minutes=self._minutes[1])
        due_on = order.estimated_delivery_on or self._end.date()
        delivered_at = datetime.combine(due_on, time(9), UTC) + timedelta(
            minutes=2 * self._minutes[2]
        )
        if packed_at >= self._end:
            return
        order.pack(packed_at)
        if shipped_at >= self._end:
            return
        order.ship(shipped_at, CARRIER, self._tracking_number)
        if fate is OrderStatus.SHIPPED or delivered_at >= self._end:
            return
        order.deliver(delivered_at)
        if fate is not OrderStatus.DELIVERED:
            self._send_back(fate, delivered_at)

    def _send_back(self, fate: OrderStatus, delivered_at: datetime) -> None:
        order = self._order
        requested_at = delivered_at + timedelta(days=self._days_to_return)
        returnable = [item.id for item in order.items if item.is_returnable]
        if requested_at >= self._end or not returnable:
            return
        self._do(ReturnRequest(returnable[: self._returned_lines]), requested_at)
        received_at = requested_at + timedelta(
            days=self._days_on_the_way_back, minutes=self._minutes[3]
        )
        if fate is OrderStatus.RETURNED and received_at < self._end:
            self._do(ParcelReceipt(), received_at)

    def _do(self, job: Job[Any], at: datetime) -> None:
        window_days = STANDARD_POLICY.return_window_days
        case = Case(self._order, self._wallet, {}, STANDARD_POLICY, at, window_days)
        job.carry_out(job.plan(case), case)


def _due_on(today: date, days: int) -> date:
    """The day so many days from `today`; one that has passed is a working day.

    The order to show as due tomorrow is due tomorrow, whatever day that is.
    """
    day = today + timedelta(days=days)
    while days < 0 and not is_working_day(day):
        day -= timedelta(days=1)
    return day
