"""The two pipelines that are compared: that of config.yml, and Rasa's own."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe

PROJECT_CONFIG = Path(__file__).resolve().parents[2] / "config.yml"

Pipeline = list[dict[str, Any]]

_SEED = 20
_STOCK: Pipeline = [
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


class NoClassifier(Exception):
    """config.yml has no component that learns intents; the message says so."""


def stock_pipeline() -> Pipeline:
    """What `rasa init` of Rasa 3.6 gives, with a fixed seed so that a figure can be had again."""
    return copy.deepcopy(_STOCK)


def project_pipeline(config: Path = PROJECT_CONFIG) -> Pipeline:
    """The components of config.yml that read intents, up to the one that learns them.

    Extractors of entities are left out: they have nothing to learn from labelled texts. Raises
    `NoClassifier`.
    """
    kinds = DefaultV1Recipe.ComponentType
    pipeline: Pipeline = []
    for component in yaml.safe_load(config.read_text("utf-8"))["pipeline"]:
        known = DefaultV1Recipe._from_registry(component["name"])
        if kinds.INTENT_CLASSIFIER in known.types and known.is_trainable:
            return [*pipeline, component]
        if kinds.ENTITY_EXTRACTOR not in known.types:
            pipeline.append(component)
    raise NoClassifier(f"{config}: no component of the pipeline learns intents.")
