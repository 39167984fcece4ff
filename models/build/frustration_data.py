"""Reads what the frustration model is trained and measured on."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

from bot.frustration.conversation import Turn
from models.build.training_texts import MULTIDOGO_DOMAINS, PROJECT

DIALOGUES = PROJECT / "data" / "frustration" / "dialogues.jsonl"
CALM_MESSAGES = PROJECT / "data" / "frustration" / "calm_messages.txt"

HELD_OUT_COMPANIES = frozenset({"util", "hotel", "ins", "food"})
HELD_OUT_EVERY, HELD_OUT_REST = 10, 7
"""Of the dialogues a-…, b-… and c-…, those whose number leaves this rest."""

NEGATIVE = frozenset(
    {
        "anger", "annoyance", "disappointment", "disapproval", "disgust", "embarrassment", "fear",
        "grief", "nervousness", "remorse", "sadness",
    }
)  # fmt: skip
POSITIVE = frozenset(
    {
        "admiration", "amusement", "approval", "caring", "desire", "excitement", "gratitude",
        "joy", "love", "optimism", "pride", "relief",
    }
)  # fmt: skip
EMOTION_RATINGS = {
    "anger": 3.4, "annoyance": 2.6, "disgust": 2.4, "disappointment": 2.0, "disapproval": 1.6,
    "sadness": 0.8, "embarrassment": 0.8, "fear": 0.6, "grief": 0.6, "nervousness": 0.6,
    "confusion": 0.6, "neutral": 0.5, "surprise": 0.5, "curiosity": 0.5, "realization": 0.5,
    "remorse": 0.4,
}  # fmt: skip
"""What a comment with that emotion would be rated, 0–4, our estimate; all others 0. It counts
little beside the dialogues and orders the emotions for the model."""


@dataclass(frozen=True)
class Dialogue:
    """One conversation; `ratings` holds a number 0–4 or None for each turn."""

    id: str
    turns: list[Turn]
    ratings: list[float | None]

    @property
    def is_held_out(self) -> bool:
        """Whether no weight may be learned from it."""
        company, _, number = self.id.rpartition("-")
        if company in ("a", "b", "c"):
            return int(number) % HELD_OUT_EVERY == HELD_OUT_REST
        return company in HELD_OUT_COMPANIES

    def rated(self) -> list[tuple[int, float]]:
        """Places of the rated turns, with their ratings."""
        return [(place, rating) for place, rating in enumerate(self.ratings) if rating is not None]


@dataclass(frozen=True)
class Comment:
    """A comment of GoEmotions: numbers of its emotions, polarity (0, 1, 2) and rating (0–4)."""

    text: str
    emotions: list[int]
    polarity: int
    rating: float


def read_dialogues(file: Path) -> list[Dialogue]:
    """The dialogues of a JSONL file in the format of `data/frustration/README.md`."""
    dialogues = []
    for line in file.read_text("utf-8").splitlines():
        read = json.loads(line)
        turns = [Turn(turn["text"], turn["speaker"] == "customer") for turn in read["turns"]]
        ratings = [turn["rating"] for turn in read["turns"]]
        dialogues.append(Dialogue(str(read["id"]), turns, ratings))
    return dialogues


def emotion_names(folder: Path) -> list[str]:
    """The 28 emotions, in the order of their numbers."""
    return re.split(r"[\s,]+", (folder / "labels.txt").read_text("utf-8").strip())


def comments(folder: Path) -> list[Comment]:
    """The training comments of GoEmotions."""
    names = emotion_names(folder)
    found = []
    for line in (folder / "train.tsv").read_text("utf-8").split("\n"):
        if not line.strip():
            continue
        text, ids, _ = line.split("\t")
        numbers = [int(number) for number in ids.split(",")]
        emotions = [names[number] for number in numbers]
        balance = sum((name in POSITIVE) - (name in NEGATIVE) for name in emotions)
        ratings = [EMOTION_RATINGS.get(name, 0.0) for name in emotions]
        polarity = 1 + (balance > 0) - (balance < 0)
        found.append(Comment(text, numbers, polarity, sum(ratings) / len(ratings)))
    return found


def calm_texts(multidogo: Path) -> tuple[list[str], list[str]]:
    """Texts without frustration: our short ones, and MultiDoGO's customer turns."""
    turns: set[str] = set()
    for domain in MULTIDOGO_DOMAINS:
        with (multidogo / f"{domain}_train.csv").open(encoding="utf-8", newline="") as opened:
            turns.update(row["text"] for row in csv.DictReader(opened) if row["text"])
    return CALM_MESSAGES.read_text("utf-8").splitlines(), sorted(turns)
