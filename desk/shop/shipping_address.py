"""Where an order goes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

from desk.countries import country_name, town_parts
from desk.shop.refusals import InvalidAddress

# The columns' widths (`desk.shop.tables`), and how a customer would call the part.
_PARTS = {
    "name": ("name", 200),
    "street": ("street", 200),
    "street2": ("second line", 200),
    "city": ("town", 100),
    "region": ("region", 100),
    "postcode": ("postcode", 20),
    "country": ("country", 2),
}
_OPTIONAL = ("street2", "region")


class PostalAddress(Protocol):
    """An address as any part of Parley may give it; `country` is ISO 3166: `GB`."""

    @property
    def street(self) -> str:
        """`4 Ferry Lane`."""

    @property
    def street2(self) -> str:
        """`Flat 2`, or empty."""

    @property
    def city(self) -> str:
        """The town."""

    @property
    def region(self) -> str:
        """A state or county, or empty."""

    @property
    def postcode(self) -> str:
        """The postcode."""

    @property
    def country(self) -> str:
        """Two letters."""


@dataclass(frozen=True)
class ShippingAddress:
    """The address on the parcel."""

    name: str
    street: str
    city: str
    postcode: str
    country: str
    street2: str = ""
    region: str = ""

    @classmethod
    def to(cls, name: str, address: PostalAddress) -> ShippingAddress:
        """The address of somebody, tidied; raises `InvalidAddress`."""
        given = {part: getattr(address, part) for part in _PARTS if part != "name"} | {"name": name}
        tidy = {part: _tidied(part, text) for part, text in given.items()}
        tidy["country"] = tidy["country"].upper()
        if not re.fullmatch(r"[A-Z]{2}", tidy["country"]):
            raise InvalidAddress("Please give the country.")
        return cls(**tidy)

    @property
    def line(self) -> str:
        """`4 Ferry Lane, Flat 2, London, SE15 4QN, United Kingdom`."""
        town = town_parts(self.city, self.region, self.postcode, self.country)
        parts = (self.street, self.street2, *town, country_name(self.country))
        return ", ".join(part for part in parts if part)


def _tidied(part: str, text: str) -> str:
    spoken, limit = _PARTS[part]
    tidy = " ".join(text.split())
    # Control characters and lone surrogates belong into no address and cannot all be kept.
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in tidy):
        raise InvalidAddress(f"The {spoken} holds characters that cannot be printed on a parcel.")
    if len(tidy) > limit:
        raise InvalidAddress(f"The {spoken} is too long: at most {limit} characters.")
    if not tidy and part not in _OPTIONAL:
        raise InvalidAddress(f"Please give the {spoken}.")
    return tidy
