"""Hides what says who the customer is, and puts it back into what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from desk.insight import masking

_KINDS = "|".join(
    mark.strip("[]")
    for mark in (
        masking.NAME, masking.EMAIL, masking.ORDER, masking.POSTCODE, masking.NUMBER, masking.LINK,
        masking.STREET, masking.DATE,
    )
)  # fmt: skip
_MARK = re.compile(rf"\[({_KINDS})\]")
_PLACEHOLDER = re.compile(rf"\[(?:{_KINDS}) \d+\]")


class Hiding:
    """The placeholders of one exchange: `[order 1]` stands for the same number throughout."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """`names` are people's whole names that may occur."""
        self._names = tuple(names)
        self._placeholders: dict[tuple[str, str], str] = {}
        self._values: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def hide(self, text: str) -> str:
        """`text` with placeholders, which `restore` puts back."""
        hidden = masking.masked(text, self._names)
        literals, kinds = _MARK.split(hidden)[::2], _MARK.findall(hidden)
        values = _between(text, literals)
        placeholders = (
            [self._placeholder(kind, value) for kind, value in zip(kinds, values, strict=True)]
            if values is not None
            # Hidden, but not to be put back: it is not certain what stood where.
            else [self._numbered(kind) for kind in kinds]
        )
        return "".join(
            part for pair in zip(literals, [*placeholders, ""], strict=True) for part in pair
        )

    def restore(self, text: str) -> str | None:
        """`text` with what the placeholders stand for; None if one stands for nothing known."""
        if any(found not in self._values for found in _PLACEHOLDER.findall(text)):
            return None
        return _PLACEHOLDER.sub(lambda found: self._values[found[0]], text)

    def _placeholder(self, kind: str, value: str) -> str:
        key = (kind, value.casefold())
        if key not in self._placeholders:
            self._placeholders[key] = self._numbered(kind)
            self._values[self._placeholders[key]] = value
        return self._placeholders[key]

    def _numbered(self, kind: str) -> str:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"[{kind} {self._counts[kind]}]"


def without_placeholders(text: str) -> str:
    """`text` with the placeholders taken out, for those who look at what else it says."""
    return re.sub(rf"\s*{_PLACEHOLDER.pattern}", "", text)


def _between(text: str, literals: Sequence[str]) -> list[str] | None:
    """What stands in `text` between `literals`; None if there is more than one way to see it."""
    first = _aligned(text, literals)
    mirrored = _aligned(text[::-1], [literal[::-1] for literal in reversed(literals)])
    if first is None or mirrored is None:
        return None
    last = [value[::-1] for value in reversed(mirrored)]
    return first if first == last else None


def _aligned(text: str, literals: Sequence[str]) -> list[str] | None:
    """The same with each literal as early as possible."""
    start, *others = literals
    if not text.startswith(start):
        return None
    values: list[str] = []
    end = len(start)
    for number, literal in enumerate(others, 1):
        is_last = number == len(others)
        found = len(text) - len(literal) if is_last else text.find(literal, end + 1)
        if found <= end or not text.startswith(literal, found):
            return None
        values.append(text[end:found])
        end = found + len(literal)
    return values
