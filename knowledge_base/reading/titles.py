"""What an article is called, where nobody says so outright."""

from __future__ import annotations

import re

_LONGEST = 150
"""Characters; a first line beyond that is a paragraph."""
# What programs write into a document's properties when its author writes nothing.
_NO_TITLE = re.compile(
    r"untitled.*|document ?\d*|microsoft \w+ - .*|slide \d+|.*\.(docx?|pdf|odt|html?|indd|tmp)",
    re.IGNORECASE,
)
_FIRST_BLOCK = re.compile(r"\A(?:#{1,6} )?(?P<text>[^\n]+)(?:\n\s*\n|\Z)")
_ESCAPE_OR_EMPHASIS = re.compile(r"\\([^\w\s])|[*_`]")


def real_title(*candidates: str | None) -> str:
    """The first candidate that somebody may have written as a title, or an empty text."""
    for candidate in candidates:
        title = " ".join((candidate or "").split())
        if title and len(title) <= _LONGEST and not _NO_TITLE.fullmatch(title):
            return title
    return ""


def first_line(body: str) -> str:
    """The first heading or paragraph of a text in Markdown, without its marks."""
    block = _FIRST_BLOCK.match(body)
    return _ESCAPE_OR_EMPHASIS.sub(r"\1", block["text"]).strip() if block else ""


def without_title(body: str, title: str) -> str:
    """Markdown without a first heading or line that only says the title once more."""
    block = _FIRST_BLOCK.match(body)
    return body[block.end() :].strip() if block and first_line(body) == title else body
