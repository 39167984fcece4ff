"""The wanted end state: what a goal's actions make of the shop, by the shop's own rules.

The orders are read, changed in memory as the shop would change them, and never written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect, select

from desk.customers.address import Address as HomeAddress
from desk.customers.customer import Customer, Tier
from desk.database.database import Database
from desk.errors import Invalid, ParleyError
from desk.shop.catalogue import Variant
from desk.shop.jobs.cancellation import Cancellation
from desk.shop.jobs.delivered_changes import ExchangeRequest, ReturnRequest
from desk.shop.jobs.job import Case, Job
from desk.shop.jobs.pending_changes import AddressChange, ItemsChange, PaymentChange
from desk.shop.order import Order
from desk.shop.order_number import NumberKey
from desk.shop.order_tables import orders_table
from desk.shop.service_policy import ServicePolicy
from desk.shop.tables import payment_methods_table
from desk.shop.wallet import PaymentMethod, Wallet
from desk.simulation.actions import RecordConsent, Return, Swaps
from desk.simulation.goal import Goal
from desk.simulation.snapshot import ANYTHING, CONSENTS, Place, Snapshot, Values, kept_columns


class UnreachableGoal(Invalid):
    """The wanted end state cannot be: the shop refuses an action, or a name is unknown."""

    code = "unreachable_goal"


@dataclass
class Wanted:
    """The wanted end state; `amounts` are those that the bot has to name, by order and action."""

    snapshot: Snapshot
    amounts: dict[tuple[str, str], set[Decimal]] = field(default_factory=dict)


@dataclass
class _Copies:
    """What the actions work on: the orders and all around them, apart from any session."""

    orders: dict[str, Order] = field(default_factory=dict)
    wallets: dict[str, list[PaymentMethod]] = field(default_factory=dict)
    variants: dict[str, Variant] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)


async def after_actions(
    goal: Goal, before: Snapshot, database: Database, policy: ServicePolicy, now: datetime
) -> Wanted:
    """What the goal's actions make of `before`; raises `UnreachableGoal`."""
    copies = await _copies(goal, before, database)
    wanted = Wanted(before)
    consents: dict[Place, Values | None] = {}
    for number, action in enumerate(goal.end_state.actions, 1):
        name, given = action.one
        try:
            if isinstance(given, RecordConsent):
                consents[Place(CONSENTS, (given.user_id, "newsletter"))] = (
                    {"customer_id": given.user_id, "is_given": True} if given.newsletter else None
                )
            elif name == "modify_user_address":
                copies.customers[given.user_id].move_to(HomeAddress(**given.parts))
            else:
                order = copies.orders[given.order_id]
                moved = _carry_out(_job(name, given, order), order, copies, policy, now)
                wanted.amounts[order.id, name] = moved
        except (ParleyError, LookupError) as error:
            raise UnreachableGoal(f"end_state: action {number}, {name}: {error}") from error
    wanted.snapshot = before.with_rows(_rows_of(copies, before) | consents)
    return wanted


def find_order(number: str, before: Snapshot) -> str | None:
    """The order's id as it is kept, however the number is written."""
    ids = [str(order_id) for (order_id,) in before.tables[orders_table.name]]
    if number in ids:
        return number
    written = NumberKey.of(number)
    found = [each for each in ids if written is not None and written.means(NumberKey.of(each))]
    return found[0] if len(found) == 1 else None


async def _copies(goal: Goal, before: Snapshot, database: Database) -> _Copies:
    copies = _Copies()
    async with database.read() as session:
        for action in goal.end_state.actions:
            given = action.one[1]
            customer_id = getattr(given, "user_id", "")
            if customer_id and customer_id not in copies.customers:
                customer = await session.get(Customer, customer_id)
                if customer is not None:
                    copies.customers[customer_id] = customer
            number = getattr(given, "order_id", "")
            if not number or number in copies.orders:
                continue
            order = await session.get(Order, find_order(number, before) or "")
            if order is None:
                raise UnreachableGoal(f"end_state: there is no order {number}.")
            copies.orders[number] = order
            if order.customer_id not in copies.wallets:
                owned = payment_methods_table.c.customer_id == order.customer_id
                methods = await session.scalars(select(PaymentMethod).where(owned))
                copies.wallets[order.customer_id] = list(methods)
                owner = await session.get(Customer, order.customer_id)
                if owner is not None:
                    copies.customers[order.customer_id] = owner
        if goal.end_state.actions:
            copies.variants = {v.id: v for v in await session.scalars(select(Variant))}
        # From here on they are only ours: nothing that is done to them is written.
        session.expunge_all()
    return copies


def _carry_out(
    job: Job[Any], order: Order, copies: _Copies, policy: ServicePolicy, now: datetime
) -> set[Decimal]:
    """Do it to the copies; returns the amounts that move."""
    owner = copies.customers.get(order.customer_id)
    is_gold = owner is not None and owner.tier is Tier.GOLD
    window = policy.gold_return_window_days if is_gold else policy.return_window_days
    wallet = Wallet(copies.wallets[order.customer_id])
    case = Case(order, wallet, copies.variants, policy, now, window)
    plan = job.plan(case)
    job.carry_out(plan, case)
    return {move.amount for move in getattr(plan, "moves", ())}


def _job(name: str, given: Any, order: Order) -> Job[Any]:
    jobs: Mapping[str, Callable[[], Job[Any]]] = {
        "cancel_pending_order": lambda: Cancellation(given.reason),
        "modify_pending_order_payment": lambda: PaymentChange(given.payment_method_id),
        "modify_pending_order_address": lambda: AddressChange(HomeAddress(**given.parts)),
        "modify_pending_order_items": lambda: ItemsChange(
            _swaps(given, order), given.payment_method_id
        ),
        "exchange_delivered_order_items": lambda: ExchangeRequest(
            _swaps(given, order), given.payment_method_id
        ),
        "return_delivered_order_items": lambda: ReturnRequest(
            _returned(given, order), given.payment_method_id
        ),
    }
    return jobs[name]()


def _lines(ids: list[str], order: Order) -> list[str]:
    """The ids of the order's items with these variants, each line once."""
    free = list(order.items)
    found = []
    for wanted in ids:
        item = next((item for item in free if wanted in (item.variant_id, item.id)), None)
        if item is None:
            raise LookupError(f"order {order.id} has no item {wanted}")
        free.remove(item)
        found.append(item.id)
    return found


def _swaps(given: Swaps, order: Order) -> dict[str, str]:
    return dict(zip(_lines(given.item_ids, order), given.new_item_ids, strict=True))


def _returned(given: Return, order: Order) -> dict[str, int]:
    lines = _lines(given.item_ids, order)
    whole = {item.id: item.quantity for item in order.items}
    counts = given.quantities or [whole[line] for line in lines]
    return dict(zip(lines, counts, strict=True))


def _rows_of(copies: _Copies, before: Snapshot) -> dict[Place, Values | None]:
    rows: dict[Place, Values | None] = {}
    for order in copies.orders.values():
        _add(rows, order)
        for item in order.items:
            _add(rows, item, order_id=order.id)
        for payment in order.payments:
            _add(rows, payment, order_id=order.id)
        if order.order_return is not None:
            _add(rows, order.order_return, order_id=order.id)
        if order.exchange is not None:
            _add_exchange(rows, order)
    others = (
        *(method for wallet in copies.wallets.values() for method in wallet),
        *copies.variants.values(),
        *copies.customers.values(),
    )
    for each in others:
        _add(rows, each)
    # What is loaded and was not changed need not be compared with itself.
    return {place: row for place, row in rows.items() if row != before.row(place.table, *place.key)}


def _add_exchange(rows: dict[Place, Values | None], order: Order) -> None:
    assert order.exchange is not None  # noqa: S101 - asked for by the caller
    is_new = Place("exchanges", (order.id,))
    _add(rows, order.exchange, order_id=order.id)
    if order.exchange.price_difference == 0:
        # With nothing to settle, no method has to be named.
        rows[is_new] = {**(rows[is_new] or {}), "refund_method_id": ANYTHING,
                        "refund_label": ANYTHING}  # fmt: skip
    for swap in order.exchange.swaps:
        _add(rows, swap, order_id=order.id)


def _add(rows: dict[Place, Values | None], thing: object, **parents: str) -> None:
    """The row that the thing would be written as; `parents` are what it gets when written."""
    mapper = inspect(type(thing))
    table = mapper.local_table
    values = {}
    for name in kept_columns(table):
        key = mapper.get_property_by_column(table.c[name]).key
        values[name] = parents.get(name, getattr(thing, key))
    keys = tuple(values[column.name] for column in table.primary_key.columns)
    rows[Place(table.name, keys)] = values
