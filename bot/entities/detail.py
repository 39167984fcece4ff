"""What is read from a message: a detail, and which one stays where two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SURENESS = (
    "email",
    "order_number",
    "address",
    "postcode",
    "amount",
    "date",
    "product",
    "option",
    "reason",
    "quantity",
)
"""All types of detail. Of two that overlap and are equally long, the earlier one stays."""

_RANK = {kind: rank for rank, kind in enumerate(SURENESS)}
# These are told by their form alone; a longer neighbour is a coincidence.
_BY_FORM = frozenset({"email", "order_number", "postcode"})


@dataclass(frozen=True)
class Detail:
    """`text` is the message from `start` to `end` (characters); `confidence` 0-1.

    `value` is what is meant: an ISO date, a product's name, an amount, a whole number.
    """

    type: str
    start: int
    end: int
    text: str
    value: str | int
    confidence: float = 1.0


def without_overlaps(details: Iterable[Detail]) -> list[Detail]:
    """The details in the order of the text, no character in two of them.

    What is told by its form alone wins, then the longer one, then the order of `SURENESS`.
    """
    best_first = sorted(
        details,
        key=lambda found: (
            found.type not in _BY_FORM,
            found.start - found.end,
            _RANK[found.type],
            -found.confidence,
            found.start,
        ),
    )
    kept: list[Detail] = []
    for found in best_first:
        if all(found.end <= other.start or other.end <= found.start for other in kept):
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)
