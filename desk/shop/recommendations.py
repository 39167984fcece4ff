"""What to recommend to a customer: in stock, not theirs already, and with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.database.database import Database
from desk.shop.catalogue import Product, Variant
from desk.shop.order import Order
from desk.shop.order_number import NumberKey
from desk.shop.order_status import OrderStatus
from desk.shop.order_tables import order_items_table, orders_table
from desk.shop.tables import products_table, variants_table

_LATEST_ORDERS = 5
_MOST_LOOKED_AT = 500
_TOGETHER_FROM = 2
"""Orders of other people that hold both: one alone would tell about that one person."""


class Because(StrEnum):
    """Why something is recommended."""

    TOGETHER = "together"  # Others order it along with what the customer has.
    SAME_KIND = "same_kind"  # It is of the same category.
    POPULAR = "popular"


@dataclass(frozen=True)
class Recommendation:
    """A product with the variant that fits best; `goes_with` names something of the customer's."""

    product: Product
    variant: Variant
    because: Because
    goes_with: str = ""


@dataclass(frozen=True)
class _Owned:
    """What the customer has ordered: all products, and those that something should go with."""

    product_ids: frozenset[str]
    seeds: dict[str, tuple[str, frozenset[str]]]
    """By product: its name, and the values of the options that were chosen."""


class Recommendations:
    """Recommends from the catalogue; the same orders and products give the same answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def for_customer(
        self, customer_id: str, order_number: str | None = None, limit: int = 3
    ) -> list[Recommendation]:
        """What goes with this order of the customer's, or with their latest ones; best first."""
        async with self._database.read() as session:
            owned = await _owned(session, customer_id, order_number)
            together = await _together(session, customer_id, owned.seeds)
            popular = await _popularity(session)
            query = select(Product).order_by(products_table.c.name, products_table.c.id)
            products = list(await session.scalars(query.limit(_MOST_LOOKED_AT)))
        # Of two of a kind, the one bought last is named.
        kinds = {p.category: p.id for p in _newest_last(products, owned.seeds) if p.category}
        found = []
        for product in products:
            left = [variant for variant in product.variants if variant.is_in_stock]
            if product.id in owned.product_ids or not left:
                continue
            together_count, with_id = together.get(product.id, (0, ""))
            if together_count < _TOGETHER_FROM:
                together_count, with_id = 0, kinds.get(product.category, "")
            because = (
                Because.TOGETHER
                if together_count
                else Because.SAME_KIND
                if with_id
                else Because.POPULAR
            )
            name, chosen = owned.seeds.get(with_id, ("", frozenset()))
            rank = (-together_count, not with_id, -popular[product.id], product.name, product.id)
            variant = _closest(left, chosen)
            found.append((rank, Recommendation(product, variant, because, name)))
        return [one for _, one in sorted(found, key=lambda ranked: ranked[0])][:limit]


async def _owned(session: AsyncSession, customer_id: str, order_number: str | None) -> _Owned:
    query = (
        select(Order)
        .where(orders_table.c.customer_id == customer_id)
        .order_by(orders_table.c.placed_at.desc(), orders_table.c.id.desc())
    )
    orders = list(await session.scalars(query))
    product_of = await _products_of(session, {i.variant_id for o in orders for i in o.items})
    kept = [order for order in orders if order.status is not OrderStatus.CANCELLED]
    key = None if order_number is None else NumberKey.of(order_number)
    one = [o for o in kept if key is not None and NumberKey.of(o.id) == key]
    seeds: dict[str, tuple[str, frozenset[str]]] = {}
    for order in one or kept[:_LATEST_ORDERS]:
        for item in order.items:
            chosen = (item.product_name, frozenset(map(str, item.options.values())))
            seeds.setdefault(product_of.get(item.variant_id, ""), chosen)
    return _Owned(frozenset(product_of.values()), seeds)


async def _products_of(session: AsyncSession, variant_ids: Collection[str]) -> dict[str, str]:
    query = select(variants_table.c.id, variants_table.c.product_id)
    rows = await session.execute(query.where(variants_table.c.id.in_(variant_ids)))
    return {row.id: row.product_id for row in rows}


async def _together(
    session: AsyncSession, customer_id: str, seeds: Collection[str]
) -> dict[str, tuple[int, str]]:
    """For each product the most orders of others that hold it and one of `seeds`, and which."""
    mine, other = order_items_table.alias(), order_items_table.alias()
    of_mine, of_other = variants_table.alias(), variants_table.alias()
    query = (
        select(of_mine.c.product_id, of_other.c.product_id, func.count(distinct(mine.c.order_id)))
        .join_from(mine, of_mine, of_mine.c.id == mine.c.variant_id)
        .join(orders_table, orders_table.c.id == mine.c.order_id)
        .join(other, other.c.order_id == mine.c.order_id)
        .join(of_other, of_other.c.id == other.c.variant_id)
        .where(of_mine.c.product_id.in_(list(seeds)))
        .where(of_other.c.product_id != of_mine.c.product_id)
        .where(orders_table.c.customer_id != customer_id)
        .where(orders_table.c.status != OrderStatus.CANCELLED)
        .group_by(of_mine.c.product_id, of_other.c.product_id)
    )
    best: dict[str, tuple[int, str]] = {}
    for seed, product_id, count in await session.execute(query):
        known = best.get(product_id, (0, ""))
        best[product_id] = max(known, (count, seed))
    return best


async def _popularity(session: AsyncSession) -> Counter[str]:
    """In how many orders each product stands."""
    query = (
        select(
            variants_table.c.product_id,
            func.count(distinct(order_items_table.c.order_id)).label("orders"),
        )
        .join_from(
            order_items_table, variants_table, variants_table.c.id == order_items_table.c.variant_id
        )
        .group_by(variants_table.c.product_id)
    )
    return Counter({row.product_id: row.orders for row in await session.execute(query)})


def _newest_last(products: Sequence[Product], seeds: Collection[str]) -> list[Product]:
    by_id = {product.id: product for product in products}
    return [by_id[seed] for seed in reversed(list(seeds)) if seed in by_id]


def _closest(variants: Sequence[Variant], chosen: frozenset[str]) -> Variant:
    """The one with the most options in common with what was chosen before, then the cheapest."""
    return min(
        variants,
        key=lambda v: (-len(chosen & set(v.options.values())), v.price, v.position, v.id),
    )
