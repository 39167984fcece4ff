"""What is known of a question beside its words: its conversation, its customer and their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rasa_sdk import Tracker

from actions.asked import in_words
from actions.opening_offer import order_in_question
from actions.products.shown import IN_QUESTION
from actions.topics import choices_in
from desk.customers.customer import Customer, Tier
from desk.services import Services
from desk.shop.order import Order
from knowledge_base.answers.facts import CustomerFacts
from knowledge_base.conversation import BOT_LANGUAGE, Context, Turn

_MOST_TURNS = 20
# Members without a tier of their own have what everybody has.
_TIERS = {Tier.SILVER: "Silver", Tier.GOLD: "Gold"}


@dataclass(frozen=True)
class Question:
    """The customer's words, and what they are to be read with."""

    text: str
    context: Context
    facts: CustomerFacts | None = None
    names: tuple[str, ...] = ()
    """The customer's, as far as known."""


async def question_of(
    services: Services, tracker: Tracker, customer: Customer | None, article_id: str | None = None
) -> Question:
    """The newest question; `article_id` is that of the article which the customer has chosen."""
    text, turns = _said(tracker)
    today = services.clock().date()
    order = None if customer is None else await _order_of(services, tracker, customer)
    context = Context(
        turns=turns[-_MOST_TURNS:],
        subjects=await _products(services, tracker, order),
        language=BOT_LANGUAGE,
        today=today,
        article_id=article_id,
    )
    if customer is None:
        return Question(text, context)
    facts = None if order is None else _facts(order, _TIERS.get(customer.tier), today)
    return Question(text, context, facts, tuple(customer.name.split()))


def _said(tracker: Tracker) -> tuple[str, list[Turn]]:
    """The newest words of the customer, and what was said before them, the oldest first.

    A button says only which of two things was meant by what was written, and so do the words of who
    chooses a topic without pressing one.
    """
    choices = choices_in(tracker.events)
    events = [event for place, event in enumerate(tracker.events) if place not in choices]
    turns = [(turn, event) for event in events if (turn := _turn(event)) is not None]
    while turns and turns[-1][0].speaker != "customer":
        turns.pop()
    if not turns:
        return "", []
    newest, event = turns.pop()
    # Of several requests in a message the others wait, and are said again when their turn comes.
    requests = (event.get("parse_data") or {}).get("requests")
    text = in_words(requests[0]["text"]) if requests else ""
    return text or newest.text, [turn for turn, _ in turns]


def _turn(event: dict[str, Any]) -> Turn | None:
    words = in_words(event.get("text"))
    if not words or event.get("event") not in ("user", "bot"):
        return None
    return Turn("customer" if event["event"] == "user" else "agent", words)


async def _order_of(services: Services, tracker: Tracker, customer: Customer) -> Order | None:
    """The order that is spoken of, or the only one that the customer has."""
    number = order_in_question(tracker)
    if number is not None:
        return await services.shop.order_of(customer.id, number)
    orders = await services.shop.orders_of(customer.id, limit=2)
    return orders[0] if len(orders) == 1 else None


async def _products(services: Services, tracker: Tracker, order: Order | None) -> tuple[str, ...]:
    """The names of the products in question."""
    shown = tracker.get_slot(IN_QUESTION)
    product = await services.shop.product(str(shown)) if shown else None
    if product is not None:
        return (product.name,)
    # An order with many items is about none of them.
    items = [] if order is None or order_in_question(tracker) is None else order.items
    return (items[0].product_name,) if len(items) == 1 else ()


def _facts(order: Order, tier: str | None, today: date) -> CustomerFacts:
    sent_back = order.order_return or order.exchange
    return CustomerFacts(
        today=today,
        order_number=order.id,
        tier=tier,
        ordered_on=order.placed_at.date(),
        dispatched_on=_day(order.shipped_at),
        delivered_on=_day(order.delivered_at),
        returned_on=_day(sent_back.received_at) if sent_back else None,
        cancelled_on=_day(order.cancelled_at),
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
