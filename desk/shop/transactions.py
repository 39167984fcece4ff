"""Carries out jobs: each is one transaction with an idempotency key, and leaves an audit row."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy import Select, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock
from desk.database.database import Database
from desk.shop.audit import Snapshot, differences, snapshot
from desk.shop.catalogue import Variant
from desk.shop.jobs.job import Case, Job
from desk.shop.order import Order
from desk.shop.order_change import Actor, OrderChange
from desk.shop.order_number import NumberKey
from desk.shop.order_tables import order_changes_table, orders_table
from desk.shop.refusals import KeyUsedOtherwise, NoSuchOrder
from desk.shop.service_policy import ServicePolicy
from desk.shop.tables import payment_methods_table, variants_table
from desk.shop.wallet import PaymentMethod, Wallet

Plan = TypeVar("Plan")
WindowOf = Callable[[str], Awaitable[int | None]]
_NO_ORDER = "We cannot find this order among yours."


class Transactions:
    """Previews a job, or does it once.

    Whoever changes an order locks it, then the variants, then the customer's payment methods, each
    in the order of their ids: so nobody waits for somebody who waits for them.
    """

    def __init__(
        self, database: Database, clock: Clock, policy: ServicePolicy, window_of: WindowOf
    ) -> None:
        self._database = database
        self._clock = clock
        self._policy = policy
        self._window_of = window_of

    async def preview(self, customer_id: str, order: Order | str, job: Job[Plan]) -> Plan:
        """What the job would do now; raises its refusal.

        `order` is a number, or an order that was read just now and is not read again.
        """
        window_days = await self._window_for(customer_id, job)
        async with self._database.read() as session:
            if isinstance(order, str):
                order_id = await find_order_id(session, order, customer_id)
                found = None if order_id is None else await session.get(Order, order_id)
            else:
                found = order if order.customer_id == customer_id else None
            if found is None:
                raise NoSuchOrder(_NO_ORDER)
            case = await self._case(session, found, job, window_days, is_locking=False)
            return job.plan(case)

    async def carry_out(
        self,
        customer_id: str | None,
        order_number: str,
        job: Job[Plan],
        key: str,
        actor: Actor,
        done: Callable[[Plan], None] | None = None,
    ) -> Order:
        """Do the job; the same key again changes nothing and returns the order as it is now.

        Without a `customer_id` the order may be anybody's. `done` is called with the plan that was
        carried out, once that is in the database, and never for a key that was there before. Raises
        the job's refusal, `NoSuchOrder` or `KeyUsedOtherwise`.
        """
        window_days = await self._window_for(customer_id, job)
        async with self._database.write() as session:
            order_id = await find_order_id(session, order_number, customer_id)
            # The lock comes before any look at the key: of two that come at once, the second sees
            # all that the first one did.
            order = await _locked_order(session, order_id or "", customer_id)
            if order is None:
                raise NoSuchOrder(_NO_ORDER)
            if await _is_done(session, key, order, job):
                return order
            case = await self._case(session, order, job, window_days, is_locking=True)
            before = snapshot(case)
            plan = job.plan(case)
            job.carry_out(plan, case)
            await session.flush()
            await _write_down(session, key, actor, job, case, before)
        if done is not None:
            done(plan)
        return order

    async def _window_for(self, customer_id: str | None, job: Job[Any]) -> int | None:
        if customer_id is None or not job.keeps_to_return_window:
            return None
        return await self._window_of(customer_id)

    async def _case(
        self,
        session: AsyncSession,
        order: Order,
        job: Job[Any],
        window_days: int | None,
        *,
        is_locking: bool,
    ) -> Case:
        variants: list[Variant] = []
        if job.new_variant_ids is not None:
            ids = {item.variant_id for item in order.items} | set(job.new_variant_ids)
            query = select(Variant).where(variants_table.c.id.in_(ids))
            query = query.order_by(variants_table.c.id)
            variants = list(await session.scalars(_locked(query) if is_locking else query))
        owned = payment_methods_table.c.customer_id == order.customer_id
        wallet = select(PaymentMethod).where(owned).order_by(payment_methods_table.c.id)
        methods = await session.scalars(_locked(wallet) if is_locking else wallet)
        return Case(
            order,
            Wallet(methods),
            {variant.id: variant for variant in variants},
            self._policy,
            self._clock(),
            window_days,
        )


async def find_order_id(
    session: AsyncSession, order_number: str, customer_id: str | None = None
) -> str | None:
    """The id of the one order with this number, however it is written; of this customer, if given.

    A number without its letters may be that of several orders, and then it is nobody's.
    """
    written = NumberKey.of(order_number)
    if written is None:
        return None
    query = select(orders_table.c.id).where(orders_table.c.digits == written.digits)
    if customer_id is not None:
        query = query.where(orders_table.c.customer_id == customer_id)
    found = [id_ for id_ in await session.scalars(query) if written.means(NumberKey.of(id_))]
    return found[0] if len(found) == 1 else None


async def _locked_order(
    session: AsyncSession, order_id: str, customer_id: str | None
) -> Order | None:
    """The order, locked before it is read; None if there is none, or not of this customer.

    In one statement, PostgreSQL would read only the locked row anew after a wait; what is joined to
    it, such as the return, would be as it was before.
    """
    lock = select(orders_table.c.id).where(orders_table.c.id == order_id).with_for_update()
    if customer_id is not None:
        # Whose it is may have changed since it was found.
        lock = lock.where(orders_table.c.customer_id == customer_id)
    if await session.scalar(lock) is None:
        return None
    return await session.get(Order, order_id, populate_existing=True)


def _locked(query: Select[Any]) -> Select[Any]:
    # Rows of other tables that refer to these may still be written.
    return query.with_for_update(key_share=True)


async def _is_done(session: AsyncSession, key: str, order: Order, job: Job[Any]) -> bool:
    done = await session.get(OrderChange, key)
    if done is None:
        return False
    if (done.order_id, done.change, done.request) != (order.id, job.change, job.request):
        raise _used_otherwise()
    return True


async def _write_down(
    session: AsyncSession, key: str, actor: Actor, job: Job[Any], case: Case, before: Snapshot
) -> None:
    was, is_now = differences(before, snapshot(case))
    row = insert(order_changes_table).values(
        key=key,
        order_id=case.order.id,
        change=job.change,
        actor=actor,
        request=job.request,
        before=was,
        after=is_now,
        why=job.why,
        at=case.now,
    )
    try:
        await session.execute(row)
    except IntegrityError as error:
        # Another order's change with the same key was faster; this one is taken back whole.
        raise _used_otherwise() from error


def _used_otherwise() -> KeyUsedOtherwise:
    return KeyUsedOtherwise("This was sent for another change already. Please start again.")
