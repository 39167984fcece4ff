"""Dialogues of `parley evaluate`: what is read, and what is said of each that cannot be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.dialogues import read_dialogues
from bot.evaluation.text_files import BadFile
from bot.frustration.conversation import Turn


def written(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "turns.jsonl"
    file.write_text(content, "utf-8")
    return file


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
    assert first.id == "1"
    assert len(second.turns) == 1


def test_only_rated_turns_of_the_customer_are_compared(tmp_path: Path) -> None:
    turns = [a_turn(), a_turn(rating=None), a_turn(speaker="agent", rating=3), a_turn(rating=0)]
    (read,) = read_dialogues(written(tmp_path, dialogue(*turns)))
    assert read.rated() == [(0, 1.5), (3, 0)]


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
