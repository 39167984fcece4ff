"""Reads what config.yml lists: the components of the pipeline and the policies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.failures import BadConfig

PROJECT_CONFIG = Path(__file__).resolve().parents[2] / "config.yml"

Components = list[dict[str, Any]]
"""Each with its `name` and what is set for it."""


def read_pipeline(config: Path = PROJECT_CONFIG) -> Components:
    """The components of config.yml, each with its name; raises `BadConfig`."""
    return _named_parts(config, "pipeline")


def read_policies(config: Path = PROJECT_CONFIG) -> Components:
    """The policies of config.yml, each with its name; raises `BadConfig`."""
    return _named_parts(config, "policies")


def _named_parts(config: Path, key: str) -> Components:
    try:
        read = yaml.safe_load(config.read_text("utf-8"))
    except OSError as error:
        raise BadConfig(f"{config}: it cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise BadConfig(f"{config}: this is not UTF-8.") from error
    except yaml.YAMLError as error:
        raise BadConfig(f"{config}{_place_of(error)}: this is not YAML.") from error
    parts = read.get(key) if isinstance(read, dict) else None
    if not isinstance(parts, list) or not parts:
        raise BadConfig(f"{config}: there is no list under `{key}:`.")
    for number, part in enumerate(parts, start=1):
        if not isinstance(part, dict) or not isinstance(part.get("name"), str):
            raise BadConfig(f"{config}: entry {number} under `{key}:` has no `name:`.")
    return parts


def _place_of(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark is not None else ""
