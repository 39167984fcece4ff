"""What a message changes about an address that we know: "same but flat 3"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.reading.address_parts import FLAT, tidy
from actions.reading.address_span import without_tail
from actions.reading.address_tables import REGIONS
from actions.reading.postcodes import find_postcode
from desk.shop.shipping_address import PostalAddress

_IS = r"(?: is| should be| should read| to|:| =)+(?: actually| now)? *"
_LABELS = {
    "city": re.compile(rf"\b(?:city|town)\b(?: name)?{_IS}([^\W\d_][\w .'-]{{1,40}})", re.I),
    "region": re.compile(rf"\b(?:state|county|province)\b{_IS}([^\W\d_][\w .]{{1,30}})", re.I),
    "street": re.compile(rf"\bstreet(?: name| address)?{_IS}([^,.]{{3,60}})", re.I),
}
_NUMBER = re.compile(
    r"\b(?:house |street |building )?(?:number|no\.?)(?: is| should be| to|:)* *"
    r"([0-9]{1,5}[A-Za-z]?)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"(?:no,? )?(?:it's |its |it is )?([0-9]{1,5}[A-Za-z]?)", re.IGNORECASE)
_POSTCODE = re.compile(r"\b(?:post ?code|zip(?: ?code)?|postal code)\b", re.IGNORECASE)
_SAME = re.compile(r"\b(?:same|still|rest|everything else|otherwise)\b", re.IGNORECASE)
_NOT = re.compile(
    r",? \(?(?:and )?(?:not|instead of|rather than)\b(?: the)?"
    r"(?: (?:flat|apartment|apt|suite|unit|number))? ?[^,.;]{1,30}",
    re.IGNORECASE,
)


def keeps_the_rest(text: str) -> bool:
    """Whether somebody says that the rest of the address stays."""
    return _SAME.search(text) is not None


def changes_in(
    text: str, country: str, current: PostalAddress, parts: Mapping[str, str]
) -> dict[str, str]:
    """The parts that a message changes; `parts` are those that were read as an address.

    A town or a postcode that just stands there is no change of this address: it may be of another.
    """
    plain = _NOT.sub(" ", text)
    changed: dict[str, str] = {}
    if keeps_the_rest(text):
        changed |= {name: value for name, value in parts.items() if name != "country"}
    flat = FLAT.search(plain)
    if flat is not None:
        changed["street2"] = tidy(flat.group())
    for name, label in _LABELS.items():
        match = label.search(plain)
        if match is not None:
            changed[name] = tidy(without_tail(match[1]))
    if "region" in changed:
        codes = REGIONS.get(current.country, {})
        changed["region"] = codes.get(changed["region"].casefold(), changed["region"])
    postcode = find_postcode(f" {plain}", current.country or country)
    if postcode is not None and (_POSTCODE.search(plain) or plain != text):
        changed["postcode"] = postcode.code
    number = _NUMBER.search(plain)
    if number is None and plain != text:
        # "14, not 4"
        number = _ALONE.fullmatch(plain.strip(" ,."))
    if number is not None and flat is None and "street" not in changed:
        changed["street"] = re.sub(r"^[0-9]+[A-Za-z]?\b", number[1], current.street)
    return changed


def town_named(text: str) -> str | None:
    """The town in "the city is Bristol"."""
    match = _LABELS["city"].search(_NOT.sub(" ", text))
    return tidy(without_tail(match[1])) if match else None
