"""Reads conversations with rated turns: JSONL, in the format of `data/frustration/README.md`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.text_files import BadFile, Problems, text_of
from bot.frustration.conversation import Turn

HIGHEST_RATING = 4

_SPEAKERS = ("customer", "agent")


@dataclass(frozen=True)
class Dialogue:
    """One conversation; `ratings` has 0–4 or None for each turn. `id` is empty if none is given."""

    id: str
    turns: tuple[Turn, ...]
    ratings: tuple[float | None, ...]

    def rated(self) -> list[tuple[int, float]]:
        """Places of the customer's rated turns, with their ratings."""
        return [
            (place, rating)
            for place, (turn, rating) in enumerate(zip(self.turns, self.ratings))
            if turn.is_customer and rating is not None
        ]


def read_dialogues(file: Path) -> list[Dialogue]:
    """The dialogues of a JSONL file; raises `BadFile`.

    Also if no turn of a customer is rated, for then there is nothing to compare with.
    """
    problems = Problems(file)
    dialogues = []
    # Not splitlines(): it would also cut at marks that are allowed inside a JSON string.
    for line, text in enumerate(text_of(file).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            dialogues.append(_dialogue(text))
        except ValueError as error:
            problems.add(line, str(error))
    problems.raise_if_any()
    if not dialogues:
        raise BadFile(f"{file}: the file is empty.")
    if not any(dialogue.rated() for dialogue in dialogues):
        raise BadFile(f"{file}: no turn of a customer has a rating.")
    return dialogues


def _dialogue(text: str) -> Dialogue:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON ({error}).") from error
    turns = read.get("turns") if isinstance(read, dict) else None
    if not isinstance(turns, list) or not turns:
        raise ValueError('this is not a dialogue: {"id": …, "turns": [at least one turn]}.')
    parts = []
    for number, turn in enumerate(turns, start=1):
        try:
            parts.append(_turn(turn))
        except ValueError as error:
            raise ValueError(f"turn {number}: {error}") from error
    return Dialogue(
        str(read.get("id", "")),
        tuple(turn for turn, _ in parts),
        tuple(rating for _, rating in parts),
    )


def _turn(turn: Any) -> tuple[Turn, float | None]:
    if not isinstance(turn, dict):
        raise ValueError('a turn is {"speaker": …, "text": …, "rating": …}.')  # noqa: TRY004
    speaker, text, rating = turn.get("speaker"), turn.get("text"), turn.get("rating")
    if speaker not in _SPEAKERS:
        raise ValueError(f'the speaker is {_shown(speaker)}; it must be "customer" or "agent".')
    if text is None or (isinstance(text, str) and not text.strip()):
        raise ValueError("the text is empty.")
    if not isinstance(text, str):
        raise ValueError(f"the text is {_shown(text)}, not a text.")  # noqa: TRY004
    is_number = isinstance(rating, (int, float)) and not isinstance(rating, bool)
    if rating is not None and not (is_number and 0 <= rating <= HIGHEST_RATING):
        raise ValueError(
            f"the rating is {_shown(rating)}; it must be a number from 0 to {HIGHEST_RATING}, "
            "or null."
        )
    return Turn(text, speaker == "customer"), rating


def _shown(value: Any) -> str:
    return "missing" if value is None else json.dumps(value, ensure_ascii=False)[:40]
