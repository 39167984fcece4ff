"""A customer's profile, on a page for people and as values for programs."""

from __future__ import annotations

from typing import Any

from rich.table import Table

from desk.customers.profile import Profile


def profile_page(profile: Profile) -> Table:
    """The profile as a table of two columns."""
    page = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    page.add_column(style="bold")
    page.add_column()
    for name, value in profile_values(profile).items():
        page.add_row(name.replace("_", " "), _shown(value))
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


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_shown(each)}" for name, each in value.items()) or "–"
    if isinstance(value, list):
        return "\n".join(_shown(each) for each in value) or "–"
    return "–" if value in (None, "") else str(value)
