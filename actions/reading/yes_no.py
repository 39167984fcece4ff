"""A clear yes or a clear no to what was just said; everything else is neither."""

from __future__ import annotations

import re

from actions.hesitation import hesitates
from actions.reading.yes_no_words import ASIDE, NO, UNLESS_ALONE, YES

_LONGEST = 200
"""Characters; a longer message says more than yes."""
_MOST_WORDS = 6
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?]")
_NAMED = "what will be done"
_THUMBS = {"👍": True, "✅": True, "👌": True, "👎": False, "❌": False}


def yes_or_no(text: str) -> bool | None:
    """True for a clear yes, False for a clear no; None for doubts, questions, further details."""
    if len(text) > _LONGEST or hesitates(text):
        return None
    words = [_plain(word) for word in _WORD.findall(text)]
    heard = {answer for sign, answer in _THUMBS.items() if sign in text}
    is_named = False
    index = 0
    while index < len(words):
        answer, length = _at(words, index)
        if answer == _NAMED:
            is_named = True
        elif isinstance(answer, bool):
            heard.add(answer)
        elif words[index] not in ASIDE:
            return None
        index += length
    # "no, that's right" and "yes, leave it" say both.
    if len(heard) != 1 or (is_named and False in heard):
        return None
    return heard.pop()


def _plain(word: str) -> str:
    """In small letters, without apostrophes and without letters drawn out: "yesss", "nooo"."""
    folded = word.casefold().replace("’", "").replace("'", "")
    return re.sub(r"(.)\1{2,}", r"\1", folded)


def _at(words: list[str], index: int) -> tuple[bool | str | None, int]:
    """What the longest phrase that begins here says, and of how many words it is."""
    for length in range(min(_MOST_WORDS, len(words) - index), 0, -1):
        phrase = " ".join(words[index : index + length])
        if phrase in NO:
            return False, length
        if phrase in YES:
            return True, length
        if phrase in UNLESS_ALONE:
            return _NAMED, length
    return None, 1
