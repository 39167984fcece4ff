"""The tables of orders, of what belongs to them, and of their changes."""

from __future__ import annotations

from typing import Any

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
)

from desk.database.schema import UtcDateTime, metadata, money, words_of
from desk.shop.order_change import Actor, Change
from desk.shop.order_number import NumberKey
from desk.shop.order_status import DeliveryMethod, OrderStatus
from desk.shop.payment import Direction, PaymentState
from desk.shop.wallet import PaymentKind


def _digits(context: Any) -> str:
    key = NumberKey.of(context.get_current_parameters()["id"])
    return "" if key is None else key.digits


# `digits` finds an order by its number, however that is written (`desk.shop.order_number`).
orders_table = Table(
    "orders",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("digits", String(40), nullable=False, index=True, default=_digits),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("status", words_of(OrderStatus), nullable=False),
    Column("item_changes", Integer, nullable=False),
    Column("payment_changes", Integer, nullable=False),
    Column("address_changes", Integer, nullable=False),
    Column("placed_at", UtcDateTime, nullable=False),
    Column("delivery_method", words_of(DeliveryMethod), nullable=False),
    Column("shipping_fee", money(), nullable=False),
    Column("payment_method_id", ForeignKey("payment_methods.id"), index=True),
    Column("payment_kind", words_of(PaymentKind), nullable=False),
    Column("payment_label", String(100), nullable=False),
    Column("shipping_name", String(200), nullable=False),
    Column("shipping_street", String(200), nullable=False),
    Column("shipping_street2", String(200), nullable=False),
    Column("shipping_city", String(100), nullable=False),
    Column("shipping_region", String(100), nullable=False),
    Column("shipping_postcode", String(20), nullable=False),
    Column("shipping_country", String(2), nullable=False),
    Column("estimated_delivery_on", Date),
    Column("shipped_at", UtcDateTime),
    Column("delivered_at", UtcDateTime),
    Column("cancelled_at", UtcDateTime),
    Column("cancellation_reason", String(100)),
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

payments_table = Table(
    "payments",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", words_of(Direction), nullable=False),
    Column("amount", money(), nullable=False),
    Column("payment_method_id", ForeignKey("payment_methods.id"), index=True),
    Column("label", String(100), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("due_on", Date),
    Column("state", words_of(PaymentState), nullable=False),
    CheckConstraint("amount > 0", name="ck_payments_amount"),
)

shipments_table = Table(
    "shipments",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("carrier", String(100)),
    Column("tracking_number", String(100)),
    Column("item_ids", JSON, nullable=False),
    Column("shipped_at", UtcDateTime),
    Column("delivered_at", UtcDateTime),
)

returns_table = Table(
    "returns",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("quantities", JSON, nullable=False),
    Column("refund_amount", money(), nullable=False),
    Column("refund_method_id", ForeignKey("payment_methods.id"), index=True),
    Column("refund_label", String(100), nullable=False),
    Column("received_at", UtcDateTime),
)

exchanges_table = Table(
    "exchanges",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("refund_method_id", ForeignKey("payment_methods.id"), index=True),
    Column("refund_label", String(100), nullable=False),
    Column("received_at", UtcDateTime),
)

exchange_items_table = Table(
    "exchange_items",
    metadata,
    Column("order_id", ForeignKey("exchanges.order_id"), primary_key=True),
    Column("item_id", String(50), primary_key=True),
    Column("product_name", String(200), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("old_variant_id", ForeignKey("variants.id"), nullable=False, index=True),
    Column("old_options", JSON, nullable=False),
    Column("old_unit_price", money(), nullable=False),
    Column("variant_id", ForeignKey("variants.id"), nullable=False, index=True),
    Column("options", JSON, nullable=False),
    Column("unit_price", money(), nullable=False),
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
    Column("request", JSON, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("why", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
