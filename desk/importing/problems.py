"""What is wrong with a file, and how its owner mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.errors import Invalid

SHOWN_PROBLEMS = 20


@dataclass(frozen=True)
class Problem:
    """One fault: `row` as people count it (`row 17`, `orders 4`), `column` empty for all of it."""

    file: str
    row: str
    column: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.row, self.column) if part)
        return f"{place}: {self.what} {self.mend}".rstrip()


class BrokenImport(Invalid):
    """A file cannot be imported, and nothing of it was; the message names every fault."""

    code = "broken_import"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        lines = [f"  {problem}" for problem in self.problems[:SHOWN_PROBLEMS]]
        if len(self.problems) > SHOWN_PROBLEMS:
            lines.append(f"  … and {len(self.problems) - SHOWN_PROBLEMS} more.")
        super().__init__("Nothing was imported:\n" + "\n".join(lines))
