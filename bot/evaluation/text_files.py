"""Opens the files of `parley evaluate`, and gathers what is wrong with them line by line."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from bot.evaluation.failures import CannotMeasure

_MOST_SHOWN = 10
_LINE_END = re.compile(rb"\r\n|\r|\n")
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GLANCE = 64
"""Bytes at the start that show whether every second one is NUL, as in UTF-16 without its mark."""


class BadFile(CannotMeasure):
    """A file cannot be used; the message names it, the lines, and what is wrong with each."""


class Problems:
    """What is wrong with one file, gathered so that all of it can be mended at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._found: list[tuple[int, str]] = []

    def add(self, line: int, what: str) -> None:
        """Note what is wrong with a line; lines count from 1."""
        self._found.append((line, what))

    def raise_if_any(self) -> None:
        """Raise `BadFile` with the first ten lines, in the order of the file."""
        if not self._found:
            return
        ordered = sorted(self._found, key=lambda found: found[0])
        shown = [f"{self._file}, line {line}: {what}" for line, what in ordered[:_MOST_SHOWN]]
        if len(self._found) > _MOST_SHOWN:
            shown.append(f"… and {len(self._found) - _MOST_SHOWN} more lines like these.")
        raise BadFile("\n".join(shown))


def text_of(file: Path) -> str:
    """The content of a file in UTF-8, with or without a byte order mark; raises `BadFile`."""
    content = _bytes_of(file)
    if content.startswith(_UTF_16_MARKS) or _looks_like_utf_16(content):
        raise BadFile(
            f'{file}: this is UTF-16, which spreadsheets call "Unicode text". '
            'Save it as "CSV UTF-8" and try again.'
        )
    place = content.find(b"\0")
    if place >= 0:
        line = _line_of(content, place)
        raise BadFile(f"{file}, line {line}: there is a character that is no text (NUL).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error's own bytes: its place does not count a byte order mark.
        line = _line_of(error.object, error.start)
        raise BadFile(
            f"{file}, line {line}: this is not UTF-8. Save the file as UTF-8 and try again."
        ) from error


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise BadFile(f"{file}: there is no such file.") from error
    except IsADirectoryError as error:
        raise BadFile(f"{file}: this is a folder, not a file.") from error
    except OSError as error:
        raise BadFile(f"{file}: it cannot be read ({error.strerror}).") from error


def _looks_like_utf_16(content: bytes) -> bool:
    glance = content[:_GLANCE]
    halves = glance[::2], glance[1::2]
    return len(glance) > 1 and any(not any(half) for half in halves) and any(glance)


def _line_of(content: bytes, place: int) -> int:
    return len(_LINE_END.findall(content[:place])) + 1
