"""What an order came to, what its items cost, and what another option would cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import words
from actions.asked import asked
from actions.continuing import continued_by_number
from actions.desk_action import Event, JobAction, end_turn
from actions.products.lines import listed, named, options_of, variant_line
from actions.products.meant import catalogue_of, is_named, meant, options_meant
from actions.products.questions import extreme_of, product_meant
from actions.products.shown import details_of_chosen
from actions.reading.choices import Candidate, choose
from actions.reading.tokens import tokens_of
from desk.customers.customer import Customer
from desk.shop.catalogue import Product, Variant
from desk.shop.money import in_words, total_of
from desk.shop.order import Order
from desk.shop.order_item import OrderItem
from desk.shop.order_number import normalise
from desk.shop.payment import Direction, moved

_MOST_ORDERS = 20
_MOST_ADDED_UP = 5
_DIFFERENCE = re.compile(
    r"\b(difference|diffrence|how much (more|less|extra|cheaper|dearer)|more expensive|cheaper than"
    r"|on top|pay more|cost more|extra for|same price)\b"
)
_OF_THE_ORDER = re.compile(
    r"\b(?:altogether|in total|in all|overall|(?:whole|entire|complete) order"
    r"|order (?:with|that|which|where|of|containing))\b"
)
"""Items that are named only say which order is meant."""
_SEVERAL = re.compile(
    r"\borders\b.*\b(together|all|total|altogether|sum|in all)\b|\ball my orders\b"
    r"|\b(both|two|three|last \w+) orders\b|\borders (come|came)\b"
)

_EVER = re.compile(
    r"\b(?:spen[dt]|spending|paid you|given you)\b.*\b(?:total|altogether|overall|so far|ever|"
    r"with you|in all|all (?:my|the) orders|until now|this shop|here)\b"
    r"|\b(?:total|overall|lifetime)\b.*\b(?:spen[dt]|spending)\b"
    r"|\ball (?:of )?my orders (?:ever|so far)\b"
)
"""All orders that the customer ever made, not only the latest."""


class OrderTotal(JobAction):
    """Says prices of the customer's own orders."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_order_total"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """What a product costs that was just shown, nobody has to say who they are for."""
        details = await details_of_chosen(self, tracker)
        return details or await super().act(dispatcher, tracker, domain)

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Of all orders ever, or of what the message is about."""
        # "And for HP-104233" asks what that order came to, whatever was asked of the one before.
        is_number = continued_by_number(tracker) is not None
        text = "" if is_number else asked(tracker, "order_total")
        orders = await self.services.shop.orders_of(customer.id, limit=_MOST_ORDERS)
        if not orders:
            dispatcher.utter_message(response="utter_no_orders")
            return end_turn(dispatcher, tracker)
        if _EVER.search(text.casefold()):
            await self._tell_all(dispatcher, customer)
            return end_turn(dispatcher, tracker)
        return await self._tell_of(customer, orders, text, dispatcher, tracker)

    async def _tell_of(
        self,
        customer: Customer,
        orders: Sequence[Order],
        text: str,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> list[Event]:
        """Of an item if one is named, of several orders if they are meant, else of one order."""
        number = normalise(str(tracker.get_slot("order_number") or ""))
        order = None
        if number is not None:
            order = await self.services.shop.order_of(customer.id, number)
            if order is None:
                dispatcher.utter_message(response="utter_no_such_order", order_number=number)
                return end_turn(dispatcher, tracker, SlotSet("order_number", None))
        folded = text.casefold()
        looked_at = [order] if order else orders
        if _DIFFERENCE.search(folded):
            await self._tell_difference(dispatcher, tracker, text, looked_at)
            return end_turn(dispatcher, tracker)
        if _SEVERAL.search(folded):
            self._tell_several(dispatcher, orders[: _how_many(folded)])
            return end_turn(dispatcher, tracker)
        for one in looked_at:
            items = items_named(text, one)
            if items and _OF_THE_ORDER.search(folded):
                order = one
                break
            if items:
                self._tell_items(dispatcher, one, items)
                return end_turn(dispatcher, tracker, SlotSet("order_number", one.id))
        order = order or orders[0]
        self._tell_order(dispatcher, order)
        return end_turn(dispatcher, tracker, SlotSet("order_number", order.id))

    @property
    def _sign(self) -> str:
        return self.services.shop.policy.currency_sign

    def _tell_order(self, dispatcher: CollectingDispatcher, order: Order) -> None:
        lines = [self._line(item) for item in order.items]
        if order.shipping_fee:
            lines.append(f"Delivery: {in_words(order.shipping_fee, self._sign)}")
        dispatcher.utter_message(
            response="utter_order_total",
            order_number=order.id,
            total=in_words(order.total, self._sign),
            lines="\n".join(f"- {line}" for line in lines),
            money=money_words(order, self._sign),
        )

    def _tell_several(self, dispatcher: CollectingDispatcher, orders: Sequence[Order]) -> None:
        dispatcher.utter_message(
            response="utter_orders_total",
            total=in_words(total_of(order.total for order in orders), self._sign),
            lines="\n".join(
                f"- {order.id} ({words.items(order.items)}): {in_words(order.total, self._sign)}"
                for order in orders
            ),
        )

    async def _tell_all(self, dispatcher: CollectingDispatcher, customer: Customer) -> None:
        """What was paid for all orders ever, less what was refunded."""
        purchases = (await self.services.profiles.of(customer.id)).purchases
        count = purchases.order_count
        dispatcher.utter_message(
            response="utter_spent_in_total",
            total=in_words(purchases.lifetime_value, self._sign),
            orders="one order" if count == 1 else f"{count} orders",
        )

    def _tell_items(
        self, dispatcher: CollectingDispatcher, order: Order, items: Sequence[OrderItem]
    ) -> None:
        dispatcher.utter_message(
            response="utter_items_price" if len(items) > 1 else "utter_item_price",
            order_number=order.id,
            total=in_words(total_of(item.total for item in items), self._sign),
            lines="\n".join(f"- {self._line(item)}" for item in items),
        )

    def _line(self, item: OrderItem) -> str:
        """`2 × Tideline mug (ink): £24.00, £12.00 each`."""
        each = f", {in_words(item.unit_price, self._sign)} each" if item.quantity > 1 else ""
        return f"{words.item_line(item)}: {in_words(item.total, self._sign)}{each}"

    async def _tell_difference(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        text: str,
        orders: Sequence[Order],
    ) -> None:
        """Between what was ordered and the option named, or between two options named."""
        products = await catalogue_of(self.services.shop, text)
        wanted = product_meant(text, products, tracker)
        item = _item_compared(text, orders, products)
        product = wanted.product or _product_of(products, item)
        if product is None:
            dispatcher.utter_message(response="utter_price_of_what")
            return
        if product is not wanted.product:
            wanted = meant(f"{text} {product.name}", [product])
        left = [variant for variant in product.variants if variant.is_in_stock]
        fits = [v for v in product.variants if wanted.options.wishes and wanted.options.allow(v)]
        extreme = extreme_of(text)
        if extreme and left:
            fits = [min(left, key=lambda v: (-extreme * v.price, v.position))]
        own = next((v for v in product.variants if item and v.id == item.variant_id), None)
        pair = _pair(fits, own)
        if pair is None:
            dispatcher.utter_message(
                response="utter_price_difference_unclear",
                product=product.name,
                variants="\n".join(f"- {variant_line(v, self._sign)}" for v in fits or left),
            )
            return
        one, other = pair
        before = item.unit_price if item and one is own else one.price
        dispatcher.utter_message(
            response="utter_price_difference",
            one=named(product, one),
            one_price=in_words(before, self._sign),
            other=options_of(other) or product.name,
            other_price=in_words(other.price, self._sign),
            difference=_difference(other.price - before, self._sign),
        )


def items_named(text: str, order: Order) -> list[OrderItem]:
    """The items of the order that `text` names; "everything" is no name."""
    if not is_named(text, [item.product_name for item in order.items]):
        return []
    candidates = [
        Candidate(item.id, item.product_name, item.options, item.unit_price, item.quantity)
        for item in order.items
    ]
    choice = choose(text, candidates, several=True, shown=False)
    return [item for item in order.items if item.id in choice.chosen]


def money_words(order: Order, sign: str) -> str:
    """`You paid £24.00 with Visa ending 4821. £12.00 was refunded.`; also what failed."""
    failed = order.failed_payment
    given = moved(order.payments, Direction.PAYMENT)
    back = moved(order.payments, Direction.REFUND)
    parts = []
    if failed is None:
        parts.append(f"You paid {in_words(given, sign)} with {order.payment_label}.")
    elif given:
        made = (p.label for p in order.payments if p.signed > 0)
        parts.append(f"You paid {in_words(given, sign)} with {listed([*dict.fromkeys(made)])}.")
    if failed is not None:
        amount = f" of {in_words(failed.amount, sign)}" if given else ""
        parts.append(f"The payment{amount} with {failed.label} did not go through.")
    if back:
        parts.append(f"{in_words(back, sign)} was refunded.")
    elif order.refund_amount:
        parts.append(f"{in_words(order.refund_amount, sign)} will be refunded.")
    return " ".join(parts)


def _how_many(text: str) -> int:
    counts = {"both": 2, "two": 2, "three": 3, "four": 4}
    return next((n for word, n in counts.items() if word in text.split()), _MOST_ADDED_UP)


def _item_compared(
    text: str, orders: Sequence[Order], products: Sequence[Product]
) -> OrderItem | None:
    """The item named, else the only one of the newest order that comes in the option named."""
    item = next((named for order in orders for named in items_named(text, order)), None)
    if item is not None:
        return item
    tokens = tokens_of(text)
    comes_so = [
        one
        for one in orders[0].items
        if (product := _product_of(products, one)) is not None
        and options_meant(tokens, [product], bare_numbers=False).wishes
    ]
    return comes_so[0] if len(comes_so) == 1 else None


def _product_of(products: Sequence[Product], item: OrderItem | None) -> Product | None:
    """The product of which the item is."""
    if item is None:
        return None
    return next((p for p in products if any(v.id == item.variant_id for v in p.variants)), None)


def _pair(fits: Sequence[Variant], own: Variant | None) -> tuple[Variant, Variant] | None:
    """What is compared: the variant they have with the one wished for, or two of two."""
    others = [variant for variant in fits if variant is not own]
    if own is not None and others:
        # Closest to what they have, so that only what was asked about differs.
        return own, max(
            others, key=lambda v: len(set(v.options.items()) & set(own.options.items()))
        )
    return (fits[0], fits[1]) if len(fits) == 2 else None  # noqa: PLR2004 - a pair


def _difference(amount: Decimal, sign: str) -> str:
    if not amount:
        return "the same"
    return f"{in_words(abs(amount), sign)} {'more' if amount > 0 else 'less'}"
