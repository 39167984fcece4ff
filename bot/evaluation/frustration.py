"""`python -m bot.evaluation.frustration TURNS --result FILE`."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.evaluation.command import write_result
from bot.evaluation.dialogues import Dialogue, read_dialogues
from bot.evaluation.metrics import annoyed, calibration, frustration_figures
from bot.frustration.reader import FrustrationReader


def main() -> None:
    """Measure, write the result, show progress on stderr; ends with 2 if the file is wrong."""
    parser = argparse.ArgumentParser(prog="bot.evaluation.frustration")
    parser.add_argument("turns", type=Path)
    parser.add_argument("--result", type=Path, required=True)
    asked = parser.parse_args()
    write_result(asked.result, lambda: evaluate(read_dialogues(asked.turns)))


def evaluate(dialogues: Sequence[Dialogue]) -> dict[str, Any]:
    """The figures over all rated turns of customers, those of VADER under `vader`.

    VADER reads one text at a time and knows no dialogue; its score is the negated compound.
    """
    reader, vader = FrustrationReader.load(), SentimentIntensityAnalyzer()
    ratings: list[float] = []
    ours: list[float] = []
    theirs: list[float] = []
    milliseconds: list[float] = []
    with tqdm(total=sum(len(one.turns) for one in dialogues), unit="turn", desc="Reading") as bar:
        for dialogue in dialogues:
            began = time.perf_counter()
            scores = reader.scores(dialogue.turns)
            seconds = time.perf_counter() - began
            milliseconds.append(seconds * 1000 / max(sum(s is not None for s in scores), 1))
            for place, rating in dialogue.rated():
                ratings.append(rating)
                # A turn of the customer always has a score.
                ours.append(scores[place] or 0.0)
                theirs.append(-vader.polarity_scores(dialogue.turns[place].text)["compound"])
            bar.update(len(dialogue.turns))
    return {
        **frustration_figures(ratings, ours),
        "dialogues": len(dialogues),
        "ms_per_message_p50": round(statistics.median(milliseconds), 2),
        "calibration": calibration(annoyed(ratings), ours),
        "vader": frustration_figures(ratings, theirs),
    }


if __name__ == "__main__":
    main()
