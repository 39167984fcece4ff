"""What an intent classifier is fitted to: the examples, made more of and sifted.

Small training files are thin and untidy. Two things help, and need nobody's work: the name of an
intent says in a few words what its examples are about, and an example that all others contradict is
most likely in the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.intents.ngram_table import NgramTable
from bot.intents.vectors import Labels, Vectors

Encode = Callable[[Sequence[str]], Vectors]

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_A_LETTER = re.compile(r"[\W\d_]+")

_FOLDS = 5
_REGULARISATION = 20.0
"""Inverse strength, as scikit-learn's `C`, of the models that sift."""
_CONTRADICTED = 0.02
"""Probability of its own intent below which an example is doubtful …"""
_CLAIMED = 0.5
"""… if another intent claims it with at least this one."""
_FEWEST_EXAMPLES = 4
"""An intent with fewer loses none: they are all that is known of it."""
_MOST_EXAMPLES = 3_000
"""In larger files the other examples outvote a slip, and sifting would take minutes."""


@dataclass(frozen=True)
class Examples:
    """Texts, their unit vectors (examples, dimensions) and their intents."""

    texts: list[str]
    vectors: Vectors
    labels: Labels
    counted: NgramTable | None = None
    """Their n-grams, where they were counted together with others."""

    def with_names(self, encode: Encode, out_of_scope: str) -> Examples:
        """These and, as an example of each intent, its name in words.

        Names without letters and that of `out_of_scope` say nothing and are left out.
        """
        names = {label: words_of(label) for label in np.unique(self.labels).tolist()}
        named = {label: name for label, name in names.items() if name and label != out_of_scope}
        if not named:
            return self
        texts = list(named.values())
        return Examples(
            self.texts + texts,
            np.concatenate([self.vectors, encode(texts)]),
            np.concatenate([self.labels, np.array(list(named))]),
        )

    @cached_property
    def ngrams(self) -> NgramTable:
        """Their n-grams; counted once, also for those that `at` takes of them."""
        return NgramTable.of(self.texts) if self.counted is None else self.counted

    @cached_property
    def intents(self) -> tuple[str, ...]:
        """The intents in the order in which they first come."""
        names, first = np.unique(self.labels, return_index=True)
        return tuple(names[np.argsort(first)].tolist())

    @cached_property
    def numbers(self) -> NDArray[np.intp]:
        """The place of each example's intent in `intents`, (examples,)."""
        names, first, numbers = np.unique(self.labels, return_index=True, return_inverse=True)
        places = np.empty(len(names), dtype=np.intp)
        places[np.argsort(first)] = np.arange(len(names))
        return places[numbers]

    def at(self, rows: NDArray[np.intp]) -> Examples:
        """Those in `rows`, in that order."""
        texts = [self.texts[row] for row in rows]
        return Examples(texts, self.vectors[rows], self.labels[rows], self.ngrams.at(rows))

    def grouped(self, out_of_scope: str) -> Examples:
        """The same, those of one intent beside each other and those out of scope last."""
        names = sorted(set(self.labels.tolist()), key=lambda name: (name == out_of_scope, name))
        return self.at(np.concatenate([np.flatnonzero(self.labels == name) for name in names]))

    def at_most(self, count: int, random: np.random.Generator) -> Examples:
        """Not more than `count`, in the same order; of each intent one at least.

        Of intents with many equally many stay, of those with fewer all.
        """
        if len(self.texts) <= count:
            return self
        most = max(most_of_each(np.bincount(self.numbers), count), 1)
        kept = [
            random.permutation(np.flatnonzero(self.numbers == number))[:most]
            for number in range(len(self.intents))
        ]
        return self.at(np.sort(np.concatenate(kept)))

    def without_doubtful(self, seed: int) -> Examples:
        """Without the examples whose intent is most likely wrong.

        Each fifth is read by a model of the rest; what it is sure stands in the wrong place, goes.
        """
        is_short = np.bincount(self.numbers) < _FEWEST_EXAMPLES
        if len(self.texts) > _MOST_EXAMPLES or is_short.all():
            return self
        return self.at(np.flatnonzero(~self._doubtful(seed)))

    def _doubtful(self, seed: int) -> NDArray[np.bool_]:
        # Reading a message needs numpy only.
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        intents, numbers, counts = np.unique(self.labels, return_inverse=True, return_counts=True)
        is_doubtful = np.zeros(len(self.texts), dtype=np.bool_)
        fold = np.random.default_rng(seed).integers(0, _FOLDS, len(self.texts))
        for number in range(_FOLDS):
            read = fold == number
            known = np.unique(numbers[~read])
            if not read.any() or len(known) < 2:  # noqa: PLR2004 - nothing to tell apart
                continue
            model = LogisticRegression(
                C=_REGULARISATION, class_weight="balanced", max_iter=300, random_state=seed
            ).fit(self.vectors[~read], numbers[~read])
            probabilities = np.ones((read.sum(), len(intents)))
            probabilities[:, known] = model.predict_proba(self.vectors[read])
            own = probabilities[np.arange(read.sum()), numbers[read]]
            highest = probabilities[:, known].max(axis=1)
            is_doubtful[read] = (own < _CONTRADICTED) & (highest > _CLAIMED)
        return is_doubtful & (counts[numbers] >= _FEWEST_EXAMPLES)


def most_of_each(counts: NDArray[np.intp], room: int) -> int:
    """The most that can be kept of each of several groups, of which `room` items fit in all.

    The size of the largest group, if all fit; 0, if not even one of each does.
    """
    most = int(counts.max(initial=0))
    while most and int(np.minimum(counts, most).sum()) > room:
        most -= 1
    return most


def words_of(label: str) -> str:
    """The name of an intent as words: "TrackMyOrder" and "track_my-order" as "track my order"."""
    return _NOT_A_LETTER.sub(" ", _HUMP.sub(" ", label)).strip().lower()
