"""What tests of identification share: a customer, an order, a clock, and an outbox."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.entities.order_format import OrderNumbers
from desk.customers.customer import Customer, Tier
from desk.customers.customers import Customers
from desk.customers.identification import Identification, IdentificationResult
from desk.customers.identity import Details, Method
from desk.customers.tables import (
    customers_table,
    identification_attempts_table,
    identification_codes_table,
    identification_tallies_table,
)
from desk.database.database import Database
from desk.mail.sender import Mail, MailNotSent

NOW = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)
TABLES = [
    customers_table,
    identification_attempts_table,
    identification_codes_table,
    identification_tallies_table,
]
SECRET = b"a secret for tests, of thirty-two bytes"
EMAIL, POSTCODE, NAME, ORDER = "sian.okafor@example.com", "SE15 4QN", "Siân Okafor", "HP-104233"
BY_ORDER = (Method.ORDER_AND_EMAIL, Method.ORDER_AND_POSTCODE)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Orders:
    """Knows one order, however its number is written, and who asked."""

    asked_for: list[str] = field(default_factory=list)

    async def owner_of(self, order_number: str) -> str | None:
        self.asked_for.append(order_number)
        return "cus_1" if order_number.endswith("104233") else None


@dataclass
class Outbox:
    """Keeps what would be sent, or fails."""

    is_broken: bool = False
    mails: list[Mail] = field(default_factory=list)

    async def send(self, mail: Mail) -> None:
        if self.is_broken:
            raise MailNotSent("There is no way.")
        self.mails.append(mail)

    def code(self) -> str:
        return self.mails[-1].subject[:6]


def an_identification(
    database: Database,
    clock: Clock,
    outbox: Outbox,
    methods: Collection[Method] = tuple(Method),
    orders: Orders | None = None,
) -> Identification:
    """By these methods, with three tries in a conversation."""
    people = Customers(database)
    return Identification(
        database, orders or Orders(), people, outbox, SECRET, clock, methods, max_tries=3
    )


async def tried(
    identification: Identification, conversation_id: str, order: str, contact: str
) -> IdentificationResult:
    """A try with an order number and what may be an address or a postcode."""
    given = {"email" if "@" in contact else "postcode": contact}
    return await identification.identify(conversation_id, Details(order=order, **given))


def a_customer(**given: Any) -> Customer:
    """Siân, unless something else is said."""
    usual: dict[str, Any] = {
        "id": "cus_1",
        "name": NAME,
        "email": "Sian.Okafor@Example.com",
        "phone": "020 7946 0301",
        "postcode": POSTCODE,
        "street": "4 Ferry Lane",
        "city": "London",
        "country": "GB",
        "tier": Tier.MEMBER,
        "language": "en",
        "created_at": NOW,
    }
    return Customer(**(usual | given))


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BRITISH = re.compile(r"(?<![\w-])[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}(?!\w)", re.IGNORECASE)


def message(text: str, intent: str = "inform", order_number: str = "HP-######") -> dict[str, Any]:
    """A message with the details that the engine finds in it: of a US postcode it is not sure."""
    entities = [
        {"entity": kind, "start": match.start(), "end": match.end(), "value": match.group()}
        for kind, pattern in (("email", _EMAIL), ("postcode", _BRITISH))
        for match in pattern.finditer(text)
    ]
    entities += [
        {"entity": "order_number", "start": one.start, "end": one.end, "value": one.number}
        for one in OrderNumbers(order_number).find(text)
    ]
    reading = {"name": intent, "confidence": 0.9}
    return {"text": text, "intent": reading, "intent_ranking": [reading], "entities": entities}
