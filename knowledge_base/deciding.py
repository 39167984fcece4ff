"""Whether what was found is an answer, a reason to ask back, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.search import Found
from knowledge_base.thresholds import Thresholds

_MOST_CHOICES = 3
# What is further behind the best was next to never meant, on questions.yml.
_NEAR = 0.15
# Chosen on questions.yml: so close together, the second is right about as often as the first.
_AS_LIKELY = 0.03


@dataclass(frozen=True)
class Decision:
    """One of the two, or neither: then nothing that was found is close enough."""

    answer: Found | None = None
    choices: tuple[Found, ...] = ()
    """The best passages of different articles, the best first."""


def decide(found: Sequence[Found], thresholds: Thresholds) -> Decision:
    """What to do with passages found for a question, the best first."""
    topics = topics_of(found)
    if not topics or topics[0].score < thresholds.ask_at:
        return Decision()
    if topics[0].score >= thresholds.answer_at and not is_close(topics):
        return Decision(answer=topics[0])
    return Decision(choices=choices_of(topics))


def topics_of(found: Sequence[Found]) -> list[Found]:
    """The best passage of each article, the best first."""
    best: dict[str, Found] = {}
    for one in found:
        # Articles of one title cannot be told from each other by who is asked which is meant.
        if all(other.passage.title != one.passage.title for other in best.values()):
            best.setdefault(one.passage.article_id, one)
    return list(best.values())


def choices_of(topics: Sequence[Found]) -> tuple[Found, ...]:
    """Those of the topics that are worth a button."""
    near = [one for one in topics if topics[0].score - one.score < _NEAR]
    return tuple(near[:_MOST_CHOICES])


def is_close(topics: Sequence[Found]) -> bool:
    """Whether the second topic is as likely as the first."""
    return len(topics) > 1 and topics[0].score - topics[1].score < _AS_LIKELY
