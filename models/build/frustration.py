"""Builds `models/frustration/` and prints the figures of its model card.

    python -m models.build.frustration --data FOLDER

FOLDER holds `emotion/goemotions/` and `intents/multidogo/`, and, to measure on only,
`frustration/airline_eval_only/turns.jsonl`. The own dialogues that are held out
(`frustration_data.Dialogue.is_held_out`) teach the transformer nothing; the few numbers that weigh
tone and conversation against each other are fitted to them and measured by cross-validation. Needs
the train environment.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from bot.encoder.sentence_encoder import SentenceEncoder
from bot.frustration.conversation import CONTEXT_NAMES, context_features
from bot.frustration.features import SURFACE_NAMES
from bot.frustration.reader import FrustrationReader
from bot.frustration.scorer import DEFAULT_FOLDER, FrustrationScorer
from models.build.encoder import SHARED_LAYERS, source_folder
from models.build.encoder_graph import branch_graph
from models.build.frustration_data import (
    DIALOGUES,
    Dialogue,
    calm_texts,
    comments,
    emotion_names,
    read_dialogues,
)
from models.build.frustration_tuning import STEPS, Sources, tuned_weights

ANNOYED, FRUSTRATED = 2.0, 2.5
FOLDS = 10
INVERSE_REGULARISATION = 0.3

Scores = NDArray[np.float64]


def build(folder: Path, data: Path, steps: int, *, keeps_transformer: bool) -> None:
    """Train, weigh, save and measure."""
    dialogues = read_dialogues(DIALOGUES)
    held_out = [dialogue for dialogue in dialogues if dialogue.is_held_out]
    if not keeps_transformer:
        _train(folder, data, [each for each in dialogues if not each.is_held_out], steps)
    weights = dict.fromkeys(CONTEXT_NAMES, 0.0) | {"tone": 1.0}
    _save_head(folder, conversation=weights, bias=0.0)

    rows, ratings, groups = _described(held_out, _reader(folder))
    report("tone alone, held-out dialogues", ratings, rows[:, CONTEXT_NAMES.index("tone")])
    crossed = np.zeros(len(ratings))
    for fold in range(FOLDS):
        inside = groups % FOLDS == fold
        fitted, bias = _fit(rows[~inside], ratings[~inside])
        crossed[inside] = 1 / (1 + np.exp(-(rows[inside] @ fitted + bias)))
    report("held-out dialogues, cross-validated", ratings, crossed)
    report_calibration(ratings, crossed)
    fitted, bias = _fit(rows, ratings)
    weights = {
        name: round(float(value), 4) for name, value in zip(CONTEXT_NAMES, fitted, strict=True)
    }
    print(weights)
    _save_head(folder, conversation=weights, bias=round(bias, 4))

    airline = data / "frustration" / "airline_eval_only" / "turns.jsonl"
    if airline.exists():
        rows, ratings, _ = _described(read_dialogues(airline), _reader(folder))
        report("airline", ratings, rows @ np.array(list(weights.values())))


def _train(folder: Path, data: Path, dialogues: list[Dialogue], steps: int) -> None:
    goemotions = data / "emotion" / "goemotions"
    calm_messages, calm_turns = calm_texts(data / "intents" / "multidogo")
    turns = [
        (dialogue.turns[place].text, rating)
        for dialogue in dialogues
        for place, rating in dialogue.rated()
    ]
    sources = Sources(
        comments(goemotions), len(emotion_names(goemotions)), turns, calm_messages, calm_turns
    )
    print(f"{len(sources.comments)} comments, {len(turns)} turns of {len(dialogues)} dialogues")
    source = source_folder()
    weights, surface_weights = tuned_weights(source, sources, steps)
    config = json.loads((source / "config.json").read_text("utf-8"))
    model = branch_graph(
        weights,
        layers=range(SHARED_LAYERS, config["num_hidden_layers"]),
        heads=config["num_attention_heads"],
        outputs={"rating": "rating", "polarity": "polarity"},
    )
    onnx.checker.check_model(model)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(model.SerializeToString(deterministic=True))
    print(f"wrote model.onnx, {(folder / 'model.onnx').stat().st_size / 1e6:.1f} MB")
    named = zip(SURFACE_NAMES, surface_weights.tolist(), strict=True)
    (folder / "head.json").write_text(
        json.dumps({"surface": {name: round(value, 4) for name, value in named}}), "utf-8"
    )


def _reader(folder: Path) -> FrustrationReader:
    return FrustrationReader(SentenceEncoder.load(threads=2), FrustrationScorer.load(folder, 2))


def _save_head(folder: Path, *, conversation: dict[str, float], bias: float) -> None:
    file = folder / "head.json"
    settings = json.loads(file.read_text("utf-8"))
    settings |= {"conversation": conversation, "bias": bias}
    file.write_text(json.dumps(settings, indent=2) + "\n", "utf-8")


def _described(
    dialogues: Sequence[Dialogue], reader: FrustrationReader
) -> tuple[Scores, Scores, NDArray[np.intp]]:
    """Context features and ratings of all rated turns, and the number of each one's dialogue."""
    rows, ratings, groups = [], [], []
    for number, dialogue in enumerate(dialogues):
        for place, rating in dialogue.rated():
            rows.append(context_features(reader.heard(dialogue.turns[: place + 1])))
            ratings.append(rating)
            groups.append(number)
    return np.array(rows), np.array(ratings), np.array(groups)


def _fit(rows: Scores, ratings: Scores) -> tuple[Scores, float]:
    """Weights and bias for the chance that a reader finds a turn annoyed.

    Each turn is a positive and a negative, by how likely a further reader would rate it 2 or more.
    """
    chance = 1 / (1 + np.exp(-2.2 * (ratings - ANNOYED)))
    scaler = StandardScaler().fit(rows)
    scaled = scaler.transform(rows)
    model = LogisticRegression(C=INVERSE_REGULARISATION).fit(
        np.vstack([scaled, scaled]),
        np.repeat([1, 0], len(rows)),
        np.concatenate([chance, 1 - chance]),
    )
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def report(name: str, ratings: Scores, scores: Scores) -> None:
    """Print how well `scores` order the turns by `ratings`, and what false alarms cost."""
    frustrated = ratings >= FRUSTRATED
    print(
        f"{name}: {len(ratings)} turns, {frustrated.sum()} rated {FRUSTRATED} or more; "
        f"Spearman {spearmanr(ratings, scores)[0]:.3f}, "
        f"AUROC {roc_auc_score(frustrated, scores):.3f}, "
        f"average precision {average_precision_score(frustrated, scores):.3f}"
    )
    calm = np.sort(scores[~frustrated])[::-1]
    for share in (0.01, 0.05, 0.10):
        threshold = calm[int(share * len(calm))]
        flagged = scores > threshold
        hits = int((flagged & frustrated).sum())
        print(
            f"  at {share:.0%} false alarms (score above {threshold:.2f}): precision "
            f"{hits / max(int(flagged.sum()), 1):.2f}, recall {hits / int(frustrated.sum()):.2f}"
        )


def report_calibration(ratings: Scores, scores: Scores) -> None:
    """Print how often turns of a score are annoyed."""
    annoyed = ratings >= ANNOYED
    brier = np.mean((scores - annoyed) ** 2)
    print(f"  Brier score {brier:.3f}, share annoyed {annoyed.mean():.2f}")
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            print(
                f"  scores {low:.1f}-{min(high, 1):.1f}: {inside.sum()} turns, "
                f"mean score {scores[inside].mean():.2f}, annoyed {annoyed[inside].mean():.2f}"
            )


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(prog="python -m models.build.frustration", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where to write")
    parser.add_argument("--steps", type=int, default=STEPS, help="fewer for a trial")
    parser.add_argument(
        "--keep-transformer", action="store_true", help="fit only what weighs the conversation"
    )
    arguments = parser.parse_args()
    build(
        arguments.folder,
        arguments.data,
        arguments.steps,
        keeps_transformer=arguments.keep_transformer,
    )


if __name__ == "__main__":
    main()
