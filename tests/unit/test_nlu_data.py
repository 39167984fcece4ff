"""The training examples: enough of them, of every intent."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

OUT_OF_SCOPE = "out_of_scope"


def counted() -> Counter[str]:
    """How many examples each intent has."""
    found: Counter[str] = Counter()
    for file in (Path(__file__).resolve().parents[2] / "data" / "nlu").glob("*.yml"):
        for item in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
            if "intent" in item:
                found[item["intent"]] += sum(
                    map(bool, map(str.strip, item["examples"].split("\n")))
                )
    return found


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
