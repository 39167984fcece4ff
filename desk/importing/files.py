"""Reads CSV and JSON files; amounts of money are never floats on the way."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from desk.importing.problems import BrokenImport, Problem
from desk.importing.rows import Row

_DELIMITERS = (",", ";", "\t")
# What a spreadsheet runs as a formula; an apostrophe before it makes it a text.
_FORMULA = re.compile(r"'*[=+\-@\t]")
# Of names of columns, 0 to 1: "nmae" is like "name", "zodiac" like none.
_ALIKE = 0.7
_LONGEST_NAME = 40
_NO_NAME = re.compile(r"[^\w:]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Columns:
    """What the head of a CSV file may name."""

    known: tuple[str, ...]
    needed: tuple[str, ...]
    free: str = ""
    """What begins like this is another one of the file's own choice, if anything is."""

    def name_of(self, cell: str) -> str:
        """The column that a cell of the head names."""
        name = cell.strip().lower()
        if self.free and name.startswith(self.free):
            # It is the file's own and keeps its spaces: `option: band material`.
            return self.free + name.removeprefix(self.free).strip()
        return name.replace(" ", "_")

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        is_free = self.free and name.startswith(self.free) and name != self.free
        return name in self.known or bool(is_free)


def guarded(cell: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula; `read_csv` undoes it."""
    is_formula = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


def read_json(file: Path) -> Any:
    """What the file holds, numbers with a point as `Decimal`; raises `BrokenImport`."""
    text = _text_of(file)
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        what = f"is not JSON: {error.msg}."
        mend = f"Look at line {error.lineno}, column {error.colno}."
        raise BrokenImport([Problem(file.name, f"line {error.lineno}", "", what, mend)]) from error
    except (ValueError, RecursionError) as error:
        raise BrokenImport([Problem(file.name, "", "", f"is not JSON: {error}.", "")]) from error


def read_csv(file: Path, columns: Columns, problems: list[Problem]) -> list[Row]:
    """The rows of a CSV file with a head; `,`, `;` and tab may stand between the columns.

    Names of columns are read in lower case with `_` for spaces. Raises `BrokenImport` for what
    makes all rows unreadable; adds to `problems` what is wrong with one of them.
    """
    text = _text_of(file)
    head_line = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head_line.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        mend = "Look for a quotation mark that is opened and never closed."
        problem = Problem(file.name, "", "", f"cannot be read as CSV: {error}.", mend)
        raise BrokenImport([problem]) from error
    head = [columns.name_of(cell) for cell in lines[0]] if lines else []
    # Spreadsheets leave separators behind where a column was emptied.
    while head and not head[-1]:
        head.pop()
    _check_head(file, head, columns)
    rows = []
    # Rows are counted as spreadsheets count them: the head is row 1.
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        values = dict(zip(head, map(_unguarded, cells), strict=False))
        row = Row(values, file.name, f"row {number}", problems)
        if any(cell.strip() for cell in cells[len(head) :]):
            mend = "Put quotation marks around texts with a comma in them."
            row.fault("", f"has {len(cells)} cells, and the head names {len(head)}.", mend)
        rows.append(row)
    return rows


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _check_head(file: Path, head: list[str], columns: Columns) -> None:
    pieces = [piece.strip("_") for piece in _NO_NAME.split(head[0])] if len(head) == 1 else []
    if sum(map(columns.has, pieces)) > 1:
        what = "is one piece: the columns are not told apart."
        mend = "Put `,`, `;` or a tab between them."
        raise BrokenImport([Problem(file.name, "row 1", "", what, mend)])
    left = [known for known in columns.known if known not in head]
    unknown = [name for name in dict.fromkeys(head) if not columns.has(name)]
    meant = {name: _meant(name, left, columns) for name in unknown}
    missing = [name for name in columns.needed if name in left and name not in meant.values()]
    twice = sorted({name for name in head if name and head.count(name) > 1})
    problems = [
        *(Problem(file.name, "row 1", name, "is missing in the head.", "Add this column.")
          for name in missing),
        *(Problem(file.name, "row 1", name, "stands twice in the head.", "Keep one of them.")
          for name in twice),
        *(Problem(file.name, "row 1", name[:_LONGEST_NAME], *_told_of_unknown(name, like, columns))
          for name, like in meant.items()),
    ]  # fmt: skip
    if problems:
        raise BrokenImport(problems)


def _meant(name: str, left: Sequence[str], columns: Columns) -> str:
    """Which column that is not there may be meant; empty, if none is like it."""
    if columns.free and get_close_matches(name[: len(columns.free)], [columns.free], 1, _ALIKE):
        return f"{columns.free}…"
    return next(iter(get_close_matches(name[:_LONGEST_NAME], left, 1, _ALIKE)), "")


def _told_of_unknown(name: str, meant: str, columns: Columns) -> tuple[str, str]:
    """What is wrong with a column that nobody reads, and how it is mended."""
    if not name:
        return "A column has no name.", "Name it, or take it out."
    listed = ", ".join([*columns.known, *([f"{columns.free}…"] if columns.free else [])])
    mend = f"Is {meant} meant?" if meant else f"Take it out, or name one of: {listed}."
    return "is no column of this file.", mend


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise BrokenImport([Problem(str(file), "", "", "There is no such file.", "")]) from error
    except UnicodeDecodeError as error:
        mend = "Save it again as UTF-8 (in Excel: “CSV UTF-8”)."
        raise BrokenImport([Problem(file.name, "", "", "is not UTF-8.", mend)]) from error
    except OSError as error:
        what = f"cannot be read: {error.strerror}."
        raise BrokenImport([Problem(str(file), "", "", what, "")]) from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")
