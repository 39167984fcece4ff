"""The answer from a passage: shortened, and with what it means for the customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.answers.contradictions import Contradiction, Statement
from knowledge_base.answers.exceptions import exception_to
from knowledge_base.answers.facts import (
    CustomerFacts,
    fact_sentence,
    names_period_for,
    sentences_with_a_rule,
)
from knowledge_base.answers.sentences import Sentence, sentences_of
from knowledge_base.answers.shorten import shorten
from knowledge_base.answers.words import content_stems
from knowledge_base.answers.yes_no import says_yes
from knowledge_base.passages import Passage

# Who asks for the rules themselves wants the first of them, not a detail.
_RULES = ("policy", "policies", "rule", "rules", "terms", "conditions")


@dataclass(frozen=True)
class ComposedAnswer:
    """What the customer reads, and what it is made of."""

    text: str
    quoted_sentences: tuple[str, ...]
    """Word for word from the passage, in its order."""
    says_yes: bool | None
    """Whether the text begins with yes or no; None where it does not."""
    fact: str | None
    """The sentence about the customer's own order, if there is one."""
    contradictions: tuple[Contradiction, ...] = ()
    """Where another article says something else about what is quoted."""


def compose(
    question: str,
    passage: Passage,
    question_vector: NDArray[np.float32],
    sentence_vectors: NDArray[np.float32],
    facts: CustomerFacts | None = None,
    contradictions: Iterable[Contradiction] = (),
    exceptions: Sequence[Statement] = (),
) -> ComposedAnswer:
    """Answer `question` from `passage`.

    `question_vector` has the shape (384,), `sentence_vectors` (sentences, 384) with a row for each
    of `sentences.searchable(passage)`. `contradictions` are those known of all articles,
    `exceptions` the statements of those that hold today, but only for a time.
    """
    also = _of_own_tier(sentences_of(passage.text), facts)
    if _asks_in_general(question, passage):
        also.append(0)
    short = shorten(question, passage.text, question_vector, sentence_vectors, also)
    quoted = short.quoted
    answer = _yes_or_no(question, quoted)
    contradicted = tuple(_of_quoted(contradictions, passage, quoted))
    rules = [] if facts is None else sentences_with_a_rule(quoted, facts, passage.text)
    exception = exception_to(rules, exceptions)
    # Which of two articles is right, and so which day, is for people to say.
    is_certain = exception is None and not any(_of_quoted(contradicted, passage, rules))
    fact = fact_sentence(quoted, facts, passage.text) if facts and is_certain else None
    opening = "" if answer is None else "Yes. " if answer else "No. "
    notices = [_notice_of_exception(exception, passage), _notice(contradicted, passage)]
    paragraphs = [f"{opening}{short.text}", fact or "", *notices]
    text = "\n\n".join(filter(None, paragraphs))
    return ComposedAnswer(text, quoted, answer, fact, contradicted)


def _of_own_tier(sentences: Sequence[Sentence], facts: CustomerFacts | None) -> list[int]:
    """The sentences with a period that holds for customers of this one's tier."""
    if facts is None or facts.tier is None:
        return []
    tier = facts.tier
    return [row for row, one in enumerate(sentences) if names_period_for(one.text, tier)]


def _asks_in_general(question: str, passage: Passage) -> bool:
    """Whether a question names nothing but what the whole passage is about."""
    asked = set(content_stems(question)) - set(content_stems(" ".join(_RULES)))
    return bool(asked) and asked <= set(content_stems(passage.about))


def _yes_or_no(question: str, quoted: Sequence[str]) -> bool | None:
    """What the quoted sentences say to a question for yes or no; None if they differ."""
    said = {says_yes(question, sentence) for sentence in quoted} - {None}
    return said.pop() if len(said) == 1 else None


def _of_quoted(
    contradictions: Iterable[Contradiction], passage: Passage, quoted: Sequence[str]
) -> Iterable[Contradiction]:
    for one in contradictions:
        if any(side.is_from(passage) and side.text in quoted for side in (one.first, one.second)):
            yield one


def _notice_of_exception(exception: Statement | None, passage: Passage) -> str:
    """What an article that holds only for a time may say in place of a rule."""
    if exception is None or exception.is_from(passage):
        return ""
    said = f"“{exception.title}” has: “{exception.text}”"
    return f"For your order, another time limit may hold. {said}"


def _notice(contradicted: Sequence[Contradiction], passage: Passage) -> str:
    """What the other articles say about the same."""
    others = dict.fromkeys(_other(one, passage) for one in contradicted)
    if not others:
        return ""
    said = " ".join(f"“{one.title}” has: “{one.text}”" for one in others)
    return f"Our articles say two things here. {said}"


def _other(contradiction: Contradiction, passage: Passage) -> Statement:
    is_first = contradiction.first.is_from(passage)
    return contradiction.second if is_first else contradiction.first
