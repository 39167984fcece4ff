"""The cheapest, the bigger one, the newest: by price, by size, by order of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.reading.tokens import Token, form_at

_BY_ONE_WORD = {
    **dict.fromkeys(("cheapest", "lowest"), ("price", -1, False)),
    **dict.fromkeys(("cheaper", "cheep", "lower"), ("price", -1, True)),
    **dict.fromkeys(("dearest", "priciest", "costliest"), ("price", 1, False)),
    **dict.fromkeys(("dearer", "pricier"), ("price", 1, True)),
    **dict.fromkeys(("biggest", "largest", "longest", "tallest", "widest"), ("size", 1, False)),
    **dict.fromkeys(("bigger", "larger", "longer", "taller", "wider"), ("size", 1, True)),
    **dict.fromkeys(("smallest", "shortest", "tiniest", "narrowest"), ("size", -1, False)),
    **dict.fromkeys(("smaller", "shorter", "narrower"), ("size", -1, True)),
    **dict.fromkeys(("newest", "latest", "newer"), ("age", -1, False)),
    **dict.fromkeys(("oldest", "earliest", "older", "earlier"), ("age", 1, False)),
}  # fmt: skip
_BY_TWO_WORDS = {
    ("most", "expensive"): ("price", 1, False), ("least", "expensive"): ("price", -1, False),
    ("more", "expensive"): ("price", 1, True), ("less", "expensive"): ("price", -1, True),
    ("most", "recent"): ("age", -1, False), ("more", "recent"): ("age", -1, False),
    ("least", "recent"): ("age", 1, False), ("most", "costly"): ("price", 1, False),
    ("highest", "price"): ("price", 1, False), ("highest", "priced"): ("price", 1, False),
    ("lowest", "price"): ("price", -1, False), ("last", "order"): ("age", -1, False),
    ("placed", "last"): ("age", -1, False),
    ("ordered", "last"): ("age", -1, False), ("bought", "last"): ("age", -1, False),
    ("lowest", "priced"): ("price", -1, False), ("my", "last"): ("age", -1, False),
}  # fmt: skip


_NEWS = frozenset({"on", "news", "update", "about", "with", "?", ""})


@dataclass(frozen=True)
class Superlative:
    """Most (`direction` 1) or least (-1) by price, size or age; `compares`: "cheaper"."""

    start: int
    end: int
    by: str
    direction: int
    compares: bool


def find_superlatives(tokens: Sequence[Token]) -> list[Superlative]:
    """All of them, in order."""
    found: list[Superlative] = []
    for index, token in enumerate(tokens):
        two = _BY_TWO_WORDS.get((token.form, form_at(tokens, index + 1)))
        if two is not None:
            found.append(Superlative(index, index + 2, *two))
            continue
        one = _BY_ONE_WORD.get(token.form)
        if one is not None and not (found and found[-1].end > index):
            # "no longer", "any longer"
            if token.form == "longer" and form_at(tokens, index - 1) in ("no", "any", "much"):
                continue
            # "what's the latest on my order"
            if token.form == "latest" and form_at(tokens, index + 1) in _NEWS:
                continue
            found.append(Superlative(index, index + 1, *one))
    return found
