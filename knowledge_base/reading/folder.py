"""Reads a folder of articles; one broken file never keeps the others from being served."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.article import Article, BrokenArticle, Problem
from knowledge_base.reading.file import digest_of, is_readable, read_file

ARTICLES_FOLDER = Path(__file__).resolve().parents[1] / "articles"


class NoArticlesFolder(Exception):
    """There is no folder to read articles from; the message is a sentence for whoever set it."""


@dataclass(frozen=True)
class ArticleFile:
    """A file that should be an article; `name` is its path below the folder, for people.

    `digest` changes whenever the article may have; it is empty where the file cannot even be
    looked at, and reading it says why.
    """

    path: Path
    name: str
    digest: str


def require_folder(folder: Path) -> None:
    """Raise `NoArticlesFolder` where the articles are out of reach, which is not to have none."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise NoArticlesFolder(
            f"The folder of articles cannot be read: {folder} ({error.strerror})."
        ) from error


def read_articles(
    folder: Path, known: Mapping[str, Article] | None = None
) -> tuple[list[Article], list[Problem]]:
    """All articles in `folder`, by file name, and the files that cannot be used.

    `known` are articles by their digest; a file that is unchanged is not read again.
    """
    articles: dict[str, Article] = {}
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for file in scan(folder):
        try:
            article = (known or {}).get(file.digest) or read_file(file.path)
            if article.id in articles:
                raise BrokenArticle(
                    f"{names[article.id]} has the id '{article.id}' already; "
                    "give one of them another with the key 'id'"
                )
        except BrokenArticle as error:
            problems.append(Problem(file.name, str(error)))
        else:
            articles[article.id] = article
            names[article.id] = file.name
    return list(articles.values()), problems


def scan(folder: Path) -> Iterator[ArticleFile]:
    """The article files below `folder`, in a stable order, without reading what is in them."""
    for path in _article_files(folder):
        try:
            digest = digest_of(path) if is_readable(path) else ""
        except BrokenArticle:
            digest = ""
        yield ArticleFile(path, path.relative_to(folder).as_posix(), digest)


def _article_files(folder: Path) -> list[Path]:
    """The files that should be articles, and the folders that may not be looked into.

    Hidden files and links that lead out of the folder are none of them.
    """
    refused: list[Path] = []

    def refuse(error: OSError) -> None:
        if Path(error.filename) != folder or not isinstance(error, FileNotFoundError):
            refused.append(Path(error.filename))

    root = folder.resolve()
    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(parent, name) for name in files if not name.startswith(".")]
        found += [path for path in paths if is_readable(path) and _is_own(path, root)]
    return sorted(found + refused)


def _is_own(file: Path, root: Path) -> bool:
    """Whether it is an ordinary file, or a link to one in the folder as container mounts make."""
    try:
        return file.resolve().is_relative_to(root) and file.is_file()
    except (OSError, RuntimeError):  # a link that leads to itself
        return False
