"""Gives each customer message a frustration score, as a component of the pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.conversation import FRESH_START_ACTION, is_in_words
from bot.encoder.featurizer import ENCODED, SentenceEncoderFeaturizer
from bot.frustration.conversation import Turn
from bot.frustration.reader import FrustrationReader
from bot.frustration.scorer import DEFAULT_FOLDER, polarity_of

FRUSTRATION = "frustration"
"""Key of the reading in a message's parse data: `{"score": 0–1, "polarity"}`, polarity being
`negative`, `neutral` or `positive`."""

_LOOKS_BACK = 60
"""Turns of the conversation, the bot's included, that are looked at."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FrustrationClassifier(GraphComponent):
    """Scores the message in its conversation."""

    @classmethod
    def required_components(cls) -> list[type]:
        """The sentence encoder, whose lower layers the model shares."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`folder`: where the built model lies; None takes the one that Parley ships."""
        return {"folder": None}

    def __init__(self, reader: FrustrationReader) -> None:
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrustrationClassifier:
        """Load the model; raises `ScorerUnavailable` if its files are missing."""
        folder = Path(config["folder"]) if config["folder"] else DEFAULT_FOLDER
        return cls(FrustrationReader.load(folder))

    # Rasa's graph reads the annotations and knows Optional, but not "X | None".
    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker],  # noqa: UP045
    ) -> list[Message]:
        """Add the score to each message that the encoder has read."""
        earlier = _conversation(tracker) if tracker is not None else []
        for message in messages:
            encoded = message.get(ENCODED)
            if encoded is None:
                continue
            text = message.get(TEXT)
            score = self._reader.score([*earlier, Turn(text, is_customer=True)], encoded)
            polarity = polarity_of(self._reader.tone(text, encoded))
            message.set(
                FRUSTRATION, {"score": round(score, 4), "polarity": polarity}, add_to_output=True
            )
        return messages


def _conversation(tracker: DialogueStateTracker) -> list[Turn]:
    """What was written since people last had the conversation, buttons left out."""
    turns: list[Turn] = []
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted) and event.action_name == FRESH_START_ACTION:
            break
        if isinstance(event, UserUttered) and is_in_words(event):
            turns.append(Turn(event.text or "", is_customer=True))
        elif isinstance(event, BotUttered) and event.text:
            turns.append(Turn(event.text, is_customer=False))
        if len(turns) == _LOOKS_BACK:
            break
    return turns[::-1]
