"""Tries the classifier on its own training data, to learn when to trust it.

In each of a few rounds some intents are left out and some examples of the others held back; a model
of the rest then reads them all. The held-back ones play the messages that should be understood, the
left-out ones those that nobody foresaw, together with the examples that are out of scope, if there
are any. Intents that resemble each other are left out together: of two near neighbours the one that
stays would swallow the other, which is no picture of the unforeseen.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.intents.examples import Examples
from bot.intents.head import KernelHead, best_temperature
from bot.intents.scope import Neighbourhood, Signals

_ROUNDS = 6
_CLUSTERS = 14
_HELD_BACK = 4
"""Of the intents that stay in a round, every fourth example is held back."""
_MOST_EXAMPLES = 5_000
"""More are not needed to find the thresholds, and take a minute."""
_FEWEST_INTENTS = 3
_FEWEST_OUTSIDE = 20
"""Examples that are out of scope from which on they say more than intents that were left out."""
_WITHOUT_OUTSIDE = (0.5, 0.0, 0.5)
_WITH_OUTSIDE = (0.9, 0.08, 0.02)
"""What messages in scope, out of scope and unforeseen count. Without examples of the second kind
nobody knows what customers will bring up, and every second message is taken to be unforeseen.
Whoever has written such examples has said it.
"""
_FEW_EXAMPLES = 35
"""From so many examples of most intents on, less is unforeseen, if none are out of scope: who has
read more messages has met more of what people ask for. The chance that the next one is of a new
kind falls as one over their number (Good 1953)."""


@dataclass(frozen=True)
class Trials:
    """What came of all rounds, one row for each message tried."""

    signals: Signals
    right: NDArray[np.bool_]
    """In scope, and the intent that was meant."""
    weights: NDArray[np.float64]
    """How much each counts, by its kind."""
    log_odds_gained: float
    """To be added to the log odds of being right that are learnt with these weights."""
    temperature: float


def run_trials(examples: Examples, out_of_scope: str, doubt: float, seed: int) -> Trials | None:
    """Try models of a part of the examples on the rest; None if there is too little to leave out.

    `doubt` is the head's. The same examples in the same order give the same outcome.
    """
    random = np.random.default_rng(seed)
    chosen = examples.at_most(_MOST_EXAMPLES, random)
    intents = np.unique(chosen.labels[chosen.labels != out_of_scope])
    if len(intents) < _FEWEST_INTENTS:
        return None
    rounds = [
        tried
        for left_out in _left_out(chosen, intents, random)
        if (tried := _round(chosen, left_out, out_of_scope, doubt, random)) is not None
    ]
    if not rounds:
        return None
    right = np.concatenate([tried.right for tried in rounds])
    inside = np.concatenate([tried.inside for tried in rounds])
    unforeseen = np.concatenate([tried.unforeseen for tried in rounds])
    if right.all() or not right.any() or inside.all():
        return None
    knows_outside = (~inside & ~unforeseen).sum() >= _FEWEST_OUTSIDE
    return Trials(
        np.concatenate([tried.signals for tried in rounds]),
        right,
        _weights(inside, unforeseen, _WITH_OUTSIDE if knows_outside else _WITHOUT_OUTSIDE),
        0.0 if knows_outside else _log_odds_gained(examples, intents),
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
    examples: Examples,
    left_out: NDArray[np.str_],
    out_of_scope: str,
    doubt: float,
    random: np.random.Generator,
) -> _Round | None:
    is_unforeseen = np.isin(examples.labels, left_out)
    staying = random.permutation(np.flatnonzero(~is_unforeseen))
    held_back = staying[: len(staying) // _HELD_BACK]
    kept = examples.at(staying[len(staying) // _HELD_BACK :]).grouped(out_of_scope)
    if len(kept.intents) < 2 or not len(held_back):  # noqa: PLR2004
        return None
    head = KernelHead.fit(kept, doubt)
    points = Neighbourhood.of(kept, out_of_scope)
    tried = examples.at(np.concatenate([held_back, np.flatnonzero(is_unforeseen)]))
    unforeseen = np.isin(tried.labels, left_out)
    similarity = points.similarity(tried.vectors)
    logits = head.logits(tried.ngrams.scores(head.wording), similarity)
    best = np.array(kept.intents)[points.likeliest(logits)]
    inside = ~unforeseen & (tried.labels != out_of_scope)
    return _Round(
        points.signals(tried.vectors, similarity, logits),
        inside & (best == tried.labels),
        inside,
        unforeseen,
        best_temperature(logits[~unforeseen], tried.labels[~unforeseen], kept.intents),
    )


def _left_out(
    examples: Examples, intents: NDArray[np.str_], random: np.random.Generator
) -> list[NDArray[np.str_]]:
    """The intents to leave out in each round: clusters of similar ones, evenly spread."""
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 - in training only

    centres = np.stack(
        [examples.vectors[examples.labels == intent].mean(axis=0) for intent in intents]
    )
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
    count = max(_FEWEST_INTENTS, min(_CLUSTERS, len(intents) // 2))
    cluster = AgglomerativeClustering(n_clusters=count).fit_predict(centres)
    rounds: list[list[str]] = [[] for _ in range(min(_ROUNDS, count))]
    clusters = [intents[cluster == number].tolist() for number in random.permutation(count)]
    for members in sorted(clusters, key=len, reverse=True):
        min(rounds, key=len).extend(members)
    return [np.array(members) for members in rounds]


def _weights(
    inside: NDArray[np.bool_], unforeseen: NDArray[np.bool_], shares: tuple[float, float, float]
) -> NDArray[np.float64]:
    weights = np.zeros(len(inside))
    for rows, share in zip((inside, ~inside & ~unforeseen, unforeseen), shares):
        weights[rows] = share / max(int(rows.sum()), 1)
    return weights


def _log_odds_gained(examples: Examples, intents: NDArray[np.str_]) -> float:
    """By which more is in scope than the half that `_WITHOUT_OUTSIDE` takes it to be."""
    said = {*zip(examples.labels.tolist(), map(str.casefold, examples.texts))}
    counts = Counter(label for label, _ in said)
    of_an_intent = float(np.median([counts[intent] for intent in intents.tolist()]))
    unforeseen = _WITHOUT_OUTSIDE[2] * min(1.0, _FEW_EXAMPLES / of_an_intent)
    return math.log((1 - unforeseen) / unforeseen)
