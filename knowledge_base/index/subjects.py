"""What articles are about – a product, a place – and which of them a text speaks of."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein

_WORD = re.compile(r"[^\W_]+")
_TENS = {
    word: number
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_UNITS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1
    )
}
# "keybord" for keyboard; in shorter words one letter makes another word.
_SHORTEST_MISSPELT = 5
_LONGEST_MISSPELT = 30
_MOST_MEANT = 2
_SHARE_OF_MISSPELT = 0.8
# What more words than these could be misspelt as would take too much memory.
_MOST_WORDS_FOR_MISSPELT = 20_000
# Of two subjects that are named in full, "Nandos" and "Nandos City Centre", the longer was meant.
_MORE_FOR_EACH_WORD = 0.01
# The turns of a conversation come back with each question in it, and its words all the time.
_TEXTS_REMEMBERED = 256
_WORDS_REMEMBERED = 20_000


class Subjects:
    """All subjects, and the words by which each is told from the others."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        own = [list(dict.fromkeys(words_of(name))) for name in self.names]
        having: dict[str, list[int]] = defaultdict(list)
        for subject, words in enumerate(own):
            for word in words:
                having[word].append(subject)
        self._having = {word: np.array(subjects) for word, subjects in having.items()}
        # Rare words tell more: "hotel" stands in many names and says little about which.
        self._weights = {
            word: math.log((len(own) + 1) / len(having)) for word, having in self._having.items()
        }
        totals = [sum(self._weights[word] for word in words) for words in own]
        self._totals = np.array([total or 1.0 for total in totals])
        # Two words that one slip makes of each other have a form in common that lacks a letter.
        self._having_form: dict[str, list[str]] = defaultdict(list)
        if len(self._weights) <= _MOST_WORDS_FOR_MISSPELT:
            for word in self._weights:
                for form in _forms(word) if len(word) >= _SHORTEST_MISSPELT - 1 else ():
                    self._having_form[form].append(word)
        # "Bay Side" is often written as one word.
        self._joined = {
            first + second: (first, second) for words in own for first, second in pairwise(words)
        }
        self._places = {word: place for place, word in enumerate(self._weights)}
        self._remembered = lru_cache(_TEXTS_REMEMBERED)(self._shares_of_names)
        self._spelt_like = lru_cache(_WORDS_REMEMBERED)(self._looked_for_spelt_like)

    def named_in(self, text: str) -> NDArray[np.float64]:
        """How much of each subject's name a text has, 0 to about 1, (subjects,); read only."""
        return self._remembered(text)

    def _shares_of_names(self, text: str) -> NDArray[np.float64]:
        found = np.zeros(len(self.names))
        counts = np.zeros(len(self.names))
        for word, share in self._known(words_of(text)).items():
            found[self._having[word]] += share * self._weights[word]
            counts[self._having[word]] += 1
        shares: NDArray[np.float64] = found / self._totals * (1 + _MORE_FOR_EACH_WORD * counts)
        shares.setflags(write=False)
        return shares

    def _known(self, words: Sequence[str]) -> dict[str, float]:
        """The words of names that stand in a text, and how surely each was meant, 0–1."""
        known: dict[str, float] = {}
        pairs = dict.fromkeys(first + second for first, second in pairwise(words))
        for word in (*words, *_spoken_numbers(words), *pairs):
            if word in self._weights:
                known[word] = 1.0
            elif word in self._joined:
                known |= dict.fromkeys(self._joined[word], 1.0)
            elif word not in pairs:
                for meant in self._spelt_like(word):
                    known.setdefault(meant, _SHARE_OF_MISSPELT)
        return known

    def _looked_for_spelt_like(self, word: str) -> tuple[str, ...]:
        if not _SHORTEST_MISSPELT <= len(word) <= _LONGEST_MISSPELT:
            return ()
        possible = {one for form in _forms(word) for one in self._having_form.get(form, ())}
        alike = [one for one in possible if DamerauLevenshtein.distance(word, one) <= 1]
        first = sorted(alike, key=self._places.__getitem__)[:_MOST_MEANT]
        return tuple(meant for meant in first if len(meant) >= _SHORTEST_MISSPELT)


def _forms(word: str) -> set[str]:
    """The word, and what it is without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, "Lily's" as "lily"."""
    plain = text.lower().replace("’", "'").replace("'s", "").replace("'", "").replace("&", " and ")
    return _WORD.findall(plain)


def _spoken_numbers(words: Sequence[str]) -> list[str]:
    """What stands in names in digits: "39" for "thirty nine"; smaller numbers rarely do."""
    return [
        f"{_TENS[word]}{_UNITS.get(after, 0)}"
        for word, after in zip_longest(words, words[1:], fillvalue="")
        if word in _TENS
    ]
