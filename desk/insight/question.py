"""A question that a customer asked of the articles, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What the bot made of a question: answered it, asked which of two was meant, or gave up."""

    ANSWERED = "answered"
    ASKED_BACK = "asked_back"
    UNANSWERED = "unanswered"


class Lack(StrEnum):
    """Why a question shows that knowledge is missing.

    `NOT_HELPFUL` is the customer's own answer to "Did that help?"; `BADLY_RATED` stands for a
    conversation with the bot that got the worst marks.
    """

    UNANSWERED = "unanswered"
    NOT_HELPFUL = "not_helpful"
    BADLY_RATED = "badly_rated"
    REWORDED = "reworded"


@dataclass(eq=False)
class AskedQuestion:
    """One question in one conversation.

    `text` is what the customer wrote in the message `message_seq`, `read_as` the question as it
    stands by itself, which is often the same. `article_id` and `score` (at most 1) are those of the
    passage that answered. `helped` is None until the customer says. `is_reworded`: asked again in
    other words soon after. `written_article_id` is the article that was written because of it.
    `left_out_by` is the agent who found that no article should answer it.
    """

    id: str
    conversation_id: str
    message_seq: int
    asked_at: datetime
    text: str
    read_as: str
    outcome: Outcome
    article_id: str | None = None
    score: float | None = None
    helped: bool | None = None
    is_reworded: bool = False
    written_article_id: str | None = None
    left_out_by: str | None = None
    left_out_at: datetime | None = None

    def lacks(self, is_badly_rated: bool) -> tuple[Lack, ...]:
        """What is wrong with how it went; nothing, for a question that was answered well."""
        signs = {
            Lack.UNANSWERED: self.outcome is Outcome.UNANSWERED,
            Lack.NOT_HELPFUL: self.helped is False,
            # Asked back, or given up: the marks are for something else.
            Lack.BADLY_RATED: is_badly_rated and self.outcome is Outcome.ANSWERED,
            Lack.REWORDED: self.is_reworded,
        }
        return tuple(lack for lack, is_there in signs.items() if is_there)


@dataclass(frozen=True)
class MissingAnswer:
    """A question that lacks a good answer, and why."""

    question: AskedQuestion
    lacks: tuple[Lack, ...]


@dataclass(eq=False)
class WrittenArticle:
    """An article that was written in the console, for `asked` questions of customers."""

    id: str
    article_id: str
    title: str
    agent_id: str
    agent_name: str
    written_at: datetime
    asked: int


@dataclass(frozen=True)
class QuestionGroup:
    """Questions that mean the same, the oldest first, named by the most central of them."""

    central: AskedQuestion
    answers: list[MissingAnswer]
    written: WrittenArticle | None

    @property
    def questions(self) -> list[AskedQuestion]:
        """The questions themselves."""
        return [answer.question for answer in self.answers]

    @property
    def asked_since(self) -> int:
        """How many were asked after the article was written; all, where there is none."""
        since = self.written.written_at if self.written else None
        return sum(since is None or question.asked_at > since for question in self.questions)

    @property
    def left_out(self) -> AskedQuestion | None:
        """The question that was left out last, where that holds for half of them or more."""
        left_out = [one for one in self.questions if one.left_out_at is not None]
        if 2 * len(left_out) < len(self.questions):
            return None
        return max(left_out, key=lambda one: one.left_out_at or one.asked_at)

    def counted(self, lack: Lack) -> int:
        """How many of them lack this."""
        return sum(lack in answer.lacks for answer in self.answers)
