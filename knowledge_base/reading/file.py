"""Reads one file as an article, whatever its format."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.article import Article, BrokenArticle
from knowledge_base.reading import docx, html, markdown, pdf
from knowledge_base.reading.keys import Draft, article_from, parse_keys

MAX_TEXT_BYTES = 1_000_000
MAX_DOCUMENT_BYTES = 20_000_000


@dataclass(frozen=True)
class _Format:
    read: Callable[[bytes], Draft]
    max_bytes: int
    has_sidecar: bool
    """Whether keys may stand in a file beside it, `returns.pdf.yml` for `returns.pdf`."""


_MARKDOWN = _Format(markdown.read, MAX_TEXT_BYTES, has_sidecar=False)
_HTML = _Format(html.read, MAX_TEXT_BYTES, has_sidecar=True)
_FORMATS = {
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".pdf": _Format(pdf.read, MAX_DOCUMENT_BYTES, has_sidecar=True),
    ".docx": _Format(docx.read, MAX_DOCUMENT_BYTES, has_sidecar=True),
}


def is_readable(file: Path) -> bool:
    """Whether the file's name says that it is an article."""
    return file.suffix.lower() in _FORMATS


def read_file(file: Path) -> Article:
    """The article in `file`; raises `BrokenArticle`."""
    form = _FORMATS.get(file.suffix.lower())
    if form is None and file.is_dir():
        raise BrokenArticle("the folder cannot be looked into")
    if form is None:
        raise BrokenArticle(f"only {', '.join(_FORMATS)} can be read")
    content, beside = _contents(file, form)
    draft = form.read(content)
    if beside:
        own = parse_keys(markdown.text_of(beside), f"{sidecar_of(file).name} beside it")
        draft = Draft(draft.body, draft.keys | own)
    return article_from(draft, file, _digest(file, content, beside))


def digest_of(file: Path) -> str:
    """SHA-256 of a readable file, its name and its sidecar: all that its article depends on.

    Much cheaper than reading it. Raises `BrokenArticle` where the file cannot be read at all.
    """
    return _digest(file, *_contents(file, _FORMATS[file.suffix.lower()]))


def _digest(file: Path, content: bytes, beside: bytes) -> str:
    digest = hashlib.sha256(file.name.encode("utf-8", "surrogateescape"))
    for part in (content, beside):
        digest.update(f"\0{len(part)}\0".encode())
        digest.update(part)
    return digest.hexdigest()


def _contents(file: Path, form: _Format) -> tuple[bytes, bytes]:
    """The bytes of the file and of its sidecar, which are none where it has none."""
    sidecar = sidecar_of(file)
    has_sidecar = form.has_sidecar and sidecar.exists()
    content = _bytes(file, form.max_bytes)
    return content, _bytes(sidecar, MAX_TEXT_BYTES) if has_sidecar else b""


def sidecar_of(file: Path) -> Path:
    """Where the keys of a file that has no room for them stand."""
    return file.with_name(f"{file.name}.yml")


def _bytes(file: Path, limit: int) -> bytes:
    """All of a file; one that is too large is refused before it is read."""
    try:
        if file.stat().st_size > limit:
            raise BrokenArticle(f"the file is larger than {limit:,} bytes")
        with file.open("rb") as opened:
            content = opened.read(limit + 1)
    except FileNotFoundError as error:
        raise BrokenArticle("the file is gone") from error
    except OSError as error:
        raise BrokenArticle(f"the file cannot be read: {error.strerror}") from error
    # It may have grown meanwhile, and a device has no size.
    if len(content) > limit:
        raise BrokenArticle(f"the file is larger than {limit:,} bytes")
    return content
