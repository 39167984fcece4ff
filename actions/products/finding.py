"""Finds products by what they should be like, and recommends some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.account.order_total import items_named
from actions.asked import asked
from actions.desk_action import DeskAction, Event, JobAction, end_turn
from actions.jobs.saying import numbered
from actions.products.lines import named, product_line
from actions.products.meant import Options, catalogue_of, meant, options_meant
from actions.products.price_limits import PriceLimits, price_limits
from actions.products.questions import extreme_of
from actions.products.shown import remember_shown
from actions.products.wish_words import NO_WISH, THEMES
from actions.reading.tokens import tokens_of
from desk.customers.customer import Customer
from desk.shop.catalogue import Product, Variant
from desk.shop.money import in_words
from desk.shop.order_number import normalise
from desk.shop.recommendations import Because, Recommendation

_MOST_FOUND = 4
_MOST_SEARCHED = 100
_MOST_ORDERS = 20
Found = list[tuple[Product, list[Variant]]]
_RECOMMEND = "recommend_product"
_OWN = re.compile(
    r"\b(my|our) (last |latest |recent |new )?(order|purchase)"
    r"|\bI(?:'ve| have)? (bought|ordered|got)\b",
    re.IGNORECASE,
)
_REASONS = {
    Because.TOGETHER: "often ordered together with your {goes_with}",
    Because.SAME_KIND: "goes with your {goes_with}",
    Because.POPULAR: "one of the things our customers order most",
}


class FindProduct(DeskAction):
    """Searches the catalogue by words, options and price; only what is in stock."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_find_product"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Show what fits, else what comes closest."""
        text = asked(tracker, "find_product")
        limits = price_limits(text, self.services.shop.policy.currency_sign)
        candidates = await self._candidates(text)
        if not candidates:
            # Perhaps only a price or an option was said, which anything may have.
            candidates = _one_of_each_kind(await self.services.shop.products(limit=_MOST_SEARCHED))
            options = options_meant(tokens_of(text), candidates, bare_numbers=False)
            if not options.wishes and (_wish_words(text) or not limits.is_set):
                says_what = bool(_wish_words(text))
                dispatcher.utter_message(
                    response="utter_no_such_product" if says_what else "utter_find_what"
                )
                return end_turn(dispatcher, tracker)
        options = options_meant(tokens_of(text), candidates, bare_numbers=False)
        sign = self.services.shop.policy.currency_sign
        found = _ordered(_left(candidates, limits, options), extreme_of(text))[:_MOST_FOUND]
        response = "utter_products_found" if len(found) > 1 else "utter_product_found"
        if not found or options.unknown:
            found = found or _closest(candidates, limits, options)[:_MOST_FOUND]
            response = "utter_products_closest" if found else "utter_no_such_product"
        dispatcher.utter_message(
            response=response,
            products=_listed(product_line(p, left, sign) for p, left in found),
        )
        return end_turn(dispatcher, tracker, *remember_shown(p for p, _ in found))

    async def _candidates(self, text: str) -> list[Product]:
        """Products of that name first, then those that share words with the wish, best first."""
        shop = self.services.shop
        by_name = meant(text, await catalogue_of(shop, text)).products
        found = list(by_name)
        words = _wish_words(text)
        themes = " ".join(sorted(set().union(*(THEMES.get(word, frozenset()) for word in words))))
        for searched in (" ".join(words), themes):
            # What was called by its name needs no further ideas.
            if searched and not by_name:
                hits = await shop.find_products(searched, limit=_MOST_SEARCHED)
                known = {product.id for product in found}
                found += [hit.product for hit in hits if hit.product.id not in known]
        return found


class Recommend(JobAction):
    """Recommends what goes with a customer's orders; to others, what is ordered most.

    Whoever speaks of their orders is asked who they are, if that is not known.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_recommend"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Know the customer first if it is about their orders."""
        if await self.customer(tracker) is not None or _OWN.search(asked(tracker, _RECOMMEND)):
            return await super().act(dispatcher, tracker, domain)
        found = await self.services.recommendations.for_customer("")
        return self._say(found, dispatcher, tracker)

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Find what goes with the order in question, else with the latest ones."""
        number = normalise(str(tracker.get_slot("order_number") or ""))
        text = asked(tracker, _RECOMMEND)
        if number is None and _OWN.search(text):
            orders = await self.services.shop.orders_of(customer.id, limit=_MOST_ORDERS)
            with_item = [order for order in orders if items_named(text, order)]
            number = next((order.id for order in with_item or orders), None)
        found = await self.services.recommendations.for_customer(customer.id, number)
        return self._say(found, dispatcher, tracker)

    def _say(
        self,
        found: Sequence[Recommendation],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> list[Event]:
        """What, in which option, at what price, and why."""
        if not found:
            dispatcher.utter_message(response="utter_nothing_to_recommend")
            return end_turn(dispatcher, tracker)
        sign = self.services.shop.policy.currency_sign
        lines = _listed(_recommended(one, sign) for one in found)
        dispatcher.utter_message(response="utter_recommended", products=lines)
        return end_turn(dispatcher, tracker, *remember_shown(one.product for one in found))


def _listed(lines: Iterable[str]) -> str:
    """Numbered, so that "the second one" has a meaning; a single one needs no number."""
    all_lines = list(lines)
    return numbered(all_lines) if len(all_lines) > 1 else "".join(f"- {one}" for one in all_lines)


def _recommended(one: Recommendation, sign: str) -> str:
    """`Harbour teapot (ink, 0.8 l), £46.00: goes with your Tideline mug`."""
    reason = _REASONS[one.because].format(goes_with=one.goes_with)
    return f"{named(one.product, one.variant)}, {in_words(one.variant.price, sign)}: {reason}"


def _wish_words(text: str) -> list[str]:
    """The words of a wish that say something about the product."""
    words = (token for token in tokens_of(text) if token.is_word and len(token.form) > 1)
    return list(
        dict.fromkeys(t.stem for t in words if t.form not in NO_WISH and t.stem not in NO_WISH)
    )


def _left(products: Iterable[Product], limits: PriceLimits, options: Options) -> Found:
    """The variants of each that are in stock, within the price, and as wished."""
    found = []
    for product in products:
        left = [
            variant
            for variant in product.variants
            if variant.is_in_stock and limits.allow(variant.price) and options.allow(variant)
        ]
        if left:
            found.append((product, left))
    return found


def _closest(products: Sequence[Product], limits: PriceLimits, options: Options) -> Found:
    """As wished at another price, the nearest first; else within the price but not as wished."""
    dearer = _left(products, PriceLimits(), options)
    if dearer and limits.is_set:
        # Of each only what comes nearest to the price.
        nearest = [(p, [min(left, key=lambda v: limits.distance(v.price))]) for p, left in dearer]
        return sorted(nearest, key=lambda one: limits.distance(one[1][0].price))
    return _left(products, limits, Options()) or _left(products, PriceLimits(), Options())


def _ordered(found: Found, extreme: int) -> Found:
    """The cheapest or dearest first, if that is wished for, each with that variant alone."""
    if not extreme:
        return found
    chosen = [(p, [min(left, key=lambda v: -extreme * v.price)]) for p, left in found]
    return sorted(chosen, key=lambda one: -extreme * one[1][0].price)


def _one_of_each_kind(products: Sequence[Product]) -> list[Product]:
    """All products, one of each category in turn."""
    kinds: dict[str, list[Product]] = {}
    for product in products:
        kinds.setdefault(product.category, []).append(product)
    turns = max((len(kind) for kind in kinds.values()), default=0)
    return [kind[turn] for turn in range(turns) for kind in kinds.values() if turn < len(kind)]
