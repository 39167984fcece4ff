"""Markdown with front matter."""

from __future__ import annotations

import re

from knowledge_base.article import BrokenArticle
from knowledge_base.reading.keys import Draft, parse_keys

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<keys>.*?)\r?\n---[ \t]*(?:\r?\n(?P<body>.*))?\Z", re.DOTALL
)


def read(content: bytes) -> Draft:
    """The keys and the text; raises `BrokenArticle`."""
    match = _FRONT_MATTER.match(text_of(content))
    if match is None:
        raise BrokenArticle("there is no front matter (lines between two lines of ---) at its top")
    keys = parse_keys(match["keys"], "its front matter", first_line=2)
    return Draft((match["body"] or "").strip(), keys)


def text_of(content: bytes) -> str:
    """UTF-8 text, with or without a byte order mark; raises `BrokenArticle`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenArticle("the file is not UTF-8 text") from error
    if "\0" in text:
        raise BrokenArticle("the file is not text")
    return text
