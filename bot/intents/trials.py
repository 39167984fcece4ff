"""Tries the classifier on its own training data, to learn when to trust it.

In each of a few rounds some intents are left out and some examples of the others held back; a model
of the rest then reads them all. The held-back ones play the messages that should be understood, the
left-out ones those that nobody foresaw, together with the examples that are out of scope, if there
are any. Intents that resemble each other are left out together: of two near neighbours the one that
stays would swallow the other, which is no picture of the unforeseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.intents.examples import Examples
from bot.intents.head import LinearHead, best_temperature
from bot.intents.scope import Neighbourhood, Signals, in_scope_columns
from bot.intents.vectors import Labels, Vectors

_ROUNDS = 6
_CLUSTERS = 14
_HELD_BACK = 4
"""Of the intents that stay in a round, every fourth example is held back."""
_MOST_EXAMPLES = 3_000
"""More are not needed to find the thresholds, and take minutes."""
_FEWEST_INTENTS = 3
_FEWEST_OUTSIDE = 20
"""Examples that are out of scope from which on they say more than intents that were left out."""
_WITHOUT_OUTSIDE = (0.5, 0.0, 0.5)
_WITH_OUTSIDE = (0.9, 0.08, 0.02)
"""What messages in scope, out of scope and unforeseen count. Without examples of the second kind
nobody knows what customers will bring up, and every second message is taken to be unforeseen.
Whoever has written such examples has said it.
"""


@dataclass(frozen=True)
class Trials:
    """What came of all rounds, one row for each message tried."""

    signals: Signals
    right: NDArray[np.bool_]
    """In scope, and the intent that was meant."""
    weights: NDArray[np.float64]
    """How much each counts, by its kind."""
    temperature: float


def run_trials(examples: Examples, out_of_scope: str, seed: int) -> Trials | None:
    """Try models of a part of the examples on the rest; None if there is too little to leave out.

    The same examples in the same order give the same outcome.
    """
    random = np.random.default_rng(seed)
    chosen = _at_most(examples.labels, random)
    texts = [examples.texts[row] for row in chosen]
    vectors, labels = examples.vectors[chosen], examples.labels[chosen]
    intents = np.unique(labels[labels != out_of_scope])
    if len(intents) < _FEWEST_INTENTS:
        return None
    rounds = [
        tried
        for left_out in _left_out(vectors, labels, intents, random)
        if (tried := _round(texts, vectors, labels, left_out, out_of_scope, random)) is not None
    ]
    if not rounds:
        return None
    right = np.concatenate([tried.right for tried in rounds])
    inside = np.concatenate([tried.inside for tried in rounds])
    unforeseen = np.concatenate([tried.unforeseen for tried in rounds])
    if right.all() or not right.any() or inside.all():
        return None
    return Trials(
        np.concatenate([tried.signals for tried in rounds]),
        right,
        _weights(inside, unforeseen),
        float(np.median([tried.temperature for tried in rounds])),
    )


@dataclass(frozen=True)
class _Round:
    signals: Signals
    right: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    unforeseen: NDArray[np.bool_]
    temperature: float


def _round(
    texts: Sequence[str],
    vectors: Vectors,
    labels: Labels,
    left_out: NDArray[np.str_],
    out_of_scope: str,
    random: np.random.Generator,
) -> _Round | None:
    unforeseen = np.isin(labels, left_out)
    staying = random.permutation(np.flatnonzero(~unforeseen))
    held_back = staying[: len(staying) // _HELD_BACK]
    kept = staying[len(staying) // _HELD_BACK :]
    if len(np.unique(labels[kept])) < 2 or not len(held_back):  # noqa: PLR2004
        return None
    head = LinearHead.fit([texts[row] for row in kept], vectors[kept], labels[kept])
    points = Neighbourhood.of(vectors[kept], labels[kept], out_of_scope)
    tried = np.concatenate([held_back, np.flatnonzero(unforeseen)])
    logits = head.logits([texts[row] for row in tried], vectors[tried])
    columns = in_scope_columns(head, {out_of_scope})
    best = np.array(head.intents)[columns[logits[:, columns].argmax(axis=1)]]
    inside = ~unforeseen[tried] & (labels[tried] != out_of_scope)
    known = ~unforeseen[tried]
    return _Round(
        points.signals(vectors[tried], head, logits),
        inside & (best == labels[tried]),
        inside,
        unforeseen[tried],
        best_temperature(logits[known], labels[tried][known], head.intents),
    )


def _left_out(
    vectors: Vectors, labels: Labels, intents: NDArray[np.str_], random: np.random.Generator
) -> list[NDArray[np.str_]]:
    """The intents to leave out in each round: clusters of similar ones, evenly spread."""
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 - in training only

    centres = np.stack([vectors[labels == intent].mean(axis=0) for intent in intents])
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
    count = max(_FEWEST_INTENTS, min(_CLUSTERS, len(intents) // 2))
    cluster = AgglomerativeClustering(n_clusters=count).fit_predict(centres)
    rounds: list[list[str]] = [[] for _ in range(min(_ROUNDS, count))]
    clusters = [intents[cluster == number].tolist() for number in random.permutation(count)]
    for members in sorted(clusters, key=len, reverse=True):
        min(rounds, key=len).extend(members)
    return [np.array(members) for members in rounds]


def _weights(inside: NDArray[np.bool_], unforeseen: NDArray[np.bool_]) -> NDArray[np.float64]:
    outside = ~inside & ~unforeseen
    shares = _WITH_OUTSIDE if outside.sum() >= _FEWEST_OUTSIDE else _WITHOUT_OUTSIDE
    weights = np.zeros(len(inside))
    for rows, share in zip((inside, outside, unforeseen), shares):
        weights[rows] = share / max(int(rows.sum()), 1)
    return weights


def _at_most(labels: Labels, random: np.random.Generator) -> NDArray[np.intp]:
    """Rows of a sample with equally many examples of each intent, as far as they go."""
    rows = np.arange(len(labels))
    if len(labels) <= _MOST_EXAMPLES:
        return rows
    names = np.unique(labels)
    each = _MOST_EXAMPLES // len(names)
    chosen = [random.permutation(rows[labels == name])[:each] for name in names]
    return np.sort(np.concatenate(chosen))
