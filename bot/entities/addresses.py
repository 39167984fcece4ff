"""Addresses: a house number, a street and what of the town follows."""

from __future__ import annotations

from collections.abc import Iterator

from bot.entities.detail import Detail
from bot.entities.patterns import Token, TokenPatterns
from bot.entities.reading import Reader, Reading
from bot.entities.words import word_set

_STREETS = word_set(
    "street st. road rd lane ln avenue ave terrace gardens gdns crescent cres grove mews parade "
    "boulevard broadway esplanade wynd"
)
"""What only streets are called."""
_PERHAPS_STREETS = word_set(
    "close drive dr court ct place pl square sq way hill park row walk rise view green quay wharf "
    "gate yard st crossing fold mount path strand vale meadow meadows bank brae"
)
"""Streets where the name before them has a capital or the sentence speaks of an address."""
_CUES = word_set(
    "address to at live living lives moved deliver delivered send ship road street flat is"
)
_BUILDINGS = word_set("flat apartment apt unit suite room floor house studio")
_TOWNS = word_set(
    "london edinburgh glasgow manchester leeds sheffield nottingham bristol birmingham liverpool "
    "newcastle cardiff belfast inverness aberdeen dundee swansea york leicester coventry bradford "
    "hull plymouth southampton portsmouth brighton oxford cambridge norwich exeter bath derby "
    "reading luton bolton sunderland wolverhampton stoke preston blackpool bournemouth swindon "
    "peterborough ipswich gloucester cheltenham worcester lincoln chester durham lancaster "
    "carlisle "
    "perth stirling newport wrexham derry lisburn salford wigan warrington huddersfield rotherham "
    "doncaster middlesbrough northampton colchester canterbury hastings eastbourne guildford "
    "watford "
    "slough croydon woking crawley poole torquay truro falmouth penzance whitby hove kendal"
)
_TOWN_JOINTS = word_set("upon on under in by the of")
_NO_NAMES = word_set(
    "days day weeks week hours months years pounds quid items item of in on my is was were are it "
    "i we you they and or but for with without from cm percent minutes times more other pm am x "
    "order orders times stars per a an that this not have has had ordered by people"
)
_MOST_NAMES = 4
_MOST_TOWNS = 4

CLASSES = dict.fromkeys(_STREETS - {"st."}, "STREET") | dict.fromkeys(
    _PERHAPS_STREETS - {"st"}, "PERHAPS_STREET"
)
"""Classes of words for the reader; "st" also follows numbers and has a class of dates."""

WORDS = _CUES | _BUILDINGS | _NO_NAMES
"""Further words that the rules here name."""

_NAME: Token = {"TAG": {"NOT_IN": ["NUM", "sign", "STREET", "POINT", "CURRENCY"]}}
_PATTERNS = {
    "street": [
        [{"TAG": "NUM"}, *[_NAME] * count, {"TAG": kind}]
        for kind in ("STREET", "PERHAPS_STREET", "NTH")
        for count in (1, 2, 3, 4)
    ]
}


class AddressReader:
    """Reads addresses; a postcode is a detail of its own."""

    def __init__(self, reader: Reader) -> None:
        self._patterns = TokenPatterns(reader, _PATTERNS)

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All addresses; value: as it stands in the message."""
        if _STREET_TAGS.isdisjoint(reading.tags) or "NUM" not in reading.tags:
            return
        for _, start, end in self._patterns.find(reading):
            if not _is_address(reading, start, end):
                continue
            first = _with_building(reading, start)
            last = _with_town(reading, end)
            begin, stop = reading.starts[first], reading.ends[last - 1]
            text = reading.text[begin:stop]
            yield Detail("address", begin, stop, text, text, 0.9)


_STREET_TAGS = frozenset({"STREET", "PERHAPS_STREET", "NTH"})


def _is_address(reading: Reading, start: int, end: int) -> bool:
    if not reading.words[start].isdecimal() or len(reading.words[start]) > 4:  # noqa: PLR2004
        return False
    names = range(start + 1, end - 1)
    # "14a": the letter belongs to the number.
    if names and reading.is_joined(start + 1) and len(reading.words[start + 1]) == 1:
        names = names[1:]
    if not names or len(names) > _MOST_NAMES:
        return False
    for index in names:
        # "St Mary's Road"; but "1st" counts, and "it's" tells.
        if reading.tags[index] == "NTH" and not reading.is_joined(index):
            continue
        if reading.tags[index] == "genitive" and reading.tags[index - 1] == "word":
            continue
        if reading.tags[index] in ("UNIT", "PART", "NTH", "MEASURE"):
            return False
        if reading.forms[index] in _NO_NAMES:
            return False
    has_capitals = all(reading.words[index][:1].isupper() for index in names)
    if reading.tags[end - 1] == "NTH":
        return (
            reading.forms[end - 1] in ("st", "rd")
            and not reading.is_joined(end - 1)
            and (has_capitals or _is_spoken_of(reading, start))
        )
    if reading.tags[end - 1] == "STREET":
        return True
    return (has_capitals and reading.words[end - 1][:1].isupper()) or (
        _is_spoken_of(reading, start) and all(reading.tags[index] == "word" for index in names)
    )


def _is_spoken_of(reading: Reading, start: int) -> bool:
    return start == 0 or any(reading.form(start - back) in _CUES for back in (1, 2, 3))


def _with_building(reading: Reading, start: int) -> int:
    """Where "Flat 2," before the house number begins."""
    at = start
    if reading.form(at - 1) == ",":
        at -= 1
    for back in (2, 3):
        if at - back >= 0 and reading.forms[at - back] in _BUILDINGS:
            return at - back
    if (
        at < start
        and at >= 1
        and reading.forms[at - 1] in _BUILDINGS
        and reading.tag(at - 1) == "word"
    ):
        return start
    return start


def _with_town(reading: Reading, end: int) -> int:
    """Where the town behind the street ends: a known one, or words with capitals."""
    last = end
    for _ in range(2):
        at = last + 1 if reading.form(last) == "," else last
        reached = _town_from(reading, at, is_after_comma=at > last)
        if reached == at:
            break
        last = reached
    return last


def _town_from(reading: Reading, at: int, *, is_after_comma: bool) -> int:
    reached = at
    for index in range(at, min(at + _MOST_TOWNS, len(reading.words))):
        word = reading.words[index]
        folded = word.casefold()
        if reading.tags[index] not in ("word", "sign") and folded not in _TOWNS:
            break
        if folded in _TOWNS:
            reached = index + 1
        elif folded in _TOWN_JOINTS and reached == index and index > at:
            continue
        elif word.istitle() and is_after_comma and not _begins_postcode(reading, index):
            if reading.forms[index] in _NO_TOWN:
                break
            reached = index + 1
        else:
            break
    return reached


_NO_TOWN = word_set("i my it is please the we order and can could thanks not")


def _begins_postcode(reading: Reading, index: int) -> bool:
    return reading.tag(index + 1) == "NUM" and reading.is_joined(index + 1)
