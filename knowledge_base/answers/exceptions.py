"""What articles that hold only for a time, as at Christmas, say otherwise about a rule."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable

from knowledge_base.answers.contradictions import Statement
from knowledge_base.answers.facts import is_about_returning, sets_return_deadline
from knowledge_base.answers.words import overlap

_MONTHS = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in month_name[1:])
_LIMIT = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}\b"
    r"|\b\d{1,3} (?:working day|day|week|month)",
    re.IGNORECASE,
)
_SAME_WORDS = 0.5
"""A sentence that has half of a rule's words may be its exception. It is better to name no day
than a wrong one, so what is no exception may be taken for one, but not the other way round."""


def exception_to(rules: Iterable[str], exceptions: Iterable[Statement]) -> Statement | None:
    """The first statement that may give another time limit than one of the `rules`.

    `exceptions` are the statements of articles that hold only for a time.
    """
    others = list(exceptions)
    return next((one for rule in rules for one in others if _may_replace(one.text, rule)), None)


def _may_replace(exception: str, rule: str) -> bool:
    if not _limits(exception) - _limits(rule):
        return False
    both_returning = sets_return_deadline(rule) and is_about_returning(exception)
    return both_returning or overlap(rule, exception) >= _SAME_WORDS


def _limits(sentence: str) -> set[str]:
    return {limit.lower() for limit in _LIMIT.findall(sentence)}
