"""Reads the details of a message, as a component of the pipeline."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.entities import order_format
from bot.entities.catalogue import Catalogue
from bot.entities.details import DetailReader
from bot.entities.order_format import InvalidFormat, OrderNumbers
from bot.fingerprint import fingerprint

PRODUCT_LOOKUP, OPTION_LOOKUP = "product", "option"
_FILE = "catalogue.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DetailExtractor(GraphComponent, EntityExtractorMixin):
    """Adds order numbers, dates, products, reasons and so on to the message's entities.

    Products and options are those of the lookup tables `product` and `option` in the training
    data; without them all other details are read.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """All our code: another one trains anew."""
        return fingerprint()

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["spacy", "rapidfuzz"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`order_number`: a format or a list of them, see config.yml."""
        return {"order_number": order_format.DEFAULT}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        shop: Catalogue | None = None,
    ) -> None:
        """Raises `InvalidConfigException` if `order_number` is no format."""
        try:
            self._orders = OrderNumbers(config["order_number"])
        except InvalidFormat as error:
            raise InvalidConfigException(f"config.yml: {error}") from error
        self._model_storage = model_storage
        self._resource = resource
        self._shop = shop or Catalogue()
        self._reader: DetailReader | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        """An extractor without a catalogue, to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DetailExtractor:
        """The extractor with the catalogue it was trained with; raises if that is missing."""
        with model_storage.read_from(resource) as folder:
            kept = json.loads((folder / _FILE).read_text("utf-8"))
        shop = Catalogue.from_lookups(kept[PRODUCT_LOOKUP], kept[OPTION_LOOKUP])
        extractor = cls(config, model_storage, resource, shop)
        # Now rather than at the first message: somebody waits for that one.
        extractor._reader = DetailReader(shop, extractor._orders)
        return extractor

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the catalogue from the lookup tables."""
        kept = {
            name: [
                line
                for table in training_data.lookup_tables
                if table["name"] == name and isinstance(table["elements"], list)
                for line in table["elements"]
            ]
            for name in (PRODUCT_LOOKUP, OPTION_LOOKUP)
        }
        self._shop = Catalogue.from_lookups(kept[PRODUCT_LOOKUP], kept[OPTION_LOOKUP])
        self._reader = None
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the details of each message that has text."""
        if self._reader is None:
            self._reader = DetailReader(self._shop, self._orders)
        today = datetime.now(timezone.utc).date()
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = [
                {
                    "entity": detail.type,
                    "start": detail.start,
                    "end": detail.end,
                    "value": detail.value,
                    "confidence_entity": detail.confidence,
                }
                for detail in self._reader.read(text, today)
            ]
            entities = [*message.get(ENTITIES, []), *self.add_extractor_name(found)]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages
