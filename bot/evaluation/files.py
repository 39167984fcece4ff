"""Reads the files of `parley evaluate`, and says which line of them is wrong and why."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.frustration.conversation import Turn

OUT_OF_SCOPE = "oos"
"""The label of a message that none of the intents covers."""
HIGHEST_RATING = 4

_ALSO_OUT_OF_SCOPE = "out_of_scope"
"""What Parley's own training data call it."""
_COLUMNS = ("text", "label")
_SPEAKERS = ("customer", "agent")
_MOST_SHOWN = 10
_FEWEST_INTENTS = 2
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""What spreadsheets save as "Unicode"; every second byte of it is NUL."""


class BadFile(Exception):
    """A file cannot be used; the message names it, the lines, and what is wrong with each."""


@dataclass(frozen=True)
class Row:
    """One message with its label; `line` counts from 1, the header included."""

    text: str
    label: str
    line: int


@dataclass(frozen=True)
class Dialogue:
    """One conversation; `ratings` has 0–4 or None for each turn."""

    turns: tuple[Turn, ...]
    ratings: tuple[float | None, ...]


class _Problems:
    """What is wrong with one file, gathered so that all of it can be mended at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._found: list[str] = []

    def add(self, line: int, what: str) -> None:
        self._found.append(f"{self._file}, line {line}: {what}")

    def raise_if_any(self) -> None:
        if not self._found:
            return
        shown = self._found[:_MOST_SHOWN]
        if len(self._found) > _MOST_SHOWN:
            shown.append(f"… and {len(self._found) - _MOST_SHOWN} more lines like these.")
        raise BadFile("\n".join(shown))


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
    problems = _Problems(file)
    for label, line in unknown.items():
        problems.add(line, f"the label '{label}' is not among those of the training file.")
    problems.raise_if_any()
    return rows


def read_rows(file: Path) -> list[Row]:
    """The rows of a CSV file with the columns `text` and `label`; raises `BadFile`."""
    records = _records(file)
    first = next(records, None)
    if first is None:
        raise BadFile(f"{file}: the file is empty. Its first line must be `text,label`.")
    header_line, header = first
    places = _places(file, header_line, header)
    problems = _Problems(file)
    rows = []
    for line, record in records:
        if len(record) != len(header):
            problems.add(line, _wrong_count(len(record), len(header)))
            continue
        text, label = (record[place].strip() for place in places)
        for name, value in zip(_COLUMNS, (text, label)):
            if not value:
                problems.add(line, f"the {name} is empty.")
        rows.append(Row(text, OUT_OF_SCOPE if label == _ALSO_OUT_OF_SCOPE else label, line))
    problems.raise_if_any()
    if not rows:
        raise BadFile(f"{file}: after the first line there is nothing.")
    return rows


def _records(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file, each with the line it begins at; empty lines are left out."""
    reader = csv.reader(io.StringIO(_text_of(file), newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            if record:
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(f"{file}, line {line}: this is not CSV ({error}).") from error


def _places(file: Path, line: int, header: Sequence[str]) -> list[int]:
    names = [name.strip().lower() for name in header]
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        columns = " and ".join(f"'{name}'" for name in missing)
        raise BadFile(
            f"{file}, line {line}: the column {columns} is missing. The first line must be "
            f"`text,label`, with a comma between; it is `{','.join(header)[:80]}`."
        )
    return [names.index(name) for name in _COLUMNS]


def _wrong_count(found: int, wanted: int) -> str:
    what = f"{found} {'value' if found == 1 else 'values'} where the first line has {wanted}."
    return f'{what} A text with a comma in it stands in "quotes".' if found > wanted else what


def read_dialogues(file: Path) -> list[Dialogue]:
    """The dialogues of a JSONL file; raises `BadFile`.

    Also if no turn of a customer is rated, for then there is nothing to compare with.
    """
    problems = _Problems(file)
    dialogues = []
    # Not splitlines(): it would also cut at marks that are allowed inside a JSON string.
    for line, text in enumerate(_text_of(file).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            dialogues.append(_dialogue(text))
        except ValueError as error:
            problems.add(line, str(error))
    problems.raise_if_any()
    if not dialogues:
        raise BadFile(f"{file}: the file is empty.")
    if not any(
        turn.is_customer and rating is not None
        for dialogue in dialogues
        for turn, rating in zip(dialogue.turns, dialogue.ratings)
    ):
        raise BadFile(f"{file}: no turn of a customer has a rating.")
    return dialogues


def _dialogue(text: str) -> Dialogue:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON ({error}).") from error
    turns = read.get("turns") if isinstance(read, dict) else None
    if not isinstance(turns, list) or not turns:
        raise ValueError('this is not a dialogue: {"id": …, "turns": [at least one turn]}.')
    parts = []
    for number, turn in enumerate(turns, start=1):
        try:
            parts.append(_turn(turn))
        except ValueError as error:
            raise ValueError(f"turn {number}: {error}") from error
    return Dialogue(tuple(turn for turn, _ in parts), tuple(rating for _, rating in parts))


def _turn(turn: Any) -> tuple[Turn, float | None]:
    if not isinstance(turn, dict):
        raise ValueError('a turn is {"speaker": …, "text": …, "rating": …}.')  # noqa: TRY004
    speaker, text, rating = turn.get("speaker"), turn.get("text"), turn.get("rating")
    if speaker not in _SPEAKERS:
        raise ValueError(f'the speaker is {_shown(speaker)}; it must be "customer" or "agent".')
    if text is None or (isinstance(text, str) and not text.strip()):
        raise ValueError("the text is empty.")
    if not isinstance(text, str):
        raise ValueError(f"the text is {_shown(text)}, not a text.")  # noqa: TRY004
    is_number = isinstance(rating, (int, float)) and not isinstance(rating, bool)
    if rating is not None and not (is_number and 0 <= rating <= HIGHEST_RATING):
        raise ValueError(
            f"the rating is {_shown(rating)}; it must be a number from 0 to {HIGHEST_RATING}, "
            "or null."
        )
    return Turn(text, speaker == "customer"), rating


def _shown(value: Any) -> str:
    return "missing" if value is None else json.dumps(value, ensure_ascii=False)[:40]


def _text_of(file: Path) -> str:
    try:
        content = file.read_bytes()
    except FileNotFoundError as error:
        raise BadFile(f"{file}: there is no such file.") from error
    except OSError as error:
        raise BadFile(f"{file}: it cannot be read ({error.strerror}).") from error
    if b"\0" in content and not content.startswith(_UTF_16):
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise BadFile(f"{file}, line {line}: there is a character that is no text (NUL).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadFile(
            f"{file}, line {line}: this is not UTF-8. Save the file as UTF-8 and try again."
        ) from error
