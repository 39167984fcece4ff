"""The index on disk: a reader sees an old one or a new one, never half of one."""

from __future__ import annotations

import fcntl
import json
import mmap
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, overload
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from knowledge_base.answers.contradictions import Contradiction, Statement
from knowledge_base.article import Article
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.learnt import LearntQuestions
from knowledge_base.index.lexical import WordIndex
from knowledge_base.index.rows import Rows
from knowledge_base.index.vectors import NearestRows
from knowledge_base.passages import Passage
from knowledge_base.thresholds import Thresholds

FORMAT = 11
_CURRENT = "current"
_LOCK = "lock"
_MANIFEST = "manifest.json"
_ARTICLES = "articles.jsonl"
_PASSAGES = "passages.jsonl"
_LEARNT = "learnt.npz"
_DATES = ("updated_on", "valid_from", "valid_until")
_TUPLES = ("tags", "asked_as", "not_answered", "products")


class IndexUnavailable(Exception):
    """There is no index, or one that cannot be read or used; the message says what to do."""


class IndexNotWritten(Exception):
    """The index could not be written; the one before, if there was one, is still in use."""


class StoredPassages(Sequence[Passage]):
    """Passages read from a file one by one, so that a million of them need no memory."""

    def __init__(self, file: Path, offsets: NDArray[np.int64]) -> None:
        self._offsets = offsets
        with file.open("rb") as opened:
            # An empty file cannot be mapped.
            self._bytes: mmap.mmap | bytes = (
                mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) if len(offsets) > 1 else b""
            )

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> list[Passage]: ...
    def __getitem__(self, place: int | slice) -> Passage | list[Passage]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        start, end = self._offsets[place], self._offsets[place + 1]
        return Passage(**json.loads(self._bytes[start:end]))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until no thread or process writes an index in `folder`, and keep the others waiting.

    Raises `IndexNotWritten` where the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("a")
    except OSError as error:
        raise _not_written(folder, error) from error
    with lock:
        # The system lets go of it with the file, also where the process is killed.
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def save(index: KnowledgeIndex, folder: Path) -> None:
    """Write `index` beside the one in use and change over to it; raises `IndexNotWritten`.

    The caller has `locked` the folder: every other index in it is taken for an old one.
    """
    fresh = folder / f"index-{uuid4().hex[:12]}"
    try:
        fresh.mkdir(parents=True)
        _write(index, fresh)
        pointer = fresh / _CURRENT
        pointer.write_text(fresh.name, "utf-8")
        pointer.replace(folder / _CURRENT)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise _not_written(folder, error) from error
    for other in folder.glob("index-*"):
        # Who is reading one of them has its files open, and keeps them until done.
        if other.name != fresh.name:
            shutil.rmtree(other, ignore_errors=True)


def _not_written(folder: Path, error: OSError) -> IndexNotWritten:
    # NumPy raises errors of its own making, without the system's words.
    told = f"The knowledge index could not be written to {folder} ({error.strerror or error})."
    if (folder / _CURRENT).exists():
        told += " The articles as they were before are still answered from."
    return IndexNotWritten(told)


def load(folder: Path, encoder: str | None = None) -> KnowledgeIndex:
    """Read the index in use; with a fingerprint, only one that this encoder has made.

    Raises `IndexUnavailable`.
    """
    # Between reading its name and reading its files it may have been replaced: then once more.
    for is_last in (False, True):
        version = version_of(folder)
        try:
            return _read(folder / version, encoder)
        except (OSError, EOFError, ValueError, KeyError, TypeError, RuntimeError) as error:
            if is_last or version_of(folder) == version:
                raise IndexUnavailable(
                    f"The knowledge index cannot be read: {error}. Run `.venv/bin/parley kb sync`."
                ) from error
    raise AssertionError("unreachable")


def bytes_of(folder: Path) -> int:
    """How much the index in use takes on disk; raises `IndexUnavailable`."""
    files = (folder / version_of(folder)).rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


def version_of(folder: Path) -> str:
    """The name of the index in use; it changes with each one. Raises `IndexUnavailable`."""
    try:
        return (folder / _CURRENT).read_text("utf-8").strip()
    except OSError as error:
        told = "There is no knowledge index yet. Run `.venv/bin/parley kb sync`."
        raise IndexUnavailable(told) from error


def _write(index: KnowledgeIndex, folder: Path) -> None:
    manifest = {
        "format": FORMAT,
        "encoder": index.encoder,
        "source": index.source,
        "questions": index.questions,
        "thresholds": asdict(index.thresholds),
        "has_learnt": index.learnt is not None,
        "contradictions": [asdict(one) for one in index.contradictions],
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2), "utf-8")
    _write_lines(folder / _ARTICLES, map(vars, index.articles))
    offsets = _write_lines(folder / _PASSAGES, map(vars, index.passages))
    for name, array in (
        ("offsets", offsets),
        ("article_of", index.article_of),
        ("vectors", index.rows.vectors),
        ("keys", index.rows.keys),
        ("starts", index.rows.starts),
    ):
        np.save(folder / f"{name}.npy", array)
    index.nearest.save(folder)
    index.words.save(folder)
    if index.learnt is not None:
        index.learnt.save(folder / _LEARNT)


def _write_lines(file: Path, entries: Iterable[dict[str, Any]]) -> NDArray[np.int64]:
    """Write one line an entry; where each begins, and where the last ends."""
    offsets = [0]
    with file.open("wb") as lines:
        for entry in entries:
            line = json.dumps(entry, ensure_ascii=False, default=date.isoformat) + "\n"
            offsets.append(offsets[-1] + lines.write(line.encode()))
        lines.flush()
        os.fsync(lines.fileno())
    return np.array(offsets, dtype=np.int64)


def _read(folder: Path, encoder: str | None) -> KnowledgeIndex:
    manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
    if manifest["format"] != FORMAT:
        raise ValueError("it was written by another version")
    if encoder not in (None, manifest["encoder"]):
        # Its vectors mean something else: whatever they were compared with, it would be wrong.
        raise IndexUnavailable(
            "The knowledge index was made by another encoder. Run `.venv/bin/parley kb sync`."
        )
    arrays = {
        name: np.load(folder / f"{name}.npy", mmap_mode="r")
        for name in ("offsets", "article_of", "vectors", "keys", "starts")
    }
    vectors, keys, starts = (np.asarray(arrays[name]) for name in ("vectors", "keys", "starts"))
    rows = Rows(vectors, keys, starts)
    passages = StoredPassages(folder / _PASSAGES, arrays["offsets"])
    index = KnowledgeIndex(
        articles=list(_read_articles(folder / _ARTICLES)),
        passages=passages,
        article_of=np.asarray(arrays["article_of"]),
        rows=rows,
        nearest=NearestRows.load(folder, rows.vectors),
        words=WordIndex.load(folder, len(passages)),
        learnt=LearntQuestions.load(folder / _LEARNT) if manifest["has_learnt"] else None,
        encoder=manifest["encoder"],
        source=manifest["source"],
        questions=manifest["questions"],
        thresholds=Thresholds(**manifest["thresholds"]),
        contradictions=[_contradiction(entry) for entry in manifest["contradictions"]],
    )
    if not len(passages) == len(index.article_of) == len(rows.starts) - 1:
        raise ValueError("it is incomplete")
    return index


def _contradiction(entry: dict[str, Any]) -> Contradiction:
    first, second = (Statement(**entry[side]) for side in ("first", "second"))
    return Contradiction(first, second, entry["what"])


def _read_articles(file: Path) -> Iterator[Article]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            for name in _DATES:
                entry[name] = date.fromisoformat(entry[name]) if entry[name] else None
            yield Article(**entry | {name: tuple(entry[name]) for name in _TUPLES})
