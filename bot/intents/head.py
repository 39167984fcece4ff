"""Which intents a message may mean: each training example speaks for its own, by its likeness.

Kernel ridge regression (Saunders et al. 1998) on likeness in meaning and in wording together: what
each example counts is solved at once for all intents, so that learning ten thousand examples takes
seconds and comes out the same. Unlike one straight border for each intent, it follows intents that
people ask for in many ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.intents.examples import Examples
from bot.intents.ngram_table import WeightedNgrams
from bot.intents.vectors import Labels, Vectors
from bot.intents.wording import Wording

# Chosen by cross-validation on data/nlu and on small training sets cut from CLINC150, Banking77 and
# MultiDoGO: half or double of each does about as well.
SHARPNESS = 2.0
WORDING_WEIGHT = 0.125
"""Of the likeness of the words and of their letters, each, beside the likeness in meaning."""

DOUBTS = (0.1, 0.3, 1.0, 2.0)
"""How little a single example may be believed: more where some stand under the wrong intent."""
_CHOSEN_UP_TO = 2_000
"""In larger files the other examples outvote a slip: the least doubt is right for them."""

_MOST_WEIGHT = 10.0
"""Of an example: one of a handful is not believed blindly beside thousands, and what is solved
stays well-conditioned in 32 bits."""

SCALE = 12.0
"""Makes of the scores, 1 for an example of an intent and 0 for others, what `softmax` can read."""
_BLOCK = 1_000


@dataclass(frozen=True)
class KernelHead:
    """What each example counts for each intent, and what each n-gram does.

    `coefficients` is (examples, intents).
    """

    coefficients: Vectors
    wording: Wording

    @classmethod
    def fit(cls, examples: Examples, doubt: float) -> KernelHead:
        """Fit to examples of two intents or more; `doubt` is one of `DOUBTS`.

        Intents with few examples count as much as those with many: customers do not ask in the
        proportions in which examples were written.
        """
        # Reading a message needs numpy only.
        from scipy.linalg import cho_factor, cho_solve  # noqa: PLC0415

        ngrams = examples.ngrams.weighted()
        alike = _alike_to_those_before(examples.vectors, ngrams)
        alike[np.diag_indices_from(alike)] += doubt / balance(examples)
        # Turned round, it lies in memory as LAPACK wants it, and nothing is copied. Only what is
        # above the diagonal is looked at: that is the part which is filled.
        factor = cho_factor(alike.T, overwrite_a=True, check_finite=False)
        coefficients = cho_solve(factor, wanted(examples), check_finite=False)
        ngram_weights = WORDING_WEIGHT * (ngrams.table.T @ coefficients)
        return cls(
            np.ascontiguousarray(coefficients, np.float32),
            Wording(ngrams.places, ngrams.rarity, np.ascontiguousarray(ngram_weights, np.float32)),
        )

    def logits(self, in_words: Vectors, similarity: Vectors) -> Vectors:
        """Log odds up to a constant, (messages, intents).

        `in_words` (messages, intents) is what `wording` scores them; `similarity`
        (messages, examples) holds the cosines to the examples.
        """
        scores = alike_in_meaning(similarity) @ self.coefficients + in_words
        return np.asarray(SCALE * scores, dtype=np.float32)


def alike_in_meaning(similarity: Vectors) -> Vectors:
    """How much alike texts are with these cosines: 1 if they are the same."""
    return np.asarray(np.exp(np.float32(SHARPNESS) * (similarity - np.float32(1))))


def choose_doubt(examples: Examples) -> float:
    """The one of `DOUBTS` with which all others make each example's intent likeliest."""
    if len(examples.texts) > _CHOSEN_UP_TO:
        return DOUBTS[0]
    weights, rows = balance(examples), np.arange(len(examples.texts))

    def surprise(logits: Vectors) -> float:
        temperature = best_temperature(logits, examples.labels, examples.intents)
        likelihood = softmax(logits, temperature)[rows, examples.numbers]
        return -float((weights * np.log(np.maximum(likelihood, 1e-9))).mean())

    surprises = [surprise(logits) for logits in leave_each_out(examples, DOUBTS)]
    return DOUBTS[int(np.argmin(surprises))]


def leave_each_out(examples: Examples, doubts: Sequence[float]) -> Iterator[Vectors]:
    """Logits of each example by a head that is fitted to all the others, (examples, intents).

    One such array for each of `doubts`.

    This needs no more than one solution: what an example adds stands in the inverse (Rifkin &
    Lippert 2007, "Notes on regularized least squares").
    """
    before = np.tril(_alike_to_those_before(examples.vectors, examples.ngrams.weighted()))
    alike = before + np.tril(before, -1).T
    aims, weights = wanted(examples), balance(examples)
    for doubt in doubts:
        inverse = np.linalg.inv(alike + np.diag(doubt / weights))
        left_out = aims - (inverse @ aims) / np.diag(inverse)[:, None]
        yield np.asarray(SCALE * left_out, dtype=np.float32)


def _alike_to_those_before(vectors: Vectors, ngrams: WeightedNgrams) -> Vectors:
    """(examples, examples), filled up to the diagonal; anything stands above it.

    Made in blocks, for a sparse product takes thrice the room.
    """
    alike = np.empty((len(vectors), len(vectors)), dtype=np.float32)
    in_words = ngrams.alike()
    for start in range(0, len(vectors), _BLOCK):
        rows, so_far = slice(start, start + _BLOCK), slice(0, start + _BLOCK)
        block = alike_in_meaning(vectors[rows] @ vectors[so_far].T)
        block += WORDING_WEIGHT * in_words.up_to(rows, start + _BLOCK)
        alike[rows, so_far] = block
    return alike


def balance(examples: Examples) -> NDArray[np.float32]:
    """How much each example is to be believed: all intents alike together, 1 on average."""
    counts = np.bincount(examples.numbers)
    each = np.minimum(len(examples.texts) / (len(counts) * counts), _MOST_WEIGHT)
    return each[examples.numbers].astype(np.float32)


def wanted(examples: Examples) -> Vectors:
    """1 for an example's own intent and 0 for the others, less what is the same for all."""
    intents = len(examples.intents)
    wanted = np.full((len(examples.texts), intents), -1 / intents, dtype=np.float32)
    wanted[np.arange(len(wanted)), examples.numbers] += 1
    return wanted


def softmax(logits: Vectors, temperature: float = 1.0) -> Vectors:
    """Probabilities, (rows, intents)."""
    scaled = logits / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def best_temperature(logits: Vectors, labels: Labels, intents: tuple[str, ...]) -> float:
    """The divisor of `logits` under which the true `labels` are likeliest.

    The logits must come from examples that the head was not fitted to; if it knows none of their
    intents, nothing is divided.
    """
    if not np.isin(labels, intents).any():
        return 1.0
    column = {intent: index for index, intent in enumerate(intents)}
    known = np.array([label in column for label in labels])
    true = np.array([column[label] for label in labels[known]])
    rows = np.arange(len(true))

    def surprise(temperature: float) -> float:
        likelihood = softmax(logits[known], temperature)[rows, true]
        return -float(np.log(np.maximum(likelihood, 1e-9)).mean())

    candidates: list[float] = np.geomspace(0.25, 4, 33).tolist()
    return min(candidates, key=surprise)
