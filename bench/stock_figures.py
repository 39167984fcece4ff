"""What stock Rasa reached on sets of intents, kept in bench/stock.json.

Its training takes from minutes to hours, and comes out the same on the same rows: it is measured
once a set, so that a measurement that was broken off goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bench.companies import Rows
from desk.settings import ROOT

KEPT = ROOT / "bench" / "stock.json"


def stock_figures(name: str, train: Rows, test: Rows) -> dict[str, Any] | None:
    """The figures kept of the set `name`; None unless they were measured on these very rows."""
    kept = _all_kept().get(name)
    if kept is None or kept["rows"] != _fingerprint(train, test):
        return None
    figures: dict[str, Any] = kept["figures"]
    return figures


def keep_stock_figures(name: str, train: Rows, test: Rows, figures: dict[str, Any]) -> None:
    """Keep the figures of the set `name` for as long as its rows are these."""
    every = _all_kept() | {name: {"rows": _fingerprint(train, test), "figures": figures}}
    KEPT.write_text(json.dumps(dict(sorted(every.items())), indent=2) + "\n", "utf-8")


def _all_kept() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    return kept


def _fingerprint(train: Rows, test: Rows) -> str:
    return hashlib.sha256(json.dumps([train, test]).encode()).hexdigest()[:16]
