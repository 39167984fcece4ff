"""The sentences of a model's reply, each with the passages that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.answers.sentences import sentences_of

_LONGEST = 500
"""Characters of a sentence; the encoder would not read a longer one to its end."""
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_CITATION = re.compile(r"\s*\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
# "… days. [1] The next": a number behind the full stop belongs to the sentence before it.
_BEHIND = re.compile(r"([.!?])((?:\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\])+)")
_LINE_MARK = re.compile(r"^\s*(?:[-*•>]|#{1,6}|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*{1,3}|`+|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_NO_PLAIN_TEXT = re.compile(
    r"<[a-z/!?]|https?:|www\.|\w:/|\]\s*\(|!\[|[|{}\\]|&#?\w+;|[\x00-\x08\x0b-\x1f\x7f]",
    re.IGNORECASE,
)
# Whether yes or no is right hangs on the question, and no passage says it.
_YES_OR_NO = re.compile(r"^(?:Yes|No|Yeah|Nope|Sure)\s?(?:,|–|—|:)\s*", re.IGNORECASE)
_LEANS_BACK = re.compile(
    r"(?:It|They|This|That|These|Those|Then|But|However|Otherwise|Instead|Also|Therefore|"
    r"If (?:so|not)|In (?:that|this) case)\b"
)


@dataclass(frozen=True)
class CitedSentence:
    """A sentence of plain text, and the numbers of the passages that should say it, from 1."""

    text: str
    numbers: frozenset[int]

    @property
    def is_plain(self) -> bool:
        """Whether it is a sentence of words: no link, no mark-up, no control character."""
        return len(self.text) <= _LONGEST and _NO_PLAIN_TEXT.search(self.text) is None

    @property
    def leans_back(self) -> bool:
        """Whether it is not understood without the sentence before it."""
        return _LEANS_BACK.match(self.text) is not None


def cited_sentences(reply: str) -> Iterator[CitedSentence]:
    """The sentences of `reply` in their order, without marks of lists, emphasis and citations.

    An opening "Yes," or "No," is taken off.
    """
    text = _BEHIND.sub(r"\2\1", _THOUGHTS.sub("", reply))
    for line in text.splitlines():
        for sentence in sentences_of(_EMPHASIS.sub("", _LINE_MARK.sub("", line))):
            numbers = frozenset(
                int(number)
                for cited in _CITATION.findall(sentence.text)
                for number in cited.split(",")
            )
            plain = _YES_OR_NO.sub("", _CITATION.sub("", sentence.text).strip(), count=1)
            if plain:
                text = plain[0].upper() + plain[1:]
                yield CitedSentence(text if text[-1] in ".!?" else f"{text}.", numbers)
