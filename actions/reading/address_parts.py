"""Takes an address apart: country, postcode, state, flat, street and town."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from actions.reading.address_tables import (
    CITIES,
    COUNTIES,
    COUNTY_LEADS,
    DIRECTIONS,
    PERHAPS_STREETS,
    REGIONS,
    SITES,
    STREETS,
    state_of_zip,
)
from actions.reading.postcodes import Postcode, find_postcode
from bot.entities.streets_abroad import streets_abroad
from bot.entities.words import word_set
from desk.countries import CODES

FLAT = re.compile(
    r"""(?<!\w)(?:
        (?:flat|apartment|apt|suite|ste|unit|room|rm|floor|fl|studio|building|bldg|block|office|lot)
            \.?[ ]?(?:no\.?[ ]?|number[ ]|\#[ ]?)?
            (?:[0-9]{1,5}[ ]?[A-Za-z]?(?![A-Za-z])(?:[-/][0-9A-Za-z]{1,3})?
            |[A-Za-z](?:-?[0-9]{1,4})?)
        | \#[ ]?[0-9]{1,5}[A-Za-z]?
        | (?:[0-9]{1,2}(?:st|nd|rd|th)|ground|first|second|third|top)[ ]floor
            (?:[ ](?:flat|left|right))?
        | c/o[ ][^,]{1,40}
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What an address has besides the street: "Flat 2", "Suite 394", "#4"."""
BOX = re.compile(
    r"\b(?:p\.? ?o\.? ?|post office )box(?: ?(?:no\.? ?|number |#)?[0-9]{1,6}\b|\b)", re.IGNORECASE
)
"""A box at a post office."""
_NUMBERED_BOX = re.compile(rf"{BOX.pattern}(?<=[0-9])", re.IGNORECASE)
BOX_STREET = "PO Box "
"""What stands for the street of such a box."""
_SMALL = word_set("of on upon the under by de la le les du des der den da do del di van am im and")
_NUMBER_FIRST = frozenset({"GB", "US", "CA", "AU", "IE", "NZ"})
_NUMBER_LAST = re.compile(
    r"(?<![\w'’-])(?:[A-ZÀ-Þ][\w.'’-]{1,30} ){1,4}[0-9]{1,4}(?: ?[a-zA-Z])?(?=,|$| [0-9]{4,5}\b)"
)
_FRENCH = re.compile(
    r"(?:^|(?<=[,;:.] )|(?<=\bto )|(?<=\bis )|(?<=\bat )|(?<=\bin ))"
    r"(?i:rue|avenue|av\.|boulevard|bd|place|chemin|ch\.|allée|quai|impasse|cours|route|passage"
    r"|ruelle|sentier|promenade|esplanade)"
    r"(?: (?:de|du|des|la|le|les|aux?|à|en|sur|sous))*"
    r"(?: (?:[dl]['’])?[A-ZÀ-Þ][\w.'’-]{0,30})(?: (?:de|du|des|la|le|les|(?:[dl]['’])?"
    r"[A-ZÀ-Þ][\w.'’-]{0,30})){0,4} [0-9]{1,4}(?: ?[a-zA-Z]\b|\b)"
)
"""A street of French words with its number behind: "quai du Mont-Blanc 5".

Only where an address may begin: a "Park Avenue" goes on with the number of a flat.
"""
_REST_OF_NUMBER = re.compile(r"[/-][0-9]{1,4}[A-Za-z]?\b")
_MOST_STATE_WORDS = 3
_MOST_COUNTRY_WORDS = 4
_IN = re.compile(r"^(?:in|at|near) ", re.IGNORECASE)


@dataclass
class _Body:
    """What is left of an address while its parts are taken from it."""

    text: str
    country: str
    parts: dict[str, str] = field(default_factory=dict)

    def pieces(self) -> list[str]:
        return [piece for piece in (p.strip(" .;-") for p in self.text.split(",")) if piece]


def streets_in(text: str, country: str) -> list[tuple[int, int]]:
    """Where streets stand that are written as on the Continent, the number behind the name."""
    found = [*streets_abroad(text), *(match.span() for match in _FRENCH.finditer(text))]
    if country not in _NUMBER_FIRST:
        found += [match.span() for match in _NUMBER_LAST.finditer(text)]
    return [(start, end + _more_of_number(text[end:])) for start, end in found]


def parts_of(text: str, country: str) -> dict[str, str]:
    """The parts of an address that stand in `text`, which holds nothing else."""
    body = _Body(text, country)
    _take_country(body)
    postcode = find_postcode(body.text, body.country)
    if postcode is not None:
        _take_postcode(body, postcode)
        _take_country(body)
    _take_box_and_flat(body)
    _take_region(body)
    _take_street_and_city(body)
    if body.country == "US" and "region" not in body.parts and "postcode" in body.parts:
        state = state_of_zip(body.parts["postcode"])
        if state is not None:
            body.parts["region"] = state
    body.parts["country"] = body.country
    return body.parts


def _more_of_number(rest: str) -> int:
    """How long the rest of "12/3" or "5-7" is."""
    match = _REST_OF_NUMBER.match(rest)
    return match.end() if match else 0


def tidy(text: str) -> str:
    """A part of an address that was typed in small letters, with capitals."""
    text = " ".join(text.split()).strip(" ,;")
    if text != text.casefold():
        return text
    return " ".join(
        word if word in _SMALL and place else word[:1].upper() + word[1:]
        for place, word in enumerate(text.split())
    )


def _take_country(body: _Body) -> None:
    words = body.text.rstrip(" .,").split()
    for count in range(min(_MOST_COUNTRY_WORDS, len(words) - 1), 0, -1):
        name = " ".join(words[-count:]).casefold().strip(" ,.")
        code = CODES.get(name) or CODES.get(f"{name}.")
        if code is None:
            continue
        # "Canada Road" is none, and "GA, US" is one.
        if name == "us" and words[-1] != "US":
            continue
        body.country = code
        body.text = " ".join(words[:-count])
        return


def _take_postcode(body: _Body, postcode: Postcode) -> None:
    body.parts["postcode"] = postcode.code
    body.country = postcode.country or body.country
    body.text = f"{body.text[: postcode.start]},{body.text[postcode.end :]}"


def _take_region(body: _Body) -> None:
    country = body.country
    if country == "GB" and "postcode" in body.parts and body.parts["postcode"].isdecimal():
        country = "US"
    regions = REGIONS.get(country)
    if regions is None:
        return
    pieces = body.pieces()
    first = 0 if "street" in body.parts else 1
    for place in range(len(pieces) - 1, first - 1, -1):
        words = pieces[place].split()
        for count in range(min(_MOST_STATE_WORDS, len(words)), 0, -1):
            code = regions.get(" ".join(words[-count:]).casefold().replace(".", ""))
            rest = words[:-count]
            if code is None or (not rest and not _is_city_before(pieces, place)):
                continue
            body.parts["region"] = code
            body.country = country
            kept = [*pieces[:place], *([" ".join(rest)] if rest else []), *pieces[place + 1 :]]
            body.text = ", ".join(kept)
            return
    _take_region_without_commas(body, regions, country)


def _is_city_before(pieces: list[str], place: int) -> bool:
    """Whether the piece before a state can be its town: "New York" alone is the town."""
    return place > 1 or _street_end(pieces[0].split()) < len(pieces[0].split())


def _take_region_without_commas(body: _Body, regions: dict[str, str], country: str) -> None:
    pieces = body.pieces()
    if len(pieces) != 1 or "postcode" not in body.parts:
        return
    words = pieces[0].split()
    for count in range(min(_MOST_STATE_WORDS, len(words) - 2), 0, -1):
        name = " ".join(words[-count:]).casefold().replace(".", "")
        end = _street_end(words[:-count])
        if name in regions and 0 < end < len(words) - count:
            body.parts["region"], body.country = regions[name], country
            body.text = " ".join(words[:-count])
            return


def _take_box_and_flat(body: _Body) -> None:
    found = [match.group().strip() for match in FLAT.finditer(body.text)]
    if found:
        body.text = FLAT.sub(", ", body.text)
        body.parts["street2"] = ", ".join(tidy(flat) for flat in found)
    box = _NUMBERED_BOX.search(body.text)
    if box is not None:
        number = re.search(r"[0-9]+$", box.group())
        body.parts["street"] = BOX_STREET + (number.group() if number else "")
        body.text = body.text.replace(box.group(), ",")


def _take_street_and_city(body: _Body) -> None:
    abroad = next((span for span in streets_in(body.text, body.country) if span[0] == 0), None)
    if abroad is not None and "," in body.text[: abroad[1]]:
        # "3 bis, quai d'Orsay"
        body.parts["street"] = body.text[: abroad[1]]
        body.text = body.text[abroad[1] :]
    pieces = _joined_numbers(body.pieces())
    at = next((place for place, piece in enumerate(pieces) if _is_street(piece)), None)
    if at is None and len(pieces) > 1:
        # "Unit 6, Marsh Lane Trading Estate, Bristol"
        at = 0
    rest = pieces
    if "street" not in body.parts and at is not None:
        rest = pieces[at + 1 :]
        street, city = _cut(pieces[at], body)
        body.parts["street"] = tidy(street)
        if at > 0:
            _add_second_line(body, pieces[:at], in_front=True)
        if city:
            rest = [city, *rest]
    rest = _without_county(body, rest)
    if rest:
        body.parts["city"] = tidy(_IN.sub("", rest[-1]))
        if rest[:-1]:
            _add_second_line(body, rest[:-1], in_front=False)


def _joined_numbers(pieces: list[str]) -> list[str]:
    """With "12, Mill Lane" as one."""
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].isdecimal():
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def _is_street(piece: str) -> bool:
    words = piece.split()
    if any(character.isdigit() for character in piece) and len(words) > 1:
        return True
    last = words[-1].casefold().strip(".") if words else ""
    return len(words) > 1 and last in STREETS


def _cut(piece: str, body: _Body) -> tuple[str, str]:
    """Street and town of a piece in which no comma parts them."""
    for start, end in streets_in(piece, body.country):
        if start == 0:
            return piece[:end], piece[end:].strip()
    words = piece.split()
    end = _street_end(words)
    if words[-1].casefold() in SITES:
        return piece, ""
    if 0 < end < len(words):
        return " ".join(words[:end]), " ".join(words[end:])
    if end == len(words):
        return piece, ""
    for count in (4, 3, 2, 1):
        if len(words) - count >= 2 and " ".join(words[-count:]).casefold() in CITIES:  # noqa: PLR2004 - number and name
            return " ".join(words[:-count]), " ".join(words[-count:])
    return piece, ""


def _street_end(words: list[str]) -> int:
    """Behind which word a street ends; 0 if no word says that it is one."""
    folded = [word.casefold().strip(".") for word in words]
    for place in range(1, len(words)):
        is_street = folded[place] in STREETS | PERHAPS_STREETS
        # "4 St Mary's Road", "12 Park Lane": the later word tells.
        is_name = place == 1 and not STREETS.isdisjoint(folded[2:])
        if not is_street or is_name or (place == 1 and folded[1] in PERHAPS_STREETS):
            continue
        end = place + 1
        while end < len(words) and (
            folded[end] in STREETS or folded[end] in DIRECTIONS or folded[end].isdecimal()
        ):
            end += 1
        return end
    return 0


def _without_county(body: _Body, rest: list[str]) -> list[str]:
    if len(rest) < 2 or body.country not in ("GB", "IE"):  # noqa: PLR2004
        return rest
    words = rest[-1].casefold().split()
    if words[-1] in COUNTIES or words[0] in COUNTY_LEADS & {"county", "co", "co."}:
        body.parts["region"] = tidy(rest[-1])
        return rest[:-1]
    return rest


def _add_second_line(body: _Body, pieces: list[str], *, in_front: bool) -> None:
    known = body.parts.get("street2", "")
    more = ", ".join(tidy(piece) for piece in pieces)
    body.parts["street2"] = ", ".join(
        part for part in ((more, known) if in_front and not known else (known, more)) if part
    )
