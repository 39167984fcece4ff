"""The sentences and list lines of a passage, in its order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from knowledge_base.passages import Passage

_STEP = re.compile(r"\s*\d+[.)] ")
_BULLET = re.compile(r"\s*[-•*] ")
_ROW_NAME = re.compile(r"\s*[-•*] (?P<name>[^–:]{1,80}?)(?: – |: )")
# A sentence ends before a capital, a digit, a quotation or a pound; `e.g. a box` goes on.
_SENTENCE_END = re.compile(r"(?<=[.!?])(?P<closing>[\"'”’)]*)\s+(?=[\"'“‘(]?[A-Z0-9£€$])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|no|nos|incl|excl|max|min|vs|St|Mr|Mrs|Ms|Dr))\.$"
)


class Kind(Enum):
    """What a sentence is in the layout of its passage."""

    PROSE = "prose"
    STEP = "step"
    BULLET = "bullet"


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a line of a list; `paragraph` counts the blocks between blank lines.

    A line of a list within a list keeps its indent.
    """

    text: str
    kind: Kind
    paragraph: int

    @property
    def name(self) -> str:
        """What a line of a table or list is about: `Express, UK` in `- Express, UK – Price: £7`."""
        match = _ROW_NAME.match(self.text)
        return match["name"] if match and self.kind is Kind.BULLET else ""

    @property
    def is_in_list(self) -> bool:
        """Whether it is a line of a list, with a mark before it."""
        return self.kind is not Kind.PROSE


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a passage's text; a line of a list is one, however many it holds."""
    return list(_sentences(text))


def searchable(passage: Passage) -> list[str]:
    """Each sentence below its heading, as the encoder reads it: row i is sentence i."""
    about = passage.heading or passage.title
    return [f"{about}: {sentence.text}" for sentence in sentences_of(passage.text)]


def quoted(sentences: Sequence[Sentence], kept: Collection[int]) -> str:
    """The kept sentences, laid out as in their passage."""
    text = ""
    before: Sentence | None = None
    for index in sorted(kept):
        sentence = sentences[index]
        text += _between(before, sentence) + sentence.text
        before = sentence
    return text


def _between(before: Sentence | None, sentence: Sentence) -> str:
    if before is None:
        return ""
    if before.paragraph != sentence.paragraph:
        return "\n\n"
    return "\n" if before.is_in_list or sentence.is_in_list else " "


def _sentences(text: str) -> Iterator[Sentence]:
    for paragraph, block in enumerate(re.split(r"\n\s*\n", text)):
        for line in filter(None, map(str.rstrip, block.split("\n"))):
            kind = _kind(line)
            if kind is Kind.PROSE:
                yield from (Sentence(part, kind, paragraph) for part in _parts(line.lstrip()))
            else:
                yield Sentence(line, kind, paragraph)


def _kind(line: str) -> Kind:
    if _STEP.match(line):
        return Kind.STEP
    return Kind.BULLET if _BULLET.match(line) else Kind.PROSE


def _parts(line: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(line):
        part = line[start : end.end("closing")]
        if not _ABBREVIATION.search(part):
            yield part
            start = end.end()
    yield line[start:]
