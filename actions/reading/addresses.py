"""Reads a postal address as people write it: whole, in part, or as a change of one we know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.reading.address_changes import changes_in, keeps_the_rest, town_named
from actions.reading.address_parts import BOX, BOX_STREET, parts_of, tidy
from actions.reading.address_span import address_in
from actions.reading.address_tables import CITIES, REGIONS
from actions.reading.mention_words import FILLERS
from actions.reading.postcodes import find_postcode
from actions.reading.spelling import KNOWN
from desk.countries import CODES
from desk.shop.shipping_address import PostalAddress

MAX_CHARACTERS = 600
_PARTS = ("street", "street2", "city", "region", "postcode", "country")
_NEEDED = ("street", "city", "postcode")
_ORDER_NUMBER = re.compile(r"#?\b[A-Z]{1,3}-?[0-9]{5,}\b")
_LINES = re.compile(r"\s*[\r\n]+\s*")
_ASIDE = re.compile(
    r"^.*\b(?:to|in|is|at|it's|moved)\b|\b(?:please|pls|thanks|thank you|ok|yes|no"
    r"|actually|sorry|wait|oh|instead|rather|i meant?|should be)\b",
    re.IGNORECASE,
)
_NO_BOX = re.compile(r"\b(?:no|not|isn't|without)(?: (?:a|my|the|to))*\s*$", re.IGNORECASE)
_HOUSE_NUMBER = re.compile(r"^[0-9]+[a-z]?\b\W*")
_MOST_WORDS_OF_TOWN = 3


@dataclass(frozen=True)
class AddressReading:
    """The parts that were found; `missing`: those that the address needs besides.

    Names as of `PostalAddress`: street, street2, city, region, postcode, country.
    `is_country_told`: whether the country was named or told by the postcode, and not assumed.
    """

    parts: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    is_country_told: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether something can be sent there."""
        return bool(self.parts) and not self.missing

    @property
    def is_box(self) -> bool:
        """Whether it is a box at a post office."""
        return self.parts.get("street", "").startswith(BOX_STREET)

    @property
    def told_parts(self) -> dict[str, str]:
        """The parts without a country that was only assumed."""
        kept = dict(self.parts)
        if not self.is_country_told:
            kept.pop("country", None)
        return kept

    def with_more(self, more: AddressReading) -> AddressReading:
        """The address with what was read later, which counts."""
        if not more.parts:
            return self
        is_told = self.is_country_told or more.is_country_told
        later = more.told_parts if self.is_country_told else more.parts
        return _reading(self.parts | later, is_country_told=is_told)

    def corrects(self, known: PostalAddress) -> AddressReading:
        """The address just given, with the parts that this one corrects: "York YO1 8HX"."""
        kept = {name: str(getattr(known, name)) for name in _PARTS}
        if "street" in self.parts:
            if _street_name(self.parts["street"]) != _street_name(known.street):
                return self
        elif "city" in self.parts and "postcode" not in self.parts:
            # The old code is of the other town.
            kept |= {"postcode": "", "region": ""}
        return _reading(kept | self.told_parts, is_country_told=True)


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
            return _reading(known | changed, is_country_told=True)
    if "street" not in parts:
        parts = _alone(text, country) | parts
    if not parts:
        return AddressReading()
    is_told = parts.get("country", country) != country
    return _reading({"country": country} | parts, is_country_told=is_told)


def names_box(text: str) -> bool:
    """Whether somebody wants something sent to a box at a post office."""
    match = BOX.search(text[:MAX_CHARACTERS])
    return match is not None and not _NO_BOX.search(text[: match.start()])


def _street_name(street: str) -> str:
    return _HOUSE_NUMBER.sub("", street.casefold())


def _reading(parts: Mapping[str, str], *, is_country_told: bool) -> AddressReading:
    if not parts:
        return AddressReading()
    needed = (*_NEEDED, "region") if parts.get("country") in REGIONS else _NEEDED
    return AddressReading(
        {name: parts[name] for name in _PARTS if parts.get(name)},
        tuple(name for name in _PARTS if name in needed and not parts.get(name)),
        is_country_told,
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
        if postcode.country is not None and not postcode.code.isdecimal():
            found["country"] = postcode.country
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
        word.casefold() in KNOWN | FILLERS | CODES.keys() or any(map(str.isdigit, word))
        for word in words
    )
