"""What the tests of details share: the demo shop's catalogue and a day to count from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from bot.entities.catalogue import Catalogue
from bot.entities.details import DetailReader

CATALOGUE_FILE = Path(__file__).resolve().parents[3] / "data" / "nlu" / "catalogue.yml"

TODAY = date(2026, 11, 24)
"""A Tuesday."""

Sample = tuple[str, str, str | int]


@cache
def lookups() -> dict[str, list[str]]:
    """The lines of the lookup tables, by table."""
    tables: dict[str, list[str]] = {}
    name = ""
    for line in CATALOGUE_FILE.read_text("utf-8").splitlines():
        if line.startswith("  - lookup: "):
            name = line.removeprefix("  - lookup: ")
        elif line.startswith("      - "):
            tables.setdefault(name, []).append(line.removeprefix("      - "))
    return tables


@cache
def reader() -> DetailReader:
    """The reader with the demo shop's catalogue."""
    tables = lookups()
    return DetailReader(Catalogue.from_lookups(tables["product"], tables["option"]))


def read(text: str, kind: str, today: date = TODAY) -> list[tuple[str, str | int]]:
    """Text and value of the details of one kind."""
    return [(one.text, one.value) for one in reader().read(text, today) if one.type == kind]


def wrong(kind: str, samples: Sequence[Sample]) -> list[str]:
    """What is read otherwise than in the samples: message, text and value of the only detail."""
    return [
        f"{message!r}: {found}"
        for message, text, value in samples
        if (found := read(message, kind)) != [(text, value)]
    ]


def mistaken(kind: str, messages: list[str]) -> list[str]:
    """The messages in which a detail is read though there is none."""
    return [f"{message!r}: {found}" for message in messages if (found := read(message, kind))]
