"""What the console shows of tickets, customers and orders, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desk.conversations.conversation import Conversation, Message
from desk.customers.customer_change import NoSuchCustomer
from desk.customers.profile import Profile
from desk.handoff.handoff import QueueEntry
from desk.insight.rating import SCALES, Rating, RatingFigure, RatingKind
from desk.services import Services
from desk.shop.order import Order

Names = dict[str, str]


async def names(services: Services, entries: list[QueueEntry]) -> Names:
    """The names of the customers and agents of some tickets, by id."""
    agents = {entry.ticket.agent_id for entry in entries if entry.ticket.agent_id}
    customers = {e.conversation.customer_id for e in entries if e.conversation.customer_id}
    return await services.agents.names(agents) | await services.customers.names(customers)


def ticket_summary(entry: QueueEntry, known: Names) -> dict[str, Any]:
    """A line of the queue."""
    ticket, conversation, last = entry.ticket, entry.conversation, entry.last_message
    return {
        **ticket.as_dict(),
        "customer_name": known.get(conversation.customer_id or ""),
        "verified": conversation.is_verified,
        "claimed_by": known.get(ticket.agent_id or ""),
        "channel": conversation.channel,
        "last_message": None if last is None else message(last),
    }


async def ticket_page(services: Services, entry: QueueEntry) -> dict[str, Any]:
    """Everything that an agent needs about one ticket."""
    conversation = entry.conversation
    profile = await _profile_of(services, conversation)
    orders: list[Order] = []
    if conversation.customer_id is not None:
        orders = await services.shop.orders_of(conversation.customer_id)
    earlier = [] if profile is None else [one.id for one in profile.conversations]
    ratings = await services.ratings.of([conversation.id, *earlier])
    messages = await services.conversations.messages(conversation.id)
    return {
        "ticket": ticket_summary(entry, await names(services, [entry])),
        "customer": None if profile is None else _customer(profile, conversation, ratings),
        "orders": [_order(order) for order in orders],
        "ratings": [_rating(one) for one in ratings if one.conversation_id == conversation.id],
        "conversation": {
            "id": conversation.id,
            "channel": conversation.channel,
            "owner": conversation.owner.value,
            "locale": conversation.locale,
            "page": conversation.page,
            "started_at": conversation.started_at.isoformat(),
        },
        "messages": [message(one) for one in messages],
    }


def message(one: Message) -> dict[str, Any]:
    """A message with how the engine read it, where it did."""
    return {
        **one.as_dict(),
        "intent": one.intent,
        "intent_score": one.intent_score,
        "frustration_score": one.frustration_score,
    }


def rating_figures(figures: Sequence[RatingFigure]) -> dict[str, Any]:
    """The figures by kind: of all ratings together, and of the bot's and the agents' apart."""
    by_kind: dict[str, Any] = {}
    for kind, scale in SCALES.items():
        ours = [figure for figure in figures if figure.kind is kind]
        count = sum(figure.count for figure in ours)
        if count:
            by_kind[kind.value] = {
                "count": count,
                "average": sum(f.average * f.count for f in ours) / count,
                "highest": scale.highest,
                # From -100 (nobody would recommend us) to 100.
                "net_promoter_score": (
                    round(100 * sum(f.net_promoters for f in ours) / count)
                    if kind is RatingKind.NPS
                    else None
                ),
                "about": {f.about.value: {"count": f.count, "average": f.average} for f in ours},
            }
    return by_kind


async def _profile_of(services: Services, conversation: Conversation) -> Profile | None:
    if conversation.customer_id is None:
        return None
    try:
        return await services.profiles.of(conversation.customer_id)
    except NoSuchCustomer:
        # Erased a moment ago, or gone from the company's own source.
        return None


def _customer(
    profile: Profile, conversation: Conversation, ratings: Sequence[Rating]
) -> dict[str, Any]:
    customer, purchases = profile.customer, profile.purchases
    last_order_at = purchases.last_order_at
    return {
        "id": customer.id,
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "address": str(customer.address),
        "country": customer.country,
        "further_addresses": [
            {"label": each.label, "address": str(each.address), "country": each.country}
            for each in profile.further_addresses
        ],
        "tier": customer.tier.value,
        "language": customer.language,
        "preferred_channel": customer.preferred_channel.value,
        "tags": customer.tags,
        "customer_since": customer.created_at.isoformat(),
        "verified_by": conversation.verified_by,
        "payment_methods": profile.payment_names,
        "consents": [
            {
                "purpose": purpose.value,
                "is_given": is_given,
                "at": max(
                    (c.at.isoformat() for c in profile.consent_history if c.purpose is purpose),
                    default=None,
                ),
            }
            for purpose, is_given in profile.consents.items()
        ],
        "facts": [
            {"text": fact.text, "told_at": fact.told_at.isoformat()} for fact in profile.facts
        ],
        "order_count": purchases.order_count,
        "return_count": purchases.return_count,
        "lifetime_value": f"{purchases.lifetime_value:.2f}",
        "last_order_at": None if last_order_at is None else last_order_at.isoformat(),
        "conversations": [
            {
                "started_at": each.started_at.isoformat(),
                "outcome": each.outcome,
                "frustration_score": each.frustration_score,
                "ratings": [
                    _rating(one)
                    for one in ratings
                    if one.conversation_id == each.id and one.score is not None
                ],
            }
            for each in profile.conversations
            # The one on the screen is no earlier one.
            if each.id != conversation.id
        ],
    }


def _rating(rating: Rating) -> dict[str, Any]:
    return {**rating.as_dict(), "about": rating.about.value}


def _order(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "status": order.status.value,
        "placed_at": order.placed_at.isoformat(),
        "failed_payment": order.failed_payment.label if order.failed_payment else None,
        "total": f"{order.total:.2f}",
        "items": [
            {
                "name": item.product_name,
                "options": item.options,
                "quantity": item.quantity,
                "price": f"{item.unit_price:.2f}",
            }
            for item in order.items
        ],
        "estimated_delivery_on": (
            order.estimated_delivery_on.isoformat() if order.estimated_delivery_on else None
        ),
        "carrier": order.carrier,
        "tracking_number": order.tracking_number,
    }
