"""Puts the figures of bench/understanding.json where they are quoted, so that none is copied.

A file says `<!-- figures: NAME -->` and, below, `<!-- end -->`; what stands between is written by
this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.cells import Result
from bench.frustration_tables import bias, calibration, frustration, policy
from bench.intent_tables import intents, shop, understanding

TABLES: Mapping[str, Callable[[Result], str]] = {
    "understanding": understanding,
    "intents": intents,
    "shop": shop,
    "frustration": frustration,
    "calibration": calibration,
    "policy": policy,
    "bias": bias,
}

_MARKED = re.compile(r"(<!-- figures: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


class UnknownFigures(Exception):
    """A file asks for a table that there is not; the message names both."""


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
