"""Measures what the frustration model's card says.

    python -m bench.frustration_card --result FILE

Runs in the engine's interpreter. On our own dialogues that taught the transformer nothing, each
scored by conversation weights that were fitted to others; and on counterfactual pairs.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bench.counterfactuals import movements
from bot.escalation.assessment import assess
from bot.escalation.conversation import Conversation, Turn
from bot.escalation.thresholds import Thresholds
from bot.evaluation.command import write_result
from bot.evaluation.config_file import Components, read_policies
from bot.evaluation.metrics import annoyed, calibration, frustration_figures
from bot.frustration.conversation import Turn as Said
from bot.frustration.reader import FrustrationReader
from models.build.frustration_data import (
    DIALOGUES,
    HELD_OUT_COMPANIES,
    Dialogue,
    read_dialogues,
)
from models.build.frustration_head import RatedTurns, cross_validated, parts_of

Figures = dict[str, Any]
Scores = NDArray[np.float64]

_CALM_UP_TO, _ANGRY_FROM = 1.0, 3.0
"""The highest rating of a dialogue says whether it is calm, annoyed or angry."""
_POLICY = "bot.escalation.policy.EscalationPolicy"


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(prog="bench.frustration_card")
    parser.add_argument("--result", type=Path, required=True)
    write_result(parser.parse_args().result, _figures)


def _figures() -> Figures:
    reader = FrustrationReader.load()

    def score_alone(text: str) -> float:
        return reader.score([Said(text, is_customer=True)])

    dialogues = [dialogue for dialogue in read_dialogues(DIALOGUES) if dialogue.is_held_out]
    turns = RatedTurns.of(dialogues, reader)
    scores = cross_validated(turns, parts_of(dialogues))
    vader = _vader(dialogues)
    unseen = np.array([one.company in HELD_OUT_COMPANIES for one in dialogues])
    is_unseen = unseen[turns.dialogues]
    return {
        "unseen_companies": _set_figures(turns, scores, vader, is_unseen),
        "others": _set_figures(turns, scores, vader, ~is_unseen),
        "calibration": calibration(annoyed(turns.ratings.tolist()), scores.tolist()),
        "policy": policy_counts(turns, scores, thresholds(read_policies())),
        "bias": movements(score_alone),
    }


def _vader(dialogues: Sequence[Dialogue]) -> Scores:
    """What the word list makes of each rated turn alone; higher is angrier."""
    analyser = SentimentIntensityAnalyzer()
    return np.array(
        [
            -analyser.polarity_scores(dialogue.turns[place].text)["compound"]
            for dialogue in dialogues
            for place, _ in dialogue.rated()
        ]
    )


def _set_figures(
    turns: RatedTurns, scores: Scores, vader: Scores, chosen: NDArray[np.bool_]
) -> Figures:
    ratings = turns.ratings[chosen].tolist()
    return {
        "dialogues": len(set(turns.dialogues[chosen].tolist())),
        **frustration_figures(ratings, scores[chosen].tolist()),
        "vader": frustration_figures(ratings, vader[chosen].tolist()),
    }


def thresholds(policies: Components) -> Thresholds:
    """Those of the escalation policy among the policies of config.yml."""
    (policy,) = (one for one in policies if one["name"] == _POLICY)
    return Thresholds.of(policy, others=["name"])


def policy_counts(turns: RatedTurns, scores: Scores, settings: Thresholds) -> Figures:
    """In how many dialogues a person is called, or at least offered, if only frustration counts.

    `{"offer_at", "handoff_at", "kinds": {kind: {"dialogues", "offered", "called"}}}`; where one is
    called does not count as offered.
    """
    kinds = {
        kind: {"dialogues": 0, "offered": 0, "called": 0} for kind in ("calm", "annoyed", "angry")
    }
    for number in np.unique(turns.dialogues):
        inside = turns.dialogues == number
        counts = kinds[_kind_of(float(turns.ratings[inside].max()))]
        counts["dialogues"] += 1
        levels = _levels(scores[inside].tolist(), settings)
        if "handoff" in levels:
            counts["called"] += 1
        elif "offer" in levels:
            counts["offered"] += 1
    return {
        "offer_at": settings.offer_at,
        "handoff_at": settings.handoff_at,
        "kinds": kinds,
    }


def _kind_of(highest_rating: float) -> str:
    if highest_rating <= _CALM_UP_TO:
        return "calm"
    return "angry" if highest_rating >= _ANGRY_FROM else "annoyed"


def _levels(scores: Sequence[float], settings: Thresholds) -> set[str]:
    """What the policy decides in the course of a dialogue of which it knows the scores only."""
    said = [Turn("", None, 0.0, score) for score in scores]
    decided = [assess(Conversation(said[: end + 1]), settings) for end in range(len(said))]
    return {escalation.level for escalation in decided if escalation is not None}


if __name__ == "__main__":
    main()
