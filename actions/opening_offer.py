"""What the greeting offered, before the engine heard anything of the conversation."""

from __future__ import annotations

import json
from dataclasses import dataclass

from rasa_sdk import Tracker

from desk.shop.order_number import normalise


@dataclass(frozen=True)
class OpeningOffer:
    """The intent that a yes to the greeting stands for, and the order that the greeting named."""

    intent: str
    order_number: str | None


def opening_offer(tracker: Tracker) -> OpeningOffer | None:
    """The offer, as long as the customer has written no more than one message."""
    messages = [event for event in tracker.events if event.get("event") == "user"]
    if len(messages) != 1:
        return None
    payload = str((messages[0].get("metadata") or {}).get("opening_offer") or "")
    if not payload.startswith("/"):
        return None
    intent, brace, rest = payload[1:].partition("{")
    entities = json.loads(brace + rest) if brace else {}
    return OpeningOffer(intent, normalise(str(entities.get("order_number") or "")))


def order_in_question(tracker: Tracker) -> str | None:
    """The number of the order talked about: named last, or in the greeting just before."""
    number = normalise(str(tracker.get_slot("order_number") or ""))
    offer = opening_offer(tracker) if number is None else None
    return number if offer is None else offer.order_number
