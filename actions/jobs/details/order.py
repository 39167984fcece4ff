"""Which order a job is about."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.details.items import candidates_of
from actions.jobs.job import Detail
from actions.jobs.refusal import JobRefusal
from actions.jobs.said import Said
from actions.jobs.same_again import SameAgain, compares
from actions.jobs.saying import Saying, answers, numbered
from actions.reading.choices import Candidate, choose
from actions.reading.option_values import OptionValues
from actions.reading.product_names import ProductNames
from actions.reading.tokens import tokens_of
from desk.errors import ParleyError
from desk.shop.order import Order

Require = Callable[[JobCase, Order], Awaitable[None]]
"""Raises the refusal if nothing of this kind can be done with the order."""

_DEPENDENT = ("items", "items_so_far", "options", "payment", "refund_to", "confirm")
_ADDS = re.compile(r"\b(?:also|too|as well|both)\b", re.IGNORECASE)
_SAID_OF_ORDERS = frozenset({"order", "reason", "confirm"})
_POINTS_BACK = re.compile(r"\b(?:it|th(?:is|at) (?:order|one)|the same order)\b", re.IGNORECASE)
_NEWEST = re.compile(
    r"\b(?:my|the) (?:very )?(?:last|latest|newest|most recent) (?:order|purchase|one)\b",
    re.IGNORECASE,
)
_ALL_ORDERS = re.compile(
    r"\b(?:all|both|every one) (?:of )?(?:my |the |these )?(?:\w+ )?orders\b", re.IGNORECASE
)
_MOST_BUTTONS = 6


class WhichOrder(Detail):
    """An order of the customer with which the job is possible.

    Found by its number, by what is in it, by its place in a list, or because only one is possible.
    """

    name: ClassVar = "order"

    def __init__(self, require: Require, question: str, nothing: str) -> None:
        """`question` and `nothing` are responses: which one, and that there is none."""
        self._require = require
        self._question = question
        self._nothing = nothing

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """By number first; else by words, unless the order is settled."""
        if said.order_numbers and not (self.name in case.state.details and compares(said)):
            return await self._take_number(case, said)
        if not said.text or (self.name in case.state.details and said.intent != "choose_other"):
            return False
        may_choose = is_asked or not await self._is_of_this_order(case, said)
        if may_choose and await self._choose(case, said, is_asked=is_asked):
            return True
        if self.name in case.state.details:
            return False
        return await self._take_newest_or_all(case, said) or await self._take_by_items(
            case, said.text
        )

    async def is_known(self, case: JobCase) -> bool:
        """Settled too if only one order is possible, or the one talked about is."""
        if self.name in case.state.details:
            return True
        if await self._is_the_one_in_question(case):
            return True
        possible = await self._possible(case)
        if not possible:
            raise JobRefusal(await self._why_nothing(case))
        if len(possible) > 1:
            return False
        self._settle(case, possible[0].id)
        return True

    async def ask(self, case: JobCase) -> Saying:
        """With a line and a button for each that is possible."""
        possible = await self._possible(case)
        fitting = [order for order in possible if order.id in case.state.shown] or possible
        case.state.shown = [order.id for order in fitting]
        return Saying(
            self._question,
            {"orders": numbered(words.order_line(order) for order in fitting)},
            answers(order.id for order in fitting[:_MOST_BUTTONS]),
            asks=self.name,
        )

    async def hold(self, case: JobCase, wish: SameAgain) -> list[str]:
        """Keep the orders for which the same is wanted for later; returns their numbers.

        What cannot be told of them is said in the notes.
        """
        if wish.numbers:
            others = [order.id for order in await self._found(case, wish.numbers)]
        else:
            settled = (case.state.details[self.name], *case.state.later_orders)
            others = [o.id for o in await self._possible(case) if o.id not in settled]
            if not others:
                case.notes.append(Saying("utter_no_other_order"))
            elif len(others) > 1 and not wish.is_of_all:
                case.notes.append(Saying("utter_several_other_orders"))
                others = []
        case.state.later_orders += [o for o in others if o not in case.state.later_orders]
        return others

    async def _choose(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """By its place in the list, or by words; several are done one after the other."""
        possible = await self._possible(case)
        shown = [o for key in case.state.shown for o in possible if o.id == key] or possible
        choice = choose(
            said.text,
            [order_candidate(order) for order in shown],
            several=is_asked,
            shown=is_asked,
            current=self._left_by_other(case, said),
        )
        if not choice.chosen or choice.chosen[0] == case.state.details.get(self.name):
            return False
        first, *case.state.later_orders = choice.chosen
        self._settle(case, first)
        return True

    async def _take_newest_or_all(self, case: JobCase, said: Said) -> bool:
        """The last order, or all with which the job is possible, one after the other."""
        if _ALL_ORDERS.search(said.text):
            numbers = [order.id for order in await self._possible(case)]
        elif _NEWEST.search(said.text):
            newest = (await case.orders())[:1]
            for order in newest:
                await self._require(case, order)
            numbers = [order.id for order in newest]
        else:
            return False
        if numbers:
            self._settle(case, numbers[0])
            case.state.later_orders = numbers[1:]
        return bool(numbers)

    async def _take_number(self, case: JobCase, said: Said) -> bool:
        orders = {order.id: order for order in await self._found(case, said.order_numbers)}
        current, later = case.state.details.get(self.name), case.state.later_orders
        if current in orders or (current is not None and _ADDS.search(said.text)):
            # "Yes, and cancel HP-104871, too": one after the other.
            later += [number for number in orders if number != current and number not in later]
            return True
        if not orders:
            return True
        first, *others = orders
        others = [] if compares(said) else others
        try:
            await self._require(case, orders[first])
        except ParleyError as refusal:
            if current is None:
                case.state.later_orders = others
                raise
            # The job goes on with the order that it is about.
            why = Saying("utter_job_refused", {"why": str(refusal)})
            case.notes.append(refusal.saying if isinstance(refusal, JobRefusal) else why)
            return True
        case.state.later_orders = others
        self._settle(case, first)
        return True

    async def _found(self, case: JobCase, numbers: Iterable[str]) -> list[Order]:
        """The customer's orders of these numbers; says which are none."""
        orders = []
        for number in numbers:
            order = await case.find_order(number)
            if order is None:
                case.notes.append(Saying("utter_no_such_order", {"order_number": number}))
                if number == case.in_question:
                    case.in_question = None
            else:
                orders.append(order)
        return orders

    async def _take_by_items(self, case: JobCase, text: str) -> bool:
        """The order that holds what the text names; says so if it is one that is not possible."""
        named: dict[str, int] = {}
        for order in await case.orders():
            choice = choose(text, candidates_of(order), several=True, shown=False)
            if (choice.chosen or choice.unclear) and _names(text, order):
                named[order.id] = max(len(choice.chosen), 1)
        if not named:
            return False
        possible = [order.id for order in await self._possible(case) if order.id in named]
        most = max((named[number] for number in possible), default=0)
        best = [number for number in possible if named[number] == most]
        if case.in_question in best:
            best = [case.in_question]
        if len(best) == 1:
            self._settle(case, best[0])
        elif best:
            case.state.shown = best
        else:
            impossible = await case.find_order(next(iter(named)))
            if impossible is not None:
                await self._require(case, impossible)
        return True

    async def _is_of_this_order(self, case: JobCase, said: Said) -> bool:
        """Whether a message is no correction, or one of what the order holds: "not the lamp"."""
        order = await case.order()
        if said.intent != "choose_other" or order is None:
            return said.intent != "choose_other"
        return not self._left_by_other(case, said) and _names(said.text, order)

    def _left_by_other(self, case: JobCase, said: Said) -> tuple[str, ...]:
        """The order that "the other one" is not, unless an item or an address is meant by it."""
        details = case.state.details
        is_of_orders = details.keys() <= _SAID_OF_ORDERS or "order" in said.text.casefold()
        return (details[self.name],) if is_of_orders and self.name in details else ()

    async def _is_the_one_in_question(self, case: JobCase) -> bool:
        if case.in_question is None:
            return False
        order = await case.find_order(case.in_question)
        if order is None:
            return False
        try:
            await self._require(case, order)
        except ParleyError:
            # "Cancel it" means that one and no other; "cancel an order" may mean any.
            if any(_POINTS_BACK.search(said.text) for said in case.state.heard):
                raise
            return False
        if case.state.shown and order.id not in case.state.shown:
            return False
        self._settle(case, order.id)
        return True

    async def _possible(self, case: JobCase) -> list[Order]:
        possible = []
        for order in await case.orders():
            try:
                await self._require(case, order)
            except ParleyError:
                continue
            possible.append(order)
        return possible

    async def _why_nothing(self, case: JobCase) -> Saying:
        if not await case.orders():
            return Saying("utter_no_orders")
        window = await case.return_window_days()
        return Saying(self._nothing, {"return_window_days": window})

    def _settle(self, case: JobCase, number: str) -> None:
        if case.state.details.get(self.name) not in (None, number):
            case.state.forget(*_DEPENDENT)
        case.state.details[self.name] = number
        case.state.shown = []


def _names(text: str, order: Order) -> bool:
    """Whether a text names something of the order; "it" and "all" may be of any."""
    tokens, items = tokens_of(text), candidates_of(order)
    values: dict[str, list[str]] = {}
    for item in items:
        for name, value in item.options.items():
            values.setdefault(name, []).append(value)
    return bool(
        ProductNames((item.key, item.name, item.words) for item in items).find(tokens)
        or OptionValues(values).find(tokens, bare_numbers=False)
    )


def order_candidate(order: Order) -> Candidate:
    """An order, to be chosen from by what is in it and by its status."""
    names = tuple(item.product_name for item in order.items)
    return Candidate(order.id, order.id, words=(*names, order.status.value.replace("_", " ")))
