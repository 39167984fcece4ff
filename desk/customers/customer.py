"""A customer of the shop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Tier(StrEnum):
    """Harbour Club tier."""

    MEMBER = "member"
    SILVER = "silver"
    GOLD = "gold"


@dataclass(eq=False)
class Customer:
    """What we know of a customer. `id` is `cus_…`, `email` is kept in lower case.

    `country` is an ISO 3166 code of two letters (`GB`), `language` an ISO 639 one (`en`).
    """

    id: str
    name: str
    email: str
    phone: str
    postcode: str
    street: str
    city: str
    country: str
    tier: Tier
    language: str
    created_at: datetime

    def __post_init__(self) -> None:
        # One customer per address, however typed: the unique index compares letter by letter.
        self.email = folded_email(self.email)


def folded_email(text: str) -> str:
    """`text` as e-mail addresses are kept and compared: trimmed, in lower case."""
    return text.strip().lower()
