"""Reads MultiDoGO, and tells its intents from the slips of its annotators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bot.evaluation.rows import complete_rows

DOMAINS = ("airline", "fastfood", "finance", "insurance", "media", "software")
OUT_OF_DOMAIN = "outofdomain"
"""The label of a turn that has nothing to do with the company."""

_NO_INTENT = frozenset({"contentonly", OUT_OF_DOMAIN})
"""The first holds a detail only."""
_PLAIN_LABEL = re.compile(r"[a-z]+")
"""A few rows have two labels, or slots in place of one."""
_FEWEST_EXAMPLES = 20
"""Rarer labels are slips as well."""


def turns(folder: Path, domain: str, part: str) -> list[tuple[str, str]]:
    """Customers' turns with the labels of the annotators; `part` is `train`, `dev` or `test`."""
    return complete_rows(folder / f"{domain}_{part}.csv")


def is_intent(label: str) -> bool:
    """Whether a label names what a customer wants."""
    return _PLAIN_LABEL.fullmatch(label) is not None and label not in _NO_INTENT


def intents_of(rows: Iterable[tuple[str, str]]) -> set[str]:
    """The intents that have enough examples among `rows` to be meant."""
    counted = Counter(label for _, label in rows)
    return {
        label for label, count in counted.items() if count >= _FEWEST_EXAMPLES and is_intent(label)
    }
