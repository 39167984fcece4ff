"""Shortens a passage to the sentences that answer a question. Never changes a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.answers.sentences import Kind, Sentence, quoted, sentences_of
from knowledge_base.answers.words import content_stems, overlap

SHORT_ENOUGH = 300
"""A passage of so many characters is read at a glance: it stays whole."""
_WEIGHT_OF_WORDS = 0.15
_AS_GOOD = 0.12
"""How far below the best a sentence may lie and still be part of the answer. Both figures were
chosen on tests/unit/answers_shortened.yml: more keeps little more, less begins to lose answers."""
_MOST_ANSWERS = 3
_UNSURE = 0.35
"""Where no sentence is closer to the question, it is not known which answers: all are kept."""
# What stands before is needed to understand these.
_LEANS_BACK = re.compile(
    r"(?:This|That|These|Those|They|It|He|She|Its|Their|Them|Both|Neither|Either|Here"
    r"|There(?! (?:is|are|was) )|Then|Instead|Otherwise|Therefore|Such|So|If so|If not"
    r"|In (?:that|this) case|If (?:that|this|it|they)|To do (?:so|this|that)"
    r"|The (?:same|latter|former)|Or|And|Also|You (?:can also|then)|We (?:then|also)"
    r"|After (?:that|this)|Before that|Until then|Afterwards|Nor|Without such)\b"
    r"|[^,;:]* (?:too|as well|until then|by then)\b"
    r"|\w+ (?:(?:about|of|from|for|with) )?(?:it|them)\b"
)
_LEADS_IN = re.compile(r".*:$|There (?:is|are) [^,;]*\bexceptions?\.$")
# What stands after goes on about the same, or takes something back.
_GOES_ON = re.compile(
    r"(?:Except|Only|Unless|But|However|Exceptions?|The exception|Guests? need|Not|Nor"
    r"|There (?:is|are) (?:one|two|three|an|some|a few) exceptions?"
    r"|It|They|This|These|(?:Please )?(?:[Ss]end|[Tt]ell|[Gg]ive) us|(?:Please )?[Cc]ontact us)\b"
    r"|[A-Z]\w+ members\b|[^,;:]* (?:is|are|do|does|can) not\.$"
)


@dataclass(frozen=True)
class Shortened:
    """What is quoted of a passage: its text, and the sentences in the passage's order."""

    text: str
    quoted: tuple[str, ...]


def shorten(
    question: str,
    text: str,
    question_vector: NDArray[np.float32],
    sentence_vectors: NDArray[np.float32],
    also: Collection[int] = (),
) -> Shortened:
    """The sentences of `text` that answer `question`, with those that they need.

    `question_vector` has the shape (384,), `sentence_vectors` (sentences, 384) with a row for each
    of `sentences.searchable`. The sentences in `also` are kept whatever they score.
    Raises `ValueError` if the vectors are not those of this text.
    """
    sentences = sentences_of(text)
    if sentence_vectors.shape[0] != len(sentences):
        raise ValueError("the vectors are not those of the passage's sentences")
    if not sentences:
        return Shortened("", ())
    scores = sentence_vectors @ question_vector
    is_unsure = scores.max() < _UNSURE
    for index, sentence in enumerate(sentences):
        scores[index] += _WEIGHT_OF_WORDS * overlap(question, sentence.text)
    if is_unsure or len(text) <= SHORT_ENOUGH:
        kept = set(range(len(sentences)))
    else:
        kept = _with_needed(sentences, {*_answering(scores), *also}, question)
    words = tuple(sentences[index].text for index in sorted(kept))
    return Shortened(quoted(sentences, kept), words)


def _answering(scores: NDArray[np.float32]) -> list[int]:
    """The best sentence and those nearly as good, at most three."""
    ranked = np.argsort(-scores)[:_MOST_ANSWERS]
    return [int(index) for index in ranked if scores[index] >= scores[ranked[0]] - _AS_GOOD]


def _with_needed(sentences: Sequence[Sentence], answering: set[int], question: str) -> set[int]:
    """The sentences with what they lean on and what limits them."""
    kept: set[int] = set()
    for index in answering:
        if sentences[index].is_in_list:
            kept |= _of_list(sentences, index, question)
        else:
            kept |= {index, *_following(sentences, index)}
    for index in sorted(kept, reverse=True):
        before = index
        while before > 0 and _belong_together(sentences[before - 1], sentences[before]):
            before -= 1
            kept.add(before)
    return _without_open_lead_ins(sentences, kept, question)


def _without_open_lead_ins(
    sentences: Sequence[Sentence], kept: set[int], question: str
) -> set[int]:
    """Each sentence that ends in a colon with what it leads to; without it, where that is none."""
    whole = set(kept)
    for index in sorted(kept):
        if not sentences[index].text.endswith(":") or index + 1 in whole:
            continue
        following = _of_list(sentences, index + 1, question)
        if not following and index + 1 < len(sentences) and not sentences[index].is_in_list:
            following = {index + 1}
        whole |= following
        if not following:
            whole.discard(index)
    return whole


def _belong_together(before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence is not understood without the one before it."""
    if sentence.is_in_list:
        return False
    leans_back = _LEANS_BACK.match(sentence.text) is not None
    return leans_back or _LEADS_IN.match(before.text) is not None


def _following(sentences: Sequence[Sentence], index: int) -> list[int]:
    """The sentences right after one that go on about it or limit it."""
    after = index + 1
    while after < len(sentences) and _GOES_ON.match(sentences[after].text):
        after += 1
    return list(range(index + 1, after))


def _of_list(sentences: Sequence[Sentence], index: int, question: str) -> set[int]:
    """The list at `index` with its lead-in: all steps, and of a table the rows asked for."""
    if index >= len(sentences) or not sentences[index].is_in_list:
        return set()
    first = last = index
    while first > 0 and _same_list(sentences[first - 1], sentences[index]):
        first -= 1
    while last + 1 < len(sentences) and _same_list(sentences[last + 1], sentences[index]):
        last += 1
    rows = range(first, last + 1)
    has_steps = any(sentences[row].kind is Kind.STEP for row in rows)
    asked = [] if has_steps else _asked_rows(sentences, rows, question)
    lead_in = {first - 1} if first > 0 and not sentences[first - 1].is_in_list else set()
    return lead_in | set(asked or rows)


def _same_list(one: Sentence, other: Sentence) -> bool:
    return other.is_in_list and one.is_in_list and one.paragraph == other.paragraph


def _asked_rows(sentences: Sequence[Sentence], rows: range, question: str) -> list[int]:
    """The rows whose name the question has a word of that does not name every row."""
    names = {row: set(content_stems(sentences[row].name)) for row in rows}
    common = set.intersection(*names.values())
    asked = set(content_stems(question)) - common
    return [row for row, name in names.items() if name & asked]
