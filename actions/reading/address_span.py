"""Where an address begins and ends in what somebody writes."""

from __future__ import annotations

import re

from actions.reading.address_parts import BOX, FLAT, streets_in
from actions.reading.address_tables import PERHAPS_STREETS, STREETS
from actions.reading.postcodes import find_postcode
from bot.entities.words import word_set

_HOUSE = re.compile(
    r"(?<![\w.#£$€-])[0-9]{1,5}(?:[-/][0-9]{1,4})?[A-Za-z]?,? +"
    r"(?=[^\W\d_]|[0-9]{1,3}(?:st|nd|rd|th)\b)"
)
_NO_STREET = word_set(
    "days day weeks week hours hour month months year years pounds quid items item of times people "
    "pm am x more minutes other orders order and or is was percent things on in to it for i my"
)
_WORDS_OF_STREET = 7
_LED = re.compile(r"(?:^|[:,;.]|\b(?:to|at|is|in|address|be|now))\s*$", re.IGNORECASE)
_LEAD = re.compile(r".*(?:\b(?:to|at|is|address|be|now)\b:?|:)\s*", re.IGNORECASE | re.DOTALL)
_HOUSE_NAME = re.compile(
    r"(?:^|[:,]\s*|\b(?:to|at|is|in)\s+)"
    r"((?:The (?:[A-Z][\w'-]+ ?){1,3}|(?:[A-Z][\w'-]+ ){0,3}"
    r"(?:Cottage|House|Lodge|Farm|Hall|Barn|Mill|Court|Villa|Manor|Buildings?|Towers?)))\s*,\s*$"
)
_TAIL = re.compile(
    r"[?!]|,?\s(?:please|pls|plz|thanks|thank|thx|cheers|instead|because|can|could|i|i'm|i'd|i'll"
    r"|my|is|it|it's|not|but|if|that|that's|this|which|when|will|would|ok|okay|so|from now"
    r"|for (?:my|the|order|all|this)|and (?=[a-z]))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?<!\bst)(?<!\bave)(?<!\brd)(?<!\bapt)(?<!\bln)(?<!\bste)(?<!\bdr)(?<!\bblvd)(?<!\bmt)"
    r"(?<!\bft)(?<!\bno)(?<!\bco)(?<!str)(?<!\b[a-z])\.\s",
    re.IGNORECASE,
)
_SHORTEST = 6


def address_in(text: str, country: str) -> str | None:
    """The stretch that may be an address, without what is said before and behind it."""
    start = _start(text, country)
    return None if start is None else without_tail(text[start:])


def without_tail(text: str) -> str:
    """An address without what the customer says behind it."""
    for pattern in (_SENTENCE, _TAIL):
        match = pattern.search(text, _SHORTEST)
        if match is not None:
            text = text[: match.start()]
    return text.strip(" ,.;")


def _start(text: str, country: str) -> int | None:
    starts = [match.start() for match in FLAT.finditer(text)]
    starts += [start for start, _ in streets_in(text, country)]
    starts += [
        match.start()
        for match in _HOUSE.finditer(text)
        if _is_street(text[match.start() :], text[: match.start()])
    ]
    box = BOX.search(text)
    if box is not None:
        starts.append(box.start())
    if not starts:
        return _start_without_number(text, country)
    first = min(starts)
    named = _HOUSE_NAME.search(text[:first])
    return named.start(1) if named else first


def _start_without_number(text: str, country: str) -> int | None:
    """Where an address without a house number begins: "Rose Cottage, Mill Lane, Wells BA5 2AA"."""
    postcode = find_postcode(f" {text}", country)
    words = {word.casefold().strip(".") for word in re.split(r"[ ,]+", text)}
    if postcode is None or "," not in text or words.isdisjoint(STREETS | {"house", "cottage"}):
        return None
    lead = _LEAD.match(text[: postcode.start])
    return lead.end() if lead else 0


def _is_street(rest: str, before: str) -> bool:
    """Whether a number is that of a house."""
    words = [word.casefold().strip(".") for word in re.split(r"[ ,]+", rest)[:_WORDS_OF_STREET]]
    for place, word in enumerate(words[1:], start=1):
        if word in _NO_STREET and not (place > 1 and word in ("of", "on", "in", "and", "to")):
            return False
        if word in STREETS or (place > 1 and word in PERHAPS_STREETS):
            return words[1] not in _NO_STREET and not _NO_STREET & set(words[2:place]) - {"of"}
    name = rest.split(maxsplit=2)[1:2]
    return bool(name) and name[0][:1].isupper() and bool(_LED.search(before.rstrip() or before))
