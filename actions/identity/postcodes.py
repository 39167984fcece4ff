"""The postcode in what customers say of themselves; of digits alone the engine is seldom sure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from actions.identity.names import NO_NAMES
from actions.reading.address_tables import CITIES, PERHAPS_STREETS, STREETS
from bot.entities.words import word_set

_LETTERS = r"(?:CH|FL|LI|DE|D|AT|A|FR|F|IT|I|LU|L|BE|B|NL|DK|NO|N|SE|S|FI|FIN)"
_COUNTRY = rf"(?:{_LETTERS}-|(?-i:CH|FL|DE|AT|FR|LU|BE|DK|NO|SE)[ ])"
"""The letters of a country before a code: "CH-3011"."""
_NAMED = re.compile(
    rf"\b(?:post ?code|postal code|zip ?code|zip|plz)\b[\s:=]*(?:(?:is|it's)\s+)?{_COUNTRY}?"
    # A second part has a digit, as in "SE15 4QN", or is in capitals, as in "1015 CJ".
    r"(?P<code>(?-i:[1-9][0-9]{3} ?[A-Z]{2})|(?=[A-Z]{0,4}[0-9])[A-Z0-9]{2,5}"
    r"(?:[ -]?(?=[A-Z]{0,4}[0-9])[A-Z0-9]{1,5})?)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    rf"(?<![\w/#£$€+.-])(?<![0-9],)(?P<country>{_COUNTRY})?"
    r"(?P<code>[0-9]{5}-[0-9]{4}|[0-9]{4,5})(?![\w%/-]|[.,:][0-9])",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"[1-9][0-9]{3} ?[A-Z]{2}|[0-9]{4}-[0-9]{3}|[0-9]{2}-[0-9]{3}|[0-9]{5}-[0-9]{4}"
    r"|(?=.{4})(?=[A-Z]{0,4}[0-9])[A-Z0-9]{2,5}(?: ?(?=[A-Z]{0,4}[0-9])[A-Z0-9]{2,5})?",
    re.IGNORECASE,
)
_TOWN = re.compile(r",?[ ]{1,2}((?:[^\W\d_][\w.'’-]*)(?: (?:[A-ZÀ-Þ][\w.'’-]*|\([A-Z]+\))){0,2})")
_NOT = re.compile(r"\b(?:not|instead of)\s*$", re.IGNORECASE)
_OF_AN_ORDER = re.compile(
    r"\b(?:order|number|no|nr|ref|reference)\b[.:]?(?: number)?(?: is)?\s*$", re.IGNORECASE
)
_PIECE_ENDS = re.compile(r"[,;:!?()\n]|\.(?=\s|$)|\s+and\s+", re.IGNORECASE)
_ASIDE = word_set(
    "it it's it’s its is this was i the my our me here that's that live from in at code post "
    "postal postcode zip plz please pls thanks thank you sorry oh no yes ok okay hi hello well sure"
)
_NO_TOWNS = word_set(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec chf francs franken eur euro euros pounds dollars usd "
    "gbp rappen pieces items points km kg"
)
_STREETS = STREETS | PERHAPS_STREETS
_LONG = 5


@dataclass(frozen=True)
class FoundPostcode:
    """A postcode without the letters of a country; from `start` to before `end` it stands.

    `town_end`: where the town behind it ends. `is_sure`: whether it can be nothing else.
    """

    code: str
    start: int
    end: int
    town_end: int
    is_sure: bool = False


def find_postcode(
    text: str,
    read: Iterable[tuple[int, int]],
    numbers: Collection[tuple[int, int]],
    *,
    is_asked: bool,
    is_order_asked: bool,
) -> FoundPostcode | None:
    """The postcode that a message tells: named as one, read as one by the engine, or by its form.

    `read`: where the engine read one; `numbers`: where it read the number of an order, which
    digits of a postcode may look like.
    """
    named = [match for match in _NAMED.finditer(text) if not _NOT.search(text[: match.start()])]
    if named:
        start, end = named[-1].span("code")
        return _found(text, start, end, is_sure=True)
    spans = list(read)
    if spans:
        start, end = spans[-1]
        return _found(text, start, end, is_sure=True)
    bare = _BARE.fullmatch(text.strip(" .,!\n")) if is_asked and not numbers else None
    if bare is not None:
        start = text.index(bare.group())
        return _found(text, start, start + len(bare.group()))
    return _by_digits(text, numbers, is_asked=is_asked, is_order_asked=is_order_asked)


def _found(text: str, start: int, end: int, *, is_sure: bool = False) -> FoundPostcode:
    town_end = end + len(_town_behind(text, end))
    return FoundPostcode(text[start:end], start, end, town_end, is_sure)


def _by_digits(
    text: str, numbers: Collection[tuple[int, int]], *, is_asked: bool, is_order_asked: bool
) -> FoundPostcode | None:
    plain = text
    for start, end in numbers:
        if not text[start:end].strip(" -").isdecimal():
            # Written with its letters it is the number of an order, and no part of it a postcode.
            plain = f"{plain[:start]}{',' * (end - start)}{plain[end:]}"
    found = None
    for match in _DIGITS.finditer(plain):
        start, end = match.span("code")
        is_marked = match["country"] is not None or bool(_known_town(_town_behind(plain, end)))
        if _NOT.search(plain[: match.start()]) or _OF_AN_ORDER.search(plain[: match.start()]):
            continue
        is_number = any(first < end and start < last for first, last in numbers)
        is_second = any(last <= start for _, last in numbers)
        may_be_order = is_order_asked or not is_asked
        if is_number and may_be_order and not (is_marked or is_second):
            continue
        if is_marked or len(match["code"]) >= _LONG or _stands_alone(plain, match):
            town_end = end + len(_town_behind(plain, end))
            found = FoundPostcode(match["code"], match.start(), end, town_end)
    return found


def _stands_alone(text: str, digits: re.Match[str]) -> bool:
    """Whether nothing but a town, a name or small words stand around digits: "it's 3011"."""
    start = max((m.end() for m in _PIECE_ENDS.finditer(text, 0, digits.start())), default=0)
    behind = _PIECE_ENDS.search(text, digits.end())
    end = behind.start() if behind else len(text)
    around = f"{text[start : digits.start()]} {text[digits.end() : end]}"
    words = [word.casefold().strip(".'’\"") for word in around.split()]
    if not _STREETS.isdisjoint(words):
        return False
    return all(word in _ASIDE or _may_be_name(word) for word in words)


def _may_be_name(word: str) -> bool:
    is_word = word.replace("-", "").replace("'", "").replace("’", "").isalpha()
    return is_word and word not in NO_NAMES and word not in _NO_TOWNS


def _town_behind(text: str, end: int) -> str:
    match = _TOWN.match(text, end)
    if match is None:
        return ""
    words = [word.strip(".") for word in match[1].casefold().split()]
    # "3011 St" is a street, "9000 St. Gallen" a town.
    is_saint = words[0] == "st" and len(words) > 1
    if not _STREETS.isdisjoint(words[1:] if is_saint else words) or not _may_be_name(words[0]):
        return ""
    if words[0] in _ASIDE or (match[1][0].islower() and words[0] not in CITIES):
        return ""
    return match.group()


def _known_town(behind: str) -> bool:
    return behind.strip(" ,")[:1].isupper() or behind.strip(" ,") in CITIES
