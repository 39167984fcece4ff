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
"""Texts, lists and mappings as the author wrote them, under the names that `name_of` gives their
keys; nothing is a number or a date yet."""

QUESTION_KEYS = ("asked_as", "not_answered")
LIST_KEYS = (*QUESTION_KEYS, "products", "tags")
KEYS = (
    *("id", "title", "url", "audience", "language", "valid_from", "valid_until", "updated_on"),
    *LIST_KEYS,
)
_ALSO_CALLED = {"product": "products"}
_NEARLY = 0.85
"""How like a key another one is before it is taken for a slip: a mistyped `valid_until` would
show a rule of the summer all year."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_URL = re.compile(r"(https?://[^\s/]+|/(?!/))\S*")
_NO_PART_OF_A_NAME = re.compile(r"[^\w.]+")
# It stands in addresses, and `..` would lead out of the help centre.
_ID = re.compile(r"\w[\w.-]{0,199}")
# Those that turn the direction of writing too: with them a title can pretend to be another.
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


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
    named: Keys = {}
    for key, value in keys.items():
        name = name_of(key)
        if name in named:
            raise BrokenArticle(f"{place} has the key '{name}' twice, once as '{key}'")
        named[name] = value
    return named


def name_of(key: str) -> str:
    """What a key is called here: "valid from" is `valid_from`, and `product` is `products`.

    Keys that mean nothing here stay as they are.
    """
    name = re.sub(r"[\s-]+", "_", key.strip().lower())
    name = _ALSO_CALLED.get(name, name)
    return name if name in KEYS else key


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
    article_id = _id(keys, file)
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
        not_answered=_texts(keys, "not_answered"),
        audience=_audience(keys),
        products=_texts(keys, "products"),
        valid_from=valid_from,
        valid_until=valid_until,
        digest=digest,
    )


def _refuse_slips(keys: Keys) -> None:
    for key in keys:
        name = re.sub(r"[\s-]+", "_", key.lower())
        meant = get_close_matches(name, KEYS, n=1, cutoff=_NEARLY)
        if key not in KEYS and meant:
            raise BrokenArticle(f"it has the key '{key}'; '{meant[0]}' is probably meant")


def _id(keys: Keys, file: PurePath) -> str:
    """What the author says, else the file's name as it can stand in an address."""
    value = _text(keys, "id") or _NO_PART_OF_A_NAME.sub("-", file.stem).strip("-.").lower()
    if not _ID.fullmatch(value):
        raise BrokenArticle(
            f"'id' is '{value}'; write up to 200 letters, digits, points, hyphens and underscores"
        )
    return value


def _text(keys: Keys, key: str) -> str:
    value = keys.get(key) or ""
    if not isinstance(value, str):
        raise BrokenArticle(f"'{key}' is not a text")
    return _plain(value)


def _texts(keys: Keys, key: str) -> tuple[str, ...]:
    values = _list(keys, key)
    if not all(isinstance(value, str) for value in values):
        raise BrokenArticle(f"'{key}' is not a list of texts")
    return tuple(text for value in values if (text := _plain(value)))


def _list(keys: Keys, key: str) -> list[Any]:
    """The list under a key; a single entry may stand there without being one."""
    value = keys.get(key) or []
    return value if isinstance(value, list) else [value]


def _plain(text: str) -> str:
    """A text on one line, without what cannot be seen."""
    return " ".join(_CONTROL_CHARACTERS.sub(" ", text).split())


def _questions(keys: Keys) -> list[tuple[str, str]]:
    """The questions under `asked_as`: texts, or a `question` with its `section`."""
    found = []
    for number, entry in enumerate(_list(keys, "asked_as"), 1):
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
