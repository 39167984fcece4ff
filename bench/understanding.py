"""`make evaluate`: measures how well messages are read, and writes bench/understanding.json.

The figures that the README and the models' cards quote are then renewed from that file.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markdown import Markdown

from bench.figures import TABLES, UNDERSTANDING_RESULT, all_results, write_figures
from bench.understanding_parts import PARTS, Figures, Part
from desk.commands.evaluate import MeasurementFailed
from desk.settings import ROOT

RESULT = UNDERSTANDING_RESULT
QUOTING = ("README.md", "docs/evaluate.md", "models/encoder/card.md", "models/frustration/card.md")


def main() -> None:
    """Measure the parts asked for, write, renew what quotes the figures, print the tables."""
    parser = argparse.ArgumentParser(prog="bench.understanding", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--stock", action="store_true", help="stock Rasa beside each intent set")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    asked = parser.parse_args()
    console = Console()
    try:
        for name in asked.only:
            measure(name, PARTS[name], asked.data, asked.stock, console)
    except MeasurementFailed as error:
        sys.exit(str(error) or error.exit_code)
    result = all_results()
    for file in QUOTING:
        if write_figures(ROOT / file, result):
            console.print(f"The figures in {file} are those of {RESULT.relative_to(ROOT)}.")
    if result:
        for table in TABLES.values():
            console.print(Markdown(table(result)))


def measure(name: str, part: Part, data: Path, with_stock: bool, console: Console) -> None:
    """Measure one part and write it at once: what is done stays, if a later part fails."""
    missing = [need for need in part.needs if not (data / need).exists()]
    if missing:
        console.print(f"Left out: {part.words}. {' and '.join(missing)} is not in the data folder.")
        return
    console.print(f"Measuring: {part.words} …")
    if with_stock and name == "clinc150":
        console.print("  With 15,000 rows, stock Rasa takes very long to train.")
    figures = part.measure(data, with_stock)
    result = merged(earlier_result(), name, figures)
    RESULT.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")


def earlier_result() -> dict[str, Any]:
    """What bench/understanding.json holds."""
    result: dict[str, Any] = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    return result


def merged(result: dict[str, Any], name: str, figures: Figures) -> dict[str, Any]:
    """`result` with a part measured anew; stock Rasa's figures stay if they were not."""
    old = result.get(name, {})
    measured_at = datetime.now(UTC).isoformat(timespec="seconds")
    new = {"measured_at": measured_at, **figures}
    if "stock" not in new:
        new |= {name: old[name] for name in ("stock", "few_examples") if name in old}
    every = {**result, name: new}
    return {part: every[part] for part in PARTS if part in every}


if __name__ == "__main__":
    main()
