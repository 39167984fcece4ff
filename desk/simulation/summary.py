"""Checks what the bot is about to do against what the customer wants, before any yes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desk.simulation.goal import Address, Item, Job, Payment, Request
from desk.simulation.known import Known, digits
from desk.simulation.reading import amounts_in, folded, mentions, order_numbers_in

# A summary says what will be done by one of these words.
_DOING = {
    Job.CANCEL: r"cancel",
    Job.RETURN: r"return|send back|sent back|goes back|go back|take back",
    Job.EXCHANGE: r"exchang|swap|instead|replac",
    Job.CHANGE_ITEMS: r"chang|modif|swap|instead|replac|becomes",
    Job.CHANGE_ADDRESS: r"address|deliver|send|sent|ship|goes to",
    Job.CHANGE_PAYMENT: r"pay|charge|method|refund",
    Job.CHANGE_DEFAULT_ADDRESS: r"address",
    Job.NEWSLETTER: r"newsletter|subscri|e-?mail|news",
}
_ORDER_JOBS = frozenset(
    {
        Job.CANCEL, Job.RETURN, Job.EXCHANGE, Job.CHANGE_ITEMS, Job.CHANGE_ADDRESS,
        Job.CHANGE_PAYMENT,
    }
)  # fmt: skip
_ITEM_JOBS = frozenset({Job.RETURN, Job.EXCHANGE, Job.CHANGE_ITEMS})
_KINDS = {
    "credit_card": "card",
    "gift_card": "gift card",
    "paypal": "PayPal",
    "apple_pay": "Apple Pay",
    "google_pay": "Google Pay",
}
# "can be cancelled" or "cannot be undone" in a summary of something else is no cancellation.
_ACCOUNT = re.compile(r"address (with us|in your account)|your (default|account's) address")
_MORE = re.compile(r"\b(\d+) more items?\b")
_CANCELS = re.compile(r"^\W*(?:i(?:'ll| will) )?cancel\b|\bcancel (?:the )?order\b", re.MULTILINE)


@dataclass(frozen=True)
class Verdict:
    """What the summary lacks, and what is in it that must not be.

    `is_about_it`: it is the right job with the right order, whatever else is wrong.
    """

    missing: list[str]
    wrong: list[str]
    is_about_it: bool = True

    @property
    def is_right(self) -> bool:
        """Whether a yes to it is what the customer wants."""
        return not self.missing and not self.wrong

    def __str__(self) -> str:
        parts = [f"it does not name {each}" for each in self.missing]
        parts += [f"it names {each}" for each in self.wrong]
        return "; ".join(parts)


def check(text: str, request: Request, known: Known) -> Verdict:
    """Whether the text says exactly what the request is about."""
    missing, wrong = [], []
    spoken = folded(text)
    doing = _DOING.get(request.job)
    if doing is None or not re.search(doing, spoken):
        missing.append(f"what is to be done ({request.job.value})")
    if request.job is not Job.CANCEL and _CANCELS.search(spoken):
        wrong.append("a cancellation")
    if request.job is Job.CHANGE_ADDRESS and _ACCOUNT.search(spoken):
        wrong.append("the address of the account")
    numbers = order_numbers_in(text, known.numbers(request))
    if request.job is Job.CHANGE_DEFAULT_ADDRESS:
        wrong += [f"order {each}" for each in numbers]
    number = known.order_of(request) if request.job in _ORDER_JOBS else None
    if number is not None:
        _check_order(text, number, numbers, missing, wrong)
    is_about_it = not missing and not wrong
    if request.job in _ITEM_JOBS:
        _check_items(text, request, known, number, missing, wrong)
    if request.address is not None:
        missing += [part for part in _parts(request.address) if not mentions(text, part)]
    for method in (request.payment, request.refund_to):
        if method is not None and _moves_money(text, request, known, number):
            words = _method_words(known.payment(method))
            missing += [word for word in words if not mentions(text, word)]
    shown = amounts_in(text)
    wanted = known.amounts_of(request, number)
    missing += [f"{amount:.2f}" for amount in sorted(wanted) if amount not in shown]
    missing += [words for words in request.confirm_says if not mentions(text, words)]
    return Verdict(missing, wrong, is_about_it)


def _check_order(
    text: str, number: str, numbers: list[str], missing: list[str], wrong: list[str]
) -> None:
    found = {digits(each): each for each in numbers}
    if digits(number) not in found and digits(number) not in text:
        missing.append(f"order {number}")
    # Other numbers of the same shape are other orders; a tracking number has another one.
    wrong += [
        f"order {each}" for key, each in found.items()
        if key != digits(number) and len(key) == len(digits(number))
    ]  # fmt: skip


def _check_items(
    text: str,
    request: Request,
    known: Known,
    number: str | None,
    missing: list[str],
    wrong: list[str],
) -> None:
    items = _wanted(request, known, number)
    unnamed = [item.product for item in items if not mentions(text, item.product)]
    more = _MORE.search(folded(text))
    # Long orders are summed up: "… and 3 more items".
    if len(unnamed) > (int(more[1]) if more else 0):
        missing += unnamed
    for item in items:
        if (
            item.quantity is not None
            and item.quantity > 1
            and not mentions(text, str(item.quantity))
        ):
            missing.append(f"{item.quantity} of {item.product}")
        missing += [f"{item.product}: {v}" for v in _new_values(item) if not mentions(text, v)]
        if isinstance(item.new, dict):
            wrong += _other_options(text, request, known, item.product)
    names = {folded(item.product) for item in items}
    for other in known.unwanted_items(request, number):
        is_named_alike = any(name in folded(other.product) for name in names)
        if not is_named_alike and mentions(text, other.product):
            wrong.append(other.product)
        elif is_named_alike:
            wrong += _confused(text, other.options, items)


def _other_options(text: str, request: Request, known: Known, product: str) -> list[str]:
    """Options in what is said of the product that it neither has nor is to get."""
    spoken = "\n".join(line for line in text.splitlines() if mentions(line, product))
    # A number may be anything, such as days or an amount.
    words = [each for each in known.other_choices(request, product) if not each.isdigit()]
    return [f"{product}: {each}" for each in sorted(words) if mentions(spoken, each)]


def _confused(text: str, options: object, items: list[Item]) -> list[str]:
    """Options by which another item of the same product is named instead of the one wanted."""
    assert isinstance(options, dict)  # noqa: S101 - as it is read from the database
    said = {folded(v) for i in items for v in (*i.options.values(), *_new_values(i))}
    values = {value for value in options.values() if folded(value) not in said}
    wanted = {value for item in items for value in item.options.values()}
    if not values or not wanted or any(mentions(text, value) for value in wanted):
        return []
    return sorted(value for value in values if mentions(text, value))


def _new_values(item: Item) -> list[str]:
    """The options wanted instead; what is or is not so can be said in many ways."""
    values = item.new.values() if isinstance(item.new, dict) else ()
    return [value for value in values if value.casefold() not in ("yes", "no")]


def _wanted(request: Request, known: Known, number: str | None) -> list[Item]:
    if isinstance(request.items, list):
        return request.items
    if request.items == "all" and number is not None:
        names = dict.fromkeys(item.product for item in known.items.get(number, ()))
        return [Item(product=name, quantity=None) for name in names]
    return []


def _moves_money(text: str, request: Request, known: Known, number: str | None) -> bool:
    """Whether a payment method has to be named: not where nothing is to be settled."""
    if request.job not in (Job.EXCHANGE, Job.CHANGE_ITEMS):
        return True
    if number is not None and any(order == number for order, _ in known.amounts):
        return bool(known.amounts_of(request, number))
    return bool(amounts_in(text))


def _parts(address: Address) -> list[str]:
    return [part for part in (address.street, address.street2, address.postcode) if part]


def _method_words(method: Payment) -> list[str]:
    if method.kind in ("original", "original method"):
        return []
    if method.last_four:
        return [method.last_four]
    if method.brand:
        return [method.brand.replace("_", " ")]
    return [_KINDS.get(method.kind, method.kind)] if method.kind else []
