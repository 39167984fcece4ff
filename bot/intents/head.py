"""The two linear models whose sum says which intents a message may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.intents.vectors import Labels, Vectors
from bot.intents.wording import Wording

REGULARISATION = 20.0
"""Inverse strength, as scikit-learn's `C`. Chosen on small training sets cut from CLINC150,
Banking77 and MultiDoGO: 20 and 60 do equally well, 5 worse."""
WORDING_WEIGHT = 2.0
"""How much the wording counts beside the meaning; chosen on the same sets, where 1 to 3 do about
equally well and all better than none."""


@dataclass(frozen=True)
class LinearHead:
    """Multinomial logistic regression on the sentence vector, plus the wording.

    `weights` (intents, dimensions), `biases` (intents,).
    """

    intents: tuple[str, ...]
    weights: Vectors
    biases: Vectors
    wording: Wording

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Vectors, labels: Labels) -> LinearHead:
        """Fit to `texts`, their `vectors` (examples, dimensions) and `labels`: two intents or more.

        Intents with few examples count as much as those with many: customers do not ask in the
        proportions in which examples were written.
        """
        # Reading a message needs numpy only.
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        model = LogisticRegression(
            C=REGULARISATION, class_weight="balanced", max_iter=400, random_state=0
        ).fit(vectors, labels)
        weights, biases = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # noqa: PLR2004 - scikit-learn then keeps one row only
            # Half of the row each: the difference of the two logits is then scikit-learn's.
            weights, biases = np.vstack([-weights, weights]) / 2, np.hstack([-biases, biases]) / 2
        return cls(
            tuple(str(intent) for intent in model.classes_),
            weights.astype(np.float32),
            biases.astype(np.float32),
            Wording.fit(texts, labels),
        )

    def logits(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """Log odds up to a constant, (messages, intents)."""
        meaning = vectors @ self.weights.T + self.biases
        return np.asarray(meaning + WORDING_WEIGHT * self.wording.scores(texts), dtype=np.float32)


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
