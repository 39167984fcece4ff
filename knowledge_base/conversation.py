"""A question in its conversation: what was said before, and for whom it is answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from knowledge_base.article import Article, Audience

BOT_LANGUAGE = "en"
"""What the engine reads and writes (`language` in config.yml)."""
_MOST_WORDS_OF_A_REST = 8
_GOES_ON = re.compile(
    r"\s*(?:(?:ok|okay|and|but|so|or|also|then|hm+)[,\s]+)*"
    r"(?:and|or|but|what about|how about|what if|same (?:for|with)|only|even|even if|also|"
    r"for|with|without|if)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """What one side said."""

    speaker: Literal["customer", "agent"]
    """`agent` is whoever answers for the company, the bot as well."""
    text: str


@dataclass(frozen=True)
class Context:
    """In what conversation a question is asked."""

    turns: Sequence[Turn] = ()
    """What was said before the question, the oldest first."""
    subjects: Sequence[str] = ()
    """What else is in question: the products of the order that is spoken of."""
    audience: Audience = "customers"
    """Agents may read everything, customers not what is for agents."""
    language: str | None = None
    """Of the articles wanted, like "en"; None for any."""
    today: date | None = field(default=None)
    """The day on which articles must hold; None for any."""

    article_id: str | None = None
    """The article that the customer has chosen; None for any."""

    def allows(self, article: Article) -> bool:
        """Whether the article may be quoted in this conversation."""
        return (
            self.article_id in (None, article.id)
            and (self.audience == "agents" or article.audience == "customers")
            and (self.language is None or article.language.split("-")[0] == self.language)
            and (self.today is None or article.is_valid_on(self.today))
        )


NO_CONTEXT = Context()


def readings_of(question: str, context: Context) -> list[str]:
    """The question, and if it only goes on from the one before ("and for gift cards?"), both."""
    before = next(
        (turn.text for turn in reversed(context.turns) if turn.speaker == "customer"), None
    )
    is_rest = len(question.split()) <= _MOST_WORDS_OF_A_REST and _GOES_ON.match(question)
    return [question, f"{before.rstrip('?!. ')} {question}"] if is_rest and before else [question]
