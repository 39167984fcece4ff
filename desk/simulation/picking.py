"""Finds what is wanted among the lines and buttons that the bot shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from desk.simulation.goal import Item, Job, OrderHint, Payment, Request
from desk.simulation.known import Known, digits
from desk.simulation.reading import (
    Heard,
    Line,
    folded,
    lines_in,
    mentions,
    order_numbers_in,
)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_LISTS_VALUES = re.compile(r"^[\w ]+: .+ or .+")
_COUNTED = 4
_TITLES: Mapping[Job, Sequence[str]] = {
    Job.CANCEL: ("cancel",),
    Job.RETURN: ("return", "send back"),
    Job.EXCHANGE: ("exchange", "swap"),
    Job.CHANGE_ITEMS: ("change an order", "change the items", "items", "option"),
    Job.CHANGE_ADDRESS: ("change the delivery", "address"),
    Job.CHANGE_PAYMENT: ("payment", "pay"),
    Job.CHANGE_DEFAULT_ADDRESS: ("account", "address", "profile"),
    Job.ORDER_STATUS: ("where my order", "where is my order", "status"),
    Job.LIST_ORDERS: ("my orders", "list"),
    Job.REFUND_STATUS: ("refund",),
    Job.GIFT_CARD_BALANCE: ("gift card", "balance"),
    Job.ORDER_TOTAL: ("total", "cost"),
    Job.NEWSLETTER: ("newsletter",),
}


def order_shown(said: Heard, request: Request, known: Known) -> tuple[str, Line | None] | None:
    """The number of the wanted order in a list, with its line; None if it is not shown."""
    number, own = known.order_of(request), known.numbers(request)
    shown: list[tuple[str, Line | None]] = []
    for listed in lines_in(said.text):
        numbers = order_numbers_in(listed.text, own)
        shown += [(numbers[0], listed)] if numbers else []
    for button in said.buttons:
        shown += [(each, None) for each in order_numbers_in(button["title"], own)]
    for each, line in shown:
        if number is not None:
            if digits(each) == digits(number):
                return each, line
        elif line is not None and _describes(line.text, request):
            return each, line
    if number is None and (request.order in ("newest", "unknown", None)) and shown:
        return shown[0]
    return None


def line_of_item(said: Heard, item: Item) -> Line | None:
    """The line of a list that shows the item, if there is exactly one."""
    lines = [line for line in lines_in(said.text) if mentions(line.text, item.product)]
    by_options = [
        line for line in lines
        if all(mentions(line.text, value) for value in item.options.values())
    ]  # fmt: skip
    found = by_options or lines
    return found[0] if len(found) == 1 else None


def line_of_option(said: Heard, options: Mapping[str, str]) -> Line | None:
    """The line that shows all these options, if there is exactly one."""
    found = [
        line
        for line in lines_in(said.text)
        if options
        and all(mentions(line.text, value) for value in options.values())
        # A line of what there is to choose from is nothing to choose.
        and not _LISTS_VALUES.search(line.text)
    ]
    return found[0] if len(found) == 1 else None


def item_asked_for(said: Heard, items: Sequence[Item], answered: set[int]) -> Item | None:
    """Of which item another option is asked for: the one named last, else the next."""
    open_ = [item for item in items if item.new is not None]
    named = [(folded(said.last).rfind(folded(item.product)), item) for item in open_]
    named = [(at, item) for at, item in named if at >= 0]
    products = {folded(item.product) for _, item in named}
    waiting = [item for item in open_ if id(item) not in answered]
    if len(products) == 1:
        fitting = [item for item in waiting if folded(item.product) in products]
        return fitting[0] if fitting else max(named, key=lambda each: each[0])[1]
    if waiting:
        return waiting[0]
    return open_[-1] if open_ else None


def button_for(said: Heard, request: Request) -> dict[str, str] | None:
    """The button that names the request, where the bot asks what it is about."""
    words = _TITLES.get(request.job, ())
    for button in said.buttons:
        if any(word in folded(button["title"]) for word in words):
            return button
    return None


def button_with(said: Heard, *words: str) -> dict[str, str] | None:
    """The first button whose title holds one of the words."""
    for button in said.buttons:
        if any(mentions(button["title"], word) for word in words if word):
            return button
    return None


def yes_or_no_button(said: Heard, *, is_yes: bool) -> dict[str, str] | None:
    """The button that says yes, or the one that says no."""
    starts = ("yes",) if is_yes else ("no",)
    for button in said.buttons:
        if folded(button["title"]).startswith(starts):
            return button
    return None


def payment_button(said: Heard, method: Payment) -> dict[str, str] | None:
    """The button of a payment method."""
    if method.last_four:
        return button_with(said, method.last_four)
    return button_with(said, method.brand, method.kind.replace("_", " "))


def can_be_counted(line: Line) -> bool:
    """Whether a person would call it by its place: they count few lines without numbers."""
    return line.is_numbered or line.number <= _COUNTED


def ordinal(line: Line) -> str:
    """`the second one`."""
    if line.number <= len(_ORDINALS):
        return f"the {_ORDINALS[line.number - 1]} one"
    return f"number {line.number}"


def _describes(text: str, request: Request) -> bool:
    names: list[Any] = []
    if isinstance(request.order, OrderHint):
        names = list(request.order.containing)
    elif isinstance(request.items, list):
        names = [item.product for item in request.items]
    return bool(names) and all(mentions(text, name) for name in names)
