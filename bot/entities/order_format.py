r"""How a company's order numbers look, and how people write them. The desk uses it, too: no Rasa.

A format is the number as the company writes it, with `#` for each digit: `HP-######`. A sign `#` of
its own has a backslash before it: `\#W#######` is `#W2378156`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

DEFAULT = "HP-######"

_DIGIT, _LETTERS, _SIGN = "digit", "letters", "sign"
_PART = re.compile(r"(?P<digit>#+)|(?P<letters>[^\W_]+)|\\?(?P<sign>.)", re.DOTALL)
_EXAMPLE_DIGITS = "204816"
_FEWEST_DIGITS, _MOST_DIGITS, _MOST_CHARACTERS = 3, 20, 40

# As many characters after as before, so that offsets stay right.
_PLAIN = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"\u00a0": " ", "\t": " ", "№": "#"}
)
_VALUES = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "oh": "0", "nought": "0",
    # Letters that are typed for digits; only among digits.
    "o": "0", "i": "1", "l": "1",
}  # fmt: skip
_SPOKEN = "|".join(word for word in _VALUES if len(word) > 1)
_ONE_DIGIT = (
    rf"(?:[0-9]|[oil](?=[oil]{{0,4}}[0-9])|(?<=[0-9])[oil]|(?:{_SPOKEN})(?![^\W_]))"
)  # fmt: skip
# "104 233", "10-42-33", "110 and 233".
_GAP = r"(?:[ ]{1,2}(?:-[ ]?)?|-[ ]?|[ ]and[ ])?"
_SIGNS = r"[ #_:./-]{0,3}"
# "HP - 104233", "HP then a dash then 104233".
_AFTER_LETTERS = rf"{_SIGNS}(?:(?:then|a|dash|hyphen|space)[ ]){{0,4}}"
# No part of a longer number, of a word or of an address.
_BEFORE = r"(?<![\w+@-])"
_NO_FRACTION = r"(?<![0-9][./])"
_BEHIND = r"(?![\w@%])(?![/.:-][0-9])(?!,[0-9]{1,3}(?![0-9]))"


class InvalidFormat(ValueError):
    """The format of order numbers cannot be used; the message says why."""


@dataclass(frozen=True)
class Written:
    """An order number in a text: from `start` to before `end`; `number` is how the company has it.

    `is_marked`: its letters or a sign `#` stand before it. `is_plain`: its digits are digits, and
    not torn apart.
    """

    start: int
    end: int
    number: str
    is_marked: bool
    is_plain: bool


class OrderNumbers:
    """Order numbers of one format or of several."""

    def __init__(self, formats: str | Sequence[str] = DEFAULT) -> None:
        """Raises `InvalidFormat`."""
        given = [formats] if isinstance(formats, str) else formats
        if not isinstance(given, (list, tuple)) or not given:
            raise InvalidFormat(f"order_number is {formats!r}; it must be like {DEFAULT}.")
        self._formats = [_Format(one) for one in given]
        self.formats = tuple(given)

    @property
    def example(self) -> str:
        """A number of the first format, to show people what theirs look like."""
        return self._formats[0].written_with(cycle(_EXAMPLE_DIGITS))

    def find(self, text: str) -> Iterator[Written]:
        """All in a text; they may overlap. What fits several formats is of the first of them."""
        plain = text.translate(_PLAIN)
        found = set()
        for one in self._formats:
            for written in one.find(plain):
                place = (written.start, written.end)
                if place not in found:
                    found.add(place)
                    yield written

    def normalise(self, text: str) -> str | None:
        """The order number that `text` is, as the company has it; None if it is none."""
        text = text.strip().rstrip(".,;!? ")
        return next(
            (one.number for one in self.find(text) if text[one.start : one.end] == text), None
        )


class _Format:
    def __init__(self, written: str) -> None:
        if not isinstance(written, str) or len(written) > _MOST_CHARACTERS:
            raise InvalidFormat(f"order_number is {written!r:.60}; it must be like {DEFAULT}.")
        self._parts = _parts(written)
        count = sum(len(text) for kind, text in self._parts if kind == _DIGIT)
        if not _FEWEST_DIGITS <= count <= _MOST_DIGITS:
            raise InvalidFormat(
                f"order_number is {written!r}; it must have {_FEWEST_DIGITS} to {_MOST_DIGITS} "
                f"digits, each written as #, like {DEFAULT}."
            )
        if self._parts[-1][0] == _SIGN:
            # It would be taken for the end of the sentence.
            raise InvalidFormat(
                f"order_number is {written!r}; it must be like {DEFAULT} and end with a digit or "
                "a letter."
            )
        first_digit = [kind for kind, _ in self._parts].index(_DIGIT)
        mark = ""
        for kind, text in self._parts[:first_digit]:
            if kind == _LETTERS:
                # What stands first is left out first.
                mark = (f"(?:{mark})?" if mark else "") + re.escape(text) + _AFTER_LETTERS
        number = _SIGNS.join(
            re.escape(text) if kind == _LETTERS else _digits_pattern(len(text))
            for kind, text in self._parts[first_digit:]
            if kind != _SIGN
        )
        marks = (rf"(?:[#][ ]?)?{mark}|" if mark else "") + rf"{_NO_FRACTION}(?:[#][ ]?)?"
        self._pattern = re.compile(
            rf"{_BEFORE}(?P<mark>{marks}){number}{_BEHIND}", re.IGNORECASE
        )  # fmt: skip

    def written_with(self, digits: Iterator[str]) -> str:
        """The number that has these digits."""
        return "".join(
            "".join(next(digits) for _ in text) if kind == _DIGIT else text
            for kind, text in self._parts
        )

    def find(self, plain: str) -> Iterator[Written]:
        for match in self._pattern.finditer(plain):
            runs = match.groups()[1:]
            number = self.written_with(iter("".join(_digits(run) for run in runs)))
            is_plain = all(run.isdecimal() for run in runs)
            yield Written(match.start(), match.end(), number, bool(match["mark"]), is_plain)


def _parts(written: str) -> list[tuple[str, str]]:
    """What a format consists of: digits, letters, signs, each with its text."""
    return [
        (str(part.lastgroup), part[str(part.lastgroup)]) for part in _PART.finditer(written)
    ]  # fmt: skip


def _digits_pattern(count: int) -> str:
    return rf"({_ONE_DIGIT}(?:{_GAP}{_ONE_DIGIT}){{{count - 1}}})"


def _digits(run: str) -> str:
    """The digits that a run of them means, like `1O4 233` or `one oh four two`."""
    found = re.findall(rf"[0-9]|{_SPOKEN}|[oil]", run.casefold().replace("and", " "))
    return "".join(_VALUES.get(one, one) for one in found)
