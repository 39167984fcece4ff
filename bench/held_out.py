"""The demo shop's messages that are held out of training, to measure on.

Short ones are said by everybody, so some stand among the training examples as well; those are left
out here, for what has been learnt by heart says nothing.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.command import quiet

ROOT = Path(__file__).resolve().parents[1]
NLU_DATA = ROOT / "data" / "nlu"
_MESSAGES = ROOT / "tests" / "engine" / "held_out_nlu.yml"
_SECOND_READERS = ROOT / "bench" / "second_readers.csv"
_REQUESTS = ROOT / "tests" / "engine" / "held_out_requests.yml"


def messages() -> list[Any]:
    """The messages with their intents and details, as Rasa's `Message`."""
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader  # noqa: PLC0415

    with quiet():
        held_out = RasaYAMLReader().read(_MESSAGES).training_examples
    learnt = learnt_words()
    return [one for one in held_out if words_of(one.get("text")) not in learnt]


def requests() -> list[dict[str, Any]]:
    """Messages as `{"text", "intents"}`, of which some have two intents and the others one."""
    learnt = learnt_words()
    held_out: list[dict[str, Any]] = yaml.safe_load(_REQUESTS.read_text("utf-8"))
    return [one for one in held_out if words_of(one["text"]) not in learnt]


def second_readers() -> dict[str, Mapping[str, list[dict[str, Any]]]]:
    """What two other readers marked in each message, by reader and text, as Rasa has details.

    They saw the messages, the names of products and options, and the definitions in
    docs/evaluate.md; neither the marks in the file nor each other's.
    """
    marks: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    with _SECOND_READERS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            start = row["message"].index(row["words"])
            value = row["value"] or row["words"]
            mark = {"entity": row["type"], "start": start, "end": start + len(row["words"])}
            marks[row["reader"]][row["message"]].append(mark | {"value": value})
    return dict(marks)


@cache
def learnt_words() -> frozenset[str]:
    """What the training examples come down to."""
    from rasa.shared.nlu.training_data.loading import load_data  # noqa: PLC0415

    with quiet():
        examples: Iterable[Any] = load_data(str(NLU_DATA)).intent_examples
    return frozenset(words_of(one.get("text")) for one in examples)


def words_of(text: str) -> str:
    """The words alone: capitals and punctuation make no other message. Signs, if that is all."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold())) or "".join(text.split())
