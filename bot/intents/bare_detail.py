"""Tells a bare detail ("HP-104233", "the walnut one, please") from a request or a complaint."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.entities.words import word_set

_COMPLAINT = "reason"
"""Type of the detail that says what is wrong: whoever names one wants something."""
_FILLERS = word_set(
    "a an the my our this that these those one ones of in on at for to from and or just only about "
    "around please pls plz thanks ta cheers hi hello ok okay yes sorry sir madam mate x"
)
"""What people put around a detail. No verbs and no question words: with one of these it is a
sentence, and the classifier reads those."""
_LABELS = {
    "order_number": word_set("order number num no nr ref reference code"),
    "email": word_set("email e-mail mail address adress is"),
    "postcode": word_set("postcode post code zip is"),
    "address": word_set("address adress"),
    "date": word_set("date"),
    "option": word_set("size colour color"),
}
"""Words that name a detail of this type; beside another they may ask for something ("order")."""
_WORD = re.compile(r"[\w'-]*\w")


def is_bare_detail(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether nothing but details and small words stands in `text`, and nothing is asked.

    `entities` are dictionaries with the type `entity` and the offsets `start` and `end`.
    """
    types = {entity["entity"] for entity in entities}
    if not types or _COMPLAINT in types or "?" in text:
        return False
    rest = list(text)
    for entity in entities:
        rest[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
    words = _WORD.findall("".join(rest).lower().replace("\u2019", "'"))
    allowed = _FILLERS.union(*(_LABELS.get(kind, ()) for kind in types))
    return all(word in allowed for word in words)
