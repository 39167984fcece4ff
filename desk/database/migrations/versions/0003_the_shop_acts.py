"""Payment methods, payments, shipments, returns, exchanges, and what changes of orders say.

Revision ID: 0002
Revises: 0001

Columns are replaced one by one: on SQLite a copy of a whole table that others refer to would have
to drop it, which its foreign keys do not allow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CARDS = ("visa", "mastercard", "american_express")
_KIND = (
    "CASE WHEN payment_method IN ('visa', 'mastercard', 'american_express') "
    "THEN 'credit_card' ELSE payment_method END"
)
_RETURNS = ("return_requested", "returned")


def upgrade() -> None:
    """New tables, new columns, and the money that has moved for the orders that are there."""
    _create_payment_methods()
    _create_parts_of_orders()
    _create_exchanges()
    _change_variants()
    _change_orders()
    _change_order_changes()
    _fill()
    for column in ("payment_method", "carrier", "tracking_number"):
        op.drop_column("orders", column)
    for column in ("status_before", "status_after", "details"):
        op.drop_column("order_changes", column)


def downgrade() -> None:
    """There is no way back: what the new tables say has no place in the old ones."""
    raise NotImplementedError("restore the backup from before the upgrade")


def _words(length: int = 32) -> sa.String:
    return sa.String(length)


def _money() -> sa.Numeric[Decimal]:
    return sa.Numeric(precision=12, scale=2)


def _time() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_payment_methods() -> None:
    op.create_table(
        "payment_methods",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("customer_id", sa.String(40), nullable=False),
        sa.Column("kind", _words(), nullable=False),
        sa.Column("brand", sa.String(40)),
        sa.Column("last_four", sa.String(4)),
        sa.Column("balance", _money()),
        sa.Column("expires_on", sa.Date()),
        sa.CheckConstraint("balance >= 0", name="ck_payment_methods_balance"),
        _to("payment_methods", "customer_id", "customers.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_methods")),
    )
    _index("payment_methods", "customer_id")


def _create_parts_of_orders() -> None:
    op.create_table(
        "payments",
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", _words(), nullable=False),
        sa.Column("amount", _money(), nullable=False),
        sa.Column("payment_method_id", sa.String(64)),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.CheckConstraint("amount > 0", name="ck_payments_amount"),
        _to("payments", "order_id", "orders.id"),
        _to("payments", "payment_method_id", "payment_methods.id"),
        sa.PrimaryKeyConstraint("order_id", "seq", name=op.f("pk_payments")),
    )
    _index("payments", "payment_method_id")
    op.create_table(
        "shipments",
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("carrier", sa.String(100)),
        sa.Column("tracking_number", sa.String(100)),
        sa.Column("item_ids", sa.JSON(), nullable=False),
        sa.Column("shipped_at", _time()),
        sa.Column("delivered_at", _time()),
        _to("shipments", "order_id", "orders.id"),
        sa.PrimaryKeyConstraint("order_id", "seq", name=op.f("pk_shipments")),
    )
    op.create_table(
        "returns",
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("requested_at", _time(), nullable=False),
        sa.Column("quantities", sa.JSON(), nullable=False),
        sa.Column("refund_amount", _money(), nullable=False),
        sa.Column("refund_method_id", sa.String(64)),
        sa.Column("refund_label", sa.String(100), nullable=False),
        sa.Column("received_at", _time()),
        _to("returns", "order_id", "orders.id"),
        _to("returns", "refund_method_id", "payment_methods.id"),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_returns")),
    )
    _index("returns", "refund_method_id")


def _create_exchanges() -> None:
    op.create_table(
        "exchanges",
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("requested_at", _time(), nullable=False),
        sa.Column("refund_method_id", sa.String(64)),
        sa.Column("refund_label", sa.String(100), nullable=False),
        sa.Column("received_at", _time()),
        _to("exchanges", "order_id", "orders.id"),
        _to("exchanges", "refund_method_id", "payment_methods.id"),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_exchanges")),
    )
    _index("exchanges", "refund_method_id")
    op.create_table(
        "exchange_items",
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("item_id", sa.String(50), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("old_variant_id", sa.String(40), nullable=False),
        sa.Column("old_options", sa.JSON(), nullable=False),
        sa.Column("old_unit_price", _money(), nullable=False),
        sa.Column("variant_id", sa.String(40), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("unit_price", _money(), nullable=False),
        _to("exchange_items", "order_id", "exchanges.order_id"),
        _to("exchange_items", "old_variant_id", "variants.id"),
        _to("exchange_items", "variant_id", "variants.id"),
        sa.PrimaryKeyConstraint("order_id", "item_id", name=op.f("pk_exchange_items")),
    )
    _index("exchange_items", "old_variant_id")
    _index("exchange_items", "variant_id")


def _replace(table: str, column: str, definition: str) -> None:
    """The column in another form, with its content."""
    op.execute(f'ALTER TABLE {table} ADD COLUMN "new_{column}" {definition}')
    op.execute(f"UPDATE {table} SET new_{column} = {column}")  # noqa: S608 - names of ours
    op.drop_column(table, column)
    op.execute(f"ALTER TABLE {table} RENAME COLUMN new_{column} TO {column}")


def _add(table: str, column: str, definition: str) -> None:
    op.execute(f'ALTER TABLE {table} ADD COLUMN "{column}" {definition}')


def _change_variants() -> None:
    _replace("variants", "stock", "INTEGER CONSTRAINT ck_variants_stock CHECK (new_stock >= 0)")
    _add("variants", "is_available", "BOOLEAN DEFAULT true NOT NULL")


def _change_orders() -> None:
    _replace("orders", "estimated_delivery_on", "DATE")
    _replace("orders", "cancellation_reason", "VARCHAR(100)")
    _add("orders", "digits", "VARCHAR(40) DEFAULT '' NOT NULL")
    _index("orders", "digits")
    for column in ("item_changes", "payment_changes", "address_changes"):
        _add("orders", column, "INTEGER DEFAULT 0 NOT NULL")
    _add("orders", "shipping_street2", "VARCHAR(200) DEFAULT '' NOT NULL")
    _add("orders", "shipping_region", "VARCHAR(100) DEFAULT '' NOT NULL")
    _add("orders", "payment_kind", "VARCHAR(32) DEFAULT 'credit_card' NOT NULL")
    op.execute(f"UPDATE orders SET payment_kind = {_KIND}")  # noqa: S608 - words of ours
    _add(
        "orders",
        "payment_method_id",
        "VARCHAR(64) CONSTRAINT fk_orders_payment_method_id_payment_methods "
        "REFERENCES payment_methods (id)",
    )
    _index("orders", "payment_method_id")


def _change_order_changes() -> None:
    for column in ("request", "before", "after"):
        _add("order_changes", column, "JSON DEFAULT '{}' NOT NULL")
    _add("order_changes", "why", "VARCHAR(200) DEFAULT '' NOT NULL")


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _rows(table: sa.Table) -> list[Mapping[str, Any]]:
    return [dict(row._mapping) for row in op.get_bind().execute(sa.select(table))]


def _fill() -> None:
    orders = _table("orders")
    items: dict[str, list[Mapping[str, Any]]] = {}
    for item in _rows(_table("order_items")):
        items.setdefault(item["order_id"], []).append(item)
    events: dict[str, dict[str, Any]] = {}
    for event in _rows(_table("order_events")):
        events.setdefault(event["order_id"], {})[event["status"]] = event["at"]
    methods: dict[tuple[str, str, str], str] = {}
    for order in _rows(orders):
        method_id = _method_of(order, methods)
        _move_money(order, method_id, items.get(order["id"], []), events.get(order["id"], {}))
        _ship(order, items.get(order["id"], []))
        digits = re.sub(r"[^0-9]", "", order["id"])
        _execute(
            orders.update()
            .where(orders.c.id == order["id"])
            .values(payment_method_id=method_id, digits=digits)
        )
    _tell_of_changes()


def _execute(statement: sa.Executable) -> None:
    op.get_bind().execute(statement)


def _insert(table: str, **values: Any) -> None:
    _execute(_table(table).insert().values(**values))


def _method_of(order: Mapping[str, Any], methods: dict[tuple[str, str, str], str]) -> str:
    """The payment method that the order was paid with: one for each of a customer's labels."""
    brand = order["payment_method"]
    key = (order["customer_id"], brand, order["payment_label"])
    if key not in methods:
        methods[key] = f"pay_{len(methods) + 1:06d}"
        ending = re.search(r"([0-9]{4})$", order["payment_label"])
        _insert(
            "payment_methods",
            id=methods[key],
            customer_id=order["customer_id"],
            kind="credit_card" if brand in _CARDS else brand,
            brand=brand if brand in _CARDS else None,
            last_four=ending[1] if ending else None,
            # What was left on a card was not kept before.
            balance=Decimal("0.00") if brand == "gift_card" else None,
        )
    return methods[key]


def _move_money(
    order: Mapping[str, Any],
    method_id: str,
    items: list[Mapping[str, Any]],
    events: Mapping[str, Any],
) -> None:
    paid = sum((i["unit_price"] * i["quantity"] for i in items), order["shipping_fee"])
    way = {"order_id": order["id"], "payment_method_id": method_id, "label": order["payment_label"]}
    if paid > 0:
        _insert("payments", seq=1, kind="payment", amount=paid, at=order["placed_at"], **way)
    if order["status"] in _RETURNS:
        _insert(
            "returns",
            order_id=order["id"],
            requested_at=events["return_requested"],
            quantities={i["id"]: i["returned_quantity"] for i in items if i["returned_quantity"]},
            refund_amount=order["refund_amount"],
            refund_method_id=method_id,
            refund_label=order["payment_label"],
            received_at=events.get("returned"),
        )
    refunded_at = events.get("returned") or order["cancelled_at"]
    if refunded_at is None or not order["refund_amount"]:
        return
    refund = {"amount": order["refund_amount"], "at": refunded_at, "due_on": order["refund_due_on"]}
    _insert("payments", seq=2, kind="refund", **refund, **way)
    if order["payment_method"] == "gift_card":
        cards = _table("payment_methods")
        balance = cards.c.balance + order["refund_amount"]
        _execute(cards.update().where(cards.c.id == method_id).values(balance=balance))


def _ship(order: Mapping[str, Any], items: list[Mapping[str, Any]]) -> None:
    if order["shipped_at"] is None:
        return
    _insert(
        "shipments",
        order_id=order["id"],
        seq=1,
        carrier=order["carrier"],
        tracking_number=order["tracking_number"],
        item_ids=[item["id"] for item in sorted(items, key=lambda item: item["position"])],
        shipped_at=order["shipped_at"],
        delivered_at=order["delivered_at"],
    )


def _tell_of_changes() -> None:
    changes = _table("order_changes")
    quantities = {item["id"]: item["returned_quantity"] for item in _rows(_table("order_items"))}
    for change in _rows(changes):
        details = change["details"]
        details = json.loads(details) if isinstance(details, str) else details
        reason = details.get("reason", "")
        request: dict[str, Any] = {"reason": reason}
        if "item_ids" in details:
            counts = {item_id: quantities.get(item_id) for item_id in details["item_ids"]}
            request = {"items": counts, "refund_method_id": None}
        _execute(
            changes.update()
            .where(changes.c.key == change["key"])
            .values(
                request=request,
                before={"status": change["status_before"].replace("_", " ")},
                after={"status": change["status_after"].replace("_", " ")},
                why=reason,
            )
        )
