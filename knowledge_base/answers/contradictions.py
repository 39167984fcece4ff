"""Finds where two articles say different things about the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge_base.answers.sentences import sentences_of
from knowledge_base.answers.words import content_stems
from knowledge_base.passages import Passage

_ALIKE = 0.55
_ALIKE_IF_DENIED = 0.8
"""How close two sentences must be, those that differ in a figure and those of which one denies.
Chosen with _SAME_SUBJECT on tests/unit/contradictions.yml and the demo shop's articles."""
_SAME_SUBJECT = 0.5
_SAME_SUBJECT_IF_DENIED = 0.75
_FEWEST_WORDS = 2
_AT_ONCE = 512
MOST_ALIKE = 20_000
"""So many statements of one unit, or without a figure, are compared with each other; that takes
about twenty seconds."""
_NUMBER = r"\d+(?:[.,]\d+)*"
_QUANTITY = re.compile(
    rf"(?P<sign>[£€$])\s?(?P<amount>{_NUMBER})"
    rf"|(?P<least>{_NUMBER})(?:\s?(?:–|-|to)\s?(?P<most>{_NUMBER}))?\s?"
    r"(?P<unit>%|°C|working days?|days?|weeks?|months?|years?|hours?|minutes?|kg|cm|characters?"
    r"|times?)(?!\w)",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:cannot|not|never|no longer|no)\b|n't\b", re.IGNORECASE)
_EXCEPTION = re.compile(
    r"\b(?:except|unless|only|if|when|while|once|until|before|after|but|without)\b", re.IGNORECASE
)
# What stands in one of two sentences and not in the other, and explains why they differ.
_CONDITIONS = re.compile(
    r"\b(?:gold|silver|members?|sales?|reduced|furniture|heavy|large|small|food|candles?|presents?"
    r"|guests?|students?|personalised|made to order|pre-orders?|underwear|faulty|faults?|damaged?"
    r"|broken|lost|late|missing|wrong|unused|unopened|express|standard|eu|european union|abroad|uk"
    r"|highlands?|united kingdom|northern ireland|islands?|christmas|december|january|weekends?"
    r"|saturdays?|sundays?|mondays?|holidays?|paypal|apple pay|google pay|bank|newsletters?|phone"
    r"|chat|pending|processed|cancell?ed|cancellation|exchanges?|exchanged|refunds?|repairs?"
    r"|replacements?|warranty|collections?|collected|second)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:(–][\s)]+|\s+\(|\)|\s+(?:and|but|or)\s+")


@dataclass(frozen=True)
class Figure:
    """An amount, a period or a number, and the stems of the clause that it stands in."""

    least: str
    most: str
    unit: str
    about: frozenset[str]

    def __str__(self) -> str:
        number = self.least if self.least == self.most else f"{self.least}–{self.most}"
        if self.unit in ("£", "€", "$"):
            return f"{self.unit}{number}"
        is_word = self.unit not in ("kg", "cm", "%", "°C")
        return f"{number} {self.unit}{'s' if is_word and number != '1' else ''}"


@dataclass(frozen=True)
class Statement:
    """A sentence of an article, and the heading that it stands under."""

    article_id: str
    title: str
    heading: str
    text: str

    def is_from(self, passage: Passage) -> bool:
        """Whether it stands in this article."""
        return self.article_id == passage.article_id

    @cached_property
    def about(self) -> frozenset[str]:
        """The stems of what it is about, without its figures."""
        return _about(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that it gives."""
        return tuple(
            figure for clause in _CLAUSE_END.split(self.text) for figure in _figures(clause)
        )

    @cached_property
    def denies(self) -> bool:
        """Whether it says that something is not so."""
        return _DENIAL.search(self.text) is not None

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The words in it or its heading that say for which case it holds."""
        words = _CONDITIONS.findall(f"{self.heading} {self.text}")
        return frozenset(word.lower().removesuffix("s") for word in words)


@dataclass(frozen=True)
class Contradiction:
    """Two statements of different articles; `what` names the figures, or says that one denies."""

    first: Statement
    second: Statement
    what: str


def statements_of(passage: Passage) -> list[Statement]:
    """The sentences of a passage, in the order of `sentences.searchable`."""
    return [
        Statement(passage.article_id, passage.title, passage.heading, sentence.text)
        for sentence in sentences_of(passage.text)
    ]


def contradictions(
    statements: Sequence[Statement], vectors: NDArray[np.float32]
) -> list[Contradiction]:
    """The pairs of statements that contradict each other, in the statements' order.

    `vectors` has the shape (statements, 384), rows of length 1. Few are found wrongly; many that
    only a person would see are not found at all.
    """
    found = {
        (first, second): what
        for group, alike in _comparable(statements)
        for first, second, closeness in _close_pairs(vectors, group, alike)
        if (what := _difference(statements[first], statements[second], closeness))
    }
    return [
        Contradiction(statements[first], statements[second], found[first, second])
        for first, second in sorted(found)
    ]


def _comparable(statements: Sequence[Statement]) -> Iterator[tuple[list[int], float]]:
    """The places of statements that may contradict each other, and how close they must be.

    Those with figures of one unit, and those without a figure.
    """
    by_unit: dict[str, list[int]] = {}
    for place, statement in enumerate(statements):
        for unit in {figure.unit for figure in statement.figures} or {""}:
            by_unit.setdefault(unit, []).append(place)
    for unit, places in by_unit.items():
        yield places[:MOST_ALIKE], _ALIKE if unit else _ALIKE_IF_DENIED


def _close_pairs(
    vectors: NDArray[np.float32], places: list[int], alike: float
) -> Iterator[tuple[int, int, float]]:
    """The pairs of `places` that are close enough, the earlier first; a block of rows at a time."""
    own = vectors[places]
    for start in range(0, len(own), _AT_ONCE):
        close = own[start : start + _AT_ONCE] @ own[start:].T
        for row, column in np.argwhere(np.triu(close >= alike, k=1)):
            yield places[start + row], places[start + column], float(close[row, column])


def _difference(one: Statement, other: Statement, closeness: float) -> str:
    """What two statements that are so close say differently; empty if nothing."""
    if one.article_id == other.article_id or one.conditions != other.conditions:
        return ""
    if figures := _other_figures(one, other, closeness):
        return figures
    if closeness < _ALIKE_IF_DENIED or one.denies == other.denies or one.figures or other.figures:
        return ""
    is_bound = _EXCEPTION.search(one.text) or _EXCEPTION.search(other.text)
    is_same = _shared(one.about, other.about, closeness) >= _SAME_SUBJECT_IF_DENIED
    return "one denies what the other says" if is_same and not is_bound else ""


def _other_figures(one: Statement, other: Statement, closeness: float) -> str:
    """`10 days and 14 days`; empty if they agree, or if they measure different things."""
    for first in one.figures:
        same_unit = [figure for figure in other.figures if figure.unit == first.unit]
        alike = [f for f in same_unit if _shared(first.about, f.about, closeness) >= _SAME_SUBJECT]
        values = {(figure.least, figure.most) for figure in same_unit}
        if alike and (first.least, first.most) not in values:
            return f"{first} and {alike[0]}"
    return ""


def _shared(first: frozenset[str], second: frozenset[str], closeness: float) -> float:
    """How much of two subjects is the same, 0–1.

    Two words are a subject only in sentences that are close altogether; one never is. Where each
    has a word that the other has not, as London and Leeds, that is why they differ.
    """
    if first - second and second - first:
        return 0.0
    shared = len(first & second)
    least = _FEWEST_WORDS if closeness >= _ALIKE_IF_DENIED else _FEWEST_WORDS + 1
    return shared / len(first | second) if shared >= least else 0.0


def _about(text: str) -> frozenset[str]:
    return frozenset(content_stems(_QUANTITY.sub(" ", text)))


def _figures(clause: str) -> Iterator[Figure]:
    for match in _QUANTITY.finditer(clause):
        unit = match["sign"] or match["unit"].lower().removesuffix("s").replace("°c", "°C")
        least = (match["amount"] or match["least"]).replace(",", "")
        yield Figure(least, match["most"] or least, unit, _about(clause))
