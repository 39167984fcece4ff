"""The frustration model: the tone of a message, and the score in its conversation."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import Encoded, session_options
from bot.frustration.conversation import CONTEXT_NAMES, Heard, Tone, context_features
from bot.frustration.features import MAX_CHARACTERS

BUILD_COMMAND = "python -m models.build.frustration"
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "models" / "frustration"

_OUTPUTS = ["rating", "polarity"]
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+|https?://\S+")


class ScorerUnavailable(Exception):
    """The model's files are missing or cannot be read; the message names the file and the cure."""


@dataclass(frozen=True)
class ConversationHead:
    """Logistic regression on `CONTEXT_NAMES`: the chance that a reader finds a turn annoyed."""

    weights: NDArray[np.float64]
    bias: float

    def score(self, features: NDArray[np.float64]) -> float:
        """0–1, for features of shape (len(CONTEXT_NAMES),)."""
        log_odds = float(features @ self.weights) + self.bias
        return float(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))


class FrustrationScorer:
    """Upper layers of a transformer that share the sentence encoder's lower ones.

    A score estimates the probability that a person who reads the message in its conversation rates
    it 2 ("annoyed") or more on the scale 0–4 of `data/frustration/`. Safe to call from several
    threads.
    """

    def __init__(self, session: ort.InferenceSession, head: ConversationHead) -> None:
        self._session = session
        self._head = head

    @classmethod
    def load(cls, folder: Path = DEFAULT_FOLDER, threads: int = 1) -> FrustrationScorer:
        """Read `model.onnx` and `head.json` from `folder`; raises `ScorerUnavailable`."""
        try:
            settings = json.loads((folder / "head.json").read_text("utf-8"))
            session = ort.InferenceSession(
                (folder / "model.onnx").read_bytes(),
                session_options(threads),
                providers=["CPUExecutionProvider"],
            )
            head = ConversationHead(_by_name(settings["conversation"]), float(settings["bias"]))
        except Exception as error:  # ONNX Runtime raises its own bare exception types
            raise ScorerUnavailable(
                f"the frustration model in {folder} is missing or cannot be read ({error}); "
                f"build it with `{BUILD_COMMAND}`"
            ) from error
        return cls(session, head)

    def tone(self, text: str, encoded: Encoded) -> Tone:
        """How `text`, which the encoder made `encoded` of, sounds by itself."""
        if not is_readable(text):
            return Tone(frustration=-6.0, negative=0.0, neutral=2.0, positive=0.0)
        mask = np.ones(encoded.shared.shape[:2], dtype=np.int64)
        rating, polarity = self._session.run(
            _OUTPUTS, {"shared": encoded.shared, "attention_mask": mask}
        )
        negative, neutral, positive = (float(value) for value in polarity[0])
        return Tone(float(rating[0, 0]), negative, neutral, positive)

    def score(self, heard: Sequence[Heard]) -> float:
        """Score the newest of the customer's messages, 0–1; the others came before it, in order."""
        return self._head.score(context_features(heard))


def polarity_of(tone: Tone) -> str:
    """`negative`, `neutral` or `positive`: the likeliest."""
    named = {"negative": tone.negative, "neutral": tone.neutral, "positive": tone.positive}
    return max(named, key=lambda name: named[name])


def is_readable(text: str) -> bool:
    """Whether there is anything that a tone could be read from: letters, digits, "!" or "?".

    An e-mail address or a link has none.
    """
    return any(mark.isalnum() or mark in "!?" for mark in _ADDRESS.sub("", text[:MAX_CHARACTERS]))


def _by_name(weights: dict[str, Any]) -> NDArray[np.float64]:
    if set(weights) != set(CONTEXT_NAMES):
        raise ValueError("it was built for other features")
    return np.array([weights[name] for name in CONTEXT_NAMES])
