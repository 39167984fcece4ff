"""Files of `parley evaluate`: what is read, and what is said of each that cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.files import BadFile, Row, read_dialogues, read_rows, read_test, read_training
from bot.frustration.conversation import Turn


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


def test_more_columns_in_any_order_are_read(tmp_path: Path) -> None:
    file = written(tmp_path, "id, Label ,TEXT\n7, greet , hello \n")
    assert read_rows(file) == [Row("hello", "greet", 2)]


def test_lines_are_those_of_the_file_behind_empty_ones_and_texts_of_two_lines(
    tmp_path: Path,
) -> None:
    file = written(tmp_path, 'text,label\n\n"one\ntwo",a\nthree,b\n')
    assert [row.line for row in read_rows(file)] == [3, 5]


def test_marks_of_other_formats_are_text(tmp_path: Path) -> None:
    texts = ["/greet", "[x](y)", '{"a": 1}', "- |", "=1+1", "«“ü’» 🙈", "\u2028x", "#", "null"]
    content = "text,label\n" + "".join('"{}",a\n'.format(text.replace('"', '""')) for text in texts)
    assert [row.text for row in read_rows(written(tmp_path, content))] == [t.strip() for t in texts]


def test_parleys_own_name_for_out_of_scope_is_understood(tmp_path: Path) -> None:
    file = written(tmp_path, "text,label\nhello,out_of_scope\nhi,oos\n")
    assert {row.label for row in read_rows(file)} == {"oos"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "FILE: the file is empty. Its first line must be `text,label`."),
        ("\n\n", "FILE: the file is empty. Its first line must be `text,label`."),
        ("text,label\n", "FILE: after the first line there is nothing."),
        ("text\nhello\n", "FILE, line 1: the column 'label' is missing."),
        ("text;label\nhello;a\n", "with a comma between; it is `text;label`."),
        ("hello,greet\n", "FILE, line 1: the column 'text' and 'label' is missing."),
        ("text,label\nhello\n", "FILE, line 2: 1 value where the first line has 2."),
        ("text,label\nyes, hello,a\n", 'A text with a comma in it stands in "quotes".'),
        ("text,label\nhello,a\n  ,b\n", "FILE, line 3: the text is empty."),
        ("text,label\nhello, \n", "FILE, line 2: the label is empty."),
        ('text,label\nhello,a\n"hello,b\nbye,c\n', "FILE, line 3: this is not CSV"),
        ("text,label\nhe\x00llo,a\n", "FILE, line 2: there is a character that is no text (NUL)."),
        ("text,label\nhello,a\ncafé,b\n".encode("latin-1"), "FILE, line 3: this is not UTF-8."),
        ("text,label\nhello,a\n".encode("utf-16"), "FILE, line 1: this is not UTF-8."),
        ("text,label\nhello,a\nhi,a\nxyz,oos\n", "FILE: there is only the intent 'a'."),
        ("text,label\nhello,oos\n", "FILE: there is no intent. Training needs two"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, content: str | bytes, message: str) -> None:
    assert message in fault(tmp_path, content)


def test_every_wrong_line_is_named_up_to_ten(tmp_path: Path) -> None:
    lines = fault(tmp_path, "text,label\n" + ",a\n" * 14).splitlines()
    assert lines[0] == "FILE, line 2: the text is empty."
    assert lines[9:] == ["FILE, line 11: the text is empty.", "… and 4 more lines like these."]


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="there is no such file"):
        read_rows(tmp_path / "none.csv")
    with pytest.raises(BadFile, match="cannot be read"):
        read_rows(tmp_path)


def test_labels_that_the_training_does_not_know_are_listed_but_for_oos(tmp_path: Path) -> None:
    file = written(tmp_path, "text,label\nx,new\ny,a\nz,oos\nw,new\nv,other\n")
    with pytest.raises(BadFile) as raised:
        read_test(file, [Row("hello", "a", 2), Row("bye", "b", 3)])
    assert [line.partition(", ")[2] for line in str(raised.value).splitlines()] == [
        "line 2: the label 'new' is not among those of the training file.",
        "line 6: the label 'other' is not among those of the training file.",
    ]


def a_turn(**changed: Any) -> dict[str, Any]:
    return {"speaker": "customer", "text": "hello", "rating": 1.5, **changed}


def dialogue(*turns: Any) -> str:
    return json.dumps({"id": "1", "turns": list(turns)})


def test_dialogues_are_read_with_their_speakers_and_ratings(tmp_path: Path) -> None:
    agent = a_turn(speaker="agent", text="yes?\u2028", rating=None)
    file = written(tmp_path, "\ufeff" + dialogue(a_turn(), agent) + "\r\n\n" + dialogue(a_turn()))
    first, second = read_dialogues(file)
    assert first.turns == (Turn("hello", True), Turn("yes?\u2028", False))
    assert first.ratings == (1.5, None)
    assert len(second.turns) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: this is not JSON"),
        ("[" * 100_000, "line 2: this is not JSON"),
        ("[]", "line 2: this is not a dialogue"),
        ('{"id": "1"}', "line 2: this is not a dialogue"),
        (dialogue(), "line 2: this is not a dialogue"),
        (dialogue("hello"), "line 2: turn 1: a turn is"),
        (dialogue(a_turn(), a_turn(speaker="bot")), 'line 2: turn 2: the speaker is "bot"'),
        (dialogue({"text": "hello"}), "line 2: turn 1: the speaker is missing"),
        (dialogue(a_turn(text="  ")), "line 2: turn 1: the text is empty."),
        (dialogue(a_turn(text=7)), "line 2: turn 1: the text is 7, not a text."),
        (dialogue(a_turn(rating=4.5)), "line 2: turn 1: the rating is 4.5; it must be"),
        (dialogue(a_turn(rating=-1)), "the rating is -1"),
        (dialogue(a_turn(rating="3")), 'the rating is "3"'),
        (dialogue(a_turn(rating=True)), "the rating is true"),
        (dialogue(a_turn(rating=float("nan"))), "the rating is NaN"),
    ],
)
def test_what_is_wrong_with_a_dialogue_is_said(tmp_path: Path, line: str, message: str) -> None:
    file = written(tmp_path, f"{dialogue(a_turn())}\n{line}\n")
    with pytest.raises(BadFile) as raised:
        read_dialogues(file)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("\n", "the file is empty"),
        (dialogue(a_turn(rating=None), a_turn(speaker="agent")), "no turn of a customer has"),
    ],
)
def test_without_anything_to_compare_with_nothing_is_measured(
    tmp_path: Path, content: str, message: str
) -> None:
    with pytest.raises(BadFile, match=message):
        read_dialogues(written(tmp_path, content))
