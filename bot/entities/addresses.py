"""Addresses: a house number, a street and what of the town follows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from bot.entities.detail import Detail
from bot.entities.patterns import Token, TokenPatterns
from bot.entities.reading import Reader, Reading
from bot.entities.streets_abroad import streets_abroad
from bot.entities.towns import TOWN_JOINTS, TOWNS
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
_SITES = word_set(
    "estate park centre center house court building buildings works mill yard farm cottage tower "
    "hall lodge"
)
"""What a flat or unit may be in, if no street is named."""
_CUES = word_set(
    "address to at live living lives moved deliver delivered send ship road street flat is"
)
_BUILDINGS = word_set("flat apartment apt unit suite room floor house studio")
_NO_NAMES = word_set(
    "days day weeks week hours months years pounds quid items item of in on my is was were are it "
    "i we you they and or but for with without from cm percent minutes times more other pm am x "
    "order orders times stars per a an that this not have has had ordered by people"
)
_NO_TOWN = word_set("i my it is please the we order and can could thanks not")
_MOST_NAMES = 4
_MOST_TOWNS = 4
_MOST_HOUSE_NAMES = 4

CLASSES = dict.fromkeys(_STREETS - {"st."}, "STREET") | dict.fromkeys(
    _PERHAPS_STREETS - {"st"}, "PERHAPS_STREET"
)
"""Classes of words for the reader; "st" also follows numbers and has a class of dates."""

WORDS = _CUES | _BUILDINGS | _NO_NAMES | {"po", "box"}
"""Further words that the rules here name."""

_NAME: Token = {"TAG": {"NOT_IN": ["NUM", "sign", "STREET", "POINT", "CURRENCY"]}}
_PATTERNS = {
    "street": [
        [{"TAG": "NUM"}, *[_NAME] * count, {"TAG": kind}]
        for kind in ("STREET", "PERHAPS_STREET", "NTH")
        for count in (1, 2, 3, 4)
    ]
}
_STREET_TAGS = frozenset({"STREET", "PERHAPS_STREET", "NTH"})


class AddressReader:
    """Reads addresses; a postcode is a detail of its own."""

    def __init__(self, reader: Reader) -> None:
        self._patterns = TokenPatterns(reader, _PATTERNS)

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All addresses; value: as it stands in the message."""
        if "NUM" not in reading.tags:
            return
        for start, end in streets_abroad(reading.text):
            yield _address(
                reading, bisect_left(reading.starts, start), bisect_left(reading.starts, end)
            )
        for index, tag in enumerate(reading.tags):
            if tag != "NUM":
                continue
            if reading.forms[max(index - 2, 0) : index] == ["po", "box"]:
                yield _address(reading, index - 2, _with_town(reading, index + 1))
            elif reading.form(index - 1) in _BUILDINGS and (end := _site_end(reading, index + 1)):
                yield _address(reading, index - 1, _with_town(reading, end))
        if not _STREET_TAGS.isdisjoint(reading.tags):
            yield from self._streets(reading)

    def _streets(self, reading: Reading) -> Iterator[Detail]:
        is_spoken_of = False
        for _, start, end in self._patterns.find(reading):
            if _is_address(reading, start, end, is_spoken_of=is_spoken_of):
                # "36 quay st, not 63 quay st"
                is_spoken_of = True
                yield _address(
                    reading,
                    _with_building(reading, start),
                    _with_town(reading, _with_flat(reading, end)),
                )


def _address(reading: Reading, first: int, end: int) -> Detail:
    begin, stop = reading.starts[first], reading.ends[end - 1]
    text = reading.text[begin:stop]
    return Detail("address", begin, stop, text, text, 0.9)


def _is_address(reading: Reading, start: int, end: int, *, is_spoken_of: bool) -> bool:
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
    is_spoken_of = is_spoken_of or _is_spoken_of(reading, start)
    has_capitals = all(reading.words[index][:1].isupper() for index in names)
    if reading.tags[end - 1] == "NTH":
        return (
            reading.forms[end - 1] in ("st", "rd")
            and not reading.is_joined(end - 1)
            and (has_capitals or is_spoken_of)
        )
    if reading.tags[end - 1] == "STREET":
        return True
    return (has_capitals and reading.words[end - 1][:1].isupper()) or (
        is_spoken_of and all(reading.tags[index] == "word" for index in names)
    )


def _is_spoken_of(reading: Reading, start: int) -> bool:
    return start == 0 or any(reading.form(start - back) in _CUES for back in (1, 2, 3))


def _site_end(reading: Reading, at: int) -> int:
    """Where ", Marsh Lane Trading Estate" behind "Unit 6" ends; 0 if no such name stands there."""
    begin = at + 1 if reading.form(at) == "," else at
    end = begin
    while end < len(reading.words) and reading.words[end].istitle() and end - begin <= _MOST_NAMES:
        end += 1
    is_site = end > begin + 1 and reading.words[end - 1].casefold() in _SITES
    return end if is_site else 0


def _with_building(reading: Reading, start: int) -> int:
    """Where "Flat 2," or "The Old Bakery," before the house number begins."""
    comma = reading.form(start - 1) == ","
    at = start - 1 if comma else start
    if at >= 2 and reading.forms[at - 2] in _BUILDINGS:  # noqa: PLR2004 - "Flat 2"
        return at - 2
    if not comma:
        return start
    first = at
    while first > 0 and reading.words[first - 1].istitle() and at - first < _MOST_HOUSE_NAMES:
        first -= 1
    # "Flat 12, Quay House, 8 Dock Street"
    if first >= 3 and reading.forms[first - 1] == "," and reading.forms[first - 3] in _BUILDINGS:  # noqa: PLR2004
        return first - 3
    # "Hello, 3 Mill Lane" has no house called Hello.
    return first if first < at and reading.form(first - 1) in _CUES else start


def _with_flat(reading: Reading, end: int) -> int:
    """Where ", flat 2" behind the street ends."""
    at = end + 1 if reading.form(end) == "," else end
    has_flat = reading.form(at) in _BUILDINGS and reading.tag(at + 1) == "NUM"
    return at + 2 if has_flat else end


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
        if reading.tags[index] not in ("word", "sign") and folded not in TOWNS:
            break
        if folded in TOWNS:
            reached = index + 1
        elif folded in TOWN_JOINTS and reached == index and index > at:
            continue
        elif word.istitle() and is_after_comma and not _begins_postcode(reading, index):
            if reading.forms[index] in _NO_TOWN:
                break
            reached = index + 1
        else:
            break
    return reached


def _begins_postcode(reading: Reading, index: int) -> bool:
    return reading.tag(index + 1) == "NUM" and reading.is_joined(index + 1)
