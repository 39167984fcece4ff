"""Tells a bare detail ("HP-104233", "the walnut one, please") from a request."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

# What people put around a detail without asking for anything.
_FILLERS = frozenset(
    {
        "a", "an", "the", "my", "our", "its", "it", "it's", "is", "was", "i", "i'm", "this",
        "that", "these", "those", "one", "ones", "of", "in", "on", "at", "for", "to",
        "from", "and", "or", "no", "nr", "number", "num", "order", "ref", "reference",
        "code", "post", "postcode", "email", "e-mail", "mail", "address", "adress", "name",
        "date", "size", "colour", "color", "just", "only", "about", "around", "please",
        "pls", "plz", "thanks", "ta", "hi", "hello", "ok", "okay", "yes", "sorry", "sir",
        "madam", "mate", "x",
    }
)  # fmt: skip
_WORD = re.compile(r"[\w'-]+")


def is_bare_detail(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether nothing but details and small words stands in `text`.

    `entities` are dictionaries with the offsets `start` and `end`.
    """
    if not entities:
        return False
    rest = list(text)
    for entity in entities:
        rest[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
    words = _WORD.findall("".join(rest).lower().replace("\u2019", "'"))
    return all(word in _FILLERS for word in words)
