"""The two pipelines that are compared: that of config.yml, and Rasa's own."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import InvalidConfigException, RasaException

from bot.evaluation.config_file import PROJECT_CONFIG, Components, read_pipeline
from bot.evaluation.failures import BadConfig

_SEED = 20
_STOCK: Components = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {
        "name": "DIETClassifier",
        "epochs": 100,
        "constrain_similarities": True,
        "random_seed": _SEED,
    },
    {"name": "EntitySynonymMapper"},
    {
        "name": "ResponseSelector",
        "epochs": 100,
        "constrain_similarities": True,
        "random_seed": _SEED,
    },
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]


def stock_pipeline() -> Components:
    """What `rasa init` of Rasa 3.6 gives, with a fixed seed so that a figure can be had again."""
    return copy.deepcopy(_STOCK)


def project_pipeline(config: Path = PROJECT_CONFIG) -> Components:
    """The components of config.yml that read intents, up to the one that learns them.

    Extractors of entities are left out: they have nothing to learn from labelled texts. Raises
    `BadConfig`.
    """
    kinds = DefaultV1Recipe.ComponentType
    pipeline: Components = []
    for component in read_pipeline(config):
        known = _registered(config, component["name"])
        if kinds.INTENT_CLASSIFIER in known.types and known.is_trainable:
            return [*pipeline, component]
        if kinds.ENTITY_EXTRACTOR not in known.types:
            pipeline.append(component)
    raise BadConfig(f"{config}: no component of the pipeline learns intents.")


def _registered(config: Path, name: str) -> Any:
    """What Rasa knows of a component; raises `BadConfig`."""
    try:
        return DefaultV1Recipe._from_registry(name)
    except InvalidConfigException as error:
        raise BadConfig(f"{config}: there is no component '{name}'.") from error
    except (ImportError, RasaException, ValueError) as error:
        raise BadConfig(f"{config}: the component '{name}' cannot be loaded ({error}).") from error
