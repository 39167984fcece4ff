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
from pathlib import Path

import numpy as np
import onnx

from bot.encoder.sentence_encoder import SentenceEncoder
from bot.evaluation.metrics import annoyed, calibration, frustration_figures
from bot.frustration.conversation import CONTEXT_NAMES
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
    names,
    read_dialogues,
)
from models.build.frustration_head import (
    Array,
    RatedTurns,
    cross_validated,
    fitted,
    parts_of,
)
from models.build.frustration_tuning import STEPS, Sources, tuned_weights


def build(folder: Path, data: Path, steps: int, *, keeps_transformer: bool) -> None:
    """Train, weigh, save and measure."""
    dialogues = read_dialogues(DIALOGUES)
    held_out = [dialogue for dialogue in dialogues if dialogue.is_held_out]
    if not keeps_transformer:
        _train(folder, data, [each for each in dialogues if not each.is_held_out], steps)
    weights = dict.fromkeys(CONTEXT_NAMES, 0.0) | {"tone": 1.0}
    _save_head(folder, conversation=weights, bias=0.0)

    turns = RatedTurns.of(held_out, _reader(folder))
    tone = turns.features[:, CONTEXT_NAMES.index("tone")]
    report("tone alone, held-out dialogues", turns, tone)
    crossed = cross_validated(turns, parts_of(held_out))
    report("held-out dialogues, cross-validated", turns, crossed)
    print(calibration(annoyed(turns.ratings.tolist()), crossed.tolist()))
    features, bias = fitted(turns.features, turns.ratings)
    weights = {
        name: round(float(value), 4) for name, value in zip(CONTEXT_NAMES, features, strict=True)
    }
    print(weights)
    _save_head(folder, conversation=weights, bias=round(bias, 4))

    airline = data / "frustration" / "airline_eval_only" / "turns.jsonl"
    if airline.exists():
        turns = RatedTurns.of(read_dialogues(airline), _reader(folder))
        report("airline", turns, turns.features @ np.array(list(weights.values())))


def _train(folder: Path, data: Path, dialogues: list[Dialogue], steps: int) -> None:
    goemotions = data / "emotion" / "goemotions"
    calm_messages, calm_turns = calm_texts(data / "intents" / "multidogo")
    turns = [
        (dialogue.turns[place].text, rating)
        for dialogue in dialogues
        for place, rating in dialogue.rated()
    ]
    sources = Sources(
        comments(goemotions),
        len(emotion_names(goemotions)),
        turns,
        calm_messages,
        calm_turns,
        names(),
    )
    print(f"{len(sources.comments)} comments, {len(turns)} turns of {len(dialogues)} dialogues")
    source = source_folder()
    weights = tuned_weights(source, sources, steps)
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


def _reader(folder: Path) -> FrustrationReader:
    return FrustrationReader(SentenceEncoder.load(threads=2), FrustrationScorer.load(folder, 2))


def _save_head(folder: Path, *, conversation: dict[str, float], bias: float) -> None:
    settings = {"conversation": conversation, "bias": bias}
    (folder / "head.json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")


def report(name: str, turns: RatedTurns, scores: Array) -> None:
    """Print how well `scores` order the turns by their ratings, and what false alarms cost."""
    figures = frustration_figures(turns.ratings.tolist(), scores.tolist())
    print(name, json.dumps(figures, indent=2))


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
