"""Brings the mends into a running engine, where config.yml says so."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.engine_fixes import action_result, garbage, graph_run, kept_connection


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EngineFixes(GraphComponent):
    """Applies the mends when a model is loaded; leaves every message as it is.

    It is a pipeline component so that it is seen, and can be taken out, where Rasa users look.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EngineFixes:
        """Apply the mends."""
        action_result.apply()
        graph_run.apply()
        kept_connection.apply()
        garbage.apply()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Pass the messages on."""
        return messages
