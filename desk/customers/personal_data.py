"""The one register of where customers' data lies, and what becomes of it on erasure.

Every table of the whole database stands here. A test holds that: a new table or column fails it
until somebody has decided. Tables are named, not imported: this file knows all capabilities'
tables, and none of their code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# What stands where words were that cannot be left empty.
GONE = "[erased]"


@dataclass(frozen=True)
class Owner:
    """How a row is known to be a customer's.

    `column` holds the customer's id or, with `parent`, the `id` of that table's row, which is the
    customer's in turn.
    """

    column: str
    parent: str | None = None


@dataclass(frozen=True)
class PersonalTable:
    """A table with data of customers.

    `is_deleted`: its rows go. Else `blanked` says what each column with personal data becomes, and
    `kept` names the others; a column that holds the customer's id gets that of the nameless
    customer who stands in, or nothing if it is in `blanked`.
    """

    name: str
    owner: Owner
    is_deleted: bool = False
    blanked: dict[str, Any] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def _deleted(name: str, owner: Owner) -> PersonalTable:
    return PersonalTable(name, owner, is_deleted=True)


_CUSTOMER = Owner("customer_id")
_CONVERSATION = Owner("conversation_id", "conversations")
_ORDER = Owner("order_id", "orders")

PERSONAL_TABLES: tuple[PersonalTable, ...] = (
    _deleted("customers", Owner("id")),
    _deleted("customer_addresses", _CUSTOMER),
    _deleted("customer_consents", _CUSTOMER),
    _deleted("customer_facts", _CUSTOMER),
    _deleted("customer_changes", _CUSTOMER),
    _deleted("identification_attempts", _CUSTOMER),
    _deleted("identification_codes", _CUSTOMER),
    _deleted("payment_methods", _CUSTOMER),
    # What the law wants of a sale: what, when, for how much, paid how, into which country.
    PersonalTable(
        "orders",
        _CUSTOMER,
        blanked={
            "payment_method_id": None,
            "payment_label": GONE,
            "shipping_name": GONE,
            "shipping_street": "",
            "shipping_street2": "",
            "shipping_city": "",
            "shipping_region": "",
            "shipping_postcode": "",
        },
        kept=(
            *("id", "digits", "status", "item_changes", "payment_changes", "address_changes"),
            *("placed_at", "delivery_method", "shipping_fee", "payment_kind", "shipping_country"),
            *("estimated_delivery_on", "shipped_at", "delivered_at", "cancelled_at"),
            *("cancellation_reason", "refund_amount", "refund_due_on"),
        ),
    ),
    PersonalTable(
        "order_items",
        _ORDER,
        kept=(
            *("id", "order_id", "position", "variant_id", "product_name", "options", "quantity"),
            *("unit_price", "returned_quantity", "is_returnable"),
        ),
    ),
    PersonalTable(
        "payments",
        _ORDER,
        blanked={"payment_method_id": None, "label": GONE},
        kept=("order_id", "seq", "kind", "amount", "at", "due_on", "state"),
    ),
    PersonalTable(
        "shipments",
        _ORDER,
        blanked={"tracking_number": None},
        kept=("order_id", "seq", "carrier", "item_ids", "shipped_at", "delivered_at"),
    ),
    PersonalTable(
        "returns",
        _ORDER,
        blanked={"refund_method_id": None, "refund_label": GONE},
        kept=("order_id", "requested_at", "quantities", "refund_amount", "received_at"),
    ),
    PersonalTable(
        "exchanges",
        _ORDER,
        blanked={"refund_method_id": None, "refund_label": GONE},
        kept=("order_id", "requested_at", "received_at"),
    ),
    PersonalTable(
        "exchange_items",
        _ORDER,
        kept=(
            *("order_id", "item_id", "product_name", "quantity", "old_variant_id", "old_options"),
            *("old_unit_price", "variant_id", "options", "unit_price"),
        ),
    ),
    PersonalTable(
        "order_events",
        _ORDER,
        blanked={"note": GONE},
        kept=("order_id", "seq", "at", "status"),
    ),
    PersonalTable(
        "order_changes",
        _ORDER,
        # The key names the conversation, which has lost its customer.
        blanked={"request": {}, "before": {}, "after": {}, "why": ""},
        kept=("key", "order_id", "change", "actor", "at"),
    ),
    PersonalTable(
        "conversations",
        _CUSTOMER,
        blanked={"customer_id": None, "page": None, "opening_offer": None},
        kept=(
            *("id", "channel", "owner", "verified_by", "verified_at", "agent_id", "locale"),
            *("last_seq", "dialogue_is_stale", "started_at", "last_message_at"),
        ),
    ),
    PersonalTable(
        "messages",
        _CONVERSATION,
        blanked={
            "text": GONE,
            "buttons": [],
            "citations": [],
            "client_message_id": None,
            "payload": None,
            # The files go with `desk.conversations.photos.forget`.
            "photo": None,
        },
        kept=(
            *("conversation_id", "seq", "author", "author_name", "created_at", "answered_at"),
            *("asks", "intent", "intent_score", "frustration_score"),
        ),
    ),
    PersonalTable(
        "ratings",
        _CONVERSATION,
        blanked={"comment": None},
        kept=("conversation_id", "kind", "about", "asked_at", "score", "rated_at"),
    ),
    _deleted("questions_asked", _CONVERSATION),
    PersonalTable(
        "tickets",
        _CONVERSATION,
        blanked={"reason": GONE, "evidence": [], "what_was_tried": [], "note": None},
        kept=(
            *(
                "id",
                "conversation_id",
                "state",
                "priority",
                "reason_code",
                "frustration_score",
                "trend_score",
            ),
            *("agent_id", "opened_at", "claimed_at", "closed_at"),
        ),
    ),
)

# No customer stands in these; agents are the company's own people. Tallies hold nothing but hashes
# with a secret, for an hour.
OTHER_TABLES = frozenset(
    {"agents", "articles_written", "identification_tallies", "products", "variants"}
)
