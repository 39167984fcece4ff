"""Reads articles and questions to measure with: JSONL, one document or one dialogue a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.text_files import BadFile, Problems, text_of
from knowledge_base.article import Article
from knowledge_base.conversation import Turn


@dataclass(frozen=True)
class Query:
    """A question at the end of a conversation, and the documents that answer it."""

    before: tuple[Turn, ...]
    question: str
    relevant: frozenset[str]


def read_documents(file: Path) -> list[Article]:
    """Articles from `{"id", "scope", "title", "text"}`; raises `BadFile`.

    The scope, whom or what a document is about, may be left out.
    """
    documents: dict[str, Article] = {}

    def one(read: Mapping[str, Any]) -> None:
        article = _article(read)
        if article.id in documents:
            raise ValueError(f"there is a document with the id {article.id} already.")
        documents[article.id] = article

    _each_line(file, one)
    return list(documents.values())


def read_queries(file: Path, documents: Collection[str]) -> list[Query]:
    """Questions from `{"turns": [{"speaker", "text"}], "relevant": [ids]}`; raises `BadFile`.

    The last turn has to be the customer's. A document that is not among `documents` cannot be
    found, which counts as a miss; if that is so of every question, the files do not belong
    together.
    """
    queries: list[Query] = []
    _each_line(file, lambda read: queries.append(_query(read)))
    known = frozenset(documents)
    if not any(query.relevant & known for query in queries):
        first = min(queries[0].relevant)
        raise BadFile(f"{file}: none of its relevant documents is there, for example {first}.")
    return queries


def _each_line(file: Path, take: Callable[[Mapping[str, Any]], None]) -> None:
    problems = Problems(file)
    is_empty = True
    # Not splitlines(): it would also cut at marks that are allowed inside a JSON string.
    for line, text in enumerate(text_of(file).split("\n"), start=1):
        if not text.strip():
            continue
        is_empty = False
        try:
            take(_object(text))
        except ValueError as error:
            problems.add(line, str(error))
    problems.raise_if_any()
    if is_empty:
        raise BadFile(f"{file}: the file is empty.")


def _object(text: str) -> Mapping[str, Any]:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON ({error}).") from error
    if not isinstance(read, dict):
        raise ValueError("this is not an object in braces.")  # noqa: TRY004 - a value in a file
    return read


def _article(read: Mapping[str, Any]) -> Article:
    document = read.get("id")
    if not isinstance(document, str | int) or isinstance(document, bool):
        raise ValueError('the document has no "id".')  # noqa: TRY004 - a value in a file
    scope, title, text = (read.get(key) or "" for key in ("scope", "title", "text"))
    if not all(isinstance(one, str) for one in (scope, title, text)):
        raise ValueError('"scope", "title" and "text" have to be texts.')
    if not (title or text).strip():
        raise ValueError('the document has neither "title" nor "text".')
    return Article(
        id=str(document),
        title=title or text,
        url="",
        body=text or title,
        products=(scope,) if scope.strip() else (),
    )


def _query(read: Mapping[str, Any]) -> Query:
    turns = read.get("turns")
    if not isinstance(turns, list) or not turns:
        raise ValueError('there are no "turns".')
    said = [_turn(turn, place) for place, turn in enumerate(turns, start=1)]
    if said[-1].speaker != "customer":
        raise ValueError("the last turn is not the customer's.")
    relevant = read.get("relevant")
    if not isinstance(relevant, list) or not relevant:
        raise ValueError('"relevant" names no document.')
    return Query(tuple(said[:-1]), said[-1].text, frozenset(map(str, relevant)))


def _turn(read: object, place: int) -> Turn:
    if not isinstance(read, dict) or not isinstance(read.get("text"), str):
        raise ValueError(f'turn {place} has no "text".')  # noqa: TRY004 - a value in a file
    speaker = read.get("speaker")
    if speaker not in ("customer", "agent"):
        raise ValueError(f'turn {place}: "speaker" has to be "customer" or "agent".')
    return Turn(speaker, read["text"])
