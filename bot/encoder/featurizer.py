"""The sentence encoder as a Rasa featurizer."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder.sentence_encoder import SentenceEncoder, shared_encoder
from bot.fingerprint import fingerprint

ENCODED = "encoded"
"""Key of the whole reading (`Encoded`) in a message under way through the pipeline."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds to each message one vector of shape (1, 384) as its sentence feature."""

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer, which Rasa asks of every featurizer."""
        return [Tokenizer]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """All our code: another one trains anew."""
        return fingerprint()

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Nothing of our own: the encoder is the shipped one.

        Its vectors must be of one kind throughout: the parts of a message, earlier turns and the
        articles are read by it as well.
        """
        config: dict[str, Any] = DenseFeaturizer.get_default_config()
        return config

    def __init__(self, config: dict[str, Any], name: str, encoder: SentenceEncoder) -> None:
        super().__init__(name, config)
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoderFeaturizer:
        """Build the component; raises `EncoderUnavailable` if the model files are missing."""
        return cls(config, execution_context.node_name, shared_encoder())

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to check that `create` does not check."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the vector to each message that has text, and what other models share."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                encoded = self._encoder.encode_one(text)
                self._add(message, encoded.vector)
                message.set(ENCODED, encoded)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors to all training examples."""
        with_text = [example for example in training_data.training_examples if example.get(TEXT)]
        texts = [example.get(TEXT) for example in with_text]
        vectors = self._encoder.encode(texts, threads=os.cpu_count() or 1)
        for example, vector in zip(with_text, vectors):
            self._add(example, vector)
        return training_data

    def _add(self, message: Message, vector: NDArray[np.float32]) -> None:
        self.add_features_to_message(None, vector.reshape(1, -1), TEXT, message)
