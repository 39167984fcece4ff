"""Which n-grams stand in which training examples. Needs scipy: in training only."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.intents.vectors import Vectors
from bot.intents.wording import Wording, ngrams, rarity_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_MANY_TEXTS = 6_000
"""From so many texts on, an n-gram that stands in one of them only is left out."""
_COMMON = 30
"""An n-gram of more than one in so many texts is multiplied out in one go with the others."""


@dataclass(frozen=True)
class NgramTable:
    """Counted once for all training examples; what is learnt from a part of them takes its rows."""

    places: dict[str, int]
    is_word: NDArray[np.bool_]
    """Of each n-gram, whether it is one of words, and not of characters."""
    counts: csr_matrix
    """How often each stands in each text, (texts, n-grams); single precision."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> NgramTable:
        """Count those of `texts`."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415

        places: dict[str, int] = {}
        columns, counts, ends = array("i"), array("f"), array("q", [0])
        is_word: dict[int, bool] = {}
        for text in texts:
            for kind, counted in enumerate(ngrams(text)):
                for name, count in counted.items():
                    place = places.setdefault(name, len(places))
                    is_word[place] = bool(kind)
                    columns.append(place)
                    counts.append(count)
            ends.append(len(columns))
        kinds = np.fromiter(is_word.values(), dtype=np.bool_, count=len(places))
        table = (np.asarray(counts), np.asarray(columns), np.asarray(ends))
        return cls(places, kinds, csr_matrix(table, (len(texts), len(places))))

    def at(self, rows: NDArray[np.intp]) -> NgramTable:
        """The texts in `rows`, in that order; the n-grams keep their places."""
        return NgramTable(self.places, self.is_word, self.counts[rows])

    def weighted(self) -> WeightedNgrams:
        """By how rare each n-gram is among these texts."""
        texts, names = self.counts.shape
        found = np.bincount(self.counts.indices, minlength=names)
        known = np.flatnonzero(found >= (2 if texts > _MANY_TEXTS else 1))
        rarity = rarity_of(found[known], texts)
        every = list(self.places)
        places = {every[column]: place for place, column in enumerate(known.tolist())}
        return WeightedNgrams(places, rarity, self._weighted(known, rarity))

    def scores(self, wording: Wording) -> Vectors:
        """What `wording.scores` gives for the texts, without counting their n-grams again.

        Takes a wording that was learnt from rows of the same table, (texts, intents).
        """
        columns = np.array([self.places[name] for name in wording.places], dtype=np.intp)
        return np.asarray(self._weighted(columns, wording.rarity) @ wording.weights)

    def _weighted(self, columns: NDArray[np.intp], rarity: Vectors) -> csr_matrix:
        """As `bot.intents.wording.weighted`, with the n-grams in `columns`, so rare each."""
        table = self.counts[:, columns]
        texts = len(table.indptr) - 1
        rows = np.repeat(np.arange(texts), np.diff(table.indptr))
        values = (1 + np.log(table.data)) * rarity[table.indices]
        is_word = self.is_word[columns][table.indices]
        for kind in (is_word, ~is_word):
            squares = np.bincount(rows[kind], values[kind] ** 2, texts)
            values[kind] /= np.sqrt(squares)[rows[kind]]
        table.data = values.astype(np.float32)
        return table


@dataclass(frozen=True)
class WeightedNgrams:
    """How much of its text each n-gram is, for some texts, by how rare it is among them."""

    places: dict[str, int]
    rarity: Vectors
    table: csr_matrix
    """(texts, n-grams); the n-grams of each kind in a text have length 1."""

    def alike(self) -> Alike:
        """To compare the texts with each other."""
        texts, names = self.table.shape
        is_common = np.bincount(self.table.indices, minlength=names) > texts // _COMMON
        return Alike(
            self.table[:, np.flatnonzero(is_common)].toarray(),
            self.table[:, np.flatnonzero(~is_common)],
        )


@dataclass(frozen=True)
class Alike:
    """How much of their wording texts share.

    What most of them have is multiplied as a dense array: as a sparse one, it would take most of
    the time.
    """

    common: Vectors
    rare: csr_matrix

    def up_to(self, rows: slice, end: int) -> Vectors:
        """Of the texts in `rows` with all those before `end`, 0–2, (rows, end)."""
        rare = self.rare[rows] @ self.rare[:end].T
        return np.asarray(self.common[rows] @ self.common[:end].T + rare.toarray())
