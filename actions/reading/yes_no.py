"""A clear yes or a clear no to what was just said; everything else is neither."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import Enum, auto

from actions.hesitation import hesitates
from actions.reading.spelling import singular
from actions.reading.yes_no_words import (
    ASIDE_OF_NO,
    COURTESY,
    JOINTS,
    NO,
    NO_CONSENT,
    PROPOSED,
    SLIPS,
    UNLESS_ALONE,
    YES,
)

_LONGEST = 200
"""Characters; a longer message says more than yes."""
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?]")
_THUMBS = {"👍": True, "✅": True, "👌": True, "👎": False, "❌": False}
_HARMLESS_SIGNS = frozenset(" \t\r\n.,!?;:()'’\"“”*&-–—~🙂😊😀😃😄😁🙏❤\ufe0f🏻🏼🏽🏾🏿")
_SIGNS_OF_NUMBERS = frozenset("#£$€/+%")
_TRAILING_OFF = re.compile(r"\.\.|…")
_BELOW_NOTHING = re.compile(r"(?<![\w-])[-–]\s?[0-9]")


class _Part(Enum):
    YES = auto()
    NO = auto()
    NAMED = auto()
    """What will be done, in other words."""
    COURTESY = auto()
    JOINT = auto()
    PROPOSED = auto()
    """A word of what was proposed."""
    OTHER = auto()
    """No part of a yes, but none of a no either."""
    MORE = auto()


def yes_or_no(text: str) -> bool | None:
    """True for a clear yes, False for a clear no; None for doubts, questions, further details.

    A yes is clear if every other word is known to be harmless.
    """
    if len(text) > _LONGEST or hesitates(text):
        return None
    parts = _parts_of(text, frozenset())
    heard = {part for part in parts if part in (_Part.YES, _Part.NO)}
    # "no, that's right" and "yes, leave it" say both.
    if _Part.MORE in parts or len(heard) != 1:
        return None
    if _Part.NO in heard:
        return None if _Part.NAMED in parts else False
    return True if _is_clear(text, parts, _HARMLESS_SIGNS) else None


def agrees_with(text: str, harmless: Collection[str]) -> bool:
    """Whether this is a yes that says at most again what was proposed: "yes, return the lamp".

    `harmless` are the words of the proposal: names, order number, options, quantities.
    """
    if len(text) > _LONGEST or hesitates(text):
        return False
    known = frozenset(word for phrase in harmless for word in _words_of(phrase))
    parts = _parts_of(text, known)
    said = [part for part in parts if part is not _Part.COURTESY]
    is_yes = bool(said) and _Part.YES in (said[0], said[-1])
    signs = _HARMLESS_SIGNS | _SIGNS_OF_NUMBERS
    is_known = not {_Part.MORE, _Part.NO}.intersection(parts)
    return is_yes and is_known and _is_clear(text, parts, signs)


def _is_clear(text: str, parts: Sequence[_Part], signs: Collection[str]) -> bool:
    if _Part.OTHER in parts or _TRAILING_OFF.search(text) or _BELOW_NOTHING.search(text):
        return False
    # "yes and" goes on.
    if parts[-1] is _Part.JOINT:
        return False
    rest = _WORD.sub("", text)
    return all(sign in signs or sign in _THUMBS for sign in rest)


def _parts_of(text: str, proposed: Collection[str]) -> list[_Part]:
    """What the message is made of, thumbs last."""
    words = _words_of(text)
    parts: list[_Part] = []
    index = 0
    while index < len(words):
        part, length = _at(words, index, proposed)
        parts.append(part)
        index += length
    thumbs = (answer for sign, answer in _THUMBS.items() if sign in text)
    return parts + [_Part.YES if answer else _Part.NO for answer in thumbs]


def _words_of(text: str) -> list[str]:
    return [_plain(word) for word in _WORD.findall(text)]


def _plain(word: str) -> str:
    """In small letters, without apostrophes, slips and letters drawn out: "yesss", "nooo"."""
    folded = word.casefold().replace("’", "").replace("'", "")
    folded = folded if folded.isdecimal() else re.sub(r"(.)\1{2,}", r"\1", folded)
    return SLIPS.get(folded, folded)


def _at(words: Sequence[str], index: int, proposed: Collection[str]) -> tuple[_Part, int]:
    """What the longest phrase that begins here is, and of how many words it is."""
    for length in range(min(_MOST_WORDS, len(words) - index), 0, -1):
        phrase = " ".join(words[index : index + length])
        for part, phrases in _PHRASES.items():
            if phrase in phrases:
                return part, length
    word = words[index]
    if word in JOINTS:
        return _Part.JOINT, 1
    if proposed and (word in proposed or word in PROPOSED or _is_plural_of(word, proposed)):
        return _Part.PROPOSED, 1
    return (_Part.OTHER if word in ASIDE_OF_NO else _Part.MORE), 1


def _is_plural_of(word: str, proposed: Collection[str]) -> bool:
    return word.isalpha() and singular(word) in {singular(one) for one in proposed if one.isalpha()}


_PHRASES = {
    _Part.OTHER: NO_CONSENT,
    _Part.NO: NO,
    _Part.YES: YES,
    _Part.NAMED: UNLESS_ALONE,
    _Part.COURTESY: COURTESY,
}
"""Of phrases of the same length, the first counts."""
