"""What a customer has allowed us, and what they told us to remember."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.errors import Forbidden


class Purpose(StrEnum):
    """What consent is asked for. Nothing is allowed until the customer says so."""

    NEWSLETTER = "newsletter"
    FACTS = "facts"  # Remembering what they tell us about themselves, like "allergic to wool".


class NoConsent(Forbidden):
    """The customer has not allowed this, or not any more."""

    code = "no_consent"


@dataclass(eq=False)
class Consent:
    """One answer, never altered; the newest for a purpose holds. `seq` counts per customer.

    `source` says where it was given (`chat`, `import`, `agent`), `wording` to which words.
    """

    customer_id: str
    seq: int
    purpose: Purpose
    is_given: bool
    at: datetime
    source: str
    wording: str = ""


@dataclass(eq=False)
class Fact:
    """Something a customer told us about themselves, in their words."""

    id: str
    customer_id: str
    text: str
    told_at: datetime
    conversation_id: str | None = None
