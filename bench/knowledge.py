"""`python -m bench.knowledge`: measures how articles are found, and writes bench/knowledge.json.

The figures that the README and docs/articles.md quote are then renewed from that file.
"""

from __future__ import annotations

import argparse
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from bench.figures import KNOWLEDGE_RESULT, all_results, write_figures
from bench.knowledge_parts import PARTS, Part
from bench.knowledge_tables import costs, knowledge
from desk.settings import ROOT

QUOTING = ("README.md", "docs/articles.md")


def main() -> None:
    """Measure the parts asked for, write, renew what quotes the figures, print the tables."""
    parser = argparse.ArgumentParser(prog="bench.knowledge", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    asked = parser.parse_args()
    console = Console()
    for name in asked.only:
        measure(name, PARTS[name], asked.data, console)
    result = all_results()
    for file in QUOTING:
        if write_figures(ROOT / file, result):
            console.print(f"The figures in {file} are those of {KNOWLEDGE_RESULT.name}.")
    for table in (knowledge, costs):
        console.print(Markdown(table(result)))


def measure(name: str, part: Part, data: Path, console: Console) -> None:
    """Measure one part and write it at once: what is done stays, if a later part fails."""
    missing = [need for need in part.needs if not (data / need).exists()]
    if missing:
        console.print(f"Left out: {part.words}. {' and '.join(missing)} is not in the data folder.")
        return
    console.print(f"Measuring: {part.words} …")
    began, load = datetime.now(UTC), os.getloadavg()[0]
    figures = part.measure(data)
    result = json.loads(KNOWLEDGE_RESULT.read_text("utf-8")) if KNOWLEDGE_RESULT.exists() else {}
    result[name] = {
        "measured_at": began.isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        # How much else ran at its begin and its end: times can only be read with it.
        "load_average": [round(load, 1), round(os.getloadavg()[0], 1)],
        **figures,
    }
    ordered = {part: result[part] for part in PARTS if part in result}
    KNOWLEDGE_RESULT.write_text(json.dumps(ordered, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
