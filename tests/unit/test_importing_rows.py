"""What is read from a row is exactly what stands there, or a fault."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.importing.files import Columns, read_csv, read_json
from desk.importing.problems import BrokenImport, Problem
from desk.importing.rows import Row

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2)


def row_of(**values: Any) -> Row:
    return Row(values, "file.csv", "row 2", [])


@given(AMOUNTS)
def test_an_amount_is_read_to_the_penny_as_text_and_as_a_number(amount: Decimal) -> None:
    as_number = json.loads(str(amount), parse_float=Decimal)
    for written in (str(amount), as_number, format(amount.normalize(), "f")):
        row = row_of(price=written)
        assert row.money("price") == amount
        assert not row.problems


@given(st.decimals(allow_nan=False, allow_infinity=False, places=5))
def test_an_amount_finer_than_a_penny_is_never_rounded(amount: Decimal) -> None:
    row = row_of(price=amount)
    read = row.money("price", least=None)
    assert read == amount or row.problems


@given(st.one_of(st.text(), st.floats(), st.booleans(), st.lists(st.integers())))
def test_whatever_stands_there_is_an_amount_or_a_fault(value: Any) -> None:
    row = row_of(price=value)
    read = row.money("price")
    assert isinstance(read, Decimal)
    assert read.is_finite()
    assert row.problems or read == Decimal(str(value).strip())


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none()))
def test_nothing_that_stands_in_a_row_breaks_the_reading(value: Any) -> None:
    row = row_of(value=value)
    row.text("value", 10)
    row.whole("value")
    row.flag("value")
    row.moment("value")
    row.options("value")
    row.texts("value", 10)
    row.rows("value")
    assert all(str(problem).startswith("file.csv, row 2") for problem in row.problems)


@pytest.mark.parametrize(
    "written", ["1,50", "1.234,50", "£5", "1e3", "", "five", "0x10", "١", True]
)
def test_what_is_no_amount_is_a_fault_with_a_way_to_mend_it(written: Any) -> None:
    row = row_of(price=written)
    row.money("price")
    (problem,) = row.problems
    assert (problem.column, bool(problem.mend)) == ("price", True)


def test_times_are_utc() -> None:
    row = row_of(a="2026-03-11T10:30:00+01:00", b="2026-03-11")
    assert row.moment("a") == datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
    assert row.moment("b") == datetime(2026, 3, 11, tzinfo=UTC)


def test_text_is_trimmed_and_holds_nothing_that_cannot_be_printed() -> None:
    row = row_of(a="  two\n words ", b="nul\x00", c="x" * 11, d={"a": 1})
    assert row.text("a", 10) == "two words"
    for column in "bcd":
        row.text(column, 10)
    assert [problem.column for problem in row.problems] == ["b", "c", "d"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_files_of_every_country_are_read(delimiter: str, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    lines = [["Id", "Two Words", "option:Band material"], ["1", f"a{delimiter}b", "oak"], [""] * 3]
    text = "\r\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line)
        for line in lines
    )
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    problems: list[Problem] = []
    (row,) = read_csv(file, Columns(("id", "two_words"), ("id",), "option:"), problems)
    assert dict(row.values) == {
        "id": "1",
        "two_words": f"a{delimiter}b",
        "option:band material": "oak",
    }
    assert (row.place, problems) == ("row 2", [])


def test_an_empty_file_is_not_a_table(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.touch()
    with pytest.raises(BrokenImport, match="id: is missing in the head"):
        read_csv(file, Columns(("id",), ("id",)), [])


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("ido,name", "row 1, ido: is no column of this file. Is id meant?"),
        (
            "id,options:colour",
            "row 1, options:colour: is no column of this file. Is option:… meant?",
        ),
        ("id,option:", "row 1, option:: is no column of this file. Is option:… meant?"),
        ("id,Option: Size,option:size", "row 1, option:size: stands twice in the head."),
        ("id,nmae", "row 1, nmae: is no column of this file. Is name meant?"),
        ("id,zodiac", "row 1, zodiac: is no column of this file. Take it out, or name one of: id,"),
        ("id | name", "row 1: is one piece: the columns are not told apart. Put `,`, `;` or"),
        ("id,,name", "row 1: A column has no name."),
        ("id,name,id", "row 1, id: stands twice in the head."),
    ],
)
def test_a_column_that_nobody_reads_is_told_once(head: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text(f"{head}\n" + "1,2,3\n" * 3)
    with pytest.raises(BrokenImport) as raised:
        read_csv(file, Columns(("id", "name"), ("id",), "option:"), [])
    assert [str(problem).startswith(f"file.csv, {told}") for problem in raised.value.problems] == [
        True
    ]


def test_separators_that_a_spreadsheet_left_behind_are_no_columns(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text("id,name,,\n1,Ann,,\n2,Ben\n")
    problems: list[Problem] = []
    rows = read_csv(file, Columns(("id", "name"), ("id",)), problems)
    assert [row.values["name"] for row in rows] == ["Ann", "Ben"]
    assert not problems


def test_numbers_of_a_json_file_are_never_floats(tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    file.write_text("[0.1, 1e2]")
    assert all(isinstance(number, Decimal) for number in read_json(file))


def test_no_more_faults_are_listed_than_can_be_read() -> None:
    problems = [Problem("f.csv", f"row {number}", "id", "is wrong.", "") for number in range(1000)]
    said = str(BrokenImport(problems))
    assert said.endswith("… and 980 more.")
    assert len(said.splitlines()) == 22
