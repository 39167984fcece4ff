"""What an article is, whatever format it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Audience = Literal["customers", "agents"]


class BrokenArticle(Exception):
    """A file cannot be used as an article; the message says why, in a sentence for its author."""


@dataclass(frozen=True)
class Problem:
    """A file that was left out, and why."""

    file: str
    why: str


@dataclass(frozen=True)
class Article:
    """One article; `body` is its text as Markdown, without the keys.

    `asked_as` are questions that the article answers, in customers' own words: people rarely ask in
    the words in which articles are written. `sections` names, for some of these questions, the
    heading that has the answer; for the others the closest passage counts. `not_answered` are
    questions that come near and that it does not answer, nor any other article.
    """

    id: str
    title: str
    url: str
    body: str
    updated_on: date | None = None
    language: str = "en"
    tags: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    not_answered: tuple[str, ...] = ()
    audience: Audience = "customers"
    products: tuple[str, ...] = ()
    """What it is about, as the shop names it; empty where it is about all of them."""
    valid_from: date | None = None
    valid_until: date | None = None
    """The last day on which it holds."""
    digest: str = ""
    """SHA-256 of the file that it was read from (`reading.file.digest_of`)."""

    def is_valid_on(self, day: date) -> bool:
        """Whether the article holds on `day`; both its first and its last day count."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_until is None or day <= self.valid_until)
