"""Whatever is done in whatever order: no money is made, and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import ParleyError
from desk.shop.jobs.cancellation import Cancellation
from desk.shop.jobs.delivered_changes import ExchangeRequest, ParcelReceipt, ReturnRequest
from desk.shop.jobs.job import Case, Job
from desk.shop.jobs.pending_changes import AddressChange, ItemsChange, PaymentChange
from desk.shop.money import NOTHING, PENNY, in_words
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.shop.payment import Direction, MoneyMove
from desk.shop.wallet import PaymentMethod
from tests.shop_cases import (
    HOME,
    NOW,
    TAU2,
    a_card,
    a_case,
    a_gift_card,
    an_order,
    items_of,
    paypal,
    shirts,
)

amounts = st.decimals("0.01", "5000.00", places=2)
balances = st.decimals("0.00", "9000.00", places=2)
METHODS = ("card", "gift", "other_gift", "paypal", "somebody_elses")
LENIENT = replace(
    TAU2,
    item_changes_per_order=None,
    changed_order_may_be_cancelled=True,
    changed_order_may_be_changed=True,
)
NUMBER = "HP-104233"


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """An order of one to four items of a product with six variants, paid with any method."""
    prices = draw(st.lists(amounts, min_size=6, max_size=6))
    shop = shirts(*map(str, prices), stock=draw(st.sampled_from([0, 1, 3, 50, 50, 50])))
    ordered = draw(st.lists(st.sampled_from(shop.variants), min_size=1, max_size=4))
    items = items_of(NUMBER, ordered, draw(st.integers(1, 3)))
    methods: list[PaymentMethod] = [
        a_card(),
        a_gift_card(str(draw(balances))),
        a_gift_card(str(draw(balances)), "other_gift"),
        paypal(),
    ]
    status = draw(st.sampled_from([OrderStatus.PENDING, OrderStatus.DELIVERED]))
    order = an_order(items, draw(st.sampled_from(methods)), status, fee=str(draw(balances)))
    return a_case(order, methods, [shop], draw(st.sampled_from([TAU2, LENIENT])))


def jobs_for(case: Case) -> st.SearchStrategy[Job[Any]]:
    """Jobs on this order, most of which can be done as far as its status goes."""
    items = st.sampled_from([item.id for item in case.order.items])
    variants = st.integers(0, 5).map(lambda n: f"shirt-{n}")
    swaps = st.dictionaries(items, variants, min_size=1, max_size=4)
    methods = st.sampled_from(METHODS)
    if case.order.status is OrderStatus.PENDING:
        return st.one_of(
            st.builds(ItemsChange, swaps, methods),
            methods.map(PaymentChange),
            st.just(Cancellation("no longer needed")),
            st.just(AddressChange(replace(HOME, city="Leeds"))),
        )
    if case.order.status is OrderStatus.DELIVERED:
        quantities = st.dictionaries(items, st.integers(0, 3), min_size=1)
        return st.one_of(
            st.builds(ExchangeRequest, swaps, methods),
            st.builds(ReturnRequest, quantities, methods),
            st.builds(ReturnRequest, st.lists(items, min_size=1), st.none()),
        )
    return st.just(ParcelReceipt())


def due(order: Order) -> Decimal:
    """What the customer has to have paid, by what they hold and by what they still send back."""
    if order.status is OrderStatus.CANCELLED:
        return NOTHING
    returned = order.order_return
    if returned is not None and returned.received_at is not None:
        return order.total - returned.refund_amount
    exchange = order.exchange
    if exchange is not None and exchange.received_at is None:
        return order.total + max(exchange.price_difference, NOTHING)
    return order.total


def fortune(case: Case) -> Decimal:
    """What lies on the gift cards, less what was refunded to them, plus what they paid."""
    on_cards = sum((m.balance or NOTHING for m in case.wallet), NOTHING)
    cards = {m.id for m in case.wallet if m.is_gift_card}
    return on_cards + sum(
        (p.signed for p in case.order.payments if p.payment_method_id in cards), NOTHING
    )


@given(st.data())
def test_payments_less_refunds_are_what_the_customer_holds(data: st.DataObject) -> None:
    case = data.draw(cases())
    wealth = fortune(case)
    for _ in range(data.draw(st.integers(1, 6))):
        try_to_do(data.draw(jobs_for(case)), case)
        assert case.order.paid == due(case.order)
        assert fortune(case) == wealth
        for method in case.wallet:
            assert method.balance is None or method.balance >= 0
        for variant in case.variants.values():
            assert variant.stock is not None
            assert variant.stock >= 0
        every = [p.amount for p in case.order.payments]
        assert all(amount > 0 and amount == amount.quantize(PENNY) for amount in every)


@given(st.data())
def test_what_happens_is_what_was_planned(data: st.DataObject) -> None:
    case = data.draw(cases())
    job = data.draw(jobs_for(case))
    payments, total = len(case.order.payments), case.order.total
    plan = try_to_do(job, case)
    moves = [move for move in getattr(plan, "moves", ()) if not move.waits_for_parcel]
    made = case.order.payments[payments:]
    assert [(m.direction, m.amount, m.payment_method_id, m.label) for m in moves] == [
        (p.kind, p.amount, p.payment_method_id, p.label) for p in made
    ]
    if plan is not None and isinstance(job, ItemsChange):
        assert case.order.total - total == plan.difference
        assert plan.difference == sum(move_for_customer(move) for move in plan.moves)


@given(st.data())
def test_a_plan_changes_nothing(data: st.DataObject) -> None:
    case = data.draw(cases())
    job = data.draw(jobs_for(case))
    before = _state(case)
    _refused(lambda: job.plan(case))
    assert _state(case) == before


@given(st.data())
def test_a_refusal_changes_nothing_and_is_a_sentence(data: st.DataObject) -> None:
    case = data.draw(cases())
    job = data.draw(jobs_for(case))
    before = _state(case)
    refusal = _refused(lambda: job.carry_out(job.plan(case), case))
    if refusal is not None:
        assert str(refusal).endswith(".")
        assert _state(case) == before


@given(balances, st.lists(st.decimals("-10", "9000", places=2)))
def test_a_gift_card_never_goes_below_nothing(balance: Decimal, payments: list[Decimal]) -> None:
    card = a_gift_card(str(balance))
    taken = NOTHING
    for amount in payments:
        try:
            card.pay(amount, NOW.date())
        except (ParleyError, ValueError):
            continue
        taken += amount
    assert card.balance == balance - taken
    assert card.balance >= 0


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "NaN", "Infinity", "1e12"])
def test_what_is_no_amount_is_never_moved(amount: str) -> None:
    card = a_gift_card("100.00")
    with pytest.raises(ValueError, match="not an amount"):
        card.pay(Decimal(amount), NOW.date())
    with pytest.raises(ValueError, match="not an amount"):
        card.receive(Decimal(amount))
    assert card.balance == Decimal("100.00")


@pytest.mark.parametrize(
    ("amount", "text"), [("0", "£0.00"), ("1234.5", "£1,234.50"), ("-3", "-£3.00")]
)
def test_amounts_are_written_to_the_penny(amount: str, text: str) -> None:
    assert in_words(Decimal(amount)) == text


def move_for_customer(move: MoneyMove) -> Decimal:
    return move.amount if move.direction is Direction.PAYMENT else -move.amount


def try_to_do(job: Job[Any], case: Case) -> Any:
    """The plan that was carried out; None if it was refused."""
    try:
        plan = job.plan(case)
    except ParleyError:
        return None
    job.carry_out(plan, case)
    return plan


def _refused(step: Callable[[], object]) -> ParleyError | None:
    try:
        step()
    except ParleyError as refusal:
        return refusal
    return None


def _state(case: Case) -> tuple[Any, ...]:
    order = case.order
    return (
        order.status,
        order.shipping_address,
        order.payment_method_id,
        [(i.variant_id, i.unit_price, i.returned_quantity) for i in order.items],
        [(p.kind, p.amount) for p in order.payments],
        [(m.id, m.balance) for m in case.wallet],
        [(v.id, v.stock) for v in case.variants.values()],
        len(order.history),
    )
