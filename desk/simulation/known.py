"""What is true in the shop about a goal, with which the customer checks what the bot says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from desk.shop.wallet import PaymentMethod
from desk.simulation.goal import Customer, Item, Job, OrderHint, Payment, Request
from desk.simulation.reading import folded, mentions
from desk.simulation.snapshot import Snapshot

_ACTIONS = {
    Job.CANCEL: "cancel_pending_order",
    Job.RETURN: "return_delivered_order_items",
    Job.EXCHANGE: "exchange_delivered_order_items",
    Job.CHANGE_ITEMS: "modify_pending_order_items",
    Job.CHANGE_ADDRESS: "modify_pending_order_address",
    Job.CHANGE_PAYMENT: "modify_pending_order_payment",
}


@dataclass(frozen=True)
class KnownItem:
    """An item of an order; `choices` are all values that options of its product may have."""

    product: str
    options: Mapping[str, str]
    variant_id: str
    choices: frozenset[str] = frozenset()

    def is_meant_by(self, item: Item) -> bool:
        """Whether the goal's words fit it."""
        if item.item and item.item != self.variant_id:
            return False
        if folded(item.product) not in folded(self.product):
            return False
        return all(
            folded(self.options.get(name, "")) == folded(value)
            for name, value in item.options.items()
        )


@dataclass(frozen=True)
class Known:
    """Nothing of it, where the database cannot be read: then only the goal's own words count.

    `placed_on` are the days of the orders, by their ids; newest first where that is known.
    """

    items: Mapping[str, Sequence[KnownItem]] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    methods: Mapping[str, Payment] = field(default_factory=dict)
    amounts: Mapping[tuple[str, str], set[Decimal]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        customer: Customer,
        snapshot: Snapshot,
        amounts: Mapping[tuple[str, str], set[Decimal]],
        newest_first: Sequence[str],
    ) -> Known:
        """What the shop knows of this customer; `newest_first` are all orders of the shop."""
        theirs = set(snapshot.orders_of(customer.id))
        orders = [number for number in newest_first if number in theirs]
        choices = _choices(snapshot)
        items = {
            number: [
                KnownItem(
                    row["product_name"], row["options"], row["variant_id"],
                    choices.get(row["variant_id"], frozenset()),
                )
                for row in snapshot.items_of(number)
            ]
            for number in orders
        }  # fmt: skip
        statuses = {number: str(snapshot.tables["orders"][(number,)]["status"].value)
                    for number in orders}  # fmt: skip
        methods = {
            str(row["id"]): _named(PaymentMethod(**row))
            for row in snapshot.tables["payment_methods"].values()
            if row["customer_id"] == customer.id
        }
        return cls(items, statuses, methods, amounts)

    def order_of(self, request: Request) -> str | None:
        """The number of the order that is meant; None if that cannot be told."""
        order = request.order
        if isinstance(order, str) and order not in ("newest", "unknown"):
            found = [number for number in self.items if digits(number) == digits(order)]
            return found[0] if len(found) == 1 else order
        fitting = [number for number in self.items if self._fits(number, order)]
        if order == "newest" or (isinstance(order, OrderHint) and order.newest):
            return fitting[0] if fitting else None
        return fitting[0] if len(fitting) == 1 else None

    def numbers(self, request: Request) -> set[str]:
        """Order numbers that may be told: the customer's, and the one that the goal names."""
        order = request.order
        is_number = isinstance(order, str) and order not in ("newest", "unknown")
        return {*self.items, *({str(order)} if is_number else ())}

    def payment(self, method: Payment) -> Payment:
        """The method as the customer would name it, where the goal gives its id only."""
        if method.id and not (method.kind or method.brand):
            return self.methods.get(method.id, method)
        return method

    def amounts_of(self, request: Request, number: str | None) -> set[Decimal]:
        """The amounts that the bot has to name before it may have a yes."""
        if number is None:
            return set()
        by_action = self.amounts.get((number, _ACTIONS.get(request.job, "-")))
        return by_action if by_action is not None else self.amounts.get((number, ""), set())

    def unwanted_items(self, request: Request, number: str | None) -> list[KnownItem]:
        """Items of the order that the request is not about."""
        if number is None or request.items is None or isinstance(request.items, str):
            return []
        wanted = request.items
        return [
            known
            for known in self.items.get(number, ())
            if not any(known.is_meant_by(item) for item in wanted)
        ]

    def other_choices(self, request: Request, product: str) -> set[str]:
        """Values of the product's options that neither an item of the request has nor gets."""
        found: set[str] = set()
        wanted: set[str] = set()
        for item in request.items if isinstance(request.items, list) else ():
            for known in self.items.get(self.order_of(request) or "", ()):
                if item.product == product and known.is_meant_by(item):
                    found |= known.choices
                    wanted |= {*known.options.values(), *self.options_of(request, item).values()}
        # "Wi-Fi" is also in "Wi-Fi + Cellular".
        return {value for value in found if not any(mentions(right, value) for right in wanted)}

    def options_of(self, request: Request, item: Item) -> dict[str, str]:
        """All options of what the item is to become; those wanted alone, if no more is known."""
        new = dict(item.new) if isinstance(item.new, dict) else {}
        number = self.order_of(request)
        known = [each for each in self.items.get(number or "", ()) if each.is_meant_by(item)]
        return {**known[0].options, **new} if new and len(known) == 1 else new

    def _fits(self, number: str, order: OrderHint | str | None) -> bool:
        if not isinstance(order, OrderHint):
            return True
        if order.status and folded(order.status).replace(" ", "_") != self.statuses[number]:
            return False
        names = [folded(item.product) for item in self.items[number]]
        return all(any(folded(word) in name for name in names) for word in order.containing)


def _choices(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """For each variant, the values that its product's options may have."""
    by_product: dict[str, set[str]] = {}
    variants = snapshot.tables["variants"].values()
    for row in variants:
        by_product.setdefault(row["product_id"], set()).update(row["options"].values())
    return {str(row["id"]): frozenset(by_product[row["product_id"]]) for row in variants}


def newest_first(placed: Mapping[str, date]) -> list[str]:
    """Orders by when they were placed, as customers are shown them."""
    return sorted(placed, key=lambda number: (placed[number], number), reverse=True)


def digits(number: str) -> str:
    """The digits of an order number."""
    return "".join(character for character in number if character.isdigit())


def _named(method: PaymentMethod) -> Payment:
    return Payment(
        kind=method.kind.value,
        brand=method.brand or "",
        last_four=method.last_four or "",
        id=method.id,
    )
