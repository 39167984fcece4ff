"""CSV files of `parley evaluate`: what is read, and what is said of each that cannot be."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.evaluation.rows import Row, complete_rows, read_rows, read_test, read_training
from bot.evaluation.text_files import BadFile


def written(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "data.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def fault(tmp_path: Path, content: str | bytes) -> str:
    file = written(tmp_path, content)
    with pytest.raises(BadFile) as raised:
        read_training(file)
    assert str(file) in str(raised.value)
    return str(raised.value).replace(str(file), "FILE")


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_bom_and_any_end_of_line_are_read(tmp_path: Path, start: str, end: str) -> None:
    file = written(tmp_path, start + end.join(["text,label", "hello,greet", '"a, b",other', ""]))
    assert read_rows(file) == [Row("hello", "greet", 2), Row("a, b", "other", 3)]


@pytest.mark.parametrize("header", ["id, Label ,TEXT", '"ID","LABEL","Text"', "id,label,text"])
def test_more_columns_in_any_order_and_case_are_read(tmp_path: Path, header: str) -> None:
    file = written(tmp_path, header + "\n7, greet , hello \n")
    assert read_rows(file) == [Row("hello", "greet", 2)]


def test_lines_are_those_of_the_file_behind_empty_ones_and_texts_of_two_lines(
    tmp_path: Path,
) -> None:
    file = written(tmp_path, 'text,label\n\n"one\ntwo",a\nthree,b\n')
    assert [row.line for row in read_rows(file)] == [3, 5]


@pytest.mark.parametrize("empty", [",", "   ", " , ", "\t", "\u00a0,", '"",""', ",,,"])
def test_empty_rows_of_a_spreadsheet_are_left_out(tmp_path: Path, empty: str) -> None:
    file = written(tmp_path, f"{empty}\ntext,label\n{empty}\nhello,a\n{empty}\n{empty}\nbye,b\n")
    assert read_rows(file) == [Row("hello", "a", 4), Row("bye", "b", 7)]


def test_empty_cells_behind_the_last_column_are_no_values(tmp_path: Path) -> None:
    assert read_rows(written(tmp_path, "text,label\nhello,a,, \n")) == [Row("hello", "a", 2)]


def test_a_space_before_a_quoted_value_does_not_belong_to_it(tmp_path: Path) -> None:
    file = written(tmp_path, 'label,text\ngreet, "hello, you"\n "greet", "hi, all"\n')
    assert [row.text for row in read_rows(file)] == ["hello, you", "hi, all"]


def test_marks_of_other_formats_are_text(tmp_path: Path) -> None:
    texts = ["/greet", "[x](y)", '{"a": 1}', "- |", "=1+1", "«“ü’» 🙈", "\u2028x", "#", "null"]
    content = "text,label\n" + "".join('"{}",a\n'.format(text.replace('"', '""')) for text in texts)
    assert [row.text for row in read_rows(written(tmp_path, content))] == [t.strip() for t in texts]


@pytest.mark.parametrize("name", ["oos", "OOS", "Oos", " oos ", "out_of_scope", "Out_Of_Scope"])
def test_out_of_scope_is_no_intent_however_it_is_written(tmp_path: Path, name: str) -> None:
    rows = read_training(written(tmp_path, f"text,label\nhello,a\nbye,b\nmoon,{name}\n"))
    assert [row.label for row in rows] == ["a", "b", "oos"]


def test_a_label_with_blanks_around_it_is_the_same_label(tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, "text,label\nhello,a \nhi,\ta\u00a0\nhey,a\n"))
    assert {row.label for row in rows} == {"a"}


def test_rows_that_are_there_twice_are_read_twice(tmp_path: Path) -> None:
    file = written(tmp_path, "text,label\n" + "hello,a\nbye,b\n" * 3)
    assert len(read_training(file)) == 6


def test_a_file_of_ten_megabytes_is_read_in_seconds(tmp_path: Path) -> None:
    line = f'"{"where is it, " * 8}",order_status\n'
    file = written(tmp_path, "text,label\n" + line * (10_000_000 // len(line)))
    began = time.monotonic()
    assert len(read_rows(file)) > 80_000
    assert time.monotonic() - began < 10


UTF_16 = 'FILE: this is UTF-16, which spreadsheets call "Unicode text". Save it as "CSV UTF-8"'
NEVER_CLOSED = "a quotation mark is opened here and never closed."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "FILE: the file is empty. Its first line must be `text,label`."),
        ("\ufeff", "FILE: the file is empty. Its first line must be `text,label`."),
        ("\n\n , \n", "FILE: the file is empty. Its first line must be `text,label`."),
        ("text,label\n", "FILE: after the first line there is nothing."),
        ("text,label\n,\n", "FILE: after the first line there is nothing."),
        ("text\nhello\n", "FILE, line 1: the column 'label' is missing."),
        (
            "text,text,label\nhello,b,a\n",
            "FILE, line 1: the column 'text' is there more than once.",
        ),
        ("text;label\nhello;a\n", "FILE, line 1: the values are separated by semicolons."),
        ('\n"Label";"Text"\r\n"a";"b"\n', "FILE, line 2: the values are separated by semicolons."),
        ("id\ttext\tlabel\n1\thello\ta\n", "FILE, line 1: the values are separated by tabs."),
        ("hello,greet\n", "FILE, line 1: the column 'text' and 'label' is missing."),
        ("hello,greet\n", "it is `hello,greet`."),
        ("text,label\nhello\n", "FILE, line 2: 1 value where the first line has 2."),
        ("text,label\nyes, hello,a\n", 'A text with a comma in it stands in "quotes".'),
        ("text,label\nhello,a\n  ,b\n", "FILE, line 3: the text is empty."),
        ("text,label\nhello, \n", "FILE, line 2: the label is empty."),
        ('text,label\nhello,a\n"hello,b\nbye,c\n', f"FILE, line 3: {NEVER_CLOSED}"),
        ('text,label\n"one\ntwo",a\n"hi" you,b\n', "FILE, line 4: after a closing quotation mark"),
        ('text,label\n"' + "hello,a\n" * 20_000, "FILE, line 2: a text of more than 131,072 char"),
        ("text,label\nhe\x00llo,a\n", "FILE, line 2: there is a character that is no text (NUL)."),
        ("text,label\rhi,b\rhe\x00llo,a\r", "FILE, line 3: there is a character that is no text"),
        ("text,label\nhello,a\ncafé,b\n".encode("latin-1"), "FILE, line 3: this is not UTF-8."),
        (
            "\ufefftext,label\r\nhi,a\r\n".encode() + b"\xe9,b\r\n",
            "FILE, line 3: this is not UTF-8.",
        ),
        ("text,label\nhello,a\n".encode("utf-16"), UTF_16),
        ("text,label\nhello,a\n".encode("utf-16-be"), UTF_16),
        ("text,label\nhello,a\n".encode("utf-16-le"), UTF_16),
        ("text,label\nhello,a\nhi,a\nxyz,oos\n", "FILE: there is only the intent 'a'."),
        ("text,label\nhello,oos\n", "FILE: there is no intent. Training needs two"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: str | bytes, message: str) -> None:
    assert message in fault(tmp_path, content)


def test_every_wrong_line_is_named_in_their_order_up_to_ten(tmp_path: Path) -> None:
    lines = fault(tmp_path, "text,label\n,a\nhello\n" + ",a\n" * 12).splitlines()
    assert lines[0] == "FILE, line 2: the text is empty."
    assert lines[1] == "FILE, line 3: 1 value where the first line has 2."
    assert lines[9:] == ["FILE, line 11: the text is empty.", "… and 4 more lines like these."]


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="there is no such file"):
        read_rows(tmp_path / "none.csv")
    with pytest.raises(BadFile, match="this is a folder, not a file"):
        read_rows(tmp_path)


def test_labels_that_the_training_does_not_know_are_listed_but_for_oos(tmp_path: Path) -> None:
    file = written(tmp_path, "text,label\nx,new\n,\ny,a\nz,OOS\nw,new\nv,other\n")
    with pytest.raises(BadFile) as raised:
        read_test(file, [Row("hello", "a", 2), Row("bye", "b", 3)])
    assert [line.partition(", ")[2] for line in str(raised.value).splitlines()] == [
        "line 2: the label 'new' is not among those of the training file.",
        "line 7: the label 'other' is not among those of the training file.",
    ]


def test_of_a_public_set_incomplete_rows_are_left_out(tmp_path: Path) -> None:
    file = written(tmp_path, 'text,label\na,\n,b\nc\n" c, d ",e \n')
    assert complete_rows(file) == [("c, d", "e")]
    with pytest.raises(BadFile, match="'label' is missing"):
        complete_rows(written(tmp_path, "text\nhello\n"))
