"""PDF files: what pypdf finds on their pages, read as an article."""

from __future__ import annotations

import io
import logging
import math
import time
from collections.abc import Sequence
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError

from knowledge_base.article import BrokenArticle
from knowledge_base.reading.keys import Draft
from knowledge_base.reading.pdf_text import Line, markdown_of
from knowledge_base.reading.titles import first_line, real_title

MAX_PAGES = 300
MAX_PAGE_BYTES = 10_000_000
"""Of what draws a page, unpacked; a page full of text takes some 20,000."""
MAX_SECONDS = 20.0
"""The 36 pages of a technical manual took 0.6 s of one core; a file made to be slow is given up."""
_SAME_LINE = 0.5
"""Texts whose heights differ by less than this part of their size stand on one line."""

Matrix = Sequence[float]


def read(content: bytes) -> Draft:
    """Title and text; raises `BrokenArticle`.

    The title is what the file's properties say, else its first line.
    """
    # It tells the log of each small fault that it mends. Nobody turns that on again: readers in
    # several threads would do so for each other.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        reader = _opened(content)
        pages = _pages(reader)
        title = reader.metadata.title if reader.metadata else None
    except (BrokenArticle, MemoryError):
        raise
    except LimitReachedError as error:
        raise BrokenArticle("it would unpack to far too much") from error
    # What a damaged file raises in there is of every kind.
    except Exception as error:
        raise BrokenArticle("it is no PDF, or a damaged one") from error
    if not any(line.text for page in pages for line in page):
        raise BrokenArticle(
            "there is no text in it, only images; run text recognition (OCR) over it first"
        )
    body = markdown_of(pages)
    return Draft(body, {"title": real_title(title, first_line(body))})


def _opened(content: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(content))
    # Many are locked against changes only, and open with an empty password.
    if reader.is_encrypted and not _opens_without_password(reader):
        raise BrokenArticle("it is locked with a password; save it without one")
    if len(reader.pages) > MAX_PAGES:
        raise BrokenArticle(f"it has more than {MAX_PAGES} pages; an article has a few")
    return reader


def _opens_without_password(reader: PdfReader) -> bool:
    try:
        return bool(reader.decrypt(""))
    # A cipher that pypdf has no library for.
    except Exception:
        return False


def _pages(reader: PdfReader) -> list[list[Line]]:
    deadline = time.monotonic() + MAX_SECONDS

    def check_time(*_: Any) -> None:
        if time.monotonic() > deadline:
            raise BrokenArticle(f"reading it takes longer than {MAX_SECONDS:.0f} seconds")

    pages = []
    for page in reader.pages:
        check_time()
        _refuse_too_much(page)
        lines = _Lines()
        page.extract_text(visitor_operand_before=check_time, visitor_text=lines.add)
        pages.append(lines.finished())
    return pages


def _refuse_too_much(page: PageObject) -> None:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_PAGE_BYTES:
        raise BrokenArticle(
            f"it would unpack to far too much, a page to more than {MAX_PAGE_BYTES:,} bytes"
        )


class _Lines:
    """Gathers the texts of a page into its lines, in the order in which the file draws them."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._parts: list[str] = []
        self._height = self._size = 0.0

    def add(self, text: str, user: Matrix, matrix: Matrix, _font: object, size: float) -> None:
        """Take in one text as pypdf tells of it; its place and size are in `user` and `matrix`."""
        if text.strip():
            scale = math.hypot(matrix[2], matrix[3]) * math.hypot(user[2], user[3])
            height = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
            if abs(height - self._height) > _SAME_LINE * max(self._size, 1.0):
                self._end_line()
            self._height, self._size = height, max(self._size, round(size * scale, 1))
        self._parts.append(text)
        if text.endswith("\n"):
            self._end_line()

    def finished(self) -> list[Line]:
        self._end_line()
        return self._lines

    def _end_line(self) -> None:
        text = " ".join("".join(self._parts).split())
        if text:
            self._lines.append(Line(text, self._height, self._size))
        self._parts, self._size = [], 0.0
