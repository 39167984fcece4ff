"""The keys that say what an article is: as they are written, and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import PurePath
from typing import Any, get_args

import yaml

from knowledge_base.article import Article, Audience, BrokenArticle
from knowledge_base.reading.titles import without_title

Keys = dict[str, Any]
"""Texts, lists and mappings as the author wrote them; nothing is a number or a date yet."""

LIST_KEYS = ("asked_as", "products", "tags")
KEYS = (
    *("id", "title", "url", "audience", "language", "valid_from", "valid_until", "updated_on"),
    *LIST_KEYS,
)
_NEARLY = 0.85
"""How like a key another one is before it is taken for a slip: a mistyped `valid_until` would
show a rule of the summer all year."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_URL = re.compile(r"(https?://[^\s/]+|/(?!/))\S*")
_NO_PART_OF_A_NAME = re.compile(r"[^\w.]+")


@dataclass(frozen=True)
class Draft:
    """What a format's reader makes of a file: its keys, and its text as Markdown."""

    body: str
    keys: Keys = field(default_factory=dict)


def parse_keys(text: str, place: str, first_line: int = 1) -> Keys:
    """The keys in YAML; `place` and the line it begins at are for the author of a broken one.

    Every value stays a text: YAML would read the language `no` as false, and raise for a 31 June.
    """
    try:
        keys = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - makes nothing but texts
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + first_line if error.problem_mark else first_line
        raise BrokenArticle(
            f"{place} is not YAML: line {line}, {error.problem} "
            "(put quotation marks around texts with a colon in them)"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BrokenArticle(f"{place} is not YAML") from error
    if not isinstance(keys, dict):
        raise BrokenArticle(f"{place} has no keys")
    return keys


def article_from(draft: Draft, file: PurePath, digest: str) -> Article:
    """The article that a draft describes; raises `BrokenArticle` for what cannot be meant."""
    keys = draft.keys
    _refuse_slips(keys)
    title = _text(keys, "title")
    if not title:
        raise BrokenArticle("it has no title; give it one with the key 'title'")
    body = without_title(draft.body.strip(), title)
    if not body:
        raise BrokenArticle("it has no text below its title")
    article_id = _text(keys, "id") or _id_from(file)
    asked = _questions(keys)
    valid_from, valid_until = _date(keys, "valid_from"), _date(keys, "valid_until")
    if valid_from and valid_until and valid_until < valid_from:
        raise BrokenArticle("'valid_until' is before 'valid_from'")
    return Article(
        id=article_id,
        title=title,
        url=_url(keys) or f"/help/{article_id}",
        body=body,
        updated_on=_date(keys, "updated_on"),
        language=_language(keys),
        tags=_texts(keys, "tags"),
        asked_as=tuple(question for question, _ in asked),
        sections={question: section for question, section in asked if section},
        audience=_audience(keys),
        products=_texts(keys, "products"),
        valid_from=valid_from,
        valid_until=valid_until,
        digest=digest,
    )


def _refuse_slips(keys: Keys) -> None:
    for key in keys:
        name = str(key).lower().replace("-", "_")
        meant = get_close_matches(name, KEYS, n=1, cutoff=_NEARLY)
        if key not in KEYS and meant:
            raise BrokenArticle(f"it has the key '{key}'; '{meant[0]}' is probably meant")


def _id_from(file: PurePath) -> str:
    """The file's name as it can stand in an address."""
    return _NO_PART_OF_A_NAME.sub("-", file.stem).strip("-.").lower() or file.stem


def _text(keys: Keys, key: str) -> str:
    value = keys.get(key) or ""
    if not isinstance(value, str):
        raise BrokenArticle(f"'{key}' is not a text")
    return " ".join(value.split())


def _texts(keys: Keys, key: str) -> tuple[str, ...]:
    values = keys.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BrokenArticle(f"'{key}' is not a list of texts")
    return tuple(value.strip() for value in values if value.strip())


def _questions(keys: Keys) -> list[tuple[str, str]]:
    """The questions under `asked_as`: texts, or a `question` with its `section`."""
    entries = keys.get("asked_as") or []
    if not isinstance(entries, list):
        raise BrokenArticle("'asked_as' is not a list")
    found = []
    for number, entry in enumerate(entries, 1):
        asked = entry if isinstance(entry, dict) else {"question": entry}
        question, section = asked.get("question"), asked.get("section") or ""
        if not (isinstance(question, str) and question and isinstance(section, str)):
            raise BrokenArticle(f"entry {number} of 'asked_as' has no question")
        found.append((question, section))
    return found


def _date(keys: Keys, key: str) -> date | None:
    value = _text(keys, key)
    if not value:
        return None
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BrokenArticle(f"'{key}' is '{value}', which is no date; write it as 2026-03-31")


def _language(keys: Keys) -> str:
    value = _text(keys, "language").replace("_", "-") or "en"
    if not _LANGUAGE.fullmatch(value):
        raise BrokenArticle(f"'language' is '{value}', which is no code; write en or pt-BR")
    primary, *rest = value.split("-")
    return "-".join((primary.lower(), *rest))


def _audience(keys: Keys) -> Audience:
    value = _text(keys, "audience") or "customers"
    for audience in get_args(Audience):
        if value == audience:
            return audience  # type: ignore[no-any-return]  # get_args forgets what they are
    raise BrokenArticle(f"'audience' is '{value}'; write customers or agents")


def _url(keys: Keys) -> str:
    value = _text(keys, "url")
    if value and not _URL.fullmatch(value):
        raise BrokenArticle(f"'url' is '{value}', which does not begin with https:// or /")
    return value
