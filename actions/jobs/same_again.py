"""The same for another order, wished for during a job: "and do the same for HP-104233"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.jobs.said import Said

_FOR_OTHERS = re.compile(
    r"[\s,;:.-]*(?:\b(?:and|also|then|please|pls|can you|could you|would you|i want|i'd like|use|"
    r"do|take|put|apply|make|it|it's|with|to|that)\b[\s,]*)*"
    r"\b(?:the )?same\b(?:(?!\b(?:as|like)\b)[^.!?;])*?"
    r"\b(?:for|on|to)\b(?P<whom>[^.!?;]*)[.!?;\s]*",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\bother (?:\w+ )?(?:order|one|purchase)(?P<several>s?)\b", re.IGNORECASE)
_ASKS_US_TO = re.compile(r"\b(?:can|could|would|will) (?:you|we|i)\b|\bplease\b", re.IGNORECASE)
_COMPARES = re.compile(r"\bsame\b[^.!?;]*?\b(?:as|like)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def compares(said: Said) -> bool:
    """Whether another order only tells what is wanted for this one: "the same as HP-104233"."""
    return _COMPARES.search(said.text) is not None


@dataclass(frozen=True)
class SameAgain:
    """`numbers` are the orders it is wanted for, none if just "my other order" is said.

    `rest` is what the message says besides, about the order that the job is about.
    """

    numbers: tuple[str, ...]
    is_of_all: bool
    rest: str


def same_again(said: Said, current: str | None) -> SameAgain | None:
    """The wish, if the message has one; `current` is the order that the job is about."""
    clause = _FOR_OTHERS.search(said.text)
    if current is None or clause is None:
        return None
    if said.has_question_mark and not _ASKS_US_TO.search(said.text):
        # "Do you charge the same for HP-104233?"
        return None
    other, is_numbered = _OTHER.search(clause["whom"]), _DIGIT.search(clause["whom"])
    numbers = tuple(n for n in said.order_numbers if n != current) if is_numbered else ()
    if not numbers and other is None:
        return None
    rest = f"{said.text[: clause.start()]} {said.text[clause.end() :]}".strip()
    return SameAgain(numbers, other is not None and other["several"] != "", rest)
