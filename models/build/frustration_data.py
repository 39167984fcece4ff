"""Reads what the frustration model is trained and measured on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.evaluation import dialogues
from models.build import multidogo
from models.build.training_texts import PROJECT

DIALOGUES = PROJECT / "data" / "frustration" / "dialogues.jsonl"
CALM_MESSAGES = PROJECT / "data" / "frustration" / "calm_messages.txt"
NAMES = PROJECT / "data" / "frustration" / "names.txt"

MASKED_NAME = "[NAME]"
"""What GoEmotions puts in place of people's names."""
_SIGNED = (
    "I'm {name}. {text}", "this is {name}, {text}", "{name} here. {text}", "{text} {name}",
    "my name is {name}, {text}", "{text} - {name}", "{text} My name is {name}.",
    "Hi, {name} here, {text}",
)  # fmt: skip

HELD_OUT_COMPANIES = frozenset({"util", "hotel", "ins", "food"})
HELD_OUT_EVERY, HELD_OUT_REST = 10, 7
"""Of the dialogues a-… to h-…, those whose number leaves this rest."""

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


class Dialogue(dialogues.Dialogue):
    """One conversation; its id says of which company it is."""

    @property
    def company(self) -> str:
        """The start of its id; one letter stands for many companies."""
        return self.id.rpartition("-")[0]

    @property
    def is_held_out(self) -> bool:
        """Whether no weight may be learned from it."""
        company, _, number = self.id.rpartition("-")
        if len(company) == 1:
            return int(number) % HELD_OUT_EVERY == HELD_OUT_REST
        return company in HELD_OUT_COMPANIES


@dataclass(frozen=True)
class Comment:
    """A comment of GoEmotions: numbers of its emotions, polarity (0, 1, 2) and rating (0–4)."""

    text: str
    emotions: list[int]
    polarity: int
    rating: float


def read_dialogues(file: Path) -> list[Dialogue]:
    """The dialogues of a JSONL file in the format of `data/frustration/README.md`.

    Raises `BadFile`.
    """
    return [Dialogue(one.id, one.turns, one.ratings) for one in dialogues.read_dialogues(file)]


def emotion_names(folder: Path) -> list[str]:
    """The 28 emotions, in the order of their numbers."""
    return re.split(r"[\s,]+", (folder / "labels.txt").read_text("utf-8").strip())


def comments(folder: Path, part: str = "train") -> list[Comment]:
    """The comments of a part of GoEmotions: `train`, `dev` or `test`."""
    names = emotion_names(folder)
    found = []
    for line in (folder / f"{part}.tsv").read_text("utf-8").split("\n"):
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


def names() -> list[str]:
    """First and last names of many origins."""
    return NAMES.read_text("utf-8").split("\n")[:-1]


def with_name(text: str, name: str, random: Random) -> str:
    """`text`, said by somebody called `name`: the whole name or the first one.

    Each text may come with any name, so that no name says anything about a mood.
    """
    called = random.choice([name, name.split(maxsplit=1)[0]])
    if MASKED_NAME in text:
        return text.replace(MASKED_NAME, called)
    return random.choice(_SIGNED).format(name=called, text=text)


def calm_texts(folder: Path) -> tuple[list[str], list[str]]:
    """Texts without frustration: our short ones, and MultiDoGO's customer turns."""
    turns = {
        text for domain in multidogo.DOMAINS for text, _ in multidogo.turns(folder, domain, "train")
    }
    return CALM_MESSAGES.read_text("utf-8").split("\n")[:-1], sorted(turns)
