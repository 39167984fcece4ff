"""Puts the figures of the bench's files where they are quoted, so that none is copied.

A file says `<!-- figures: NAME -->` and, below, `<!-- end -->`; what stands between is written by
this module.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.cells import Result
from bench.frustration_tables import bias, calibration, frustration, polarity, policy
from bench.intent_tables import intents, shop, understanding
from bench.knowledge_tables import costs, knowledge
from desk.settings import ROOT

UNDERSTANDING_RESULT = ROOT / "bench" / "understanding.json"
KNOWLEDGE_RESULT = ROOT / "bench" / "knowledge.json"
TABLES: Mapping[str, Callable[[Result], str]] = {
    "understanding": understanding,
    "intents": intents,
    "shop": shop,
    "frustration": frustration,
    "calibration": calibration,
    "policy": policy,
    "polarity": polarity,
    "bias": bias,
    "knowledge": knowledge,
    "knowledge-costs": costs,
}

_MARKED = re.compile(r"(<!-- figures: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


class UnknownFigures(Exception):
    """A file asks for a table that there is not; the message names both."""


def all_results() -> dict[str, Any]:
    """All parts that were measured, of understanding and of knowledge."""
    files = (file for file in (UNDERSTANDING_RESULT, KNOWLEDGE_RESULT) if file.exists())
    return {name: part for file in files for name, part in json.loads(file.read_text()).items()}


def write_figures(file: Path, result: Result) -> bool:
    """Renew the tables in `file`; False if it has no marker or is not there.

    Raises `UnknownFigures`.
    """
    if not file.exists():
        return False
    text = file.read_text("utf-8")

    def renewed(found: re.Match[str]) -> str:
        table = TABLES.get(found[2])
        if table is None:
            names = ", ".join(sorted(TABLES))
            raise UnknownFigures(f"{file}: there are no figures '{found[2]}'; there are {names}.")
        return f"{found[1]}\n{table(result)}\n\n{found[3]}"

    new, count = _MARKED.subn(renewed, text)
    if new != text:
        file.write_text(new, "utf-8")
    return count > 0
