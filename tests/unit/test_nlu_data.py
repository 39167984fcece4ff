"""The training examples: enough of them, of every intent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

from bench.held_out import words_of

OUT_OF_SCOPE = "out_of_scope"


ROOT = Path(__file__).resolve().parents[2]


def examples_in(*files: Path) -> list[tuple[str, str]]:
    """The examples with their intents."""
    return [
        (line.removeprefix("- ").strip(), item["intent"])
        for file in files
        for item in yaml.safe_load(file.read_text("utf-8"))["nlu"]
        if "intent" in item
        for line in item["examples"].split("\n")
        if line.strip()
    ]


@cache
def learnt() -> list[tuple[str, str]]:
    return examples_in(*(ROOT / "data" / "nlu").glob("*.yml"))


def counted() -> Counter[str]:
    """How many examples each intent has."""
    return Counter(intent for _, intent in learnt())


def test_there_are_many_intents_with_thousands_of_examples() -> None:
    intents = counted()
    del intents[OUT_OF_SCOPE]
    assert len(intents) >= 45
    assert intents.total() >= 2_500


def test_what_is_out_of_scope_has_hundreds_of_examples() -> None:
    assert counted()[OUT_OF_SCOPE] >= 300


def test_no_intent_has_hardly_any() -> None:
    (intent, fewest) = counted().most_common()[-1]
    assert fewest >= 10, intent


@pytest.mark.parametrize(
    ("register", "fewest", "is_in_it"),
    [
        ("capitals", 150, str.isupper),
        ("emoji", 150, re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]").search),
        ("no punctuation", 5_000, lambda text: not re.search(r"[.,;:!?]", text)),
        ("terse", 2_000, lambda text: len(text.split()) <= 4),
        ("rambling", 500, lambda text: len(text.split()) >= 25),
        ("polite", 500, re.compile(r"(?i)please|thank|kind|sorry|pls|plz").search),
        (
            "other spellings",
            300,
            re.compile(r"(?i)\b(u|ur|pls|plz|wanna|gonna|cos|thx|r|ive|im|dont)\b").search,
        ),
    ],
)
def test_people_write_in_many_registers(
    register: str, fewest: int, is_in_it: Callable[[str], object]
) -> None:
    found = sum(bool(is_in_it(text)) for text, _ in learnt())
    assert found >= fewest, register


def test_what_is_measured_with_was_hardly_learnt_from() -> None:
    """Short messages ("tracking") are said by everybody; they are not counted when measured."""
    known = {words_of(text) for text, _ in learnt()}
    held_out = [text for text, _ in examples_in(ROOT / "tests" / "engine" / "held_out_nlu.yml")]
    both = [text for text in held_out if words_of(text) in known]
    assert len(both) < 0.07 * len(held_out)
    assert max(len(text.split()) for text in both) <= 6, both
