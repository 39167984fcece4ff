"""A source of customers over HTTP: a small JSON interface of the company's shop system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import httpx

from desk.customers.address import Address
from desk.customers.customer import Customer, Tier
from desk.errors import Unavailable

TIMEOUT_SECONDS = 2.0


class HttpCustomerSource:
    """Speaks to `BASE/customers`; see docs/customers.md for what it asks and expects."""

    def __init__(
        self, base_url: str, token: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._client = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT_SECONDS,
            transport=transport,
        )

    async def get(self, customer_id: str) -> Customer | None:
        """`GET /customers?id=…`; an empty list is nobody."""
        found = await self._found(id=customer_id)
        return found[0] if found else None

    async def find_by_email(self, email: str) -> Customer | None:
        """`GET /customers?email=…`."""
        found = await self._found(email=email)
        return found[0] if found else None

    async def find_by_name_and_postcode(self, name: str, postcode: str) -> list[Customer]:
        """`GET /customers?name=…&postcode=…`."""
        return await self._found(name=name, postcode=postcode)

    async def change_default_address(
        self, customer_id: str, address: Address, idempotency_key: str
    ) -> None:
        """`PUT /customers/address?id=…` with the header `Idempotency-Key`."""
        await self._request(
            "PUT",
            "/customers/address",
            params={"id": customer_id},
            json=asdict(address),
            headers={"Idempotency-Key": idempotency_key},
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _found(self, **wanted: str) -> list[Customer]:
        # Everything goes as a parameter, never into the path: an id may hold a slash.
        response = await self._request("GET", "/customers", params=wanted)
        try:
            return [_customer(told) for told in response.json()["customers"]]
        except (KeyError, TypeError, ValueError) as error:
            raise Unavailable("Our records are busy just now. Please try again.") from error

    async def _request(self, method: str, path: str, **given: Any) -> httpx.Response:
        try:
            response = await self._client.request(method, path, **given)
            return response.raise_for_status()
        except httpx.HTTPError as error:
            raise Unavailable("Our records are busy just now. Please try again.") from error


def _customer(told: Mapping[str, Any]) -> Customer:
    return Customer(
        id=told["id"],
        name=told["name"],
        email=told["email"],
        phone=told.get("phone", ""),
        postcode=told["address"]["postcode"],
        street=told["address"]["street"],
        city=told["address"]["city"],
        country=told["address"]["country"],
        tier=Tier(told.get("tier", "member")),
        language=told.get("language", "en"),
        created_at=datetime.fromisoformat(told["created_at"]),
        street2=told["address"].get("street2", ""),
        region=told["address"].get("region", ""),
    )
