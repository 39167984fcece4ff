"""The tables of products, orders and changes of orders."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    inspect,
)
from sqlalchemy.orm import relationship

from desk.database.schema import UtcDateTime, mapper_registry, metadata, money, words_of
from desk.shop.catalogue import Product, Variant
from desk.shop.order import (
    CancellationReason,
    DeliveryMethod,
    Order,
    OrderEvent,
    OrderItem,
    OrderStatus,
    PaymentMethod,
)
from desk.shop.order_change import Actor, Change, OrderChange

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
    Column("stock", Integer, nullable=False),
)

orders_table = Table(
    "orders",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("status", words_of(OrderStatus), nullable=False),
    Column("placed_at", UtcDateTime, nullable=False),
    Column("delivery_method", words_of(DeliveryMethod), nullable=False),
    Column("shipping_fee", money(), nullable=False),
    Column("payment_method", words_of(PaymentMethod), nullable=False),
    Column("payment_label", String(100), nullable=False),
    Column("shipping_name", String(200), nullable=False),
    Column("shipping_street", String(200), nullable=False),
    Column("shipping_city", String(100), nullable=False),
    Column("shipping_postcode", String(20), nullable=False),
    Column("shipping_country", String(2), nullable=False),
    Column("estimated_delivery_on", Date, nullable=False),
    Column("shipped_at", UtcDateTime),
    Column("delivered_at", UtcDateTime),
    Column("cancelled_at", UtcDateTime),
    Column("cancellation_reason", words_of(CancellationReason)),
    Column("carrier", String(100)),
    Column("tracking_number", String(100)),
    Column("refund_amount", money()),
    Column("refund_due_on", Date),
    Index("ix_orders_customer_id_placed_at", "customer_id", "placed_at"),
)

order_items_table = Table(
    "order_items",
    metadata,
    Column("id", String(50), primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("variant_id", ForeignKey("variants.id"), nullable=False, index=True),
    Column("product_name", String(200), nullable=False),
    Column("options", JSON, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit_price", money(), nullable=False),
    Column("returned_quantity", Integer, nullable=False),
    Column("is_returnable", Boolean, nullable=False),
    CheckConstraint(
        "returned_quantity BETWEEN 0 AND quantity", name="ck_order_items_returned_quantity"
    ),
)

order_events_table = Table(
    "order_events",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("status", words_of(OrderStatus), nullable=False),
    Column("note", Text, nullable=False),
)

order_changes_table = Table(
    "order_changes",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False, index=True),
    Column("change", words_of(Change), nullable=False),
    Column("actor", words_of(Actor), nullable=False),
    Column("status_before", words_of(OrderStatus), nullable=False),
    Column("status_after", words_of(OrderStatus), nullable=False),
    Column("details", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)


def map_shop() -> None:
    """Tie the domain classes to their tables; doing it again changes nothing.

    Orders refer to customers: `desk.customers.tables` must be imported before tables are made.
    """
    if inspect(Order, raiseerr=False) is not None:
        return
    mapper_registry.map_imperatively(Variant, variants_table)
    mapper_registry.map_imperatively(
        Product,
        products_table,
        properties={
            "variants": relationship(
                Variant,
                order_by=variants_table.c.position,
                cascade="all, delete-orphan",
                lazy="selectin",
            )
        },
    )
    mapper_registry.map_imperatively(OrderItem, order_items_table)
    mapper_registry.map_imperatively(OrderEvent, order_events_table)
    mapper_registry.map_imperatively(
        Order,
        orders_table,
        properties={
            "items": relationship(
                OrderItem,
                order_by=order_items_table.c.position,
                cascade="all, delete-orphan",
                lazy="selectin",
            ),
            "history": relationship(
                OrderEvent,
                order_by=order_events_table.c.seq,
                cascade="all, delete-orphan",
                lazy="selectin",
            ),
        },
    )
    mapper_registry.map_imperatively(OrderChange, order_changes_table)
