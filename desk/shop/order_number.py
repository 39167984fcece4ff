"""Order numbers, as customers write them and as we keep them: `HP-104233`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.entities.order_format import DEFAULT, InvalidFormat, OrderNumbers
from desk.settings import ROOT, InvalidSettings

CONFIG = ROOT / "config.yml"
"""The engine reads order numbers by it, so that desk and engine always agree."""
_READER = "DetailExtractor"
_ANY = re.compile(r"[A-Z0-9\s#_:.,;!?/-]{1,60}")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


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


def example() -> str:
    """An order number as customers may be shown one, like `HP-204816`; it need not exist."""
    return order_numbers().example


@dataclass(frozen=True)
class NumberKey:
    """What tells an order number from others in any shop: its letters, and its digits."""

    letters: str
    digits: str

    @classmethod
    def of(cls, text: str) -> NumberKey | None:
        """The key of a number, however it is written; None if nothing like a number is there."""
        plain = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
        if not _ANY.fullmatch(plain):
            return None
        letters = "".join(re.findall(r"[A-Z]", plain))
        digits = "".join(re.findall(r"[0-9]", plain))
        return cls(letters, digits) if letters or digits else None

    def means(self, other: NumberKey | None) -> bool:
        """Whether this is how a customer may write `other`: customers leave the letters out."""
        if other is None or self.digits != other.digits:
            return False
        return self.letters == other.letters or (not self.letters and self.digits != "")
