"""What the console shows of tickets, customers and orders, as plain data."""

from __future__ import annotations

from typing import Any

from desk.conversations.conversation import Conversation, Message
from desk.customers.customer import Customer
from desk.handoff.handoff import QueueEntry
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
    customer = None
    orders: list[Order] = []
    if conversation.customer_id is not None:
        customer = await services.customers.get(conversation.customer_id)
        orders = await services.shop.orders_of(conversation.customer_id)
    messages = await services.conversations.messages(conversation.id)
    return {
        "ticket": ticket_summary(entry, await names(services, [entry])),
        "customer": None if customer is None else _customer(customer, conversation),
        "orders": [_order(order) for order in orders],
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


def _customer(customer: Customer, conversation: Conversation) -> dict[str, Any]:
    return {
        "id": customer.id,
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "postcode": customer.postcode,
        "tier": customer.tier.value,
        "language": customer.language,
        "verified_by": conversation.verified_by,
    }


def _order(order: Order) -> dict[str, Any]:
    return {
        "id": order.id,
        "status": order.status.value,
        "placed_at": order.placed_at.isoformat(),
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
