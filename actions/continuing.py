"""What a bare order number goes on with: "and for HP-104233" after an invoice is about invoices."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.desk_action import intent_of
from desk.shop.order_number import normalise, order_numbers

_MAY_GO_ON = frozenset({"action_send_invoice", "action_order_total", "action_find_parcel"})
_SMALL_WORDS = re.compile(
    r"(?:\b(?:and|or|for|of|about|what|how|the|my|other|another|order|number|one|please|it|is|its|"
    r"it's|that|was|then|ok|okay|no|same|also|too)\b|[\W_])*",
    re.IGNORECASE,
)


def continued_by_number(tracker: Tracker) -> str | None:
    """The action told of an order just before; None if the message is more than another number."""
    named = next(tracker.get_latest_entity_values("order_number"), None)
    if named is None or normalise(named) is None:
        return None
    if intent_of(tracker) != "inform" and not _is_bare_number(tracker):
        return None
    messages = 0
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            messages += 1
        elif messages == 1 and event.get("event") == "action" and event.get("name") in _MAY_GO_ON:
            return str(event["name"])
        if messages > 1:
            return None
    return None


def _is_bare_number(tracker: Tracker) -> bool:
    text = str((tracker.latest_message or {}).get("text") or "")
    for written in reversed(list(order_numbers().find(text))):
        text = f"{text[: written.start]} {text[written.end :]}"
    return _SMALL_WORDS.fullmatch(text) is not None
