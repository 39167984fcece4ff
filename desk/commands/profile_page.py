"""A customer's profile, on a page for people and as values for programs."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text

from desk.customers.consent import Consent
from desk.customers.profile import Profile


def profile_page(profile: Profile) -> Table:
    """The profile as a table of two columns."""
    page = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    page.add_column(style="bold")
    page.add_column()
    values = profile_values(profile)
    values["consent_history"] = [_answer(consent) for consent in profile.consent_history]
    for name, value in values.items():
        # Not a string: rich would read a name like "[/b]" as its own marks.
        page.add_row(name.replace("_", " "), Text(_shown(value)))
    return page


def profile_values(profile: Profile) -> dict[str, Any]:
    """The profile as plain data."""
    customer, purchases = profile.customer, profile.purchases
    last_order_at = purchases.last_order_at
    return {
        "id": customer.id,
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "address": f"{customer.address}, {customer.country}",
        "further_addresses": {
            each.label: f"{each.address}, {each.country}" for each in profile.further_addresses
        },
        "tier": customer.tier.value,
        "language": customer.language,
        "preferred_channel": customer.preferred_channel.value,
        "tags": customer.tags,
        "customer_since": customer.created_at.isoformat(),
        "payment_methods": profile.payment_names,
        "consents": {purpose.value: is_given for purpose, is_given in profile.consents.items()},
        "consent_history": [
            {
                "purpose": consent.purpose.value,
                "is_given": consent.is_given,
                "at": consent.at.isoformat(),
                "source": consent.source,
                "wording": consent.wording,
            }
            for consent in profile.consent_history
        ],
        "facts": [fact.text for fact in profile.facts],
        "orders": purchases.order_count,
        "returns": purchases.return_count,
        "lifetime_value": str(purchases.lifetime_value),
        "last_order_at": None if last_order_at is None else last_order_at.isoformat(),
        "conversations": [
            {
                "id": each.id,
                "started_at": each.started_at.isoformat(),
                "outcome": each.outcome,
                "frustration_score": each.frustration_score,
            }
            for each in profile.conversations
        ],
    }


def _answer(consent: Consent) -> str:
    """An answer on one line: `newsletter: yes, 2026-03-11T10:30:00+00:00, chat, "yes please"`."""
    wording = f'"{consent.wording}"' if consent.wording else ""
    said = (_shown(consent.is_given), consent.at.isoformat(), consent.source, wording)
    return f"{consent.purpose.value}: {', '.join(part for part in said if part)}"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_shown(each)}" for name, each in value.items()) or "–"
    if isinstance(value, list):
        return "\n".join(_shown(each) for each in value) or "–"
    return "–" if value in (None, "") else str(value)
