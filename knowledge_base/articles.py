"""Reads the company's articles: Markdown files with front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ARTICLES_FOLDER = Path(__file__).resolve().parent / "articles"
MAX_BYTES = 1_000_000
_FRONT_MATTER = re.compile(r"\A---\r?\n(?P<head>.*?)\r?\n---\r?\n(?P<body>.*)\Z", re.DOTALL)


class BrokenArticle(Exception):
    """A file cannot be used as an article; the message says why, in a sentence for its author."""


@dataclass(frozen=True)
class Article:
    """One article; `body` is its Markdown without the front matter.

    `asked_as` are questions that the article answers, in customers' own words: people rarely ask in
    the words in which articles are written. `sections` names, for some of these questions, the
    heading that has the answer; for the others the closest passage counts.
    """

    id: str
    title: str
    url: str
    body: str
    updated_on: date | None = None
    language: str = "en"
    tags: tuple[str, ...] = field(default_factory=tuple)
    asked_as: tuple[str, ...] = field(default_factory=tuple)
    sections: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """A file that was left out, and why."""

    file: str
    why: str


def read_articles(folder: Path) -> tuple[list[Article], list[Problem]]:
    """All articles in `folder`, by file name, and the files that cannot be used.

    One broken file never keeps the others from being served.
    """
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    for file in article_files(folder):
        try:
            article = read_article(file)
            if article.id in articles:
                raise BrokenArticle(f"another article has the id '{article.id}' already")
        except BrokenArticle as error:
            problems.append(Problem(file.name, str(error)))
        else:
            articles[article.id] = article
    return list(articles.values()), problems


def article_files(folder: Path) -> Iterable[Path]:
    """The Markdown files below `folder`, in a stable order."""
    return sorted(folder.rglob("*.md"))


def read_article(file: Path) -> Article:
    """The article in `file`; raises `BrokenArticle`."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BrokenArticle(f"the file is larger than {MAX_BYTES:,} bytes")
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenArticle("the file is not UTF-8 text") from error
    except OSError as error:
        raise BrokenArticle(f"the file cannot be read: {error.strerror}") from error
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise BrokenArticle("there is no front matter (lines between two lines of ---) at its top")
    try:
        head = yaml.safe_load(match["head"])
    except yaml.YAMLError as error:
        raise BrokenArticle(f"its front matter is not YAML: {error}") from error
    if not isinstance(head, dict):
        raise BrokenArticle("its front matter has no keys")
    return _article(file, head, match["body"].strip())


def _article(file: Path, head: dict[str, Any], body: str) -> Article:
    title = head.get("title")
    if not isinstance(title, str) or not title.strip():
        raise BrokenArticle("its front matter has no title")
    if not body:
        raise BrokenArticle("it has no text below its front matter")
    article_id = str(head.get("id") or file.stem)
    asked = _questions(head)
    updated_on = head.get("updated_on")
    return Article(
        id=article_id,
        title=title.strip(),
        url=str(head.get("url") or f"/help/{article_id}"),
        body=body,
        updated_on=updated_on if isinstance(updated_on, date) else None,
        language=str(head.get("language") or "en"),
        tags=_texts(head, "tags"),
        asked_as=tuple(question for question, _ in asked),
        sections={question: section for question, section in asked if section},
    )


def _questions(head: dict[str, Any]) -> list[tuple[str, str]]:
    """The questions under `asked_as`: texts, or a `question` with its `section`."""
    questions = head.get("asked_as") or []
    if not isinstance(questions, list):
        raise BrokenArticle("'asked_as' in its front matter is not a list")
    found = []
    for entry in questions:
        if isinstance(entry, dict):
            if not entry.get("question"):
                raise BrokenArticle("an entry of 'asked_as' in its front matter has no question")
            found.append((str(entry["question"]), str(entry.get("section") or "")))
        else:
            found.append((str(entry), ""))
    return found


def _texts(head: dict[str, Any], key: str) -> tuple[str, ...]:
    values = head.get(key) or []
    if not isinstance(values, list):
        raise BrokenArticle(f"'{key}' in its front matter is not a list")
    return tuple(str(value) for value in values)
