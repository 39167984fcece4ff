"""Which of the products shown last a message means, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction, Event, end_turn
from actions.products.lines import choices, options_of, prices
from actions.products.meant import options_meant
from actions.reading.choices import Candidate, choose
from actions.reading.tokens import tokens_of
from desk.shop.catalogue import Product

IN_QUESTION = "product_in_question"
SHOWN = "products_shown"


def remember_shown(products: Iterable[Product]) -> list[Event]:
    """The events that keep what was shown: the one product, or the list to choose from."""
    ids = [product.id for product in products]
    return [
        SlotSet(IN_QUESTION, ids[0] if len(ids) == 1 else None),
        SlotSet(SHOWN, ids or None),
        # "The second one" is of the list that was shown last.
        SlotSet("orders_shown", None),
    ]


def chosen_of_shown(text: str, products: Sequence[Product], tracker: Tracker) -> Product | None:
    """The one that `text` means of those shown last: by place, name, price or option."""
    by_id = {product.id: product for product in products}
    shown = [by_id[one] for one in tracker.get_slot(SHOWN) or [] if one in by_id]
    candidates = [
        Candidate(product.id, product.name, {}, min(variant.price for variant in product.variants))
        for product in shown
        if product.variants
    ]
    choice = choose(text, candidates, several=False, shown=True)
    if choice.chosen:
        return by_id[choice.chosen[0]]
    options = options_meant(tokens_of(text), shown, bare_numbers=False)
    fitting = [p for p in shown if options.wishes and any(map(options.allow, p.variants))]
    return fitting[0] if len(fitting) == 1 else None


async def details_of_chosen(action: DeskAction, tracker: Tracker) -> list[Event]:
    """The events that tell more of the one chosen by the newest message; none if it chooses none.

    Also where it was read as something else: "how much is the second one" could be of an order.
    """
    text = str((tracker.latest_message or {}).get("text") or "")
    if not tracker.get_slot(SHOWN) or text.startswith("/") or "order" in text.casefold():
        return []
    shop = action.services.shop
    known = [product for one in tracker.get_slot(SHOWN) if (product := await shop.product(one))]
    chosen = chosen_of_shown(text, known, tracker)
    if chosen is None:
        return []
    return [SlotSet(IN_QUESTION, chosen.id), FollowupAction("action_product_details")]


class ProductDetails(DeskAction):
    """Says what there is to know of the product in question."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_product_details"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Its price, its description, and the options in stock."""
        product = await self.services.shop.product(str(tracker.get_slot(IN_QUESTION)))
        if product is None:
            dispatcher.utter_message(response="utter_find_what")
            return end_turn(dispatcher, tracker)
        facts = product_facts(product, self.services.shop.policy.currency_sign)
        dispatcher.utter_message(response="utter_product_details", facts=facts)
        return end_turn(dispatcher, tracker)


def product_facts(product: Product, sign: str) -> str:
    """`Harbour teapot, £46.00. Stoneware. You can choose colour: ink or chalk.`."""
    left = [variant for variant in product.variants if variant.is_in_stock]
    only = options_of(left[0]) if len(left) == 1 else ""
    facts = [
        f"{product.name}, {prices(left or product.variants, sign)}.",
        product.description,
        f"You can choose {choices(left)}." if choices(left) else "",
        f"There is one option left in stock: {only}." if only else "",
        "" if left else "It is sold out at the moment.",
    ]
    return " ".join(fact for fact in facts if fact)
