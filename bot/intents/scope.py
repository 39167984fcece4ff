"""Whether a message asks for one of the known intents at all.

Learned from the training examples alone (see `bot/intents/trials.py`), so that a company that
trains with its own intents gets its own test.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.intents.examples import Examples
from bot.intents.vectors import Vectors

SIGNALS = ("neighbours", "own_neighbours", "centre", "log_odds", "logit", "outside_neighbours")
"""What is measured of a message, in this order: cosine to the three nearest examples, to the two
nearest of the likeliest intent, to that intent's centre; its log odds against all other intents;
its logit; cosine to the nearest examples that are out of scope."""

Signals = NDArray[np.float64]

_NEAREST = 3
_OWN_NEAREST = 2
_CONSTANT = 1e-6
_FEW_ROWS = 6
"""With 20,000 examples on one thread, 2 rows take 2 ms one by one and 5 together; 6 take 5 ms."""


@dataclass(frozen=True)
class Neighbourhood:
    """The training examples as points, to measure how close a message comes to them.

    Those that are in scope stand before the others, and examples of one intent beside each other:
    what is looked for then lies in one piece, and a message is measured without copying.
    """

    vectors: Vectors
    """(examples, dimensions), in the order above; in memory dimension by dimension, by which a
    message is compared with all examples three times as fast."""
    intents: tuple[str, ...]
    """The intents in that order."""
    starts: NDArray[np.intp]
    """Where the examples of each intent begin, and where the last ones end, (intents + 1,)."""
    inside: int
    """How many of the intents are in scope: the first ones."""

    @classmethod
    def of(cls, examples: Examples, out_of_scope: str) -> Neighbourhood:
        """From examples in the order that `Examples.grouped` gives them."""
        intents = examples.intents
        counts = np.bincount(examples.numbers)
        return cls(
            np.asfortranarray(examples.vectors),
            intents,
            np.cumsum([0, *counts]),
            len(intents) - (out_of_scope in intents),
        )

    def similarity(self, vectors: Vectors) -> Vectors:
        """Cosines of messages to the examples, (rows of `vectors`, examples)."""
        if 0 < len(vectors) <= _FEW_ROWS:
            # The parts of a message, say: together they would take longer than one by one.
            return np.stack([vector @ self.vectors.T for vector in vectors])
        return np.asarray(vectors @ self.vectors.T)

    def likeliest(self, logits: Vectors) -> NDArray[np.intp]:
        """The place of the likeliest intent that is in scope, if any is, (rows of `logits`,)."""
        in_scope = logits[:, : self.inside or len(self.intents)]
        return np.asarray(in_scope.argmax(axis=1))

    def signals(self, vectors: Vectors, similarity: Vectors, logits: Vectors) -> Signals:
        """Measure messages, (rows of `vectors`, len(SIGNALS)).

        `similarity` is what the method of that name gives, `logits` (rows, intents) what a head
        fitted to the same examples makes of the messages.
        """
        rows = np.arange(len(vectors))
        best = self.likeliest(logits)
        rest = logits.astype(np.float64)
        rest[rows, best] = -np.inf
        highest = rest.max(axis=1, keepdims=True)
        others = np.log(np.exp(rest - highest).sum(axis=1)) + highest[:, 0]
        border = self.starts[self.inside]
        own = [
            _mean_of_largest(row[None, self.starts[place] : self.starts[place + 1]], _OWN_NEAREST)
            for row, place in zip(similarity, best, strict=True)
        ]
        return np.column_stack(
            [
                _mean_of_largest(similarity[:, :border], _NEAREST),
                np.concatenate(own),
                (vectors * self._centres[best]).sum(axis=1),
                logits[rows, best] - others,
                logits[rows, best],
                _mean_of_largest(similarity[:, border:], _NEAREST),
            ]
        )

    @cached_property
    def names_outside(self) -> frozenset[str]:
        """The intents of the examples that are out of scope."""
        return frozenset(self.intents[self.inside :])

    @cached_property
    def _centres(self) -> Vectors:
        centres = np.add.reduceat(self.vectors, self.starts[:-1], axis=0)
        lengths = np.linalg.norm(centres, axis=1, keepdims=True)
        return np.asarray(centres / np.maximum(lengths, 1e-6), np.float32)


def _mean_of_largest(values: NDArray[np.floating], count: int) -> NDArray[np.floating]:
    count = min(count, values.shape[1])
    if count == 0:
        return np.zeros(len(values))
    largest = np.partition(values, values.shape[1] - count, axis=1)[:, -count:]
    return np.asarray(largest.mean(axis=1))


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
