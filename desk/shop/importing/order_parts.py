"""What belongs to an order, as rows tell of it: items, payments, parcels, return and exchange."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from desk.importing.rows import Row
from desk.shop.importing.book import Book
from desk.shop.money import NOTHING, total_of
from desk.shop.order import Order
from desk.shop.order_item import MAX_QUANTITY, OrderItem
from desk.shop.order_status import OrderStatus
from desk.shop.payment import Direction, Payment, PaymentState
from desk.shop.sending_back import OrderExchange, OrderReturn
from desk.shop.shipment import Shipment
from desk.shop.swap import Swap

ITEM_FIELDS = (
    *("variant_id", "quantity", "unit_price", "returned_quantity", "product_name", "options"),
)
_PAYMENT_FIELDS = ("kind", "amount", "payment_method_id", "at", "state")
_SHIPMENT_FIELDS = ("carrier", "tracking_number", "variant_ids", "shipped_at", "delivered_at")
_RETURN_FIELDS = ("variant_ids", "refund_method_id", "requested_at", "received_at")
_EXCHANGE_FIELDS = (
    *("variant_ids", "new_variant_ids", "payment_method_id", "requested_at", "received_at"),
)
_LONGEST_ID = 40


def items_of(row: Row, order_id: str, book: Book) -> list[OrderItem]:
    """The lines of the order, numbered as they come."""
    rows = row.rows("items")
    if not rows:
        row.fault("items", "is empty.", "An order has one item or more.")
    items = [_item(each, order_id, position, book) for position, each in enumerate(rows, 1)]
    return [item for item in items if item is not None]


def payments_of(row: Row, order: Order, book: Book) -> list[Payment]:
    """What was paid and refunded; untold, the order was paid, and refunded if it is cancelled.

    With `payment_failed`, that payment failed, and nothing could be refunded.
    """
    has_failed = row.flag("payment_failed", False)
    if "payments" not in row.values:
        return _usual_payments(order, has_failed=has_failed)
    if has_failed:
        mend = 'Leave it out, and write "state": "failed" into the payment.'
        row.fault("payment_failed", "cannot stand beside payments.", mend)
    payments = []
    for seq, each in enumerate(row.rows("payments"), 1):
        each.only(_PAYMENT_FIELDS)
        amount = each.money("amount", least=Decimal("0.01"))
        kind = each.word("kind", Direction)
        method = book.method(each, "payment_method_id", order.customer_id)
        label = order.payment_label if method is None else method.name
        at = each.moment("at", order.placed_at)
        state = each.word("state", PaymentState, PaymentState.MADE)
        if amount > 0:
            method_id = None if method is None else method.id
            payments.append(Payment(seq, kind, amount, method_id, label, at, state=state))
    return payments


def shipments_of(row: Row, order: Order) -> list[Shipment]:
    """The parcels; one that names no items holds all."""
    shipments = []
    for seq, each in enumerate(row.rows("shipments"), 1):
        each.only(_SHIPMENT_FIELDS)
        named = each.has("variant_ids") and each.values["variant_ids"]
        items = _lines(each, order, "variant_ids") if named else order.items
        shipments.append(
            Shipment(
                seq,
                each.text("carrier", 100, "") or None,
                each.text("tracking_number", 100, "") or None,
                [item.id for item in items],
                each.moment_or_none("shipped_at"),
                each.moment_or_none("delivered_at"),
            )
        )
    return shipments


def return_of(row: Row, order: Order, book: Book, now: datetime) -> OrderReturn | None:
    """The return: told by itself, or by the quantities of items that went back."""
    (told,) = _one(row, "return") or (None,)
    if told is not None:
        told.only(_RETURN_FIELDS)
        if told.has("variant_ids"):
            for item in _lines(told, order, "variant_ids"):
                item.returned_quantity = item.quantity
    back = [item for item in order.items if item.returned_quantity]
    if not back:
        return None
    method = None if told is None else book.method(told, "refund_method_id", order.customer_id)
    return OrderReturn(
        requested_at=now if told is None else told.moment("requested_at", now),
        quantities={item.id: item.returned_quantity for item in back},
        refund_amount=total_of(item.returned_total for item in back),
        refund_method_id=order.payment_method_id if method is None else method.id,
        refund_label=order.payment_label if method is None else method.name,
        received_at=None if told is None else told.moment_or_none("received_at"),
    )


def exchange_of(row: Row, order: Order, book: Book, now: datetime) -> OrderExchange | None:
    """The exchange of some items for the variants that are named in the same order."""
    (told,) = _one(row, "exchange") or (None,)
    if told is None:
        return None
    told.only(_EXCHANGE_FIELDS)
    items = _lines(told, order, "variant_ids")
    new_ids = told.texts("new_variant_ids", _LONGEST_ID)
    if len(items) != len(new_ids):
        told.fault("new_variant_ids", "is not as long as variant_ids.", "Name one for each.")
    method = book.method(told, "payment_method_id", order.customer_id)
    swaps = [_swap(told, item, new_id, book) for item, new_id in zip(items, new_ids, strict=False)]
    return OrderExchange(
        requested_at=told.moment("requested_at", now),
        refund_method_id=order.payment_method_id if method is None else method.id,
        refund_label=order.payment_label if method is None else method.name,
        swaps=[swap for swap in swaps if swap is not None],
        received_at=told.moment_or_none("received_at"),
    )


def _item(row: Row, order_id: str, position: int, book: Book) -> OrderItem | None:
    row.only(ITEM_FIELDS)
    sold = book.variant(row, "variant_id", row.text("variant_id", _LONGEST_ID))
    quantity = row.whole("quantity", 1, MAX_QUANTITY, 1)
    returned = row.whole("returned_quantity", 0, MAX_QUANTITY, 0)
    if returned > quantity:
        row.fault("returned_quantity", f"{returned} is more than {quantity}.", "Correct it.")
    usual_price = NOTHING if sold is None else sold.variant.price
    unit_price = row.money("unit_price", default=usual_price)
    if sold is None or returned > quantity:
        return None
    return OrderItem(
        id=f"{order_id}-{position}",
        variant_id=sold.variant.id,
        product_name=row.text("product_name", 200, sold.product_name),
        options=row.options("options") if row.has("options") else dict(sold.variant.options),
        quantity=quantity,
        unit_price=unit_price,
        returned_quantity=returned,
        is_returnable=sold.is_returnable,
        position=position,
    )


def _usual_payments(order: Order, *, has_failed: bool) -> list[Payment]:
    if order.total <= 0:
        return []
    own = (order.total, order.payment_method_id, order.payment_label)
    state = PaymentState.FAILED if has_failed else PaymentState.MADE
    payments = [Payment(1, Direction.PAYMENT, *own, order.placed_at, state=state)]
    if not has_failed and order.status is OrderStatus.CANCELLED:
        at = order.cancelled_at or order.placed_at
        payments.append(Payment(2, Direction.REFUND, *own, at))
    return payments


def _lines(row: Row, order: Order, column: str) -> list[OrderItem]:
    """The lines with these variants; of two alike, the first that is not taken yet."""
    taken: list[OrderItem] = []
    for variant_id in row.texts(column, _LONGEST_ID):
        line = next(
            (item for item in order.items if item.variant_id == variant_id and item not in taken),
            None,
        )
        if line is None:
            row.fault(column, f"the order has no '{variant_id}'.", "Name variants of its items.")
        else:
            taken.append(line)
    return taken


def _swap(row: Row, item: OrderItem, variant_id: str, book: Book) -> Swap | None:
    sold = book.variant(row, "new_variant_ids", variant_id)
    if sold is None:
        return None
    return Swap(
        item_id=item.id,
        product_name=item.product_name,
        quantity=item.quantity,
        old_variant_id=item.variant_id,
        old_options=dict(item.options),
        old_unit_price=item.unit_price,
        variant_id=sold.variant.id,
        options=dict(sold.variant.options),
        unit_price=sold.variant.price,
    )


def _one(row: Row, column: str) -> Sequence[Row]:
    """The row within a row, if there is one."""
    value = row.values.get(column)
    if not value:
        return ()
    return Row({column: [value]}, row.file, row.place, row.problems).rows(column)
