"""Numbers with units, written in one way: "16 gigs" and "16GB" are `16 gb`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.reading.tokens import Token, form_at, number_of

_SPELLINGS = {
    "inch": 'inch in " ” ″', "ft": "ft foot feet ' ’ ′", "gb": "gb gig gigabyte",
    "tb": "tb terabyte", "mb": "mb megabyte", "ml": "ml millilitre mil", "l": "l litre ltr lt",
    "cl": "cl centilitre", "cm": "cm centimetre centimeter", "mm": "mm millimetre millimeter",
    "m": "m metre", "kg": "kg kilo kilogram", "g": "g gram gramme", "lb": "lb pound",
    "oz": "oz ounce", "percent": "% percent pct", "hour": "hour hr h", "w": "w watt",
    "v": "v volt", "mp": "mp megapixel", "mah": "mah", "k": "k", "p": "p", "x": "x ×",
    "bar": "bar", "degree": "degree ° deg", "cup": "cup", "piece": "piece pc", "person": "person",
}  # fmt: skip
UNITS = {said: unit for unit, spellings in _SPELLINGS.items() for said in spellings.split()}
"""The unit for each way of writing it, in the singular."""

_BASE = {
    "mm": ("length", 1.0), "cm": ("length", 10.0), "m": ("length", 1000.0),
    "inch": ("length", 25.4), "ft": ("length", 304.8),
    "ml": ("volume", 1.0), "cl": ("volume", 10.0), "l": ("volume", 1000.0),
    "mb": ("memory", 0.001), "gb": ("memory", 1.0), "tb": ("memory", 1000.0),
    "g": ("weight", 1.0), "kg": ("weight", 1000.0), "lb": ("weight", 453.6),
    "oz": ("weight", 28.35),
}  # fmt: skip

_METRIC = _BASE.keys() - {"inch", "ft", "lb", "oz"}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def atoms(tokens: Sequence[Token]) -> list[str]:
    """One canonical string per token, "" for signs; units only behind numbers."""
    found = []
    for index, token in enumerate(tokens):
        unit = unit_at(tokens, index)
        if token.is_number or unit:
            found.append(unit or token.form)
        elif number_of(token) is not None and unit_at(tokens, index + 1):
            # "two cups", but "the black one"
            found.append(str(number_of(token)))
        else:
            found.append(token.stem if token.is_word else "")
    return found


def unit_at(tokens: Sequence[Token], index: int) -> str:
    """The unit that a token is behind a number; else "" ("in L")."""
    if not 0 < index < len(tokens):
        return ""
    token, before = tokens[index], tokens[index - 1]
    unit = UNITS.get(token.stem, "") or UNITS.get(token.form, "")
    if not unit or (not before.is_number and number_of(before) is None):
        return ""
    if token.form == "in" and not token.glued:
        # "2 in black": no inches.
        return "" if form_at(tokens, index + 1).isalpha() else unit
    if len(token.form) == 1 and token.is_word and not token.glued and not before.is_number:
        return ""
    return unit


def same_measures(words: Sequence[str]) -> list[str]:
    """Other ways to write a number with its unit, without a space: "1l" for "1000ml"."""
    number, *units = words or [""]
    if not _NUMBER.fullmatch(number) or len(units) != 1 or units[0] not in _METRIC:
        return []
    kind, factor = _BASE[units[0]]
    found = []
    for unit in _METRIC - {units[0]}:
        other_kind, other = _BASE[unit]
        if other_kind == kind:
            plain = f"{float(number) * factor / other:.3f}".rstrip("0").rstrip(".")
            found.append(f"{plain}{unit}")
    return found


def size_of(number: str, unit: str) -> tuple[str, float]:
    """What kind of measure it is and how much, comparable within the kind."""
    kind, factor = _BASE.get(unit, (unit, 1.0))
    return kind, float(number) * factor
