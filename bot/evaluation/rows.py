"""Reads messages with their intents: CSV files with the columns `text` and `label`."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.text_files import BadFile, Problems, text_of

OUT_OF_SCOPE = "oos"
"""The label of a message that none of the intents covers."""

_OUT_OF_SCOPE_NAMES = frozenset({"oos", "out_of_scope"})
"""Under these names, in capitals or not; the second is that of Parley's own training data."""
_COLUMNS = ("text", "label")
_FEWEST_INTENTS = 2
_LINE_END = re.compile(r"\r\n|\r|\n")
_LONGEST_HEADER = 1_000
"""Characters at the start of a file among which its first line is looked for."""
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_CSV_FAULTS = {
    "unexpected end of data": "a quotation mark is opened here and never closed.",
    "expected after": (
        "after a closing quotation mark there must be a comma or the end of the line. A quotation "
        'mark inside a quoted text is written twice ("").'
    ),
    "field larger than field limit": (
        f"a text of more than {csv.field_size_limit():,} characters begins here. Is a quotation "
        "mark opened and never closed?"
    ),
}
"""What Python's reader says, and what we say instead."""


@dataclass(frozen=True)
class Row:
    """One message with its label; `line` counts from 1, the header included."""

    text: str
    label: str
    line: int


def read_training(file: Path) -> list[Row]:
    """The rows of TRAIN.csv, at least two intents among them; raises `BadFile`."""
    rows = read_rows(file)
    intents = sorted({row.label for row in rows} - {OUT_OF_SCOPE})
    if len(intents) < _FEWEST_INTENTS:
        found = f"only the intent '{intents[0]}'" if intents else "no intent"
        raise BadFile(f"{file}: there is {found}. Training needs two intents or more.")
    return rows


def read_test(file: Path, training: Sequence[Row]) -> list[Row]:
    """The rows of TEST.csv; raises `BadFile`, also for labels that the training does not know."""
    rows = read_rows(file)
    known = {row.label for row in training} | {OUT_OF_SCOPE}
    unknown: dict[str, int] = {}
    for row in rows:
        if row.label not in known:
            unknown.setdefault(row.label, row.line)
    problems = Problems(file)
    for label, line in unknown.items():
        problems.add(line, f"the label '{label}' is not among those of the training file.")
    problems.raise_if_any()
    return rows


def read_rows(file: Path) -> list[Row]:
    """The rows of a CSV file with the columns `text` and `label`; raises `BadFile`."""
    problems = Problems(file)
    rows = list(_rows(file, problems))
    for row in rows:
        for name, value in zip(_COLUMNS, (row.text, row.label)):
            if not value:
                problems.add(row.line, f"the {name} is empty.")
    problems.raise_if_any()
    if not rows:
        raise BadFile(f"{file}: after the first line there is nothing.")
    return rows


def complete_rows(file: Path) -> list[tuple[str, str]]:
    """Texts with their labels, rows without either left out, as public sets have them.

    Raises `BadFile` if it is no such file at all.
    """
    rows = _rows(file, Problems(file))
    return [(row.text, row.label) for row in rows if row.text and row.label]


def by_label(rows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The different texts of each label, in their order."""
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for text, label in rows:
        texts[label][text] = None
    return {label: list(found) for label, found in texts.items()}


def _rows(file: Path, problems: Problems) -> Iterator[Row]:
    """All rows, text or label perhaps empty; those of another length go to `problems` instead."""
    text = text_of(file)
    _refuse_other_separators(file, text)
    records = _records(file, text)
    first = next(records, None)
    if first is None:
        raise BadFile(f"{file}: the file is empty. Its first line must be `text,label`.")
    header_line, header = first
    text_place, label_place = _places(file, header_line, header)
    for line, record in records:
        if len(record) < len(header) or any(record[len(header) :]):
            problems.add(line, _wrong_count(len(record), len(header)))
            continue
        label = record[label_place]
        is_outside = label.casefold() in _OUT_OF_SCOPE_NAMES
        yield Row(record[text_place], OUT_OF_SCOPE if is_outside else label, line)


def _refuse_other_separators(file: Path, text: str) -> None:
    """Raise `BadFile` if the first line is a header with something else between its names."""
    lines = enumerate(_LINE_END.split(text[:_LONGEST_HEADER]), start=1)
    line, header = next((found for found in lines if found[1].strip()), (1, ""))
    for separator, words in _OTHER_SEPARATORS.items():
        names = {name.strip(' "').lower() for name in header.split(separator)}
        if names.issuperset(_COLUMNS):
            raise BadFile(
                f"{file}, line {line}: the values are separated by {words}. "
                "Save the file with commas between them."
            )


def _records(file: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file, trimmed, each with the line it begins at.

    Empty ones are left out: spreadsheets keep rows of nothing but commas.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    line = 1
    try:
        for record in reader:
            values = [value.strip() for value in record]
            if any(values):
                yield line, values
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(f"{file}, line {line}: {_fault(error)}") from error


def _fault(error: csv.Error) -> str:
    ours = (ours for theirs, ours in _CSV_FAULTS.items() if theirs in str(error))
    return next(ours, f"this is not CSV ({error}).")


def _places(file: Path, line: int, header: Sequence[str]) -> tuple[int, int]:
    """Where the columns `text` and `label` stand; raises `BadFile`."""
    names = [name.lower() for name in header]
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        columns = " and ".join(f"'{name}'" for name in missing)
        raise BadFile(
            f"{file}, line {line}: the column {columns} is missing. The first line must be "
            f"`text,label`, with a comma between; it is `{','.join(header)[:80]}`."
        )
    twice = [name for name in _COLUMNS if names.count(name) > 1]
    if twice:
        raise BadFile(f"{file}, line {line}: the column '{twice[0]}' is there more than once.")
    text, label = (names.index(name) for name in _COLUMNS)
    return text, label


def _wrong_count(found: int, wanted: int) -> str:
    what = f"{found} {'value' if found == 1 else 'values'} where the first line has {wanted}."
    return f'{what} A text with a comma in it stands in "quotes".' if found > wanted else what
