"""Postcodes: those with letters by their form, digits alone by what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from bot.entities.detail import Detail
from bot.entities.reading import UNKNOWN, Reading
from bot.entities.words import word_set

_BRITISH = re.compile(
    r"(?<![\w/.-]) ([A-Z]{1,2}) [0-9][A-Z0-9]? [ \t\xa0]{0,2} ([0-9][ABD-HJLNP-UW-Z]{2}) (?![\w-])",
    re.IGNORECASE | re.VERBOSE,
)
_AREAS = word_set(
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e "
    "ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll "
    "ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm "
    "sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze"
)
# "b4 2nd", "m24 5ft": chat, not an address.
_NO_INWARD = re.compile(r"1st|2nd|3rd|[04-9]th|[0-9](?:ft|lb|gb|tb|hr|yr|xl)")

_LETTERED = re.compile(
    r"""(?<![\w/.-]) (?:
        [ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][ -]?[0-9][ABCEGHJ-NPRSTV-Z][0-9]  # K1A 0B1
        | (?: [AC-FHKNPRTV-Y][0-9]{2} | D6W )[ ]?  # D02 X285
          (?= [0-9]*[A-Z] ) (?= [A-Z]*[0-9] ) [0-9AC-FHKNPRTV-Y]{4}
        | [1-9][0-9]{3}[ ]?(?!S[ADS])(?P<dutch>[A-Z]{2})  # 1015 CJ
    ) (?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_DUTCH = word_set(
    "mm cm km kg ml gb mb tb am pm uk us eu hp xl no of or in at is to on by me my as an we it if "
    "so up do go he be ok hi ta bc ad id mg ft kw hz px cl dl and"
)
"""What stands after a number and is no part of a postcode."""

_DIGITS = re.compile(
    r"(?<![\w/.,£€$#-])(?P<digits>[0-9]{4,5})(?P<more>-[0-9]{4})?(?![\w%/-]|[.,][0-9])"
)
_LONG = 5
_CUES = word_set("postcode postcodes zip zipcode plz")
_CODE_OF = word_set("post postal zip")
_LOOKED_BACK = 3
_STATES = word_set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM "
    "NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC NSW VIC QLD TAS"
)
_ASIDE = word_set("it is the my please thanks ok hi hello sorry no yes and")
_BEHIND_ADDRESS = re.compile(r"[ ,]{1,3}")

WORDS = _CUES | _CODE_OF | _ASIDE | {"code"}
"""Words that the rules here name."""


class PostcodeReader:
    """Reads postcodes of several countries."""

    def read(self, reading: Reading, addresses: Iterable[Detail]) -> Iterator[Detail]:
        """All postcodes, as typed; `addresses` are those that were read in the same message."""
        if "NUM" not in reading.tags:
            return
        yield from _british(reading)
        yield from _lettered(reading)
        ends = [address.end for address in addresses]
        for match in _DIGITS.finditer(reading.text):
            if _is_postcode(reading, match, ends):
                yield _postcode(match)


def _british(reading: Reading) -> Iterator[Detail]:
    for match in _BRITISH.finditer(reading.text):
        area, inward = match[1], match[2]
        if area.casefold() not in _AREAS:
            continue
        # Capitals are an address; "b4 2nd" is chat.
        if inward.isupper() or not _NO_INWARD.fullmatch(inward.casefold()):
            yield _postcode(match)


def _lettered(reading: Reading) -> Iterator[Detail]:
    for match in _LETTERED.finditer(reading.text):
        around = reading.text[: match.start()] + reading.text[match.end() :]
        # Where everything is in capitals, they tell nothing.
        is_told = match.group().isupper() and not around.isupper()
        if match["dutch"] and match["dutch"].casefold() in _NO_DUTCH:
            is_told = False
        if is_told or _is_named(reading, bisect_left(reading.starts, match.start())):
            yield _postcode(match)


def _is_postcode(reading: Reading, match: re.Match[str], ends: list[int]) -> bool:
    """Whether four or five digits are one."""
    index = bisect_left(reading.starts, match.start())
    if _is_named(reading, index):
        return True
    for end in ends:
        if end <= match.start() and _BEHIND_ADDRESS.fullmatch(reading.text, end, match.start()):
            return True
    back = 2 if reading.form(index - 1) == "," else 1
    if index >= back and reading.words[index - back] in _STATES:
        return True
    if len(match["digits"]) < _LONG:
        return False
    behind = bisect_left(reading.starts, match.end())
    if behind < len(reading.words) and reading.forms[behind] == UNKNOWN:
        return reading.words[behind].istitle()
    others = {*reading.forms[:index], *reading.forms[behind:]}
    return all(form in _ASIDE or not (form.isalnum() or form == UNKNOWN) for form in others)


def _is_named(reading: Reading, index: int) -> bool:
    """Like "zip 90210", "my post code is 10115"."""
    before = reading.forms[max(index - _LOOKED_BACK, 0) : index]
    if not _CUES.isdisjoint(before):
        return True
    return "code" in before and not _CODE_OF.isdisjoint(
        reading.forms[max(index - _LOOKED_BACK - 1, 0) : index]
    )


def _postcode(match: re.Match[str]) -> Detail:
    typed = match.group()
    return Detail("postcode", match.start(), match.end(), typed, typed)
