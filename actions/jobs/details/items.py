"""Which items of an order a job is about, and how many of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.job import Detail
from actions.jobs.said import Said
from actions.jobs.saying import Saying, answers, numbered
from actions.reading.choices import Candidate, Choice, choose
from actions.reading.product_names import ProductNames
from actions.reading.tokens import tokens_of
from desk.shop.order import Order
from desk.shop.order_item import OrderItem

_CORRECTING = frozenset({"choose_other", "deny"})
_MOST_BUTTONS = 6
_SO_FAR = "items_so_far"
"""Detail with the items that were clear, while it is asked which of several another one is."""
_ORDER_WITH = re.compile(
    r"\b(order|parcel|delivery|one) (?:with|that has|that had|which has|containing)\b",
    re.IGNORECASE,
)

_OTHER = re.compile(r"\b(?:other|another|different|instead|rather)\b", re.IGNORECASE)


class WhichItems(Detail):
    """Items of the order, `{item_id: quantity}`."""

    name: ClassVar = "items"

    def __init__(self, question: str, *, has_options: bool = False) -> None:
        """`question` is the response that asks for them.

        `has_options`: another option is chosen for each later, so "the black one" is no item then.
        """
        self._question = question
        self._has_options = has_options

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """Numbers of the list, names, options, "all but the socks"; also a correction."""
        order = await case.order()
        if order is None or not said.text:
            return False
        chosen = case.state.details.get(self.name, {})
        if chosen and not is_asked and not self._may_correct(case, order, said):
            return False
        if _is_of_the_order(said.text, is_order_asked=case.state.asked == "order"):
            return False
        candidates = self._shown(case, order) if is_asked else candidates_of(order)
        if chosen and self._has_options and not is_asked:
            candidates = [Candidate(one.key, one.name) for one in candidates]
        text = said.beside_numbers
        choice = choose(text, candidates, several=True, shown=is_asked, current=tuple(chosen))
        if choice.unclear and len(chosen) == 1:
            choice = _among_alike(text, order, *chosen) or choice
        if choice.unclear and said.intent == "deny" and not _OTHER.search(text):
            # "No, I don't want to return the lamp" is a no, and does not ask for another one.
            return False
        return self._take(case, order, choice)

    async def is_known(self, case: JobCase) -> bool:
        """Settled too where the order has a single item."""
        if case.state.details.get(self.name):
            return True
        order = await case.known_order()
        if len(order.items) != 1:
            return False
        case.state.details[self.name] = {order.items[0].id: order.items[0].quantity}
        return True

    async def ask(self, case: JobCase) -> Saying:
        """With the items as a numbered list; of those that were unclear, only them."""
        order = await case.known_order()
        shown = [item for item in order.items if item.id in case.state.shown] or order.items
        case.state.shown = [item.id for item in shown]
        lines = (f"{words.item_line(i)}, {case.sign}{words.amount(i.total)}" for i in shown)
        return Saying(
            self._question,
            {"order_number": order.id, "items": numbered(lines)},
            answers(_titles(shown)) if len(shown) <= _MOST_BUTTONS else (),
            asks=self.name,
        )

    def _may_correct(self, case: JobCase, order: Order, said: Said) -> bool:
        if case.state.asked == "confirm" or said.intent in _CORRECTING:
            return True
        chosen = case.state.details[self.name]
        names = ProductNames((item.id, item.product_name, ()) for item in order.items)
        return any(
            hit.is_head and hit.keys.isdisjoint(chosen) for hit in names.find(tokens_of(said.text))
        )

    def _shown(self, case: JobCase, order: Order) -> list[Candidate]:
        by_id = {candidate.key: candidate for candidate in candidates_of(order)}
        shown = [by_id[key] for key in case.state.shown if key in by_id]
        return shown or list(by_id.values())

    def _take(self, case: JobCase, order: Order, choice: Choice) -> bool:
        by_id = {item.id: item.quantity for item in order.items}
        known = case.state.details.get(self.name, {})
        # Named again without a number, "one of them" stays one.
        chosen = {
            key: choice.quantities.get(key, known.get(key, by_id[key])) for key in choice.chosen
        }
        if chosen and choice.unclear:
            # "The mug and the lamp" of an order with two lamps: the mug is settled meanwhile.
            case.state.forget(self.name, "options", "confirm")
            case.state.details[_SO_FAR] = case.state.details.get(_SO_FAR, {}) | chosen
            case.state.shown = list(choice.unclear)
            return True
        if chosen:
            chosen = case.state.details.pop(_SO_FAR, {}) | chosen
            if chosen != case.state.details.get(self.name):
                options = case.state.details.get("options", {})
                kept = {key: option for key, option in options.items() if key in chosen}
                case.state.forget("options", "confirm")
                case.state.details |= {"options": kept} if kept else {}
                case.state.details[self.name] = chosen
                case.state.shown = []
            return True
        if choice.unclear:
            if self.name in case.state.details:
                # Another one is meant: what was said before does not count any more.
                case.state.forget(self.name, "options", "confirm")
                case.state.heard = case.state.heard[-1:]
            case.state.shown = list(choice.unclear)
            return True
        return False


def _is_of_the_order(text: str, *, is_order_asked: bool) -> bool:
    """Whether an item only says which order is meant: "the order with the lamp"."""
    found = _ORDER_WITH.search(text)
    return found is not None and (is_order_asked or found[1].casefold() != "one")


def _among_alike(text: str, order: Order, chosen: str) -> Choice | None:
    """The one of the items of the same name that "the other one" means first of all."""
    items = candidates_of(order)
    name = next(item.name for item in items if item.key == chosen)
    alike = [item for item in items if item.name == name]
    if len(alike) == 1:
        return None
    choice = choose(text, alike, several=True, shown=False, current=(chosen,))
    return choice if choice.chosen and chosen not in choice.chosen else None


def candidates_of(order: Order) -> list[Candidate]:
    """The items of an order, to be chosen from."""
    return [
        Candidate(item.id, item.product_name, item.options, item.unit_price, item.quantity)
        for item in order.items
    ]


async def chosen_items(case: JobCase) -> list[OrderItem]:
    """The items that are known so far, in the order's order."""
    order = await case.known_order()
    chosen = case.state.details.get(WhichItems.name, {})
    return [item for item in order.items if item.id in chosen]


def _titles(items: Iterable[OrderItem]) -> list[str]:
    """What stands on the buttons: the names, with the options where names are alike."""
    listed = list(items)
    names = [item.product_name for item in listed]
    return [
        item.product_name if names.count(item.product_name) == 1 else words.item_name(item)
        for item in listed
    ]
