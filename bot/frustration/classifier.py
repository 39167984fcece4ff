"""Gives each customer message a frustration score, as a component of the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.encoder.featurizer import SentenceEncoderFeaturizer
from bot.frustration.scorer import FrustrationScorer

FRUSTRATION = "frustration"
"""Key of the reading in a message's parse data: `{"score": 0–1}`."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FrustrationClassifier(GraphComponent):
    """Scores the message by itself; the escalation policy reads the scores in their order."""

    @classmethod
    def required_components(cls) -> list[type]:
        """The sentence encoder, whose vector is scored."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`folder`: where the built head lies; None takes the one that Parley ships."""
        return {"folder": None}

    def __init__(self, scorer: FrustrationScorer) -> None:
        self._scorer = scorer

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrustrationClassifier:
        """Load the head; raises if its file is missing."""
        if config["folder"]:
            return cls(FrustrationScorer.load(Path(config["folder"])))
        return cls(FrustrationScorer.load())

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the score to each message that the encoder has read."""
        for message in messages:
            _, sentence = message.get_dense_features(TEXT)
            if sentence is not None:
                vector = sentence.features[0]
                # The head was fitted to vectors of length 1; the featurizer may have scaled this.
                score = self._scorer.score(vector / np.linalg.norm(vector), message.get(TEXT))
                message.set(FRUSTRATION, {"score": round(score, 4)}, add_to_output=True)
        return messages
