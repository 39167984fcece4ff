"""Cuts a message into tokens that the patterns of all kinds of detail can match."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import spacy
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.entities.currencies import SIGNS
from bot.entities.words import FUNCTION_WORDS, NUMBERS, ORDINALS, SPELLINGS
from bot.spelling.slips import are_slips

MAX_CHARACTERS = 2_000
"""Characters of a message that are read: as many as the sentence encoder looks at."""

UNKNOWN = "_"
"""The form of every word that no pattern names. Customers' words thus never reach spaCy's store of
strings, which only grows."""

_TOKEN = re.compile(
    r"""
    (?P<word> [^\W\d_]+ (?: ['’](?![sS]\b) [^\W\d_]+ )*  # "doesn't", but "mug" and "'s"
        | 2(?:day|mo[a-zA-Z]{0,6}|nite)\b )  # "2day", "2moro"
    | (?P<number> [0-9]+ )
    | (?P<genitive> ['’][sS]\b )
    | (?P<hyphen> (?<=[^\W\d_])[-‐‑](?=[^\W_]) | (?<=[0-9])[-‐‑](?=[^\W\d_]) )
    | (?P<other> \S )
    """,
    re.VERBOSE,
)
_KEPT_SIGNS = frozenset(SIGNS) | frozenset(".,;:!?#@/-()[]&%+*_'\"×\u2013\u2014")
_SHORTEST_MISSPELT = 4
"""So short a word has only letters swapped ("deks"): another letter makes another word."""
_LONGEST_MISSPELT = 20
_TWO_SLIPS_FROM = 9
_TARGETS_TRIED = 5
_SHORTEST_STEM = 3
_REMEMBERED_WORDS = 8_192


@dataclass(frozen=True)
class Reading:
    """A message in tokens.

    `doc`: spaCy's view; per token ORTH is its form, TAG its class, LEMMA of a number how many
    digits it has. `starts`, `ends`: characters in `text`; `words`: as they stand there.
    """

    text: str
    doc: Doc
    forms: list[str]
    tags: list[str]
    words: list[str]
    starts: list[int]
    ends: list[int]

    def said(self, start: int, end: int) -> str:
        """The text from token `start` to before token `end`."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def form(self, index: int) -> str:
        """The form of a token; "" beyond both ends."""
        return self.forms[index] if 0 <= index < len(self.forms) else ""

    def tag(self, index: int) -> str:
        """The class of a token; "" beyond both ends."""
        return self.tags[index] if 0 <= index < len(self.tags) else ""

    def is_joined(self, index: int) -> bool:
        """Whether no space stands between this token and the one before."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]

    def number(self, index: int) -> int:
        """What a token of class NUM or ORD counts; raises `KeyError` for other words."""
        word = self.words[index]
        if word.isdecimal():
            return int(word)
        form = self.forms[index]
        return NUMBERS[form] if form in NUMBERS else ORDINALS[form]


class Reader:
    """Cuts messages into tokens; raises nothing, whatever the text."""

    def __init__(
        self,
        classes: Mapping[str, str],
        words: Iterable[str],
        same: Mapping[str, str],
        known: Container[str],
    ) -> None:
        """Learn the words that patterns name: `classes` with their TAG, `words` without one.

        `same`: the word that stands for another; `known`: words that are spelt right, so that none
        of them is taken for another one's misspelling.
        """
        self._same = SPELLINGS | dict(same)
        self._classes = (
            dict.fromkeys(NUMBERS, "NUM") | dict.fromkeys(ORDINALS, "ORD") | dict(classes)
        )
        self._words = (
            frozenset(words) | self._classes.keys() | frozenset(self._same.values()) | {UNKNOWN}
        )
        self._known = known
        targets = {
            word
            for word in (self._words | frozenset(same)) - FUNCTION_WORDS
            if len(word) >= _SHORTEST_MISSPELT and word.isalpha()
        }
        # One of the "tumblers" may be misspelt, too.
        singulars = {word[:-1] for word in targets if word.endswith("s")} - FUNCTION_WORDS
        targets |= {word for word in singulars if len(word) > _SHORTEST_MISSPELT}
        # The first letter is the one people get right.
        self._targets = {
            first: list(words)
            for first, words in groupby(sorted(targets), key=lambda target: target[0])
        }
        self._form_of: Callable[[str], str] = lru_cache(_REMEMBERED_WORDS)(self._find_form)
        self.pipeline = spacy.blank("en")
        self.pipeline.tokenizer = self._as_doc

    @property
    def vocab(self) -> Vocab:
        """What spaCy's matchers are made with."""
        return self.pipeline.vocab

    def read(self, text: str) -> Reading:
        """The first `MAX_CHARACTERS` of a message, in tokens."""
        text = text[:MAX_CHARACTERS]
        forms: list[str] = []
        tags: list[str] = []
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        sizes: list[str] = []
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup
            # "cast-iron", "cast iron": the same for every pattern.
            if kind == "hyphen":
                continue
            word = match.group()
            # spaCy refuses to match by LEMMA where no token has one.
            form, tag, size = word, kind or "", "-"
            if kind == "word":
                form = self._form_of(word.casefold().replace("’", "'"))
                tag = self._classes.get(form, "word")
            elif kind == "number":
                form, tag, size = "0", "NUM", str(min(len(word), 9))
            elif kind == "genitive":
                form = "is"
            else:
                form = word if word in _KEPT_SIGNS else UNKNOWN
                tag = self._classes.get(form, "sign")
            forms.append(form)
            tags.append(tag)
            words.append(word)
            starts.append(match.start())
            ends.append(match.end())
            sizes.append(size)
        doc = Doc(self.vocab, words=forms, tags=tags, lemmas=sizes) if forms else Doc(self.vocab)
        return Reading(text, doc, forms, tags, words, starts, ends)

    def phrase(self, text: str) -> Doc:
        """A phrase of a pattern as messages are read, for a PhraseMatcher on ORTH."""
        words = text.split()
        # Thousands of phrases are plain words, and the short way takes a quarter of the time.
        if all(word.isalpha() for word in words):
            return Doc(self.vocab, words=[self._form_of(word.casefold()) for word in words])
        return self.read(text).doc

    def _as_doc(self, text: str) -> Doc:
        return self.read(text).doc

    def _find_form(self, word: str) -> str:
        word = self._same.get(word, word)
        if word in self._words:
            return word
        for stem in _stems(word):
            if len(stem) >= _SHORTEST_STEM and stem in self._words:
                return stem
        is_known = word in self._known or (word.endswith("s") and word[:-1] in self._known)
        if is_known or not word.isalpha():
            return UNKNOWN
        if not _SHORTEST_MISSPELT <= len(word) <= _LONGEST_MISSPELT:
            return UNKNOWN
        form = self._respelt(word)
        if form == UNKNOWN and word.endswith("s") and len(word) > _SHORTEST_MISSPELT:
            form = self._respelt(word[:-1])
        return form

    def _respelt(self, word: str) -> str:
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        targets = self._targets.get(word[0], [])
        near = extract(
            word, targets, scorer=OSA.distance, score_cutoff=slips, limit=_TARGETS_TRIED
        )  # fmt: skip
        # Two letters swapped are likelier than a wrong one: "candel" is no "cancel".
        letters = sorted(word)
        for target, *_ in sorted(near, key=lambda found: (found[1], sorted(found[0]) != letters)):
            if _is_misspelt(word, target):
                meant = self._same.get(target, target)
                return meant if meant in self._words else f"{meant}s"
        return UNKNOWN


def _is_misspelt(word: str, target: str) -> bool:
    """Whether fingers or ears make `word` of `target`."""
    # "charger" is no misspelt "charge", but "orderd" may be "ordered".
    if word.startswith(target) or target.startswith(word):
        return False
    if len(target) == _SHORTEST_MISSPELT and sorted(word) != sorted(target):
        return False
    return are_slips(word, target)


def _stems(word: str) -> Iterable[str]:
    """What the word may be an inflection of, likeliest first."""
    if len(word) <= _SHORTEST_STEM:
        return
    if word.endswith("ves"):
        yield word[:-3] + "fe"
        yield word[:-3] + "f"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]
    else:
        yield word + "s"
    if word.endswith("in"):
        yield word + "g"
    for ending in ("ing", "ed"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
