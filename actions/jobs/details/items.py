"""Which items of an order a job is about, and how many of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.job import Detail
from actions.jobs.said import Said
from actions.jobs.saying import Saying, answers, numbered
from actions.reading.choices import Candidate, Choice, choose
from actions.reading.product_names import ProductNames
from actions.reading.tokens import tokens_of
from bot.entities.words import NUMBERS, ORDINALS, word_set
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
_NUMBER = rf"[0-9]+|all|both|{'|'.join(NUMBERS)}"
_HOW_MANY = re.compile(
    rf"\bmake (?:that|it|them) (?:{_NUMBER})\b|\b(?:just|only) (?:the )?(?:{_NUMBER})\b"
    r"|\bof (?:them|these|those)\b|\bboth\b|\ball\b",
    re.IGNORECASE,
)
_TAKING_BACK = re.compile(
    r"\b(?:not|without|remove|drop|keep|leave out|except|but)\b|n['’]?t\b", re.IGNORECASE
)
_PLACE = re.compile(
    rf"{_OTHER.pattern}|\b(?:[0-9]+|last|number|{'|'.join(ORDINALS)})\b", re.IGNORECASE
)
"""What rather answers a question with a list."""
_EVERY_LINE = re.compile(
    r"(?:(?:no|oh|actually|sorry|yes|i want|i mean|i meant|make (?:that|it)|return|exchange)[, ]+)*"
    r"(?P<said>both|all|everything)(?P<of> of (?:them|these|those|it))?"
    r"(?:[, ]+(?:please|thanks|actually|instead))*[. ]*",
    re.IGNORECASE,
)
_TWO = 2
_PAYING = frozenset({"payment", "refund_to"})
_PAYMENT_WORDS = word_set(
    "card visa mastercard master amex american express paypal pay pal apple google gift voucher "
    "credit debit bank store certificate balance"
)


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
        if chosen and not is_asked and not await self._may_correct(case, order, said):
            return False
        if _is_of_the_order(said.text, is_order_asked=case.state.asked == "order"):
            return False
        candidates = self._shown(case, order) if is_asked else candidates_of(order)
        if chosen and self._has_options and not is_asked:
            candidates = [Candidate(one.key, one.name) for one in candidates]
        text = said.beside_numbers
        every_line = _every_line(text, order, chosen)
        if every_line is not None:
            return self._take(case, order, every_line)
        choice = choose(
            text,
            candidates,
            several=True,
            shown=is_asked,
            current=tuple(chosen),
            currency_sign=case.sign,
        )
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

    async def _may_correct(self, case: JobCase, order: Order, said: Said) -> bool:
        """Whether a message may be about the items although something else was asked.

        The words of an answer to that question are none of items.
        """
        asked, text = case.state.asked, said.text
        if asked == "confirm":
            return True
        own = await self._answers_to(case, order)
        tokens = tokens_of(text)
        hits = ProductNames((item.id, item.product_name, ()) for item in order.items).find(tokens)
        named = [
            hit
            for hit in hits
            if hit.is_head and any(token.stem not in own for token in tokens[hit.start : hit.end])
        ]
        counts = _HOW_MANY.search(text) is not None
        is_less = counts or _TAKING_BACK.search(text) is not None
        chosen = case.state.details[self.name]
        if any(is_less or hit.keys.isdisjoint(chosen) for hit in named):
            return True
        if any(token.stem in own for token in tokens):
            return said.intent in _CORRECTING and bool(named)
        is_answer = asked == "options" or (asked in _PAYING and _PLACE.search(text) is not None)
        return counts or (said.intent in _CORRECTING and not is_answer)

    async def _answers_to(self, case: JobCase, order: Order) -> frozenset[str]:
        """Words that answer the question under way."""
        if case.state.asked in _PAYING:
            return _PAYMENT_WORDS
        if case.state.asked != "options":
            return frozenset()
        chosen = case.state.details.get(self.name, {})
        wanted = case.state.details.get("options", {})
        item = next((i for i in order.items if i.id in chosen and i.id not in wanted), None)
        if item is None:
            return frozenset()
        variants = await case.variants_like(item.variant_id)
        said = {text for one in variants for pair in one.options.items() for text in pair}
        return frozenset(token.stem for text in said for token in tokens_of(text))

    def _shown(self, case: JobCase, order: Order) -> list[Candidate]:
        by_id = {candidate.key: candidate for candidate in candidates_of(order)}
        shown = [by_id[key] for key in case.state.shown if key in by_id]
        return shown or list(by_id.values())

    def _take(self, case: JobCase, order: Order, choice: Choice) -> bool:
        by_id = {item.id: item.quantity for item in order.items}
        known = case.state.details.get(self.name, {})
        if self._has_options:
            choice = _of_whole_lines(case, order, choice)
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


def _every_line(text: str, order: Order, chosen: Mapping[str, int]) -> Choice | None:
    """Every line of the order where "no, both" cannot mean the pieces of the one chosen."""
    match = _EVERY_LINE.fullmatch(text.strip())
    lines = {item.id: item.quantity for item in order.items}
    is_reduced = any(count != lines.get(key) for key, count in chosen.items())
    if match is None or not chosen or is_reduced or len(chosen) == len(lines):
        return None
    if match["said"].casefold() == "both":
        is_meant = len(lines) == _TWO
    else:
        is_meant = not match["of"] or max(chosen.values()) == 1
    return Choice(tuple(lines), (), lines) if is_meant else None


def _of_whole_lines(case: JobCase, order: Order, choice: Choice) -> Choice:
    """With all pieces of each line, as a line has one option; says so where fewer were named."""
    for item in order.items:
        if choice.quantities.get(item.id, item.quantity) != item.quantity:
            told = {"item": item.product_name, "quantity": item.quantity}
            case.notes.append(Saying("utter_line_whole", told))
    lines = {item.id: item.quantity for item in order.items}
    return replace(choice, quantities={key: lines[key] for key in choice.chosen})


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
