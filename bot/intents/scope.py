"""Whether a message asks for one of the known intents at all.

Learned from the training examples alone (see `bot/intents/trials.py`), so that a company that
trains with its own intents gets its own test.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.intents.head import LinearHead
from bot.intents.vectors import Labels, Vectors

SIGNALS = ("neighbours", "own_neighbours", "centre", "log_odds", "logit", "outside_neighbours")
"""What is measured of a message, in this order: cosine to the three nearest examples, to the two
nearest of the likeliest intent, to that intent's centre; its log odds against all other intents;
its logit; cosine to the nearest examples that are out of scope."""

Signals = NDArray[np.float64]

_NEAREST = 3
_OWN_NEAREST = 2
_CHUNK = 256
_CONSTANT = 1e-6


@dataclass(frozen=True)
class Neighbourhood:
    """The training examples as points, to measure how close a message comes to them."""

    vectors: Vectors
    labels: Labels
    outside: NDArray[np.bool_]
    """Which examples are out of scope."""

    def signals(self, vectors: Vectors, head: LinearHead, logits: Vectors) -> Signals:
        """Measure messages: (rows of `vectors`, len(SIGNALS)).

        `head` was fitted to the same examples, and `logits` are what it makes of the messages.
        """
        measured = [
            self._chunk(vectors[start : start + _CHUNK], head, logits[start : start + _CHUNK])
            for start in range(0, len(vectors), _CHUNK)
        ]
        return np.concatenate(measured) if measured else np.zeros((0, len(SIGNALS)))

    def _chunk(self, vectors: Vectors, head: LinearHead, logits: Vectors) -> Signals:
        similarity = vectors @ self.vectors.T
        rows = np.arange(len(vectors))
        columns = in_scope_columns(head, self.names_outside)
        best = columns[logits[:, columns].argmax(axis=1)]
        own = self._numbers[None, :] == best[:, None]
        rest = logits.astype(np.float64)
        rest[rows, best] = -np.inf
        highest = rest.max(axis=1, keepdims=True)
        others = np.log(np.exp(rest - highest).sum(axis=1)) + highest[:, 0]
        outside = similarity[:, self.outside]
        return np.column_stack(
            [
                _mean_of_largest(similarity[:, ~self.outside], _NEAREST),
                _mean_of_largest(np.where(own, similarity, -1), _OWN_NEAREST),
                (vectors * self._centres[best]).sum(axis=1),
                logits[rows, best] - others,
                logits[rows, best],
                _mean_of_largest(outside, _NEAREST) if outside.shape[1] else np.zeros(len(rows)),
            ]
        )

    @cached_property
    def names_outside(self) -> frozenset[str]:
        """The intents of the examples that are out of scope."""
        return frozenset(self.labels[self.outside].tolist())

    @cached_property
    def _numbers(self) -> NDArray[np.intp]:
        """Each example's intent as its place among the sorted names, as the head counts them."""
        return np.unique(self.labels, return_inverse=True)[1]

    @cached_property
    def _centres(self) -> Vectors:
        count = int(self._numbers.max()) + 1
        means = [self.vectors[self._numbers == number].mean(axis=0) for number in range(count)]
        centres = np.stack(means)
        return np.asarray(
            centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6), np.float32
        )


def in_scope_columns(head: LinearHead, outside: Collection[str]) -> NDArray[np.intp]:
    """Which intents of the head are in scope; all of them if none is."""
    columns = [index for index, intent in enumerate(head.intents) if intent not in outside]
    return np.array(columns or range(len(head.intents)), dtype=np.intp)


def _mean_of_largest(values: NDArray[np.floating], count: int) -> NDArray[np.floating]:
    count = min(count, values.shape[1])
    if count == 0:
        return np.zeros(len(values))
    largest = np.partition(values, values.shape[1] - count, axis=1)[:, -count:]
    # An intent with a single example has one neighbour only; -1 marks the missing ones.
    there = largest > -1
    total = np.where(there, largest, 0).sum(axis=1)
    return np.asarray(total / np.maximum(there.sum(axis=1), 1))


@dataclass(frozen=True)
class ScopeModel:
    """Logistic regression on the standardised signals."""

    means: Signals
    scales: Signals
    weights: Signals
    bias: float

    @classmethod
    def fit(
        cls, signals: Signals, right: NDArray[np.bool_], weights: NDArray[np.float64]
    ) -> ScopeModel:
        """Learn to tell `right` readings (in scope, and the intent that was meant) from others.

        `signals` (messages, len(SIGNALS)); `weights` (messages,) says how much each one counts.
        """
        # Reading a message needs numpy only.
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        means, scales = signals.mean(axis=0), signals.std(axis=0)
        # A signal that never varies says nothing.
        scales = np.where(scales < _CONSTANT, 1.0, scales)
        model = LogisticRegression(C=1.0, max_iter=500, random_state=0).fit(
            (signals - means) / scales, right, sample_weight=weights / weights.mean()
        )
        return cls(means, scales, model.coef_[0], float(model.intercept_[0]))

    @classmethod
    def untrained(cls) -> ScopeModel:
        """For training data too small to leave anything out: nearness to the examples alone."""
        means, scales, weights = (
            np.zeros(len(SIGNALS)),
            np.ones(len(SIGNALS)),
            np.zeros(len(SIGNALS)),
        )
        means[0], weights[0] = 0.5, 15.0
        return cls(means, scales, weights, 0.0)

    def probability(self, signals: Signals) -> NDArray[np.float64]:
        """That a reading is right, 0–1, if every second message were out of scope; (rows,)."""
        log_odds = ((signals - self.means) / self.scales) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))
