"""Details in messages as customers write them, held against how people annotated them."""

from __future__ import annotations

import unittest
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from bot.entities.detail import SURENESS, Detail
from tests.engine.in_engine.detail_samples import TODAY, reader

ANNOTATED_FILE = Path(__file__).parent / "details.yml"
AIM = 0.95


@cache
def counted() -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """By type: details read rightly, annotated, read; and each message that is read otherwise."""
    right: Counter[str] = Counter()
    annotated: Counter[str] = Counter()
    found: Counter[str] = Counter()
    otherwise = []
    for example in RasaYAMLReader().read(ANNOTATED_FILE).intent_examples:
        text = example.get(TEXT)
        left = reader().read(text, TODAY)
        wanted = example.get(ENTITIES) or []
        annotated.update(entity["entity"] for entity in wanted)
        found.update(detail.type for detail in left)
        missed = []
        for entity in wanted:
            match = next((detail for detail in left if is_meant(detail, entity)), None)
            if match is None:
                missed.append(entity["value"])
            else:
                left.remove(match)
                right[match.type] += 1
        if missed or left:
            otherwise.append(f"{text!r}: missed {missed}, read {left}")
    return right, annotated, found, otherwise


def is_meant(detail: Detail, entity: dict[str, Any]) -> bool:
    """Whether type and value are those annotated, and the place is about the same."""
    overlaps = detail.start < entity["end"] and entity["start"] < detail.end
    return (
        overlaps and detail.type == entity["entity"] and str(detail.value) == str(entity["value"])
    )


class Annotated(unittest.TestCase):
    def test_there_are_enough_messages_of_every_type(self) -> None:
        _, annotated, _, _ = counted()
        self.assertEqual(set(annotated), set(SURENESS))
        for kind, number in annotated.items():
            self.assertGreater(number, 10, kind)

    def test_each_type_of_detail_is_read_as_annotated(self) -> None:
        right, annotated, found, otherwise = counted()
        for kind in SURENESS:
            with self.subTest(kind):
                f1 = 2 * right[kind] / (annotated[kind] + found[kind])
                self.assertGreaterEqual(f1, AIM, "\n".join(otherwise))


if __name__ == "__main__":
    unittest.main()
