"""Where a customer lives."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from desk.countries import town_parts
from desk.errors import Invalid

LONGEST = {"street": 200, "street2": 200, "city": 100, "region": 100, "postcode": 20, "country": 2}
_NEEDED = {"street": "street and number", "city": "town or city", "postcode": "postcode"}
_COUNTRY = re.compile(r"[A-Z]{2}")


class InvalidAddress(Invalid):
    """An address with something missing or impossible; the message names it."""

    code = "invalid_address"


@dataclass(frozen=True)
class Address:
    """A postal address; `street2` and `region` may be empty, `country` is an ISO 3166 code."""

    street: str
    street2: str
    city: str
    region: str
    postcode: str
    country: str

    def cleaned(self) -> Address:
        """The same without stray spaces; raises `InvalidAddress` if nobody could deliver there."""
        parts = {
            field.name: " ".join(str(getattr(self, field.name)).split()) for field in fields(self)
        }
        parts["country"] = parts["country"].upper()
        for name, words in _NEEDED.items():
            if not parts[name]:
                raise InvalidAddress(f"The {words} is missing in this address.")
        for name, longest in LONGEST.items():
            if len(parts[name]) > longest:
                raise InvalidAddress(f"This address is too long: {parts[name][:30]}….")
            if not parts[name].isprintable():
                raise InvalidAddress("This address holds characters that cannot be printed.")
        if not _COUNTRY.fullmatch(parts["country"]):
            raise InvalidAddress("The country of this address is not clear.")
        return Address(**parts)

    def __str__(self) -> str:
        town = town_parts(self.city, self.region, self.postcode, self.country)
        parts = (self.street, self.street2, *town)
        return ", ".join(part for part in parts if part)


@dataclass(eq=False)
class KeptAddress:
    """A further address of a customer under a name of its own, like "work"."""

    customer_id: str
    label: str
    street: str
    street2: str
    city: str
    region: str
    postcode: str
    country: str

    @property
    def address(self) -> Address:
        """The address alone."""
        return Address(
            self.street, self.street2, self.city, self.region, self.postcode, self.country
        )
