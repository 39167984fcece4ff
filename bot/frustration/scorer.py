"""Scores how frustrated a message reads, from its embedding and its text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.frustration.features import PHRASE_SLOTS, SURFACE_NAMES, phrases, surface

BUILD_COMMAND = "python -m models.build.frustration"
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "models" / "frustration"


class ScorerUnavailable(Exception):
    """The scorer's file is missing or cannot be read; the message names the file and the cure."""


class FrustrationScorer:
    """A weighted sum of a message's embedding, surface features and phrases, as a probability.

    A score estimates the probability that a person who reads the message in its conversation rates
    it 2 ("annoyed") or more on the scale 0–4 of `data/frustration/`. It knows one message only;
    the trend over the conversation is the escalation policy's to read.
    """

    def __init__(
        self,
        embedding_weights: NDArray[np.float32],
        surface_weights: NDArray[np.float32],
        phrase_weights: NDArray[np.float32],
        bias: float,
        encoder_fingerprint: str,
    ) -> None:
        self._embedding_weights = embedding_weights
        self._surface_weights = surface_weights
        self._phrase_weights = phrase_weights
        self._bias = bias
        self.encoder_fingerprint = encoder_fingerprint
        """`SentenceEncoder.fingerprint` of the encoder whose embeddings the weights were fitted to;
        the embeddings of another one give meaningless scores."""

    @classmethod
    def load(cls, folder: Path = DEFAULT_FOLDER) -> FrustrationScorer:
        """Read `head.npz` from `folder`; raises `ScorerUnavailable`."""
        path = folder / "head.npz"
        try:
            with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as head:
                scorer = cls(
                    head["embedding_weights"],
                    head["surface_weights"],
                    head["phrase_weights"],
                    float(head["bias"]),
                    str(head["encoder_fingerprint"]),
                )
        except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise ScorerUnavailable(
                f"the frustration scorer needs {path}, which is missing or cannot be read "
                f"({error}); build it with `{BUILD_COMMAND}`"
            ) from error
        if (len(scorer._surface_weights), len(scorer._phrase_weights)) != (
            len(SURFACE_NAMES),
            PHRASE_SLOTS,
        ):
            raise ScorerUnavailable(
                f"{path} was built for other features; build it again with `{BUILD_COMMAND}`"
            )
        return scorer

    def save(self, folder: Path) -> None:
        """Write `head.npz` into `folder`, which is made if it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / "head.npz",
            embedding_weights=self._embedding_weights,
            surface_weights=self._surface_weights,
            phrase_weights=self._phrase_weights,
            bias=np.float32(self._bias),
            encoder_fingerprint=np.array(self.encoder_fingerprint),
        )

    def score(self, embedding: NDArray[np.float32], text: str) -> float:
        """The score of one message, 0–1; `embedding` has shape (384,)."""
        return float(self.scores(embedding[np.newaxis], [text])[0])

    def scores(self, embeddings: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float32]:
        """The scores of `texts`, each 0–1, shape (len(texts),); `embeddings` has their rows.

        A text without a letter, a digit, "!" or "?", the empty one included, scores 0: there is
        nothing that frustration could be read from.
        """
        logits = embeddings @ self._embedding_weights + surface(texts) @ self._surface_weights
        for row, text in enumerate(texts):
            slots, weight = phrases(text)
            logits[row] += weight * self._phrase_weights[slots].sum()
        probabilities = 1 / (1 + np.exp(-np.clip(logits + self._bias, -30, 30)))
        readable = [any(mark.isalnum() or mark in "!?" for mark in text) for text in texts]
        return np.where(readable, probabilities, 0).astype(np.float32)
