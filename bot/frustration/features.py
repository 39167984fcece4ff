"""What a text shows beside its words: capitals, marks, and saying that it is not the first time.

The transformer folds capitals and sees marks dimly, and it reads one message, not the story.
"""

from __future__ import annotations

import re

MAX_CHARACTERS = 2_000
"""Characters of a text that are read."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_INSISTING_MARKS = re.compile(r"\?\s?[?!]|!\s?[?!]")
_AGAIN = re.compile(
    r"\b(?:how many times|(?:two|three|four|five|six|several|\d+) times"
    r"|(?:second|third|fourth|fifth|sixth|[2-9](?:nd|rd|th)|nth)"
    r" (?:time|message|e-?mail|call|chat|day|week|attempt|complaint)"
    r"|already (?:told|said|gave|given|sent|asked|explained|tried|rang|called)"
    r"|(?:told|asked|said|sent|explained|rang|called|e-?mailed)(?: \w+){0,3}"
    r" (?:twice|already|before|yesterday)"
    r"|keeps? (?:asking|saying|sending|telling|getting)"
    r"|still (?:waiting|no|nothing|not|hasn'?t|haven'?t)"
    r"|same (?:thing|answer|question|reply|problem)|yet another)\b",
    re.IGNORECASE,
)


def share_of_capitals(text: str) -> float:
    """The share of words of three letters or more that are written in capitals, 0–1."""
    words: list[str] = _WORD.findall(text[:MAX_CHARACTERS])
    return sum(word.isupper() for word in words) / max(len(words), 1)


def insists_with_marks(text: str) -> bool:
    """Whether two exclamation or question marks stand together: "??", "!!", "?!"."""
    return _INSISTING_MARKS.search(text[:MAX_CHARACTERS]) is not None


def says_again(text: str) -> bool:
    """Whether the text says that this is not the first time: "asked twice already", "still no"."""
    return _AGAIN.search(text[:MAX_CHARACTERS]) is not None
