"""Writes what an import tells: new things are added, known ones brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Protocol, TypeVar

from sqlalchemy import Column, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.importing.problems import Problem
from desk.importing.rows import Row
from desk.shop.catalogue import Product, Variant
from desk.shop.importing.book import Book, Person
from desk.shop.importing.catalogue import ToldMethod, ToldProduct, methods_in, products_in
from desk.shop.importing.imported import Imported
from desk.shop.importing.orders import ToldOrder, no_doubtful_numbers, order_of
from desk.shop.importing.shape import Advance, ShopRows
from desk.shop.importing.updating import (
    is_further_on,
    overwrite_order,
    take_over,
    update_changed_order,
    update_order,
    update_payments_alone,
    update_product,
)
from desk.shop.order import Order
from desk.shop.order_change import MOVING_MONEY, Change
from desk.shop.order_tables import (
    exchanges_table,
    order_changes_table,
    orders_table,
    returns_table,
)
from desk.shop.tables import payment_methods_table, products_table, variants_table
from desk.shop.wallet import PaymentMethod

Thing = TypeVar("Thing")
_BATCH = 200


class People(Protocol):
    """Knows the customers, also those of this import."""

    async def __call__(self, session: AsyncSession, keys: set[str]) -> list[Person]:
        """Those with one of these ids or e-mail addresses."""


@dataclass
class Import:
    """One import in one transaction, which must not be committed if there are problems."""

    session: AsyncSession
    people: People
    now: datetime
    problems: list[Problem]
    is_overwriting: bool = False
    advance: Advance = lambda _: None
    _book: Book = field(default_factory=Book, init=False)

    async def take_in(self, rows: ShopRows) -> Imported:
        """Write products, payment methods and orders; customers must be there already."""
        products, methods = products_in(rows.products), methods_in(rows.payment_methods)
        await self._lock(rows.orders, products, methods)
        await self._fill_book(rows, products, methods)
        known_products = await self._known_products(products)
        orders = self._orders(rows.orders)
        told_methods = {told.method.id for told in methods} | self._book.described_methods
        result = Imported(len(products), 0, len(told_methods), len(rows.orders))
        if self.problems:
            return result
        await self._write_products(products, known_products)
        result.cards_left_alone = await self._write_methods([told.method for told in methods])
        await self._write_methods(self._book.made_methods, is_updating=False)
        result.left_alone = await self._write_orders(orders, rows.is_whole)
        return result

    async def _lock(
        self, orders: Sequence[Row], products: list[ToldProduct], methods: list[ToldMethod]
    ) -> None:
        """In the order of those who change orders: nobody waits for somebody who waits for us."""
        order_ids = [str(row.values.get("id", "")).strip() for row in orders]
        variant_ids = [variant.id for told in products for variant in told.product.variants]
        method_ids = [told.method.id for told in methods]
        for column, ids in (
            (orders_table.c.id, order_ids),
            (variants_table.c.id, variant_ids),
            (payment_methods_table.c.id, method_ids),
        ):
            for batch in _batches(sorted(ids)):
                query = select(column).where(column.in_(batch)).order_by(column)
                await self.session.execute(query.with_for_update())

    async def _fill_book(
        self, rows: ShopRows, products: list[ToldProduct], methods: list[ToldMethod]
    ) -> None:
        people_keys = {
            str(value).strip().lower() if "@" in str(value) else str(value).strip()
            for row in (*rows.orders, *rows.payment_methods)
            for value in (row.values.get("customer_id"), row.values.get("customer_email"))
            if value
        }
        for batch in _batches(sorted(people_keys)):
            for person in await self.people(self.session, set(batch)):
                self._book.add_person(person)
        for variant_batch in _batches(sorted(_named_variants(rows.orders))):
            sold = variants_table.c.id.in_(variant_batch)
            in_them = select(variants_table.c.product_id).where(sold)
            query = select(Product).where(products_table.c.id.in_(in_them))
            for product in await self.session.scalars(query):
                self._book.add_product(product)
        for owner_batch in _batches(sorted(self._book.people)):
            theirs = payment_methods_table.c.customer_id.in_(owner_batch)
            for method in await self.session.scalars(select(PaymentMethod).where(theirs)):
                self._book.add_method(method)
        for told in products:
            self._book.add_product(told.product)
        await self._add_methods(methods)
        if not self.is_overwriting:
            await self._add_requests_here(
                [str(row.values.get("id", "")).strip() for row in rows.orders]
            )

    async def _add_requests_here(self, order_ids: list[str]) -> None:
        for table, known in (
            (returns_table, self._book.returns_here),
            (exchanges_table, self._book.exchanges_here),
        ):
            for batch in _batches(order_ids):
                query = select(table.c.order_id).where(table.c.order_id.in_(batch))
                changes = await self._changes_here(batch)
                known.update(changes.keys() & set(await self.session.scalars(query)))

    async def _add_methods(self, methods: list[ToldMethod]) -> None:
        ids = [told.method.id for told in methods]
        known = await self._by_id(PaymentMethod, payment_methods_table.c.id, ids)
        for told in methods:
            self._book.person(told.row)
            ours = known.get(told.method.id)
            if ours is not None and ours.customer_id != told.method.customer_id:
                told.row.fault("id", f"'{ours.id}' is another customer's.", "Correct the id.")
            self._book.add_method(told.method)

    async def _known_products(self, products: list[ToldProduct]) -> dict[str, Product]:
        column = products_table.c.id
        known = await self._by_id(Product, column, [told.product.id for told in products])
        of_product = {
            variant.id: (row, told.product.id)
            for told in products
            for row, variant in zip(told.variant_rows, told.product.variants, strict=True)
        }
        ids = [key for key in of_product if key]
        for variant in (await self._by_id(Variant, variants_table.c.id, ids)).values():
            row, product_id = of_product[variant.id]
            if variant.product_id != product_id:
                what = f"'{variant.id}' is a variant of product {variant.product_id} already."
                row.fault("id", what, "Give it another id, or correct the product.")
        return known

    def _orders(self, rows: Sequence[Row]) -> list[ToldOrder]:
        orders = []
        for row in rows:
            told = order_of(row, self._book, self.now)
            if told is not None:
                orders.append(told)
            self.advance(1)
        no_doubtful_numbers(orders)
        return orders

    async def _write_products(self, products: list[ToldProduct], known: dict[str, Product]) -> None:
        for told in products:
            if told.product.id in known:
                update_product(known[told.product.id], told.product)
            else:
                self.session.add(told.product)
            self.advance(1)
        await self.session.flush()

    async def _write_methods(
        self, methods: list[PaymentMethod], is_updating: bool = True
    ) -> list[str]:
        """Write them down; the ids of gift cards whose balance was left alone."""
        left_alone = []
        ids = [method.id for method in methods]
        moved = await self._cards_moved_here(methods)
        known = await self._by_id(PaymentMethod, payment_methods_table.c.id, ids)
        for method in methods:
            if method.id not in known:
                self.session.add(method)
            elif is_updating:
                ours = known[method.id]
                is_kept = method.id in moved and ours.is_gift_card and method.is_gift_card
                if is_kept and ours.balance != method.balance:
                    left_alone.append(method.id)
                take_over(ours, method, frozenset({"balance"} if is_kept else ()))
            self.advance(1)
        await self.session.flush()
        return left_alone

    async def _cards_moved_here(self, methods: list[PaymentMethod]) -> set[str]:
        """The gift cards of these customers that a change made here paid with or refunded to."""
        moved: set[str] = set()
        if self.is_overwriting:
            return moved
        owners = {method.customer_id for method in methods if method.is_gift_card}
        for batch in _batches(sorted(owners)):
            query = (
                select(order_changes_table.c.before, order_changes_table.c.after)
                .join(orders_table, orders_table.c.id == order_changes_table.c.order_id)
                .where(orders_table.c.customer_id.in_(batch))
            )
            for before, after in await self.session.execute(query):
                old, new = before.get("balances", {}), after.get("balances", {})
                moved |= {card_id for card_id in new if new[card_id] != old.get(card_id)}
        return moved

    async def _write_orders(self, orders: list[ToldOrder], is_whole: bool) -> list[str]:
        left_alone: list[str] = []
        for batch in _batches(orders):
            ids = [told.order.id for told in batch]
            known = await self._by_id(Order, orders_table.c.id, ids)
            changes_here = await self._changes_here(ids)
            for told in batch:
                order = known.get(told.order.id)
                changes = changes_here.get(told.order.id, set())
                did_money_move = not MOVING_MONEY.isdisjoint(changes)
                if order is None:
                    self.session.add(told.order)
                elif self.is_overwriting and (changes or _is_erased(order, told.order)):
                    overwrite_order(order, told, self.now, is_whole)
                elif _is_erased(order, told.order):
                    left_alone.append(order.id)
                elif changes and not is_further_on(told.order, order):
                    left_alone.append(order.id)
                    if not did_money_move:
                        update_payments_alone(order, told)
                elif changes:
                    update_changed_order(order, told, self.now, did_money_move=did_money_move)
                else:
                    update_order(order, told, self.now, is_whole)
                self.advance(1)
            await self.session.flush()
        return left_alone

    async def _changes_here(self, order_ids: list[str]) -> dict[str, set[Change]]:
        """What was changed here of those of these orders of which anything was."""
        columns = order_changes_table.c
        query = select(columns.order_id, columns.change).where(columns.order_id.in_(order_ids))
        changes: dict[str, set[Change]] = {}
        for order_id, change in await self.session.execute(query):
            changes.setdefault(order_id, set()).add(change)
        return changes

    async def _by_id(
        self, kind: type[Thing], column: Column[Any], ids: Iterable[str]
    ) -> dict[str, Thing]:
        found: dict[str, Thing] = {}
        for batch in _batches(list(ids)):
            for thing in await self.session.scalars(select(kind).where(column.in_(batch))):
                found[thing.id] = thing  # type: ignore[attr-defined] # all three have one
        return found


def _is_erased(order: Order, told: Order) -> bool:
    """Whether its customer was erased here since."""
    return order.customer_id != told.customer_id


def _named_variants(orders: Sequence[Row]) -> set[str]:
    named: set[str] = set()
    for row in orders:
        items = row.values.get("items")
        for item in items if isinstance(items, list) else []:
            values = item.values if isinstance(item, Row) else item
            if isinstance(values, dict):
                named.add(str(values.get("variant_id", "")).strip())
        exchange = row.values.get("exchange")
        new_ids = exchange.get("new_variant_ids") if isinstance(exchange, dict) else None
        named |= {str(each) for each in new_ids} if isinstance(new_ids, list) else set()
    return named - {""}


def _batches(things: Sequence[Thing]) -> Iterable[list[Thing]]:
    rest = iter(things)
    while batch := list(islice(rest, _BATCH)):
        yield batch
