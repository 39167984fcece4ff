"""Fits the few numbers that weigh tone and conversation against each other, and tries them.

What they are worth is said by cross-validation: each dialogue is scored with numbers that were
fitted to others. Runs in the train environment and in the engine's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.evaluation.metrics import ANNOYED_FROM
from bot.frustration.conversation import context_features
from bot.frustration.reader import FrustrationReader
from models.build.frustration_data import HELD_OUT_COMPANIES, Dialogue

_INVERSE_REGULARISATION = 0.3
_STEEPNESS = 2.2
"""How surely a further reader would agree that a turn is annoyed, by how far its rating lies from
that border: one point above it, nine of ten would."""

_PARTS = 10

Array = NDArray[np.float64]


@dataclass(frozen=True)
class RatedTurns:
    """All rated turns of some dialogues.

    `features` (turns, len(CONTEXT_NAMES)); `ratings` (turns,), 0–4; `dialogues` (turns,): the place
    of each one's dialogue among those given.
    """

    features: Array
    ratings: Array
    dialogues: NDArray[np.intp]

    @classmethod
    def of(cls, dialogues: Sequence[Dialogue], reader: FrustrationReader) -> RatedTurns:
        """As `reader` hears them."""
        rows = [
            (context_features(reader.heard(dialogue.turns[: place + 1])), rating, number)
            for number, dialogue in enumerate(dialogues)
            for place, rating in dialogue.rated()
        ]
        features, ratings, numbers = zip(*rows, strict=True)
        return cls(np.array(features), np.array(ratings), np.array(numbers))


def fitted(features: Array, ratings: Array) -> tuple[Array, float]:
    """Weights (len(CONTEXT_NAMES),) and bias for the chance that a reader finds a turn annoyed.

    Each turn is a positive and a negative, by how likely a further reader would rate it 2 or more.
    """
    chance = 1 / (1 + np.exp(-_STEEPNESS * (ratings - ANNOYED_FROM)))
    scaler = StandardScaler().fit(features)
    scaled = scaler.transform(features)
    model = LogisticRegression(C=_INVERSE_REGULARISATION).fit(
        np.vstack([scaled, scaled]),
        np.repeat([1, 0], len(features)),
        np.concatenate([chance, 1 - chance]),
    )
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def cross_validated(turns: RatedTurns, parts: Sequence[str]) -> Array:
    """The score of each turn, 0–1, by weights fitted to the dialogues of all other parts.

    `parts` names the part that each dialogue belongs to.
    """
    part_of_turn = np.array(parts)[turns.dialogues]
    scores = np.zeros(len(turns.ratings))
    for part in sorted(set(parts)):
        inside = part_of_turn == part
        weights, bias = fitted(turns.features[~inside], turns.ratings[~inside])
        scores[inside] = 1 / (1 + np.exp(-(turns.features[inside] @ weights + bias)))
    return scores


def parts_of(dialogues: Sequence[Dialogue]) -> list[str]:
    """The part of the cross-validation that each dialogue is in.

    A company that the transformer has never seen is a part of its own, so that the weights have
    never seen it either; the other dialogues are dealt out in ten parts.
    """
    return [
        one.company if one.company in HELD_OUT_COMPANIES else str(number % _PARTS)
        for number, one in enumerate(dialogues)
    ]
