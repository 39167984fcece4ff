"""Compares the details found in messages with those that people marked, type by type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Entity = Mapping[str, Any]
"""As Rasa has them: `entity` (the type), `start`, `end` (characters) and `value`."""


@dataclass
class DetailCounts:
    """What was marked, found, and found rightly, by type; each found detail counts once."""

    marked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    strict: Counter[str] = field(default_factory=Counter)
    lenient: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, marked: Sequence[Entity], found: Sequence[Entity]) -> None:
        """Count one message."""
        self.marked.update(entity["entity"] for entity in marked)
        self.found.update(entity["entity"] for entity in found)
        self.strict.update(matched(text, marked, found, is_strict=True))
        self.lenient.update(matched(text, marked, found, is_strict=False))

    def figures(self) -> dict[str, Any]:
        """Precision, recall and F1 over all types, and F1 for each, 0–1."""
        return {
            "entities": self.marked.total(),
            "entity_strict": _shares(self.marked, self.found, self.strict),
            "entity_lenient": _shares(self.marked, self.found, self.lenient),
            "entity_types": {
                name: {
                    "marked": self.marked[name],
                    "found": self.found[name],
                    "strict_f1": _f1(self.strict[name], self.marked[name], self.found[name]),
                    "lenient_f1": _f1(self.lenient[name], self.marked[name], self.found[name]),
                }
                for name in sorted({*self.marked, *self.found})
            },
        }


def matched(
    text: str, marked: Sequence[Entity], found: Sequence[Entity], *, is_strict: bool
) -> list[str]:
    """The types of the marked details that were found.

    The type must agree, and the value where the mark gives one that does not stand in the text.
    Strictly, the place must be the same as well; else it is enough that the two overlap.
    """
    left = list(found)
    types = []
    for entity in marked:
        same = next((one for one in left if _is_same(text, entity, one, is_strict)), None)
        if same is not None:
            left.remove(same)
            types.append(str(entity["entity"]))
    return types


def _is_same(text: str, entity: Entity, other: Entity, is_strict: bool) -> bool:
    if other["entity"] != entity["entity"]:
        return False
    if is_strict:
        is_there = (other["start"], other["end"]) == (entity["start"], entity["end"])
    else:
        is_there = other["start"] < entity["end"] and entity["start"] < other["end"]
    literal = text[entity["start"] : entity["end"]]
    return is_there and str(entity["value"]) in (literal, str(other["value"]))


def _shares(
    marked: Counter[str], found: Counter[str], right: Counter[str]
) -> dict[str, float | None]:
    count = right.total()
    return {
        "precision": round(count / found.total(), 4) if found.total() else None,
        "recall": round(count / marked.total(), 4) if marked.total() else None,
        "f1": _f1(count, marked.total(), found.total()),
    }


def _f1(right: int, marked: int, found: int) -> float | None:
    return round(2 * right / (marked + found), 4) if marked + found else None
