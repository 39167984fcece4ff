"""The clauses of a sentence: what it says, of what, whether it denies it, and what binds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Under a condition, nothing that a sentence says is a yes or a no by itself.
_CONDITION = re.compile(
    r"\b(?:if|unless|once|when|while|until|as long as|provided|depending|depends|otherwise)\b",
    re.IGNORECASE,
)
_NO_CONDITION = re.compile(r"\b(?:even if|no longer|not only)\b", re.IGNORECASE)
# Mostly, up to a limit, or in some cases: the same for the clause that says so.
_QUALIFIED = re.compile(
    r"\b(?:only|except|other than|apart from|outside|usually|normally|often|most|mostly|some|"
    r"sometimes|generally|nearly|almost|at least|at most|up to|between|whether|from [£€$\d]\S*|"
    r"or more|or less|from \w+ to|further|longer than|might)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r" ?\([^)]*\)|, for example[^,]*,|, such as[^,]*,"
    r"| in the (?:\w+ )?(?:price|rate)\b[^,]*"
    r"|(?:,| or| and) any other .*?(?= (?:cannot|can|are|is|do)\b)"
    r"| (?:at|to|from|of|by) [A-Z]\w+ & [A-Z]\w+"  # the company's name
)
_COMPANY = re.compile(r"^[A-Z]\w+ & [A-Z]\w+(?= )")
_RELATIVE = re.compile(r"\b(?:that|which) (?:is|are) ")
_NOR = re.compile(r"^Nor (does|do|can|may|will|is|are) ((?:the |a |our )?\w+) ")
_AUXILIARY = r"(?:cannot|can|may|must|do|does|is|are|will|has|have|need not|needs?|never)"
_NEW_CLAUSE = re.compile(
    rf",\s+(?:because|although|though|so that|which|even if|so|whereas)\s+"
    rf"|,\s+(?:but|and)\s+(?=(?:\w+\s+){{0,8}}{_AUXILIARY}\b|not\b|(?:we|you|it|they)\b)"
    rf"|\s+and\s+(?={_AUXILIARY}\b)|,?\s+(?:but|and)\s+(?=no\b)"
    rf"|,\s+(?=not\b|(?:\w+\s+){{1,3}}(?:is|are|can|do|does) not\b)"
)
_REASON = re.compile(r",\s+(?:because|although|though|which|even if|whereas)\s+")
_PREDICATE = re.compile(rf"\b{_AUXILIARY}\b", re.IGNORECASE)
_IMPERATIVE = re.compile(r"^(?:please )?(?:do not|never)\b", re.IGNORECASE)
NEGATION = re.compile(
    r"\b(?:not|cannot|never|no longer|no|none|nothing|neither|nor)\b|n't\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Clause:
    """A part of a sentence that says one thing; `subject` may be that of the clause before.

    `modal` is the auxiliary that its predicate begins with, in small letters, or empty.
    """

    subject: str
    predicate: str
    modal: str
    is_negative: bool


def clauses_of(sentence: str) -> Iterator[Clause]:
    """The clauses of a sentence that hold without a condition and without a limit, in its order.

    Asides are left out, and a clause that denies twice.
    """
    text = _RELATIVE.sub("", _ASIDE.sub("", _COMPANY.sub("We", sentence))).rstrip(".!")
    for segment in re.split(r"[;:]\s+", _NOR.sub(r"\2 \1 not ", text)):
        if not _CONDITION.search(_NO_CONDITION.sub("", segment)):
            yield from _of_segment(segment)


def _of_segment(segment: str) -> Iterator[Clause]:
    subject = ""
    start = 0
    is_reason = False
    for end in (*_NEW_CLAUSE.finditer(segment), None):
        part = segment[start : end.start() if end else len(segment)].strip(" ,")
        clause = _clause(part, subject)
        if clause is not None:
            subject = clause.subject
            if not is_reason and not _QUALIFIED.search(part):
                yield clause
        if end is not None:
            start = end.end()
            is_reason = _REASON.fullmatch(end[0]) is not None


def _clause(part: str, subject_before: str) -> Clause | None:
    negations = len(NEGATION.findall(part))
    if negations > 1 or not part:
        return None
    if _IMPERATIVE.match(part):
        return Clause("", _IMPERATIVE.sub("", part), "must", is_negative=True)
    modal = _PREDICATE.search(part)
    if modal is None:
        return Clause(subject_before, part, "", negations == 1)
    own, predicate = part[: modal.start()], part[modal.start() :]
    return Clause(own or subject_before, predicate, modal[0].lower(), negations == 1)
