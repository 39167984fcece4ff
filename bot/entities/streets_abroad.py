"""Streets as they are written on the Continent: "Hauptstraße 12", "12 rue de Rivoli"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"[0-9]{1,4}[ ]?[a-zA-Z]?\b"
_NAME = r"[A-ZÀ-Þ][\w'’-]{0,30}"
_STREETS = (
    # "Bahnhofstr. 5", "lange straat 3": these endings no English word has.
    re.compile(
        rf"\b(?:(?-i:{_NAME})[ ]){{0,2}}(?:[^\W\d_][\w'-]{{0,30}})?"
        rf"(?:straße|strasse|str\.|straat|gracht|gasse)[ ]{_NUMBER}",
        re.IGNORECASE,
    ),
    # "Lindenallee 4", "Am Alten Platz 1".
    re.compile(
        rf"\b(?:{_NAME}[ ]){{0,3}}[A-ZÀ-Þ][\w'-]{{0,30}}"
        rf"(?:allee|platz|weg|damm|ufer|laan|plein|kade|dijk|singel|gatan|vägen|vej)[ ]{_NUMBER}"
    ),
    # "Calle Mayor 10", "via Roma 5".
    re.compile(
        r"\b(?i:calle|via|viale|piazza|avenida|plaza|paseo|carrer|rua|ulica|ul\.)"
        rf"(?:[ ](?:de|da|do|del|della|la|{_NAME})){{1,5}},?[ ]{_NUMBER}"
    ),
    # "12 rue de Rivoli", "3 bis, quai d'Orsay".
    re.compile(
        r"\b[0-9]{1,4}(?:[ ]?(?:bis|ter))?,?[ ]"
        r"(?i:rue|avenue|boulevard|bd|place|chemin|allée|quai|impasse|cours|route)"
        rf"(?:[ ](?:de|du|des|la|le|les))*[ ](?:[dl]['’])?{_NAME}(?:[ ]{_NAME}){{0,3}}"
    ),
)


def streets_abroad(text: str) -> Iterator[tuple[int, int]]:
    """Where each street with its number begins and ends, in characters."""
    for street in _STREETS:
        for match in street.finditer(text):
            yield match.span()
