"""What `parley evaluate` shows, and what it says where there is no engine to measure with."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console, RenderableType
from typer.testing import CliRunner

from desk.commands import evaluate
from desk.commands.evaluation_table import frustration_table, intents_table

INTENTS: dict[str, Any] = {
    "intents": 3, "train_rows": 20, "test_rows": 6, "test_rows_in_training": 0,
    "accuracy_in_scope": 0.875,
    "accuracy_likeliest_intent": 1.0, "asked_back_share": 0.0, "oos_recall": None,
    "oos_precision": None, "oos_auroc": None, "mcc": 0.75, "train_seconds": 1.24,
    "ms_per_message_p50": 3.3,
    "confusions": [{"label": "[b]", "read_as": "oos", "count": 2}],
}  # fmt: skip


def shown(table: RenderableType) -> str:
    output = io.StringIO()
    Console(file=output, width=120).print(table)
    return output.getvalue()


def row(text: str, words: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(words)]
    return line.removeprefix(words).split()


def test_messages_that_were_learnt_are_named_above_the_table() -> None:
    assert "6 test rows\n" in shown(intents_table(INTENTS, None))
    text = shown(intents_table({**INTENTS, "test_rows_in_training": 2}, None))
    assert "6 test rows (2 of them in the training as well)" in text


def test_a_figure_that_there_is_not_is_a_dash() -> None:
    text = shown(intents_table(INTENTS, None))
    assert row(text, "read rightly, of messages in scope") == ["87.5", "%"]
    assert row(text, "out of scope: found") == ["–"]
    assert "stock Rasa" not in text


def test_labels_that_look_like_markup_are_shown_as_they_are() -> None:
    assert row(shown(intents_table(INTENTS, None)), "[b]") == ["oos", "2"]


def test_a_change_is_shown_with_its_sign() -> None:
    earlier = {"accuracy_in_scope": 0.9, "mcc": 0.5, "train_seconds": "broken"}
    text = shown(intents_table(INTENTS, earlier))
    assert row(text, "read rightly, of messages in scope")[-2:] == ["−2.5", "%"]
    assert row(text, "Matthews correlation over all") == ["0.750", "0.500", "+0.250"]
    assert row(text, "training") == ["1.2", "s", "–", "–"]


def test_the_others_stand_beside() -> None:
    both = {**INTENTS, "stock": {"mcc": 0.25}}
    text = shown(intents_table(both, None))
    assert row(text, "Matthews correlation over all") == ["0.750", "0.250"]
    figures = {
        "turns": 7, "dialogues": 2, "frustrated_turns": 1, "spearman": 0.5,
        "vader": {"spearman": -0.25},
    }  # fmt: skip
    assert row(shown(frustration_table(figures, None)), "Spearman") == [
        "with", "the", "ratings", "0.500", "-0.250",
    ]  # fmt: skip


def test_without_the_engines_environment_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluate, "ENGINE_PYTHON", tmp_path / "none")
    done = CliRunner().invoke(evaluate.app, ["frustration", "turns.jsonl"])
    assert done.exit_code == 1
    assert "Run `make install`." in done.output
