"""What a customer thought of a conversation: the three questions, and one answer to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk.errors import Invalid

MAX_COMMENT_CHARACTERS = 1000


class InvalidScore(Invalid):
    """A score outside its scale, or a comment that is too long."""

    code = "invalid_score"


class RatingKind(StrEnum):
    """Which question: satisfaction (CSAT), recommendation (NPS) or effort (CES)."""

    CSAT = "csat"
    NPS = "nps"
    EFFORT = "effort"


class Rated(StrEnum):
    """Whose part of the conversation is rated."""

    BOT = "bot"
    AGENT = "agent"


@dataclass(frozen=True)
class Scale:
    """A question, the whole numbers that answer it, and what the two ends mean."""

    question: str
    lowest: int
    highest: int
    lowest_means: str
    highest_means: str

    def holds(self, score: int) -> bool:
        """Whether `score` is one of the numbers."""
        return self.lowest <= score <= self.highest


SCALES = {
    RatingKind.CSAT: Scale("How was this conversation for you?", 1, 5, "very poor", "very good"),
    RatingKind.NPS: Scale(
        "How likely are you to recommend us to a friend?", 0, 10, "not at all", "very likely"
    ),
    RatingKind.EFFORT: Scale(
        "How easy was it to get your matter settled here?", 1, 7, "very hard", "very easy"
    ),
}


@dataclass(frozen=True)
class RatingQuestion:
    """A question that is put to the customer now."""

    kind: RatingKind

    @property
    def text(self) -> str:
        """The words, for every channel: a plain number answers them."""
        return f"{SCALES[self.kind].question} A number from {self._ends} is enough."

    @property
    def again(self) -> str:
        """What is said to a number that is not on the scale."""
        return f"Please choose a number from {self._ends}."

    @property
    def _ends(self) -> str:
        scale = SCALES[self.kind]
        return f"{scale.lowest} ({scale.lowest_means}) to {scale.highest} ({scale.highest_means})"


@dataclass(eq=False)
class Rating:
    """One question in one conversation, and its answer.

    `asked_at` is None if the customer rated unasked; `score`, `rated_at` and `comment` are None
    until there is an answer. A new answer takes the place of the one before.
    """

    conversation_id: str
    kind: RatingKind
    about: Rated
    asked_at: datetime | None = None
    score: int | None = None
    comment: str | None = None
    rated_at: datetime | None = None

    @property
    def scale(self) -> Scale:
        """The scale of the score."""
        return SCALES[self.kind]

    def give(self, score: int, comment: str | None, now: datetime) -> None:
        """Take the customer's answer; raises `InvalidScore`."""
        if not self.scale.holds(score):
            raise InvalidScore(
                f"Please choose a number from {self.scale.lowest} to {self.scale.highest}."
            )
        if comment is not None and len(comment) > MAX_COMMENT_CHARACTERS:
            raise InvalidScore(
                f"A comment has {MAX_COMMENT_CHARACTERS:,} characters at most. "
                "Please shorten yours."
            )
        self.score = score
        self.comment = comment
        self.rated_at = now

    def as_dict(self) -> dict[str, Any]:
        """The rating as the public chat API gives it, with its scale."""
        return {
            "kind": self.kind.value,
            "question": self.scale.question,
            "lowest": self.scale.lowest,
            "highest": self.scale.highest,
            "lowest_means": self.scale.lowest_means,
            "highest_means": self.scale.highest_means,
            "score": self.score,
            "comment": self.comment,
            "rated_at": self.rated_at.isoformat() if self.rated_at else None,
        }


@dataclass(frozen=True)
class RatingFigure:
    """What many answers to one question say about the bot or about the agents.

    `net_promoters` is how many gave 9 or 10, less those who gave 0 to 6; it says something about
    NPS only.
    """

    kind: RatingKind
    about: Rated
    count: int
    average: float
    net_promoters: int
