"""Finds the postcode of an address, and the country that its form tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LETTERED = (
    (
        "GB",
        # Whether there is such a code is for the carrier to say; "A4 5mm" is none.
        re.compile(
            r"(?<!\w)([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9](?!cm|mm|km|ml|kg|oz)[A-Z]{2})(?!\w)", re.I
        ),
    ),
    ("CA", re.compile(r"(?<!\w)([ABCEGHJ-NPRSTVXY][0-9][A-Z])[ -]?([0-9][A-Z][0-9])(?!\w)", re.I)),
    (
        "IE",
        re.compile(
            r"(?<!\w)([AC-FHKNPRTV-Y][0-9]{2}|D6W) ?"
            r"(?=[0-9]*[A-Z])((?=[A-Z]*[0-9])[0-9AC-FHKNPRTV-Y]{4})(?!\w)",
            re.I,
        ),
    ),
)
_DUTCH = re.compile(r"(?<!\w)([1-9][0-9]{3}) ?([A-Z]{2})(?!\w)")
_DASHED = (
    ("PT", re.compile(r"(?<![\w-])([1-9][0-9]{3}-[0-9]{3})(?![\w-])")),
    ("PL", re.compile(r"(?<![\w-])([0-9]{2}-[0-9]{3})(?![\w-])")),
    ("US", re.compile(r"(?<![\w-])([0-9]{5}-[0-9]{4})(?![\w-])")),
)
_PREFIXED = re.compile(
    r"(?<![\w#-])(?:(CH|DK|AT|BE|LU|NO|FL|HU|A|B|L|N)-([1-9][0-9]{3})"
    r"|(DE|FR|IT|ES|SE|FI|D|F|I|S)-([0-9]{5}))(?![\w-])"
)
_OF_LETTER = {
    "A": "AT", "B": "BE", "L": "LU", "N": "NO", "FL": "LI", "D": "DE", "F": "FR", "I": "IT",
    "S": "SE",
}  # fmt: skip
_FIVE = re.compile(r"(?<![\w#-])([0-9]{5})(?![\w-])")
_SWEDISH = re.compile(r"(?<![\w#-])([1-9][0-9]{2} [0-9]{2})(?![\w-])")
_FOUR = re.compile(r"(?<![\w#-])(?:[A-Z]{1,2}-)?([1-9][0-9]{3})(?![\w-])")
_OF_FOUR = frozenset({"AU", "NZ", "AT", "CH", "BE", "DK", "NO", "LU", "HU", "LI"})


@dataclass(frozen=True)
class Postcode:
    """The code as it is printed, where it stands, and its country if the form tells."""

    code: str
    start: int
    end: int
    country: str | None


def find_postcode(text: str, country: str) -> Postcode | None:
    """The postcode of an address; `country` decides what digits alone are."""
    for code, pattern in _LETTERED:
        match = _last(pattern, text)
        if match is not None and (code != "IE" or country == "IE" or match.group().isupper()):
            printed = f"{match[1]} {match[2]}".upper()
            return Postcode(printed, match.start(), match.end(), code)
    for code, pattern in _DASHED:
        match = _last(pattern, text)
        if match is not None and code in ("US", country):
            return Postcode(match[1], match.start(), match.end(), code)
    match = _last(_PREFIXED, text)
    if match is not None:
        letters, code = match[1] or match[3], match[2] or match[4]
        return Postcode(code, match.start(), match.end(), _OF_LETTER.get(letters, letters))
    if country == "NL":
        match = _last(_DUTCH, text)
        if match is not None:
            return Postcode(f"{match[1]} {match[2]}", match.start(), match.end(), None)
    patterns = [_FIVE]
    if country in _OF_FOUR:
        patterns = [_FOUR]
    elif country == "SE":
        patterns = [_SWEDISH, _FIVE]
    for pattern in patterns:
        match = _last(pattern, text)
        # The first number of an address is the house's.
        if match is not None and (match.start() > 0 or match.end() == len(text.rstrip())):
            is_american = country in ("GB", "CA", "IE", "AU") and pattern is _FIVE
            return Postcode(match[1], match.start(), match.end(), "US" if is_american else None)
    return None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
