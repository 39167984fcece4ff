"""A row of a file: its fields taken by name, its faults collected instead of raised.

A field that is wrong leaves a `Problem` and gives a harmless value, so that one reading finds all
faults. What was read from rows with problems must never be used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from desk.importing.problems import Problem

Kind = TypeVar("Kind", bound=StrEnum)
Value = TypeVar("Value")
_AMOUNT = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,2})?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_LONGEST_SHOWN = 40
MOST_MONEY = Decimal("999999999.99")
REQUIRED: Any = object()


@dataclass
class Row:
    """`values` by column; `place` is how people find it in `file`.

    `names` says what a column is called in the file, where that is something else.
    """

    values: Mapping[str, Any]
    file: str
    place: str
    problems: list[Problem] = field(repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    def fault(self, column: str, what: str, mend: str = "") -> None:
        """Write down what is wrong."""
        name = self.names.get(column, column)
        self.problems.append(Problem(self.file, self.place, name, what, mend))

    def has(self, column: str) -> bool:
        """Whether there is something in the column."""
        value = self.values.get(column)
        return value is not None and (not isinstance(value, str) or value.strip() != "")

    def only(self, known: Collection[str]) -> None:
        """Object to fields that nobody reads: most are misspelt."""
        for column in self.values:
            if column not in known:
                self.fault(column, "is not a field here.", f"These are: {', '.join(known)}.")

    def text(self, column: str, longest: int, default: str = REQUIRED) -> str:
        """One line of at most `longest` characters."""
        if not self.has(column):
            return self._missing(column, default, "")
        value = self.values[column]
        if isinstance(value, bool | Mapping | list):
            self.fault(column, f"{shown(value)} is not a text.", 'Write it in quotes, like "Lamp".')
            return ""
        text = " ".join(str(value).split())
        if len(text) > longest:
            self.fault(column, f"is {len(text)} characters long.", f"At most {longest} fit.")
            return ""
        if not text.isprintable():
            self.fault(column, "holds characters that cannot be printed.", "Remove them.")
            return ""
        return text

    def money(
        self, column: str, least: Decimal | None = Decimal(0), default: Decimal = REQUIRED
    ) -> Decimal:
        """An amount in the shop's currency, exact to the hundredth."""
        if not self.has(column):
            return self._missing(column, default, Decimal("0.00"))
        value = self.values[column]
        written = value if isinstance(value, str) else _plain(value)
        if not _AMOUNT.fullmatch(written.strip()):
            self.fault(
                column, f"{shown(value)} is not an amount.", "Write a number like 49.90 or 1200."
            )
            return Decimal("0.00")
        amount = Decimal(written.strip()).quantize(Decimal("0.01"))
        if least is not None and amount < least:
            self.fault(column, f"{amount} is too little.", f"It is at least {least}.")
        return amount

    def whole(
        self, column: str, least: int = 0, most: int = 999_999, default: int = REQUIRED
    ) -> int:
        """A whole number."""
        if not self.has(column):
            return self._missing(column, default, least)
        value = self.values[column]
        # Not `int(value)`: it knows fewer kinds of space than `strip`.
        written = str(value).strip()
        is_whole = not isinstance(value, bool) and _NUMBER.fullmatch(written)
        if not is_whole or not least <= int(written) <= most:
            self.fault(
                column,
                f"{shown(value)} is not a whole number from {least} to {most}.",
                f"Write one, like {max(least, 1)}.",
            )
            return least
        return int(written)

    def flag(self, column: str, default: bool = REQUIRED) -> bool:
        """Yes or no."""
        if not self.has(column):
            return self._missing(column, default, False)
        value = self.values[column]
        found = value if isinstance(value, bool) else _FLAGS.get(str(value).strip().lower())
        if found is None:
            self.fault(column, f"{shown(value)} is neither yes nor no.", "Write yes or no.")
            return False
        return found

    def word(self, column: str, kind: type[Kind], default: Kind = REQUIRED) -> Kind:
        """One of the words of `kind`, whatever its case; `_` and a space are the same."""
        words = list(kind)
        if not self.has(column):
            return self._missing(column, default, words[0])
        wanted = _folded(str(self.values[column]))
        for word in words:
            if _folded(word.value) == wanted:
                return word
        listed = ", ".join(word.value for word in words)
        self.fault(
            column, f"{shown(self.values[column])} is not known.", f"Write one of: {listed}."
        )
        return words[0]

    def moment(self, column: str, default: datetime = REQUIRED) -> datetime:
        """A point in time; a day alone is its start, and without a zone it is UTC."""
        if not self.has(column):
            return self._missing(column, default, _EPOCH)
        return self._time(column)[0]

    def moment_or_none(self, column: str) -> datetime | None:
        """A point in time, where there is one."""
        return self.moment(column) if self.has(column) else None

    def day_or_none(self, column: str) -> date | None:
        """A day, where there is one; of a time with a zone, the day as it is written."""
        return self._time(column)[1] if self.has(column) else None

    def options(self, column: str) -> dict[str, str]:
        """Pairs of texts, like `{"colour": "oak"}`; none is an empty one."""
        value = self.values.get(column) or {}
        is_pairs = isinstance(value, Mapping) and all(
            isinstance(v, str | int | Decimal) and not isinstance(v, bool) for v in value.values()
        )
        if not is_pairs:
            self.fault(
                column, f"{shown(value)} is not a list of options.", 'Write {"colour": "oak"}.'
            )
            return {}
        return {str(key).strip(): str(v).strip() for key, v in value.items()}

    def texts(self, column: str, longest: int) -> list[str]:
        """Some texts: a list, or one text with `;` between them."""
        value = self.values.get(column) or []
        if isinstance(value, str):
            value = [part.strip() for part in value.split(";") if part.strip()]
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            self.fault(column, f"{shown(value)} is not a list of texts.", 'Write ["a", "b"].')
            return []
        for part in value:
            if len(part) > longest:
                self.fault(column, f"{shown(part)} is too long.", f"At most {longest} characters.")
        return list(value)

    def rows(self, column: str, name: str = "") -> list[Row]:
        """The rows that are written within this one."""
        value = self.values.get(column)
        return rows_in(
            [] if value is None else value,
            self.file,
            f"{self.place}, {name or column}",
            self.problems,
        )

    def _time(self, column: str) -> tuple[datetime, date]:
        """The moment in UTC, and the day that is written."""
        value = str(self.values[column]).strip()
        try:
            read = datetime.fromisoformat(value)
            # The first and the last hours of the calendar may have no time in UTC.
            at = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
        except (ValueError, OverflowError):
            self.fault(
                column,
                f"{shown(value)} is not a time.",
                "Write it like 2026-03-11 or 2026-03-11T10:30:00+01:00.",
            )
            return _EPOCH, _EPOCH.date()
        return at, read.date()

    def _missing(self, column: str, default: Value, filler: Value) -> Value:
        if default is not REQUIRED:
            return default
        self.fault(column, "is missing.", "Every row needs it.")
        return filler


def rows_in(value: Any, file: str, name: str, problems: list[Problem]) -> list[Row]:
    """The rows in a list of a JSON file, or rows already; anything else is a fault."""
    if not isinstance(value, list):
        problems.append(Problem(file, name, "", "is not a list.", "Write it as [{…}, {…}]."))
        return []
    rows = []
    for number, values in enumerate(value, 1):
        if isinstance(values, Row):
            rows.append(values)
        elif isinstance(values, Mapping):
            rows.append(Row(values, file, f"{name} {number}", problems))
        else:
            what = f"{shown(values)} is not a row."
            problems.append(Problem(file, f"{name} {number}", "", what, 'Write {"id": …}.'))
    return rows


def no_doubles(rows: Sequence[tuple[Row, str]], column: str) -> None:
    """Object to ids that come twice."""
    first: dict[str, Row] = {}
    for row, key in rows:
        if key and key in first:
            row.fault(
                column,
                f"'{key}' stands in {first[key].place} already.",
                "Every row needs one of its own.",
            )
        first.setdefault(key, row)


def shown(value: Any) -> str:
    """A value as a message shows it: in quotes, and not too long."""
    text = str(value)
    return f"'{text[: _LONGEST_SHOWN - 1]}…'" if len(text) > _LONGEST_SHOWN else f"'{text}'"


def _folded(text: str) -> str:
    return text.strip().lower().replace("_", " ")


def _plain(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
