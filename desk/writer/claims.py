"""What a sentence claims, in pieces that can be looked for in another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.entities.currencies import SIGNS
from knowledge_base.answers.words import GRAMMAR
from knowledge_base.index.lexical import stems

_NUMBER_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fourteen": "14", "fifteen": "15",
    "twenty": "20", "thirty": "30", "sixty": "60", "ninety": "90",
}  # fmt: skip
# "One" and "half" are words as often as figures: they count as words.
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_MONTH = r"january|february|march|april|may|june|july|august|september|october|november|december"
_FIGURE = re.compile(
    r"(?:\b(?:at\s(?P<bound>least|most)|(?P<up_to>up\sto))\s)?"
    rf"(?:\b(?P<month_before>{_MONTH})\s)?(?P<sign>[{''.join(SIGNS)}]?)\s?(?P<value>\d+(?:[.,:]\d+)*)\s?"
    rf"(?P<unit>%|°C|[ap]m\b|working days?\b|(?:{_MONTH})\b|[a-z]{{1,12}}\b)?"
    r"(?:\s?per\s(?P<per>\w+))?(?:\s(?:of|after|from|before)\s(?:(?:the|your|a|an)\s)?(?P<event>\w+))?",
    re.IGNORECASE,
)
_UNITS = frozenset({
    "%", "°c", "am", "pm", "day", "working_day", "week", "month", "year", "hour", "minute",
    "second", "kg", "g", "cm", "mm", "m", "km", "l", "ml", "mb", "gb",
})  # fmt: skip
_MONTHS = frozenset(_MONTH.split("|"))
_DENIAL = re.compile(
    r"\b(?:cannot|not|never|no|nor|neither|none|nobody|nothing|without)\b|n['’]t\b", re.IGNORECASE
)
_DENIED_UNTIL = re.compile(
    r"[.;:!?–]|,?\s\b(?:but|because|so that|unless|except|which|if|when|while|until)\b",
    re.IGNORECASE,
)
_WE = frozenset({"we", "us", "our", "ours"})
_LIMIT = re.compile(r"\b(?:unless|except|only)\b", re.IGNORECASE)
# What stands in brackets holds for a case, too: "30 days (60 for members)".
_CONDITION = re.compile(
    r"(?:\b(?:if|when|while|unless|except|as long as|provided)\b|\()(?P<case>[^,;:.)]*)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S+@\S+|\b[\w-]+(?:\.[a-z]{2,})+\b", re.IGNORECASE)
# "A parent's", "can't": denials are looked at by themselves.
_ENDING = re.compile(r"['’]s$|n['’]t$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Small words that turn what is said into something else are none of these.
_TURNING = frozenset({"any", "each", "off", "out", "same"})
_GLUE = (GRAMMAR - _TURNING) | frozenset({
    "find", "make", "take", "use", "come", "want", "simply", "still", "then", "therefore",
    "whichever", "whoever", "someone", "once", "and", "means", "mean", "says", "say", "said",
    "not", "no", "cannot", "never", "nor", "without", "nothing", "none", "neither", "because",
    "however", "than", "ca", "wo", "very", "like", "let", "at", "from", "up", "down",
})  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A number with what it counts: `30` and `day`, `14:00` and nothing, `15` and `£ box`.

    `bound` is `least` or `most` where it is one, `event` what a period counts from.
    """

    value: str
    unit: str
    bound: str = ""
    event: str = ""

    def stands_in(self, others: frozenset[Figure]) -> bool:
        """Whether others have it; what it does not name may be anything."""
        return any(
            other.value == self.value
            and self.unit in ("", other.unit)
            and self.bound in ("", other.bound)
            and (self.event == other.event or not self.event or not other.event)
            for other in others
        )


@dataclass(frozen=True)
class Claims:
    """The claims of one sentence."""

    text: str

    @cached_property
    def figures(self) -> frozenset[Figure]:
        """Numbers, amounts, dates and periods."""
        digits = _NUMBER_WORD.sub(lambda word: _NUMBER_WORDS[word[0].lower()], self.text)
        return frozenset(map(_figure, _FIGURE.finditer(digits)))

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of the words that carry meaning, without figures; "we" also for "our"."""
        is_of_us = any(word.lower() in _WE for word in _WORD.findall(self.text))
        return _meaning(self.text) | (frozenset({"we"}) if is_of_us else frozenset())

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Mail and web addresses, in small letters."""
        return frozenset(address.lower().rstrip(".") for address in _ADDRESS.findall(self.text))

    @cached_property
    def denials(self) -> list[frozenset[str]]:
        """For each denial the stems of what is denied: up to the end of its part of the sentence.

        Where nothing stands behind it ("aspirin is not"), what stands before.
        """
        found = []
        for denial in _DENIAL.finditer(self.text):
            end = _DENIED_UNTIL.search(self.text, denial.end())
            behind = _meaning(self.text[denial.end() : end.start() if end else None])
            found.append(behind or _meaning(self.text[: denial.start()]))
        return found

    @cached_property
    def denied(self) -> frozenset[str]:
        """The stems of all that is denied."""
        return frozenset[str]().union(*self.denials)

    @cached_property
    def limits(self) -> frozenset[str]:
        """The words by which it takes something out of what it says."""
        return frozenset(
            "only" if word.lower() == "only" else "unless" for word in _LIMIT.findall(self.text)
        )

    @cached_property
    def cases(self) -> list[frozenset[str]]:
        """For each condition the stems of the case in which the sentence holds."""
        return [
            case for match in _CONDITION.finditer(self.text) if (case := _meaning(match["case"]))
        ]


def _meaning(text: str) -> frozenset[str]:
    """The stems of the words in it that carry meaning."""
    words = (_ENDING.sub("", word.lower()) for word in _WORD.findall(text))
    return frozenset(
        stem
        for word in words
        if not (word in _GLUE or word in _NUMBER_WORDS)
        for stem in stems(word)
    )


def _figure(match: re.Match[str]) -> Figure:
    value = match["value"].replace(",", "").removesuffix(".00")
    unit = (match["unit"] or "").lower()
    if unit not in _UNITS and unit not in _MONTHS:
        unit = unit.removesuffix("s").replace(" ", "_")
    if unit not in _UNITS and unit not in _MONTHS:
        unit = ""
    parts = (match["sign"], unit or (match["month_before"] or "").lower(), match["per"] or "")
    bound = "most" if match["up_to"] else (match["bound"] or "").lower()
    return Figure(value, " ".join(filter(None, parts)), bound, (match["event"] or "").lower())
