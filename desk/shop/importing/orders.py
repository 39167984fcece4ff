"""Orders, as rows tell of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.errors import Invalid
from desk.importing.rows import MOST_MONEY, Row, no_doubles, shown
from desk.shop.importing.book import Book, Person
from desk.shop.importing.order_parts import (
    exchange_of,
    items_of,
    payments_of,
    return_of,
    shipments_of,
)
from desk.shop.money import NOTHING
from desk.shop.order import Order
from desk.shop.order_number import NumberKey
from desk.shop.order_status import DeliveryMethod, OrderEvent, OrderStatus
from desk.shop.payment import Direction, moved
from desk.shop.shipping_address import ShippingAddress
from desk.shop.wallet import PaymentKind, PaymentMethod

ORDER_FIELDS = (
    *("id", "customer_id", "customer_email", "status", "placed_at", "delivery_method"),
    *("shipping_fee", "payment_method_id", "payment_kind", "payment_brand", "payment_last_four"),
    *("address", "estimated_delivery_on", "shipped_at", "delivered_at", "cancelled_at"),
    *("cancellation_reason", "items_modified", "items", "payments", "payment_failed"),
    *("shipments", "return", "exchange"),
)
_ADDRESS_FIELDS = ("name", "street", "street2", "city", "region", "postcode", "country")
_LAST_FOUR = re.compile(r"[0-9]{4}")
_GOING_BACK = (OrderStatus.RETURN_REQUESTED, OrderStatus.RETURNED)
_EXCHANGING = (OrderStatus.EXCHANGE_REQUESTED, OrderStatus.EXCHANGED)
_NOTES = (
    ("shipped_at", OrderStatus.SHIPPED, "The parcel was sent."),
    ("delivered_at", OrderStatus.DELIVERED, "The parcel was delivered."),
    ("cancelled_at", OrderStatus.CANCELLED, "The order was cancelled."),
)


@dataclass(frozen=True)
class ToldOrder:
    """An order, where it was told of, and which of the things that may be left out are told."""

    row: Row
    order: Order
    tells_when_placed: bool
    tells_changes: bool

    @property
    def tells_payments(self) -> bool:
        """Whether its payments are the file's word, and not the usual ones."""
        return "payments" in self.row.values

    @property
    def tells_failure(self) -> bool:
        """Whether the file says in a word if the payment failed."""
        return self.row.has("payment_failed")

    @property
    def says_failed(self) -> bool:
        """Whether the file says of a payment or refund that it failed."""
        return any(payment.has_failed for payment in self.order.payments)


def order_of(row: Row, book: Book, now: datetime) -> ToldOrder | None:
    """The order that the row tells of; None where a fault keeps it from being one."""
    row.only(ORDER_FIELDS)
    faults = len(row.problems)
    person = book.person(row)
    order_id = _order_id(row)
    status = row.word("status", OrderStatus)
    placed_at = row.moment("placed_at", now)
    if row.has("placed_at") and placed_at > now + timedelta(days=1):
        row.fault("placed_at", "lies in the future.", "Correct it.")
    items = items_of(row, order_id, book)
    method, kind = _method(row, book, person)
    address = _address(row, person)
    if len(row.problems) > faults or person is None or address is None or kind is None:
        return None
    order = Order(
        id=order_id,
        customer_id=person.id,
        placed_at=placed_at,
        delivery_method=row.word("delivery_method", DeliveryMethod, DeliveryMethod.STANDARD),
        shipping_fee=row.money("shipping_fee", default=NOTHING),
        payment_method_id=None if method is None else method.id,
        payment_kind=kind,
        payment_label=_name_of(kind) if method is None else method.name,
        shipping_address=address,
        estimated_delivery_on=row.day_or_none("estimated_delivery_on"),
        items=items,
        status=status,
        item_changes=int(row.flag("items_modified", False)),
        shipped_at=row.moment_or_none("shipped_at"),
        delivered_at=row.moment_or_none("delivered_at"),
        cancelled_at=row.moment_or_none("cancelled_at"),
        cancellation_reason=row.text("cancellation_reason", 100, "") or None,
        history=[OrderEvent(1, placed_at, OrderStatus.PENDING, "The order was placed.")],
    )
    if order.total > MOST_MONEY:
        row.fault("items", f"come to {order.total}.", f"An order is {MOST_MONEY} at most.")
        return None
    _add_parts(row, order, book, now)
    return ToldOrder(row, order, row.has("placed_at"), row.has("items_modified"))


def no_doubtful_numbers(orders: Sequence[ToldOrder]) -> None:
    """Object to numbers that come twice, or that are the same but for their signs."""
    no_doubles([(told.row, told.order.id) for told in orders], "id")
    first: dict[NumberKey | None, ToldOrder] = {}
    for told in orders:
        alike = first.setdefault(NumberKey.of(told.order.id), told)
        if alike.order.id != told.order.id:
            what = (
                f"'{told.order.id}' is but for its signs '{alike.order.id}' of {alike.row.place}."
            )
            mend = "Customers write numbers with or without signs: change one of them."
            told.row.fault("id", what, mend)


def _name_of(kind: PaymentKind) -> str:
    """The name of a kind of payment, where the payment method is not known."""
    balance = NOTHING if kind is PaymentKind.GIFT_CARD else None
    return PaymentMethod("", "", kind, balance=balance).name


def _order_id(row: Row) -> str:
    order_id = row.text("id", 40)
    if order_id and NumberKey.of(order_id) is None:
        row.fault(
            "id",
            f"'{order_id}' cannot be an order number.",
            "Use letters, digits and signs like # or -.",
        )
    return order_id


def _method(
    row: Row, book: Book, person: Person | None
) -> tuple[PaymentMethod | None, PaymentKind | None]:
    """With what the order is paid: named by id, by its first payment, or by its kind."""
    if person is None:
        return None, None
    method = book.method(row, "payment_method_id", person.id)
    if method is None and not row.has("payment_method_id"):
        paid_with = next(iter(row.rows("payments") if row.has("payments") else []), None)
        if paid_with is not None:
            method = book.methods.get(str(paid_with.values.get("payment_method_id")))
    if method is not None:
        return method, method.kind
    if row.has("payment_method_id"):
        return None, None
    kind = row.word("payment_kind", PaymentKind)
    if kind is PaymentKind.GIFT_CARD:
        return None, kind
    last_four = row.text("payment_last_four", 4, "") or None
    if last_four is not None and not _LAST_FOUR.fullmatch(last_four):
        row.fault("payment_last_four", f"'{last_four}' cannot be.", "Write four digits.")
        return None, None
    brand = row.text("payment_brand", 40, "") or None
    return book.method_like(person.id, kind, brand, last_four), kind


def _address(row: Row, person: Person | None) -> ShippingAddress | None:
    """The address on the parcel; without one it is the customer's own."""
    told = row.values.get("address")
    if person is None:
        return None
    if not told:
        try:
            return ShippingAddress.to(person.name, person.address)
        except Invalid as error:
            row.fault("address", f"there is none here, and of the customer's: {error}", "Add one.")
            return None
    if not isinstance(told, Mapping):
        row.fault("address", f"{shown(told)} is not an address.", 'Write {"street": …}.')
        return None
    inner = Row(told, row.file, row.place, row.problems, _address_names(row))
    inner.only(_ADDRESS_FIELDS)
    faults = len(row.problems)
    address = ShippingAddress(
        name=inner.text("name", 200, person.name),
        street=inner.text("street", 200),
        city=inner.text("city", 100),
        postcode=inner.text("postcode", 20),
        country=inner.text("country", 2).upper(),
        street2=inner.text("street2", 200, ""),
        region=inner.text("region", 100, ""),
    )
    return address if len(row.problems) == faults else None


def _address_names(row: Row) -> dict[str, str]:
    """What the parts are called in the file: a column in a CSV file, a part of a JSON one."""
    form = "shipping_{}" if row.file.endswith(".csv") else "address.{}"
    return {part: form.format(part) for part in _ADDRESS_FIELDS}


def _add_parts(row: Row, order: Order, book: Book, now: datetime) -> None:
    order.payments = payments_of(row, order, book)
    order.shipments = shipments_of(row, order)
    order.order_return = return_of(row, order, book, now)
    order.exchange = exchange_of(row, order, book, now)
    if order.order_return is not None:
        order.refund_amount = order.order_return.refund_amount
    elif order.exchange is not None:
        order.refund_amount = order.exchange.refund_amount or None
    elif order.status is OrderStatus.CANCELLED:
        order.refund_amount = moved(order.payments, Direction.REFUND) or None
    knows_return = order.order_return is not None or order.id in book.returns_here
    knows_exchange = order.exchange is not None or order.id in book.exchanges_here
    if order.status in _GOING_BACK and not knows_return:
        mend = "Say which items do (in CSV by returned_quantity), or correct the status."
        row.fault("return", "nothing goes back.", mend)
    if order.status in _EXCHANGING and not knows_exchange:
        mend = "Say which items are (only JSON can), or correct the status."
        row.fault("exchange", "nothing is exchanged.", mend)
    for name, status, note in _NOTES:
        at = getattr(order, name)
        if at is not None:
            order.history.append(OrderEvent(len(order.history) + 1, at, status, note))
    if order.history[-1].status is not order.status:
        note = "Taken over from the shop's records."
        order.history.append(OrderEvent(len(order.history) + 1, now, order.status, note))
