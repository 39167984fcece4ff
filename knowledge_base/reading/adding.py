"""Copies articles into the folder that is answered from, after reading each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.article import BrokenArticle, Problem
from knowledge_base.reading.file import read_file, sidecar_of
from knowledge_base.reading.folder import ArticleFile, read_articles, scan


@dataclass(frozen=True)
class Added:
    """What was copied, by its name below the folder, and what was not, and why."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    problems: list[Problem]


def add(source: Path, folder: Path, replace: bool = False) -> Added:
    """Copy a file, or all articles of a folder, into `folder`, each with the keys beside it.

    What is broken, there already or of an id that is taken is left out, and nothing of it is
    written; with `replace` a file of the same name is written over. Raises `OSError`.
    """
    by_id = {article.id: article.digest for article in read_articles(folder)[0]}
    names = {file.digest: file.name for file in scan(folder) if file.digest}
    owners = {id_: names.get(digest, "") for id_, digest in by_id.items()}
    added: list[str] = []
    replaced: list[str] = []
    problems: list[Problem] = []
    for file in _files(source):
        target = folder / file.name
        try:
            article = read_file(file.path)
            _refuse_own(file.path, folder)
            if target.exists() and not replace:
                raise BrokenArticle(f"there is a {file.name} already; --replace writes over it")
            if owners.get(article.id, file.name) != file.name:
                raise BrokenArticle(f"{owners[article.id]} has the id '{article.id}' already")
        except BrokenArticle as error:
            problems.append(Problem(file.name, str(error)))
            continue
        (replaced if target.exists() else added).append(file.name)
        owners[article.id] = file.name
        _copy(file.path, target)
    return Added(tuple(added), tuple(replaced), problems)


def _files(source: Path) -> Iterator[ArticleFile]:
    if source.is_dir():
        yield from scan(source)
    else:
        yield ArticleFile(source, source.name, "")


def _refuse_own(file: Path, folder: Path) -> None:
    if file.resolve().is_relative_to(folder.resolve()):
        raise BrokenArticle("it is in the folder of articles already")


def _copy(file: Path, target: Path) -> None:
    """The keys first: who reads the folder meanwhile never sees the file without them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside, own = sidecar_of(file), sidecar_of(target)
    if beside.exists():
        shutil.copyfile(beside, own)
    else:
        own.unlink(missing_ok=True)
    fresh = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(file, fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
