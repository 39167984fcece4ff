"""An article as it is written: from a customer's question to a Markdown file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

import yaml

MAX_TITLE_CHARACTERS = 120
MAX_ID_CHARACTERS = 80
_LONGEST_QUESTION = 100
_OPENING = re.compile(
    r"^(?:(?:hi|hello|hey|good\s(?:morning|afternoon|evening)|dear\s\w+|please|pls|sorry|excuse\sme|"
    r"quick\squestion|question)(?:\sthere|\steam|\sall)?[\s,.:!–-]+)+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:how|what|when|where|who|whose|which|why|can|could|do|does|did|is|are|am|was|were|will|"
    r"would|should|may|must|have|has|what[’']?s|where[’']?s|who[’']?s)\b",
    re.IGNORECASE,
)
_LONE_I = re.compile(r"\bi\b(?=$|[\s,’'])")


@dataclass(frozen=True)
class AgentAnswer:
    """What an agent replied after a question, without personal data."""

    text: str
    agent_name: str
    at: datetime


@dataclass(frozen=True)
class ArticleDraft:
    """An article before it is a file; `answers` are the replies that its body was made from."""

    title: str
    asked_as: tuple[str, ...]
    body: str
    answers: list[AgentAnswer] = field(default_factory=list)

    def as_markdown(self, updated_on: date) -> str:
        """The file: front matter, and the text below it."""
        head = {"title": self.title, "updated_on": updated_on, "asked_as": list(self.asked_as)}
        front_matter = yaml.safe_dump(
            {key: value for key, value in head.items() if value},
            allow_unicode=True,
            sort_keys=False,
            width=1000,
        )
        return f"---\n{front_matter}---\n\n{self.body.strip()}\n"


def title_of(question: str) -> str:
    """A question as a title: `hi, how do i delete my account` → `How do I delete my account?`."""
    words = " ".join(_OPENING.sub("", question.strip()).split()) or question.strip()
    words = _LONE_I.sub("I", words).rstrip(" .,;:!?…-–")
    if len(words) > _LONGEST_QUESTION:
        words = words[:_LONGEST_QUESTION].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    title = words[:1].upper() + words[1:]
    return f"{title}?" if _ASKS.match(title) else title


def id_of(title: str) -> str:
    """The name of an article's file: `How do I return a gift?` → `how-do-i-return-a-gift`.

    Empty where the title has no letter or digit that a file's name may have everywhere.
    """
    plain = unicodedata.normalize("NFKD", title.casefold())
    kept = "".join(one for one in plain if one not in "'’" and not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")[:MAX_ID_CHARACTERS].rstrip("-")
