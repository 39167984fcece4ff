"""Measures how well polarity is read: negative, neutral or positive.

    python -m bench.polarity FOLDER --result FILE

Runs in the engine's interpreter, on the test part of GoEmotions in FOLDER.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sklearn.metrics import accuracy_score, f1_score
from tqdm import tqdm
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.evaluation.command import write_result
from bot.frustration.reader import FrustrationReader
from bot.frustration.scorer import polarity_of
from models.build.frustration_data import comments

POLARITIES = ("negative", "neutral", "positive")
_VADER_NEUTRAL = 0.05
"""Up to this compound, either way, a text is neutral to VADER, as its authors say."""


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(prog="bench.polarity")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--result", type=Path, required=True)
    asked = parser.parse_args()
    write_result(asked.result, lambda: _figures(asked.folder))


def _figures(folder: Path) -> dict[str, Any]:
    """Of all comments; what is negative follows from the emotions that its readers marked."""
    reader, analyser = FrustrationReader.load(), SentimentIntensityAnalyzer()
    marked, ours, theirs = [], [], []
    for comment in tqdm(comments(folder, "test"), unit="text", desc="Reading"):
        marked.append(POLARITIES[comment.polarity])
        ours.append(polarity_of(reader.tone(comment.text)))
        theirs.append(of_compound(analyser.polarity_scores(comment.text)["compound"]))
    return {**polarity_figures(marked, ours), "vader": polarity_figures(marked, theirs)}


def of_compound(compound: float) -> str:
    """The polarity that VADER's compound, −1 to 1, stands for."""
    if abs(compound) < _VADER_NEUTRAL:
        return "neutral"
    return "positive" if compound > 0 else "negative"


def polarity_figures(marked: Sequence[str], read: Sequence[str]) -> dict[str, Any]:
    """Accuracy, and F1 of each polarity and their mean, 0–1."""
    scores = f1_score(list(marked), list(read), labels=POLARITIES, average=None, zero_division=0)
    return {
        "texts": len(marked),
        "accuracy": round(float(accuracy_score(list(marked), list(read))), 4),
        "macro_f1": round(float(scores.mean()), 4),
        "f1": {name: round(float(one), 4) for name, one in zip(POLARITIES, scores, strict=True)},
    }


if __name__ == "__main__":
    main()
