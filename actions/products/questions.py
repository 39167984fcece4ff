"""What there is of a product, what it costs, and what we know of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked import asked
from actions.desk_action import DeskAction, Event, end_turn
from actions.knowledge import look_up, tell
from actions.products.lines import (
    choices,
    listed,
    named,
    prices,
    product_line,
    values_of,
    variant_line,
)
from actions.products.meant import Meant, catalogue_of, meant
from actions.products.shown import IN_QUESTION, chosen_of_shown, product_facts
from actions.reading.tokens import tokens_of
from bot.entities.words import word_set
from desk.shop.catalogue import Product, Variant

_MOST_LINES = 12
_MOST_PRODUCTS = 4
_ANY_OPTION = word_set("option variant version variety type kind sort model style choice edition")
_COUNTING = word_set("many number count")
_IT = word_set("it its one ones that this they them those these")
_ONE = word_set("one ones")
_COMING_BACK = word_set(
    "when again back restock restocking coming discontinued reserve hold aside waiting list "
    "notify preorder backorder ever"
)
_CHEAPEST = word_set("cheapest lowest least")
_DEAREST = word_set("dearest priciest costliest highest")


class ProductStock(DeskAction):
    """Says which options there are, whether they are in stock, and what they cost."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_product_stock"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """From the catalogue; what names none of its products may stand in an article."""
        text = asked(tracker, "ask_availability")
        products = await catalogue_of(self.services.shop, text)
        wanted = product_meant(text, products, tracker)
        if not wanted.products:
            return [FollowupAction("action_answer_question")]
        sign = self.services.shop.policy.currency_sign
        if wanted.product is None:
            self._tell_of_several(dispatcher, wanted, sign)
            return end_turn(dispatcher, tracker)
        _tell_of_one(dispatcher, wanted.product, wanted, text, sign)
        keep = SlotSet(IN_QUESTION, wanted.product.id)
        is_gone = not any(variant.is_in_stock for variant in fitting(wanted))
        if is_gone and _words_of(text) & _COMING_BACK:
            return [keep, FollowupAction("action_answer_question")]
        return end_turn(dispatcher, tracker, keep)

    def _tell_of_several(self, dispatcher: CollectingDispatcher, wanted: Meant, sign: str) -> None:
        lines = []
        for product in wanted.products[:_MOST_PRODUCTS]:
            left = [v for v in product.variants if v.is_in_stock and wanted.options.allow(v)]
            line = product_line(product, left, sign) if left else f"{product.name}: sold out"
            lines.append(f"- {line}")
        dispatcher.utter_message(response="utter_products_in_stock", products="\n".join(lines))


class ProductQuestion(DeskAction):
    """Answers from the articles; where they are silent, says what the catalogue knows."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_product_question"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Look in the articles first."""
        text = asked(tracker, "ask_product")
        products = await catalogue_of(self.services.shop, text)
        if not meant(text, products).products:
            # "Tell me more about the blue one": no article knows which one that is.
            chosen = chosen_of_shown(text, products, tracker)
            if chosen is not None:
                return [SlotSet(IN_QUESTION, chosen.id), FollowupAction("action_product_details")]
        looked_up = await look_up(self.services, tracker, await self.customer(tracker))
        product = None if looked_up.reply else product_meant(text, products, tracker).product
        if product is None:
            # Told here: another action would have to search once more.
            return await tell(self.services, dispatcher, tracker, looked_up)
        facts = product_facts(product, self.services.shop.policy.currency_sign)
        dispatcher.utter_message(response="utter_product_described", facts=facts)
        return end_turn(dispatcher, tracker, SlotSet(IN_QUESTION, product.id))


def product_meant(text: str, products: Sequence[Product], tracker: Tracker) -> Meant:
    """What the message is about; "how much is it" is about the product talked of last.

    "How much is the second one" is about the second of those shown.
    """
    wanted = meant(text, products)
    if wanted.products:
        return wanted
    words, in_question = _words_of(text), tracker.get_slot(IN_QUESTION)
    if in_question is None or not words & _IT - _ONE:
        chosen = chosen_of_shown(text, products, tracker)
        if chosen is None and not words & _IT:
            return wanted
        in_question = in_question if chosen is None else chosen.id
    last = [p for p in products if p.id == in_question]
    # Read again with its name, so that its options are found in the message.
    return meant(f"{text} {last[0].name}", last) if last else wanted


def fitting(wanted: Meant) -> list[Variant]:
    """All variants of the products meant that have what was wished for, in stock or not."""
    return [v for product in wanted.products for v in product.variants if wanted.options.allow(v)]


def extreme_of(text: str) -> int:
    """-1 if the cheapest is asked for, 1 for the dearest, else 0."""
    words = _words_of(text)
    if words & _CHEAPEST and not {"at", "least"} <= words:
        return -1
    return 1 if words & _DEAREST or {"most", "expensive"} <= words else 0


def _tell_of_one(
    dispatcher: CollectingDispatcher, product: Product, wanted: Meant, text: str, sign: str
) -> None:
    fits = fitting(wanted)
    left = [variant for variant in fits if variant.is_in_stock]
    instead = [variant for variant in product.variants if variant.is_in_stock]
    if not instead:
        dispatcher.utter_message(response="utter_product_all_sold_out", product=product.name)
    elif not fits or wanted.options.unknown:
        near = left or _nearest(instead, wanted)
        dispatcher.utter_message(
            response="utter_product_not_made", product=product.name, others=_lines(near, sign)
        )
    elif not left:
        dispatcher.utter_message(
            response="utter_product_sold_out",
            product=_wished(product, wanted, fits),
            others=_lines(_nearest(instead, wanted), sign),
        )
    else:
        extreme = extreme_of(text)
        if extreme:
            left = [min(left, key=lambda v: (-extreme * v.price, v.position))]
        _tell_of_choices(dispatcher, product, left, wanted, text, sign)


def _tell_of_choices(
    dispatcher: CollectingDispatcher,
    product: Product,
    left: list[Variant],
    wanted: Meant,
    text: str,
    sign: str,
) -> None:
    """Counts and lists; by one option if that is what the message is about."""
    words = _words_of(text)
    told: dict[str, Any] = {"product": product.name, "price": prices(left, sign)}
    fixed = {name for wish in wanted.options.wishes for name, _ in wish}
    by = [name for name in left[0].options if name in wanted.options.dimensions - fixed]
    if len(by) == 1 and not words & _ANY_OPTION:
        values = values_of(left, by[0])
        told |= {"option": by[0], "count": len(values), "values": listed(values)}
        dispatcher.utter_message(response="utter_product_option_values", **told)
        return
    told |= {"count": len(left), "all": len(fitting(wanted)), "variants": _lines(left, sign)}
    if words & _COUNTING and told["all"] > 1:
        dispatcher.utter_message(response="utter_product_variants_counted", **told)
    elif len(left) == 1:
        told["product"] = named(product, left[0])
        dispatcher.utter_message(response="utter_product_in_stock", **told)
    else:
        dispatcher.utter_message(response="utter_product_variants", **told)


def _nearest(variants: Sequence[Variant], wanted: Meant) -> list[Variant]:
    """Those that have most of what was wished for."""
    met = {
        v.id: sum(bool(w & set(v.options.items())) for w in wanted.options.wishes) for v in variants
    }
    most = max(met.values(), default=0)
    return [variant for variant in variants if met[variant.id] == most]


def _wished(product: Product, wanted: Meant, fits: Sequence[Variant]) -> str:
    """`Water Bottle (blue, 1000ml)`."""
    if len(fits) == 1:
        return named(product, fits[0])
    values = [value for wish in wanted.options.wishes if len(wish) == 1 for _, value in wish]
    return f"{product.name} ({', '.join(values)})" if values else product.name


def _lines(variants: Sequence[Variant], sign: str) -> str:
    """Each variant on a line; of very many, what there is to choose."""
    if len(variants) == 1 and not variants[0].options:
        return prices(variants, sign)
    if len(variants) > _MOST_LINES:
        return f"- {choices(variants)}: {prices(variants, sign)}"
    return "\n".join(f"- {variant_line(variant, sign)}" for variant in variants)


def _words_of(text: str) -> set[str]:
    tokens = tokens_of(text)
    return {token.form for token in tokens} | {token.stem for token in tokens}
