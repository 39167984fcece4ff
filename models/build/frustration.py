"""Fits `models/frustration/head.npz` and prints the figures of its model card.

    python -m models.build.frustration --goemotions FOLDER --multidogo FOLDER [--airline FILE]

Every fifth of the project's own dialogues is held out: neither the weights nor the calibration see
it. `--airline` names rated dialogues to measure on only. Needs the train environment.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import spearmanr
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from bot.encoder.sentence_encoder import SentenceEncoder
from bot.frustration.features import PHRASE_SLOTS, SURFACE_NAMES, phrases, surface
from bot.frustration.scorer import DEFAULT_FOLDER, FrustrationScorer
from models.build.frustration_data import (
    ANNOYED,
    DIALOGUES,
    Examples,
    RatedTurns,
    calm_messages,
    chance_of_annoyed,
    goemotions,
    multidogo,
    plain_requests,
    rated_turns,
)

# How much each source counts, whatever its number of texts.
OWN_WEIGHT, GOEMOTIONS_WEIGHT, MULTIDOGO_WEIGHT = 1.0, 1.0, 0.4
REQUESTS_WEIGHT, CALM_MESSAGES_WEIGHT = 0.6, 0.3
# A larger scale is regularised less; chosen on the dialogues that are not held out.
EMBEDDING_SCALE, PHRASE_SCALE = 1.5, 1.3
INVERSE_REGULARISATION = 0.3
EFFECTIVE_EXAMPLES = 2_000
FOLDS = 5
HOLD_OUT_EVERY = 5
FRUSTRATED = 2.5

SANITY_TEXTS = (
    "my parcel has not come",
    "yes",
    "no",
    "HP-104233",
    "THANK YOU SO MUCH",
    "I want to return the lamp",
    "cancel my order",
    "just cancel it",
    "this is the third time I ask, where is my order",
    "great, third time this week",
    "I'm fed up with this nonsense",
    "useless. absolutely useless.",
)


class Features:
    """The scaled features of texts, one row each: embedding, surface, phrases."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder

    def of(self, texts: list[str]) -> sparse.csr_matrix:
        """Shape (len(texts), 384 + surface features + phrase slots)."""
        embeddings = self._encoder.encode(texts) * EMBEDDING_SCALE
        columns, values, ends = [], [], [0]
        for text in texts:
            slots, weight = phrases(text)
            columns.append(slots)
            values.append(np.full(len(slots), weight * PHRASE_SCALE))
            ends.append(ends[-1] + len(slots))
        phrase_rows = sparse.csr_matrix(
            (np.concatenate(values), np.concatenate(columns), ends), (len(texts), PHRASE_SLOTS)
        )
        return sparse.csr_matrix(sparse.hstack([embeddings, surface(texts), phrase_rows]))


class Trainer:
    """Fits the head to the public sources and to whichever of the own turns it is given."""

    def __init__(self, features: Features, public: Iterable[tuple[Examples, float]]) -> None:
        self._rows, self._targets, self._weights = [], [], []
        for examples, weight in public:
            print(f"  reading {len(examples.texts)} texts", flush=True)
            self._rows.append(features.of(examples.texts))
            self._targets.append(examples.targets)
            self._weights.append(_shared(weight, len(examples.texts)))

    def fit(
        self, rows: sparse.csr_matrix, ratings: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], float]:
        """The weights and the bias; each text is a positive and a negative, by its probability."""
        stacked = sparse.vstack([rows, *self._rows]).tocsr()
        targets = np.concatenate([chance_of_annoyed(ratings), *self._targets])
        weights = np.concatenate([_shared(OWN_WEIGHT, len(ratings)), *self._weights])
        sample = np.concatenate([weights * targets, weights * (1 - targets)])
        used = sample > 0
        labels = np.repeat([1, 0], len(targets))
        model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=300)
        model.fit(sparse.vstack([stacked, stacked]).tocsr()[used], labels[used], sample[used])
        return model.coef_[0], float(model.intercept_[0])


def build(folder: Path, public: Iterable[tuple[Examples, float]], airline: Path | None) -> None:
    """Fit, calibrate, save and measure."""
    encoder = SentenceEncoder.load()
    features = Features(encoder)
    trainer = Trainer(features, public)
    turns = rated_turns(DIALOGUES)
    rows = features.of(turns.texts)
    held_out = turns.dialogues % HOLD_OUT_EVERY == HOLD_OUT_EVERY - 1
    shown = np.flatnonzero(~held_out)
    print(f"own dialogues: {len(shown)} turns to fit, {held_out.sum()} held out")

    logits = _cross_validated(trainer, rows[shown], turns, shown)
    _report("cross-validation", turns.ratings[shown], logits)
    slope, shift = _calibration(logits, turns.ratings[shown])
    print(f"calibration: {slope:.2f} x logit {shift:+.2f}")
    weights, bias = trainer.fit(rows[shown], turns.ratings[shown])
    scorer = _scorer(weights * slope, bias * slope + shift, encoder.fingerprint)
    scorer.save(folder)
    print(f"wrote head.npz, {(folder / 'head.npz').stat().st_size / 1e3:.0f} kB")

    held_texts = [turns.texts[row] for row in np.flatnonzero(held_out)]
    scores = scorer.scores(encoder.encode(held_texts), held_texts)
    _report("held-out dialogues", turns.ratings[held_out], scores)
    _report_calibration(turns.ratings[held_out], scores)
    if airline is not None:
        public_turns = rated_turns(airline)
        scores = scorer.scores(encoder.encode(public_turns.texts), public_turns.texts)
        _report("airline", public_turns.ratings, scores)
    for text in SANITY_TEXTS:
        print(f"  {scorer.score(encoder.encode([text])[0], text):.2f} {text}")


def _shared(weight: float, count: int) -> NDArray[np.float64]:
    return np.full(count, weight * EFFECTIVE_EXAMPLES / count)


def _cross_validated(
    trainer: Trainer, rows: sparse.csr_matrix, turns: RatedTurns, shown: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The logit of each row from weights that have not seen its dialogue."""
    numbers, ratings = turns.dialogues[shown], turns.ratings[shown]
    folds = np.unique(numbers, return_inverse=True)[1] % FOLDS
    logits = np.zeros(len(shown))
    for fold in range(FOLDS):
        inside = folds == fold
        weights, bias = trainer.fit(rows[~inside], ratings[~inside])
        logits[inside] = rows[inside] @ weights + bias
        print(f"  fold {fold + 1} of {FOLDS}", flush=True)
    return logits


def _calibration(logits: NDArray[np.float64], ratings: NDArray[np.float64]) -> tuple[float, float]:
    """The slope and the shift that make logits the log odds of a rating of 2 or more (Platt)."""
    model = LogisticRegression(C=1e6).fit(logits[:, np.newaxis], ratings >= ANNOYED)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _scorer(weights: NDArray[np.float64], bias: float, fingerprint: str) -> FrustrationScorer:
    ends = [SentenceEncoder.dimensions, SentenceEncoder.dimensions + len(SURFACE_NAMES)]
    embedding, marks, words = np.split(weights.astype(np.float32), ends)
    for name, weight in zip(SURFACE_NAMES, marks, strict=True):
        print(f"  {name} {weight:+.2f}")
    return FrustrationScorer(
        embedding * np.float32(EMBEDDING_SCALE),
        marks,
        words * np.float32(PHRASE_SCALE),
        bias,
        fingerprint,
    )


def _report(name: str, ratings: NDArray[np.float64], scores: NDArray[np.floating]) -> None:
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
        precision = hits / max(int(flagged.sum()), 1)
        print(
            f"  at {share:.0%} false alarms (score above {threshold:.2f}): "
            f"precision {precision:.2f}, recall {hits / int(frustrated.sum()):.2f}"
        )


def _report_calibration(ratings: NDArray[np.float64], scores: NDArray[np.floating]) -> None:
    annoyed = ratings >= ANNOYED
    print(
        f"  Brier score {np.mean((scores - annoyed) ** 2):.3f}, share annoyed {annoyed.mean():.2f}"
    )
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 1.01)):
        inside = (scores >= low) & (scores < high)
        if inside.any():
            print(
                f"  scores {low:.1f}-{min(high, 1):.1f}: {inside.sum()} turns, "
                f"mean score {scores[inside].mean():.2f}, annoyed {annoyed[inside].mean():.2f}"
            )


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(prog="python -m models.build.frustration", description=__doc__)
    parser.add_argument("--goemotions", type=Path, required=True, help="folder with train.tsv")
    parser.add_argument("--multidogo", type=Path, required=True, help="folder with *_train.csv")
    parser.add_argument("--airline", type=Path, help="JSONL to measure on, never trained on")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER, help="where to write")
    arguments = parser.parse_args()
    public = [
        (goemotions(arguments.goemotions), GOEMOTIONS_WEIGHT),
        (multidogo(arguments.multidogo), MULTIDOGO_WEIGHT),
        (plain_requests(), REQUESTS_WEIGHT),
        (calm_messages(), CALM_MESSAGES_WEIGHT),
    ]
    build(arguments.folder, public, arguments.airline)


if __name__ == "__main__":
    main()
