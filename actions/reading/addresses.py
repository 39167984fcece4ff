"""Reads a postal address as people write it: whole, in part, or as a change of one we know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.reading.address_changes import changes_in, keeps_the_rest, town_named
from actions.reading.address_parts import parts_of, tidy
from actions.reading.address_span import address_in
from actions.reading.address_tables import CITIES, COUNTRIES, REGIONS
from actions.reading.mention_words import FILLERS
from actions.reading.postcodes import find_postcode
from actions.reading.spelling import KNOWN
from desk.shop.shipping_address import PostalAddress

MAX_CHARACTERS = 600
_PARTS = ("street", "street2", "city", "region", "postcode", "country")
_NEEDED = ("street", "city", "postcode")
_ORDER_NUMBER = re.compile(r"#?\b[A-Z]{1,3}-?[0-9]{5,}\b")
_LINES = re.compile(r"\s*[\r\n]+\s*")
_ASIDE = re.compile(
    r"^.*\b(?:to|in|is|at|it's|moved)\b|\b(?:please|pls|thanks|thank you|ok|yes|no)\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_TOWN = 3


@dataclass(frozen=True)
class AddressReading:
    """The parts that were found; `missing`: those that the address needs besides.

    Names as of `PostalAddress`: street, street2, city, region, postcode, country.
    """

    parts: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether something can be sent there."""
        return bool(self.parts) and not self.missing

    def with_more(self, more: AddressReading) -> AddressReading:
        """The address with what was read later, which counts."""
        return _reading(self.parts | more.parts) if more.parts else self


def read_address(text: str, country: str, current: PostalAddress | None = None) -> AddressReading:
    """Read an address; `country` (ISO) is meant where none is named.

    `current`: the address that "same but flat 3" changes, whose other parts then stay. Leave it
    out while parts of a new one are being collected. A text without an address gives no parts.
    """
    text = _ORDER_NUMBER.sub(" ", text[:MAX_CHARACTERS].replace("’", "'"))
    text = _LINES.sub(", ", text.strip()).replace("\t", " ")
    stretch = address_in(text, country)
    parts = {} if stretch is None else parts_of(stretch, country)
    if not parts.keys() & {"street", "street2", "postcode"}:
        parts = {}
    if current is not None and ("street" not in parts or keeps_the_rest(text)):
        changed = changes_in(text, country, current, parts)
        if changed:
            known = {name: str(getattr(current, name)) for name in _PARTS}
            return _reading(known | changed)
    if "street" not in parts:
        parts = _alone(text, country) | parts
    return _reading({"country": country} | parts if parts else {})


def _reading(parts: Mapping[str, str]) -> AddressReading:
    if not parts:
        return AddressReading()
    needed = (*_NEEDED, "region") if parts.get("country") in REGIONS else _NEEDED
    return AddressReading(
        {name: parts[name] for name in _PARTS if parts.get(name)},
        tuple(name for name in _PARTS if name in needed and not parts.get(name)),
    )


def _alone(text: str, country: str) -> dict[str, str]:
    """A town, a state or a postcode without a street."""
    if "?" in text:
        return {}
    found: dict[str, str] = {}
    postcode = find_postcode(f" {text}", country)
    rest = text
    if postcode is not None:
        found["postcode"] = postcode.code
        # The code was found behind one more space.
        rest = f"{text[: max(postcode.start - 1, 0)]} {text[postcode.end - 1 :]}"
    named = town_named(text)
    if named is not None:
        return found | {"city": named}
    words = re.split(r"[ ,]+", _ASIDE.sub(" ", rest).strip(" .,!"))
    regions = REGIONS.get(country, {})
    for count in (2, 1):
        name = " ".join(words[-count:]).casefold()
        is_town = len(words) == count and name in CITIES
        if name in regions and not is_town and (postcode is not None or len(words) > count):
            found["region"] = regions[name]
            words = words[:-count]
            break
    town = " ".join(words).strip()
    if town and len(words) <= _MOST_WORDS_OF_TOWN and _is_town(words, town):
        found["city"] = tidy(town)
    elif "postcode" not in found:
        return {}
    return found


def _is_town(words: list[str], town: str) -> bool:
    if town.casefold() in CITIES:
        return True
    return all(word[:1].isupper() for word in words) and not any(
        word.casefold() in KNOWN | FILLERS | COUNTRIES.keys() or any(map(str.isdigit, word))
        for word in words
    )
