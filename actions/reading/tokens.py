"""Cuts a message into words, numbers and signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.reading.spelling import british, singular
from bot.entities.words import NUMBERS, SPELLINGS, word_set

MAX_CHARACTERS = 2_000
"""Characters of a message that are read: as many as the engine reads."""
MAX_TOKENS = 500

_TOKEN = re.compile(
    r"""
    (?P<word> [^\W\d_]+ (?: ['’] [^\W\d_]+ )* )
    | (?P<number> [0-9]{1,3} (?: ,[0-9]{3} )+ (?![0-9,]) (?: \.[0-9]+ )? | [0-9]+ (?: \.[0-9]+ )? )
    | (?P<sign> \S )
    """,
    re.VERBOSE,
)
_HYPHENS = frozenset("-‐‑_")
_KEPT_IN_CHAT = word_set("teh da dis dat color colur clr smal lrg sml med recieved")
"""Of the spellings of chat those that are replaced here; most others lose what they say."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign from `start` to before `end` of the message.

    `form`: in lower case, British, without the slips of chat; of a number its plain value;
    `stem`: the form in the singular; `glued`: no space stands before it.
    """

    text: str
    form: str
    stem: str
    kind: str
    start: int
    end: int
    glued: bool

    @property
    def is_word(self) -> bool:
        """Whether it consists of letters."""
        return self.kind == "word"

    @property
    def is_number(self) -> bool:
        """Whether it consists of digits."""
        return self.kind == "number"


def tokens_of(text: str) -> list[Token]:
    """The first `MAX_CHARACTERS` of a message in tokens; "full-size" is two of them."""
    text = text[:MAX_CHARACTERS]
    matches = list(_TOKEN.finditer(text))[:MAX_TOKENS]
    found = []
    for index, match in enumerate(matches):
        word, kind = match.group(), match.lastgroup or "sign"
        glued = index > 0 and matches[index - 1].end() == match.start()
        if word in _HYPHENS and _is_joint(matches, index):
            continue
        form = _form(word, kind)
        stem = singular(form) if kind == "word" else form
        found.append(Token(word, form, stem, kind, match.start(), match.end(), glued))
    return found


def number_of(token: Token) -> int | None:
    """What a whole number counts, in digits or as a word; None for every other token."""
    if token.is_number:
        return int(token.form) if token.form.isdecimal() and len(token.form) < 10 else None  # noqa: PLR2004
    return NUMBERS.get(token.form)


def form_at(tokens: Sequence[Token], index: int) -> str:
    """The form of a token; "" beyond both ends."""
    return tokens[index].form if 0 <= index < len(tokens) else ""


def _form(word: str, kind: str) -> str:
    if kind == "number":
        plain = word.replace(",", "")
        whole, _, part = plain.partition(".")
        part = part.rstrip("0")
        return (whole.lstrip("0") or "0") + (f".{part}" if part else "")
    if kind == "sign":
        return word
    folded = word.casefold().replace("’", "'")
    if folded in _KEPT_IN_CHAT:
        folded = SPELLINGS.get(folded, folded)
    return british(folded.removesuffix("'s") if len(folded) > 4 else folded)  # noqa: PLR2004


def _is_joint(matches: list[re.Match[str]], index: int) -> bool:
    """Whether a hyphen joins two words, or a number and a word: no sign of its own."""
    if not 0 < index < len(matches) - 1:
        return False
    before, after = matches[index - 1], matches[index + 1]
    is_tight = before.end() == matches[index].start() and matches[index].end() == after.start()
    numbers = before.lastgroup == after.lastgroup == "number"
    return is_tight and "sign" not in (before.lastgroup, after.lastgroup) and not numbers
