"""Looks into a ZIP archive before anything unpacks it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from knowledge_base.article import BrokenArticle

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 50_000_000
MAX_XML_BYTES = 10_000_000
"""Of the texts in it together: a parser makes a tree of them that is many times as large."""
MAX_RATIO = 200
"""How many times its packed size an entry may have; what people wrote stays far below."""
_SMALL = 1_000_000
"""Bytes below which an entry may be packed as tightly as it likes."""
_CHUNK = 64 * 1024
_DAMAGED = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, struct.error, zlib.error)


def check(content: bytes) -> None:
    """Raise `BrokenArticle` for an archive that is none, or would unpack to far too much.

    What it declares is checked first, then what comes out: piece by piece, up to the limit.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_declared(entries)
            unpacked = 0
            for entry in entries:
                with archive.open(entry) as opened:
                    while chunk := opened.read(_CHUNK):
                        unpacked += len(chunk)
                        _refuse_above(MAX_UNPACKED_BYTES, unpacked)
    except _DAMAGED as error:
        raise BrokenArticle("it is no Word document, or a damaged one") from error


def _check_declared(entries: Sequence[ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise BrokenArticle(f"it is an archive of more than {MAX_ENTRIES:,} files")
    for entry in entries:
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BrokenArticle("it is packed in a way that Word does not use")
        if entry.file_size > max(_SMALL, MAX_RATIO * entry.compress_size):
            raise BrokenArticle(f"it would unpack to more than {MAX_RATIO} times its size")
    _refuse_above(MAX_UNPACKED_BYTES, sum(entry.file_size for entry in entries))
    texts = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    _refuse_above(MAX_XML_BYTES, sum(texts))


def _refuse_above(limit: int, size: int) -> None:
    if size > limit:
        raise BrokenArticle(f"it would unpack to more than {limit:,} bytes")
