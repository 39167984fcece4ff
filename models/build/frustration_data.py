"""Reads what the frustration head is fitted to and measured on."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.frustration.features import SURFACE_NAMES, surface

PROJECT = Path(__file__).resolve().parents[2]
DIALOGUES = PROJECT / "data" / "frustration" / "dialogues.jsonl"
CALM_MESSAGES = PROJECT / "data" / "frustration" / "calm_messages.txt"
REQUESTS = PROJECT / "data" / "nlu"
REQUEST_TOPICS = ("answers", "knowledge", "orders", "returns", "small_talk")

ANNOYED = 2.0
"""The rating from which a turn counts as annoyed: the event whose probability a score is."""

EMOTION_TARGETS = {
    "anger": 0.95,
    "annoyance": 0.8,
    "disgust": 0.6,
    "disappointment": 0.6,
    "disapproval": 0.4,
}
"""How likely a comment with that emotion counts as annoyed; the 23 others, sadness and fear among
them, count 0. A comment with several takes the highest."""

CALM = 0.02
"""The chance of a person's finding annoyed what we take for calm."""

ENTITY = re.compile(r"\[([^\]]*)\]\([^)]*\)")
"""An entity as the examples mark it: `[HP-104233](order_number)`."""

SHOUTED = 0.5
"""The share of words in capitals above which a request is not taken for a calm one."""

MULTIDOGO_TEXTS = 6_000


@dataclass(frozen=True)
class Examples:
    """Texts with the probability that each is annoyed."""

    texts: list[str]
    targets: NDArray[np.float64]


@dataclass(frozen=True)
class RatedTurns:
    """Customer turns with people's ratings (0–4) and the number of the dialogue each is from."""

    texts: list[str]
    ratings: NDArray[np.float64]
    dialogues: NDArray[np.intp]


def rated_turns(path: Path) -> RatedTurns:
    """The rated customer turns of a JSONL file of dialogues, one dialogue a line."""
    turns = [
        (turn["text"], turn["rating"], number)
        for number, line in enumerate(path.read_text("utf-8").splitlines())
        for turn in json.loads(line)["turns"]
        if turn["speaker"] == "customer" and turn["rating"] is not None
    ]
    texts, ratings, dialogues = zip(*turns, strict=True)
    return RatedTurns(list(texts), np.array(ratings, dtype=float), np.array(dialogues))


def chance_of_annoyed(ratings: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely a second rater finds a turn annoyed that the first gave `ratings`."""
    return np.asarray(1 / (1 + np.exp(-2.2 * (ratings - ANNOYED))))


def goemotions(folder: Path) -> Examples:
    """The training comments of GoEmotions, from `train.tsv` and `labels.txt`."""
    labels = (folder / "labels.txt").read_text("utf-8").split()
    texts, targets = [], []
    for line in (folder / "train.tsv").read_text("utf-8").split("\n"):
        if not line.strip():
            continue
        text, ids, _ = line.split("\t")
        emotions = [labels[int(number)] for number in ids.split(",")]
        texts.append(text)
        targets.append(max(EMOTION_TARGETS.get(emotion, 0.0) for emotion in emotions))
    return Examples(texts, np.array(targets))


def multidogo(folder: Path) -> Examples:
    """Customer turns to service agents, nearly all calm: an even sample of the distinct ones."""
    texts: set[str] = set()
    for path in sorted(folder.glob("*_train.csv")):
        with path.open(encoding="utf-8", newline="") as rows:
            texts.update(row["text"] for row in csv.DictReader(rows))
    step = max(len(texts) // MULTIDOGO_TEXTS, 1)
    sample = sorted(texts)[::step][:MULTIDOGO_TEXTS]
    return Examples(sample, np.full(len(sample), CALM))


def plain_requests() -> Examples:
    """The project's own examples of requests, less those that are shouted or complain."""
    texts = []
    for topic in REQUEST_TOPICS:
        for entry in yaml.safe_load((REQUESTS / f"{topic}.yml").read_text("utf-8"))["nlu"]:
            lines = entry["examples"].splitlines() if "intent" in entry else []
            texts += [ENTITY.sub(r"\1", line.removeprefix("- ")) for line in lines]
    features = surface(texts)
    capitals = features[:, SURFACE_NAMES.index("capitals")]
    complaint = features[:, SURFACE_NAMES.index("complaint")]
    calm = (capitals <= SHOUTED) & (complaint == 0)
    kept = [text for text, is_calm in zip(texts, calm, strict=True) if is_calm]
    return Examples(kept, np.full(len(kept), CALM))


def calm_messages() -> Examples:
    """The project's own short orders and plain bad news, which read as curt and are calm."""
    texts = CALM_MESSAGES.read_text("utf-8").splitlines()
    return Examples(texts, np.full(len(texts), CALM))
