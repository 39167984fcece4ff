"""Order numbers, as customers write them and as we keep them: `HP-104233`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from bot.entities.order_format import DEFAULT, InvalidFormat, OrderNumbers
from desk.settings import ROOT, InvalidSettings

CONFIG = ROOT / "config.yml"
"""The engine reads order numbers by it, so that desk and engine always agree."""
_READER = "DetailExtractor"


@cache
def order_numbers(config: Path = CONFIG) -> OrderNumbers:
    """What order numbers look like, by `order_number` in the engine's configuration.

    Raises `InvalidSettings` if that cannot be read or is no format.
    """
    try:
        components = yaml.safe_load(config.read_text("utf-8"))["pipeline"]
        reader = next(part for part in components if part["name"].rpartition(".")[2] == _READER)
        return OrderNumbers(reader.get("order_number", DEFAULT))
    except StopIteration:
        return OrderNumbers()
    except InvalidFormat as error:
        raise InvalidSettings(f"{config.name}: {error}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise InvalidSettings(f"{config.name} cannot be read: {error}") from error


def normalise(text: str) -> str | None:
    """The order number that `text` is, as `HP-104233`; None if it is none."""
    return order_numbers().normalise(text)
