"""E-mail addresses, written or spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.entities.detail import Detail
from bot.entities.reading import Reading
from bot.entities.words import word_set

_EMAIL = re.compile(r"[\w.+%-]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
# Where an address is spoken, only these end it: "at work. please" is none.
_LAST_LABELS = word_set("com org net uk eu example io me info de fr ie biz gov edu scot")
_JOINTS = {"dot": ".", ".": ".", "underscore": "_", "_": "_", "dash": "-", "hyphen": "-", "-": "-"}

WORDS = word_set("dot underscore dash hyphen")
"""Words that the rules here name."""


def emails(reading: Reading) -> Iterator[Detail]:
    """All e-mail addresses; of one that is spoken the value is how it is written."""
    if "@" in reading.text:
        for match in _EMAIL.finditer(reading.text):
            typed = match.group().lstrip(".%+-")
            start = match.end() - len(typed)
            if not typed.startswith("@"):
                yield Detail("email", start, match.end(), typed, typed)
    for index in range(1, len(reading.forms) - 1):
        if reading.words[index].casefold() == "at" or reading.forms[index] == "@":
            spoken = _spoken_email(reading, index)
            if spoken is not None:
                yield spoken


def _spoken_email(reading: Reading, at: int) -> Detail | None:
    """Like "anna dot smith at example dot com", also "(at)" and "example.com"."""
    left, right = at - 1, at + 1
    if reading.form(left) in ("(", "[") and reading.form(right) in (")", "]"):
        left, right = left - 1, right + 1
    first, end, name, domain = left, right + 1, "", ""
    if not (left >= 0 and right < len(reading.words)):
        return None
    if not (reading.words[left].isalnum() and reading.words[right].isalnum()):
        return None
    name, domain = reading.words[left], reading.words[right]
    while (
        first >= 1
        and (
            joint := _joint(reading, first - 1)
            or ("" if reading.is_joined(first) and reading.words[first - 1].isalnum() else None)
        )
        is not None
    ):
        step = 2 if joint else 1
        if first - step < 0 or not reading.words[first - step].isalnum():
            break
        first -= step
        name = reading.words[first] + joint + name
    while (joint := _joint(reading, end)) and end + 1 < len(reading.words):
        if not reading.words[end + 1].isalnum():
            break
        domain += joint + reading.words[end + 1]
        end += 2
    if domain.rpartition(".")[2].casefold() not in _LAST_LABELS or "." not in domain:
        return None
    begin, stop = reading.starts[first], reading.ends[end - 1]
    written = f"{name}@{domain}".casefold()
    return Detail("email", begin, stop, reading.text[begin:stop], written, 0.9)


def _joint(reading: Reading, index: int) -> str | None:
    """The sign that a spoken joint stands for; a written one touches both neighbours."""
    if not 0 < index < len(reading.words) - 1:
        return None
    word = reading.words[index].casefold()
    if word in _JOINTS and not word.isalpha():
        is_tight = reading.is_joined(index) and reading.is_joined(index + 1)
        return _JOINTS[word] if is_tight else None
    return _JOINTS.get(word)
