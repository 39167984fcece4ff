"""All that helps in serving a customer, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from desk.customers.address import KeptAddress
from desk.customers.consent import Consent, Fact, Purpose
from desk.customers.customer import Customer
from desk.customers.customer_change import NoSuchCustomer
from desk.customers.customers import Customers

EARLIER_CONVERSATIONS = 10


class PurchaseSummary(Protocol):
    """What a customer has bought, in numbers; money in the shop's currency."""

    @property
    def order_count(self) -> int:
        """Orders of all kinds."""

    @property
    def return_count(self) -> int:
        """Orders of which something went back or is on its way back."""

    @property
    def lifetime_value(self) -> Decimal:
        """What was paid less what was refunded."""

    @property
    def last_order_at(self) -> datetime | None:
        """When the newest order was placed."""


class Purchases(Protocol):
    """Knows what customers have bought."""

    async def summary_of(self, customer_id: str) -> PurchaseSummary:
        """What this customer has bought."""

    async def payment_names_of(self, customer_id: str) -> list[str]:
        """With what they pay: `Mastercard ending 9212`, `PayPal`."""


class EarlierConversation(Protocol):
    """A conversation that was had before."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def started_at(self) -> datetime:
        """When it began."""

    @property
    def outcome(self) -> str:
        """How it ended, in words."""

    @property
    def frustration_score(self) -> float | None:
        """How frustrated the customer was at the worst, 0–1; None if it was never read."""


class EarlierConversations(Protocol):
    """Knows the conversations that customers have had."""

    async def of(self, customer_id: str, limit: int) -> Sequence[EarlierConversation]:
        """The newest conversations, newest first."""


@dataclass(frozen=True)
class Profile:
    """What we know of a customer; `consents` hold now, their history is in `consent_history`."""

    customer: Customer
    further_addresses: list[KeptAddress]
    payment_names: list[str]
    consents: dict[Purpose, bool]
    consent_history: list[Consent]
    facts: list[Fact]
    purchases: PurchaseSummary
    conversations: Sequence[EarlierConversation]


class Profiles:
    """Brings together what several capabilities know of a customer."""

    def __init__(
        self, customers: Customers, purchases: Purchases, conversations: EarlierConversations
    ) -> None:
        self._customers = customers
        self._purchases = purchases
        self._conversations = conversations

    async def of(self, customer_id: str) -> Profile:
        """The profile of this customer; raises `NoSuchCustomer`."""
        customer = await self._customers.get(customer_id)
        if customer is None:
            raise NoSuchCustomer(f"There is no customer {customer_id}.")
        history = await self._customers.consents_of(customer_id)
        return Profile(
            customer=customer,
            further_addresses=await self._customers.further_addresses_of(customer_id),
            payment_names=await self._purchases.payment_names_of(customer_id),
            # The newest answer for a purpose is the one that holds.
            consents=dict.fromkeys(Purpose, False) | {c.purpose: c.is_given for c in history},
            consent_history=history,
            facts=await self._customers.facts_of(customer_id),
            purchases=await self._purchases.summary_of(customer_id),
            conversations=await self._conversations.of(customer_id, EARLIER_CONVERSATIONS),
        )
