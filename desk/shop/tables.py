"""The tables of products and of payment methods; and the tie of all classes to their tables."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    inspect,
)
from sqlalchemy.orm import RelationshipProperty, composite, relationship

from desk.database.schema import mapper_registry, metadata, money, words_of
from desk.shop.catalogue import Product, Variant
from desk.shop.order import Order
from desk.shop.order_change import OrderChange
from desk.shop.order_item import OrderItem
from desk.shop.order_status import OrderEvent
from desk.shop.order_tables import (
    exchange_items_table,
    exchanges_table,
    order_changes_table,
    order_events_table,
    order_items_table,
    orders_table,
    payments_table,
    returns_table,
    shipments_table,
)
from desk.shop.payment import Payment
from desk.shop.sending_back import OrderExchange, OrderReturn
from desk.shop.shipment import Shipment
from desk.shop.shipping_address import ShippingAddress
from desk.shop.swap import Swap
from desk.shop.wallet import PaymentKind, PaymentMethod

products_table = Table(
    "products",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("category", String(40), nullable=False, index=True),
    Column("description", Text, nullable=False),
    Column("is_returnable", Boolean, nullable=False),
)

variants_table = Table(
    "variants",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("product_id", ForeignKey("products.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("options", JSON, nullable=False),
    Column("price", money(), nullable=False),
    Column("stock", Integer),
    Column("is_available", Boolean, nullable=False),
    CheckConstraint("stock >= 0", name="ck_variants_stock"),
)

payment_methods_table = Table(
    "payment_methods",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False, index=True),
    Column("kind", words_of(PaymentKind), nullable=False),
    Column("brand", String(40)),
    Column("last_four", String(4)),
    Column("balance", money()),
    Column("expires_on", Date),
    CheckConstraint("balance >= 0", name="ck_payment_methods_balance"),
)


def map_shop() -> None:
    """Tie the domain classes to their tables; doing it again changes nothing.

    Orders refer to customers: `desk.customers.tables` must be imported before tables are made.
    """
    if inspect(Order, raiseerr=False) is not None:
        return
    _map_catalogue()
    mapper_registry.map_imperatively(PaymentMethod, payment_methods_table)
    mapper_registry.map_imperatively(OrderItem, order_items_table)
    mapper_registry.map_imperatively(OrderEvent, order_events_table)
    mapper_registry.map_imperatively(Payment, payments_table)
    mapper_registry.map_imperatively(Shipment, shipments_table)
    mapper_registry.map_imperatively(OrderReturn, returns_table)
    mapper_registry.map_imperatively(Swap, exchange_items_table)
    mapper_registry.map_imperatively(
        OrderExchange,
        exchanges_table,
        properties={"swaps": _parts(Swap, exchange_items_table.c.item_id)},
    )
    _map_orders()
    mapper_registry.map_imperatively(OrderChange, order_changes_table)


def _map_catalogue() -> None:
    mapper_registry.map_imperatively(Variant, variants_table)
    mapper_registry.map_imperatively(
        Product,
        products_table,
        properties={"variants": _parts(Variant, variants_table.c.position)},
    )


def _map_orders() -> None:
    columns = orders_table.c
    mapper_registry.map_imperatively(
        Order,
        orders_table,
        properties={
            "shipping_address": composite(
                ShippingAddress,
                columns.shipping_name,
                columns.shipping_street,
                columns.shipping_city,
                columns.shipping_postcode,
                columns.shipping_country,
                columns.shipping_street2,
                columns.shipping_region,
            ),
            "items": _parts(OrderItem, order_items_table.c.position),
            "payments": _parts(Payment, payments_table.c.seq),
            "shipments": _parts(Shipment, shipments_table.c.seq),
            "history": _parts(OrderEvent, order_events_table.c.seq),
            "order_return": _part(OrderReturn),
            "exchange": _part(OrderExchange),
        },
    )


def _parts(kind: type, order_by: Column[object]) -> RelationshipProperty[object]:
    return relationship(kind, order_by=order_by, cascade="all, delete-orphan", lazy="selectin")


def _part(kind: type) -> RelationshipProperty[object]:
    return relationship(kind, uselist=False, cascade="all, delete-orphan", lazy="joined")
