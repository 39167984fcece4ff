"""Passages by the words of a question: BM25."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

Indexes = NDArray[np.int64]
Scores = NDArray[np.float32]

_WORD = re.compile(r"\w+")
_FOLDER = "words"
# Robertson's usual saturation; passages are short and of one length, so length counts little.
_K1 = 1.2
_B = 0.5
_STEMMER = Stemmer.Stemmer("english")
# Far more than anybody asks; the rest of a pasted page is not looked up.
_MOST_STEMS = 100
# Of each no more is kept than where it stands.
_STEMS_REMEMBERED = 20_000
# So many entries are gone through more quickly than it is found out which of them matter.
_FEW_ENTRIES = 20_000
# So many entries of common words are gone through for passages that have none of the rarer ones;
# more take longer than they tell.
_MOST_ENTRIES = 100_000
# To look a passage up among those that have a word takes as long as to go through so many of them.
_LOOKED_UP = 40


@dataclass(frozen=True)
class _Postings:
    """The passages that have one stem, in their order, and what it gives each of them."""

    passages: NDArray[np.int32]
    scores: Scores
    weight: float
    """What a passage of nothing but it would get."""
    most: float
    """What the passage gets that gets most of it."""

    def scores_of(self, passages: NDArray[np.int32]) -> Scores:
        """What it gives each of `passages`, (passages,)."""
        places = np.minimum(np.searchsorted(self.passages, passages), len(self.passages) - 1)
        has_it = self.passages[places] == passages
        return np.where(has_it, self.scores[places], np.float32(0))


class WordIndex:
    """Scores passages by the words that they share with a question, 0–1.

    A score is how much of what a question's words can give a passage has. Words that no passage
    has count as well: a question of which nothing is known scores low.
    """

    def __init__(self, model: bm25s.BM25 | None, passages: int) -> None:
        self._model = model
        self._passages = passages
        # As plain arrays: a mapped file's own kind of array is slow to take pieces of.
        matrix = {} if model is None else model.scores
        self._ends, self._having, self._given = (
            np.asarray(matrix.get(name, ())) for name in ("indptr", "indices", "data")
        )
        self._postings = lru_cache(_STEMS_REMEMBERED)(self._read_postings)

    @classmethod
    def of(cls, texts: Iterable[str]) -> WordIndex:
        """Over the texts of passages, in their order."""
        vocabulary: dict[str, int] = {}
        corpus = [
            [vocabulary.setdefault(stem, len(vocabulary)) for stem in stems(text)] for text in texts
        ]
        if not vocabulary:
            return cls(None, len(corpus))
        model = bm25s.BM25(k1=_K1, b=_B, method="lucene")
        model.index((corpus, vocabulary), create_empty_token=False, show_progress=False)
        return cls(model, len(corpus))

    def best(self, question: str, count: int) -> tuple[Indexes, Scores]:
        """At most `count` passages that share words with a question, the best first, and scores.

        The common words of a question only sort the passages that its rarer words have found, where
        they could not lift another among the best, or would take too long.
        """
        postings, possible = self._asked(question)
        if not postings:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        found, every, later = self._gathered(postings, count)
        scores = every[found]
        for place, one in enumerate(later, start=1):
            if len(one.passages) < _LOOKED_UP * len(found):
                every[one.passages] += one.scores
                scores = every[found]
            else:
                scores += one.scores_of(found)
                every[found] = scores
            least = _least_of_best(scores, count)
            is_open = scores + sum(other.most for other in later[place:]) >= least
            found, scores = found[is_open], scores[is_open]
        if len(found) > count:
            kept = np.argpartition(-scores, count - 1)[:count]
            found, scores = found[kept], scores[kept]
        order = np.lexsort((found, -scores))
        return found[order].astype(np.int64), scores[order] / possible

    def scores_of(self, question: str, passages: Indexes) -> Scores:
        """The scores of some passages, in their order, (passages,)."""
        scores = np.zeros(len(passages), dtype=np.float32)
        postings, possible = self._asked(question)
        # Of the type of the postings, or these would all be copied for it.
        own = passages.astype(np.int32)
        for one in postings:
            scores += one.scores_of(own)
        return scores / possible if postings else scores

    def save(self, folder: Path) -> None:
        """Write it into `folder`."""
        if self._model is not None:
            self._model.save(str(folder / _FOLDER), show_progress=False)

    @classmethod
    def load(cls, folder: Path, passages: int) -> WordIndex:
        """What `save` wrote, of so many passages; stays on disk until it is asked."""
        if not (folder / _FOLDER).exists():
            return cls(None, passages)
        return cls(bm25s.BM25.load(str(folder / _FOLDER), mmap=True), passages)

    def _gathered(
        self, postings: Sequence[_Postings], count: int
    ) -> tuple[NDArray[np.int32], Scores, Sequence[_Postings]]:
        """The passages that can be among the best, and what all but some words give, (passages,).

        Those words are returned; they are the commonest.
        """
        # Only what is written to is ever touched: a million passages cost nothing by themselves.
        scores = np.zeros(self._passages, dtype=np.float32)
        found = np.zeros(0, dtype=np.int32)
        # What each word and all later ones can give: the most for a passage without the earlier.
        open_to = list(accumulate(one.most for one in reversed(postings)))[::-1]
        entries = 0
        for place, one in enumerate(postings):
            entries += len(one.passages)
            if found.size and entries > _FEW_ENTRIES:
                least = _least_of_best(scores[found], count)
                if least > open_to[place] or entries > _MOST_ENTRIES:
                    found = np.sort(found[scores[found] + open_to[place] >= least])
                    return found, scores, postings[place:]
            new = one.passages[scores[one.passages] == 0]
            scores[one.passages] += one.scores
            found = np.concatenate([found, new])
        return found, scores, ()

    def _asked(self, question: str) -> tuple[list[_Postings], float]:
        """The known words of a question, the rarest first, and what all its words can give."""
        asked = list(dict.fromkeys(stems(question)))[:_MOST_STEMS]
        found = [self._postings(stem) for stem in asked]
        known = [one for one in found if one is not None]
        unknown = (len(found) - len(known)) * self._weight(0)
        possible = unknown + sum(one.weight for one in known)
        return sorted(known, key=lambda one: len(one.passages)), possible

    def _read_postings(self, stem: str) -> _Postings | None:
        if self._model is None or stem not in self._model.vocab_dict:
            return None
        token = self._model.vocab_dict[stem]
        own = slice(int(self._ends[token]), int(self._ends[token + 1]))
        scores = self._given[own]
        return _Postings(self._having[own], scores, self._weight(len(scores)), float(scores.max()))

    def _weight(self, having: int) -> float:
        """Lucene's inverse document frequency: what one such word can give a passage at most."""
        return math.log(1 + (self._passages - having + 0.5) / (having + 0.5))


def stems(text: str) -> list[str]:
    """The stems of a text's words, in their order."""
    return [_stem(word) for word in _WORD.findall(text.lower())]


def _least_of_best(scores: Scores, count: int) -> float:
    """The score of the last of the `count` best; 0 as long as there are fewer."""
    if len(scores) < count:
        return 0.0
    return float(np.partition(scores, len(scores) - count)[len(scores) - count])


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem
