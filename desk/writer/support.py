"""Whether a passage says what a sentence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.encoder.sentence_encoder import SentenceEncoder
from desk.writer.claims import Claims
from knowledge_base.answers.sentences import sentences_of
from knowledge_base.passages import Passage

CLOSE_ENOUGH = 0.4
"""Cosine from which a sentence may say the same as another; `tests/unit/writer_support.yml` has the
pairs that it was chosen on. The words and figures decide; this keeps out what only shares them."""
# Two statements in one sentence are looked at one by one: each has its own price or period.
_VERB = r"(?:is|are|costs?|takes?|can|cannot|must|may|has|have|does|do|pays?)\b"
_PARTS = re.compile(
    rf";\s+|,?\s(?:and|but|so)\s(?=(?:it|you|we|they|the|this|that|there|only)\b|{_VERB})"
)
_LEADING_CASE = re.compile(r"(?:If|When|While|Unless)\b[^,]*, ")
_SUBJECT = re.compile(rf".{{1,60}}?\s(?={_VERB})")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_FAR = 2
"""Sentences so far apart are not about one thing."""


@dataclass(frozen=True)
class _Said:
    """A statement of a passage, what it stands under, and its sentence's place."""

    claims: Claims
    about: Claims
    place: int

    @cached_property
    def known(self) -> frozenset[str]:
        return self.claims.words | self.about.words

    def says(self, claimed: Claims) -> bool:
        """Whether nothing in `claimed` goes beyond this, and nothing that limits this is lost."""
        return (
            claimed.words <= self.known
            and all(figure.stands_in(self.claims.figures) for figure in claimed.figures)
            and claimed.addresses <= self.claims.addresses
            and self._denies_the_same(claimed)
            and self._holds_in_the_same_case(claimed)
        )

    def _denies_the_same(self, claimed: Claims) -> bool:
        is_denied_here = bool(claimed.words & self.claims.denied)
        return is_denied_here == bool(claimed.denials) and all(
            denied & self.claims.denied for denied in claimed.denials
        )

    def _holds_in_the_same_case(self, claimed: Claims) -> bool:
        """Whether exceptions are kept, and at least half of what each condition says."""
        words = claimed.words | self.about.words
        return self.claims.limits <= claimed.limits and all(
            2 * len(case & words) >= len(case) for case in self.claims.cases
        )


def is_supported(sentence: str, passages: Sequence[Passage], encoder: SentenceEncoder) -> bool:
    """Whether each statement of `sentence` is one of `passages`, all in the same place there.

    Strict on purpose: what is true and put too freely counts as unsupported, because the passage
    itself is then quoted.
    """
    claimed = [Claims(statement) for statement in _statements(sentence)]
    if not any(one.words for one in claimed):
        return False
    said = list(_said(passages))
    places = [_places_of(one, said, encoder) for one in claimed]
    return any(
        all(any(abs(place - first) < _FAR for place in others) for others in places)
        for first in places[0]
    )


def _places_of(claimed: Claims, said: Sequence[_Said], encoder: SentenceEncoder) -> list[int]:
    """Where something says it."""
    saying = [one for one in said if one.says(claimed)]
    if not saying:
        return []
    vectors = encoder.encode([claimed.text, *(one.claims.text for one in saying)])
    closeness = vectors[1:] @ vectors[0]
    return [
        one.place for one, close in zip(saying, closeness, strict=True) if close >= CLOSE_ENOUGH
    ]


def _said(passages: Sequence[Passage]) -> Iterator[_Said]:
    """The statements of the passages; a line of a list also knows what leads in to the list."""
    place = 0
    for passage in passages:
        lead_in = ""
        for sentence in sentences_of(passage.text):
            about = f"{passage.about}. {lead_in}" if sentence.is_in_list else passage.about
            if not sentence.is_in_list:
                lead_in = sentence.text
            for statement in _statements(sentence.text):
                yield _Said(Claims(statement), Claims(about), place)
            place += 1
        place += _FAR


def _statements(sentence: str) -> Iterator[str]:
    """The statements of a sentence; "if …, " at its beginning and its subject hold for all."""
    if _BRACKETS.search(sentence):
        yield _BRACKETS.sub("", sentence)
    case = _LEADING_CASE.match(sentence)
    start = case.end() if case else 0
    first, *others = _PARTS.split(sentence[start:])
    yield sentence[:start] + first
    subject = _SUBJECT.match(first)
    for other in others:
        shared = subject[0] if subject and re.match(_VERB, other) else ""
        yield f"{sentence[:start]}{shared}{other}"
