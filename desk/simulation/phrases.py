"""The customer's words: each request, each detail and each answer, in several ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk.simulation.goal import (
    Address,
    Item,
    Job,
    OrderHint,
    Payment,
    Request,
)
from desk.simulation.style import fact

YES = ("Yes, please.", "Yes, go ahead.", "Yes, that's right.", "Yes, do that.")
NO = ("No, don't do that.", "No, leave it as it is.", "No thanks, leave it.")
STOP = ("Actually, leave it. I don't want that any more.", "Never mind, forget it.")
NO_PERSON = ("No, thank you.", "No thanks.")
YES_PERSON = ("Yes, please.", "Yes, a person please.")
NOT_NOW = ("No thanks, not now.", "No, leave that.")
NO_NUMBER = ("I don't have the number here.", "I don't know the number, sorry.")
NEWEST = ("It's my latest order.", "The newest one.", "My most recent order.")
ALL_ITEMS = ("All of it.", "Everything in it.")
ORIGINAL = ("What I paid with originally.", "The original payment method.")
NO_CODE = ("I can't get at my e-mail just now.",)
NO_ALTERNATIVE = ("Then leave it, thanks.", "All right, then forget it.")

_REASONS: Mapping[str, Sequence[str]] = {
    "no longer needed": ("I no longer need it.", "I don't need it any more.", "No longer needed."),
    "ordered by mistake": (
        "I ordered it by mistake.", "It was ordered by mistake.", "That was a mistake of mine.",
    ),
}  # fmt: skip
_KINDS = {
    "credit_card": "credit card",
    "gift_card": "gift card",
    "paypal": "PayPal",
    "apple_pay": "Apple Pay",
    "google_pay": "Google Pay",
}
# What each job is called, first with the order, then without one.
_LEADS: Mapping[Job, Sequence[str]] = {
    Job.CANCEL: (
        "I'd like to cancel {order}.", "Please cancel {order}.", "Can you cancel {order}, please?",
    ),
    Job.RETURN: (
        "I'd like to return {items} from {order}.", "I want to send back {items} from {order}.",
    ),
    Job.EXCHANGE: (
        "I'd like to exchange {items} from {order}{new}.",
        "Could you exchange {items} from {order}{new}, please?",
    ),
    Job.CHANGE_ITEMS: (
        "I'd like to change {items} in {order}{new}.",
        "Could you change {items} in {order}{new}, please?",
    ),
    Job.CHANGE_ADDRESS: (
        "I'd like to change the delivery address of {order}.",
        "Please change the delivery address of {order}.",
    ),
    Job.CHANGE_PAYMENT: (
        "I'd like to change the payment method of {order}.",
        "Can you change how {order} is paid, please?",
    ),
    Job.CHANGE_DEFAULT_ADDRESS: (
        "I'd like to change the default address in my account.",
        "Please change the address in my profile.",
    ),
    Job.ORDER_STATUS: ("Where is {order}?", "What is the status of {order}?"),
    Job.LIST_ORDERS: ("Which orders do I have?", "Can you list my orders, please?"),
    Job.REFUND_STATUS: ("Where is my refund for {order}?", "What about the refund for {order}?"),
    Job.GIFT_CARD_BALANCE: (
        "How much is left on my gift card?", "What's the balance of my gift card?",
    ),
    Job.ORDER_TOTAL: ("What did {order} cost in total?", "How much was {order} altogether?"),
}  # fmt: skip
_NEWSLETTER = {
    True: ("I'd like to get your newsletter.", "Please sign me up for the newsletter."),
    False: ("Please unsubscribe me from the newsletter.", "I want no more newsletters."),
}


def variants_of_opening(request: Request) -> list[str]:
    """Ways to ask for it, with all the details that the request tells at once."""
    told = request
    if request.first_says is not None:
        told = request.with_details(request.first_says)
    if request.opening:
        return [fact(request.opening)]
    if request.say and request.job not in _LEADS:
        return [fact(request.say)]
    if request.job is Job.NEWSLETTER:
        return list(_NEWSLETTER[request.subscribe])
    is_all = request.tells == "all"
    if is_all and _swaps_several(told):
        return [lead + _further(told) for lead in _leads_for_several(told)]
    new = f" {new_words(told.items)}" if is_all and new_words(told.items) else ""
    return [
        lead.format(
            order=order_words(told.order if is_all else None, request.job),
            items=items_words(told.items if is_all else None),
            new=new,
        )
        + (_further(told) if is_all else "")
        for lead in _LEADS[request.job]
    ]


def told_in_opening(request: Request) -> set[str]:
    """The names of the details that the opening tells; own words are taken to tell all."""
    if request.tells != "all" and not request.opening:
        return set()
    given = set(request.given())
    if request.order in ("unknown", None):
        given.discard("order")
    return given | ({"option"} if new_words(request.items) else set())


def order_words(order: OrderHint | str | None, job: Job | None = None) -> str:
    """`order HP-104233`, `the order with the Tideline mug`, `my latest order`, `an order`."""
    if isinstance(order, OrderHint):
        if order.containing:
            return f"the order with the {fact(' and the '.join(order.containing))}"
        return "my latest order" if order.newest else "my order"
    if order == "newest":
        return "my latest order"
    if order in (None, "unknown"):
        is_open = job in (Job.ORDER_STATUS, Job.REFUND_STATUS, Job.ORDER_TOTAL)
        return "my order" if is_open else "an order"
    return f"order {fact(order)}"


def items_words(items: Sequence[Item] | str | None) -> str:
    """`the Tideline mug (ink) and 2 of the candles`."""
    if items is None:
        return "something"
    if isinstance(items, str):
        return "everything"
    return joined([item_words(item) for item in items])


def item_words(item: Item) -> str:
    """`the Tideline mug in ink`, `2 of the Tideline mug`."""
    count = f"{fact(str(item.quantity))} of " if item.quantity else ""
    options = f" in {fact(', '.join(item.options.values()))}" if item.options else ""
    return f"{count}the {fact(item.product)}{options}"


def _swaps_several(request: Request) -> bool:
    return isinstance(request.items, list) and sum(1 for i in request.items if i.new) > 1


def _leads_for_several(request: Request) -> list[str]:
    verb = "exchange" if request.job is Job.EXCHANGE else "change"
    order, swaps = order_words(request.order), new_words(request.items)
    return [
        f"I'd like to {verb} some things in {order}: {swaps}.",
        f"It's about {order}. Please {verb} {swaps}.",
    ]


def new_words(items: Sequence[Item] | str | None) -> str:
    """`for one in ink, 30 cm`; of several items, what each is to become."""
    if items is None or isinstance(items, str):
        return ""
    wanted = [item for item in items if item.new]
    if len(wanted) == 1 and len(items) == 1:
        return f"for one with {option_words(wanted[0])}"
    return joined([f"the {fact(i.product)} for one with {option_words(i)}" for i in wanted])


def option_words(item: Item) -> str:
    """`size L and colour ink`."""
    if isinstance(item.new, str):
        return f"item number {fact(item.new)}"
    return options_words(item.new or {})


def options_words(options: Mapping[str, str]) -> str:
    """`size L and colour ink`; of what is or is not so, `waterproof`, `not waterproof`."""
    said = {"yes": "{name}", "no": "not {name}"}
    return joined(
        [
            fact(said.get(value.casefold(), "{name} {value}").format(name=name, value=value))
            for name, value in options.items()
        ]
    )


def payment_words(method: Payment) -> str:
    """`my Mastercard ending 9212`, `PayPal`, `my gift card`."""
    brand = method.brand.replace("_", " ").title()
    name = brand or _KINDS.get(method.kind, method.kind) or f"the payment method {method.id}"
    ending = f" ending {method.last_four}" if method.last_four else ""
    my = (
        "" if name in ("PayPal", "Apple Pay", "Google Pay") or not (brand or method.kind) else "my "
    )
    if method.kind in ("original", "original method"):
        return "what I paid with originally"
    return f"{my}{fact(name + ending)}"


def address_words(address: Address) -> str:
    """`4 Ferry Lane, Flat 2, London, SE15 4QN`."""
    country = "" if address.country == "GB" else address.country
    parts = (
        address.street, address.street2, address.city, address.region, address.postcode, country,
    )  # fmt: skip
    return fact(", ".join(part for part in parts if part))


def reasons(reason: str) -> Sequence[str]:
    """Ways to give this reason."""
    return _REASONS.get(reason, (f"{fact(reason[:1].upper() + reason[1:])}.",))


def _further(told: Request) -> str:
    said = []
    if told.reason is not None:
        said.append(reasons(told.reason)[0])
    if told.address is not None:
        said.append(f"The new address is {address_words(told.address)}.")
    if told.payment is not None:
        use = {
            Job.CHANGE_PAYMENT: "I want to pay with {method} instead.",
            Job.CHANGE_ITEMS: "Use {method} for any difference in price.",
            Job.EXCHANGE: "Use {method} for any difference in price.",
        }.get(told.job, "Please use {method}.")
        said.append(use.format(method=payment_words(told.payment)))
    if told.refund_to is not None:
        said.append(f"The refund should go to {payment_words(told.refund_to)}.")
    return "".join(f" {sentence}" for sentence in said)


def joined(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    *first, last = parts or [""]
    return f"{', '.join(first)} and {last}" if first else last
