"""The record of a change of a customer's data: who, what, before, after, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.errors import Conflict, NotFound


class ChangedBy(StrEnum):
    """Who carried a change out."""

    BOT = "bot"
    AGENT = "agent"
    CUSTOMER = "customer"
    OPERATOR = "operator"  # Whoever types commands on the server.


class CustomerChangeKind(StrEnum):
    """What was changed."""

    ADDRESS = "address"
    CONSENT = "consent"
    CONTACT_CHANNEL = "contact_channel"
    FACT_REMEMBERED = "fact_remembered"
    FACTS_FORGOTTEN = "facts_forgotten"
    ERASURE = "erasure"
    IMPORT = "import"  # All that a file altered on one customer.


class NoSuchCustomer(NotFound):
    """There is no customer with this id."""

    code = "no_such_customer"


class CustomerKeyUsedOtherwise(Conflict):
    """The idempotency key belongs to another change."""

    code = "key_used_otherwise"


@dataclass(eq=False)
class CustomerChange:
    """One change, never altered; `key` is its idempotency key."""

    key: str
    customer_id: str
    kind: CustomerChangeKind
    changed_by: ChangedBy
    before: dict[str, Any]
    after: dict[str, Any]
    why: str
    at: datetime
