"""Whether a message asks for a yes or a no, and for what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.entities.words import word_set
from knowledge_base.answers.words import GRAMMAR, content_stems

LITTLE = GRAMMAR | word_set(
    "address addresses item items order orders all also still well full always from one ever "
    "cannot no not never nor neither none nothing either different separate particular advance "
    "place placed must should"
)
"""Words that do not narrow what a question or a sentence is about."""
COST_WORDS = LITTLE | word_set(
    "cost costs charge charges fee fees surcharge surcharges free extra pay money"
)
_PAY_WITH = re.compile(r"\b(?:pay|paid|payments?) (?:with|by|via|in) ")

_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|excuse me|sorry|please|and|so|but|ok"
    r"|okay|thanks|thank you|there|also)\b[\s,!.-]*)+"
)
_INDIRECT = re.compile(
    r"^(?:(?:can|could) you (?:please )?tell me (?:if|whether) |do you know (?:if|whether) "
    r"|i (?:wonder|want to know|would like to know) (?:if|whether) |is it true that )"
)
_ASKS = re.compile(
    r"^(?:can|could|may|do|does|will|would|is|are|must|should|am)\s+(?!not\b)\S", re.IGNORECASE
)
_SUBJECT_FIRST = re.compile(r"^(?:i|we|you|u|the|a|an|\w+s)\b")
_REQUEST = re.compile(r"^(?:can|could|will|would) (?:you|u) (?:please |just )?\w+ (?:me|my)\b")
# Another question beside it, an alternative, or something that only the conversation explains.
_NOT_PLAIN = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which|if|whether|or|not|never|it|this|that|these"
    r"|those|they|them|one|ones|he|she|instead|mine|anyway)\b|n't\b|[;\n]"
)
# `Are you there on Sundays?` asks for more than its one word says.
_SAYS_ONE_WORD = re.compile(r"^(?:is|are) (?!there\b|it\b)(?:(?!possible|allowed|free).)*$|^am\b")
_OF_THEIR_OWN = re.compile(r"^(?:do|does|will|would|is|are|am)\b(?! (?:you|u)\b).*\b(?:my|our)\b")
_POSSIBLE = re.compile(
    r"^(?:is it (?:possible|ok|okay|allowed) (?:for \w+ )?to"
    r"|(?:am|are) (?:i|we|you) (?:allowed|able) to|can|could|may)\b"
)
_POSSIBLE_AT_END = re.compile(r"^(?:is|are)\b(.*)\b(?:allowed|possible|permitted)\b")
_NECESSARY = re.compile(
    r"^(?:(?:do|does|will|would) (?:i|we|you|\w+s) (?:have to|need to|need)|must|should)\b"
)
_COST_NOUN = r"(?:fees?|surcharges?|(?:extra )?(?:charges?|costs?))"
_COSTS = re.compile(
    rf"^(?:does|will|would|do) .*\bcosts?\b(?: (?:anything|extra|something|money))?"
    rf"|^(?:is|are) there (?:an? |any )?{_COST_NOUN}"
    rf"|^do you charge(?: (?:an? |any )?{_COST_NOUN}| anything| extra)?"
    r"|^(?:do|will|would) (?:i|we) (?:have to |need to )?pay (?:anything )?for\b"
    r"|^must (?:i|we) pay for\b"
)
_FREE = re.compile(r"^(?:is|are) (?!there\b).*\bfree\b")

_LONGEST = 300
"""Characters; who writes more asks for more than yes or no."""


class Asks(Enum):
    """What a question wants confirmed."""

    FACT = "fact"
    POSSIBLE = "possible"
    NECESSARY = "necessary"
    FREE = "free"
    COSTS = "costs"


@dataclass(frozen=True)
class YesNoQuestion:
    """What is asked, and the stems that a sentence must have to answer it."""

    asks: Asks
    text: str
    about: frozenset[str]
    to_you: bool
    """Whether it is about what the company does: `do you …`."""


def yes_no_question(message: str) -> YesNoQuestion | None:
    """The question of a message, if it is one plain question for yes or no; else None.

    Only what can be understood alone: a pronoun, an alternative or a second question makes none.
    """
    if len(message) > _LONGEST:
        return None
    text = _GREETING.sub("", " ".join(message.lower().replace("’", "'").split())).rstrip(" ?!.")
    text = re.sub(r",? (?:please|pls|thanks|thank you|at all)$", "", text)
    indirect = _INDIRECT.match(text)
    if indirect:
        text = _as_direct(text[indirect.end() :])
    if not _ASKS.match(text) or re.search(r"[.?!] ", text):
        return None
    is_rule = _POSSIBLE.match(text) or _NECESSARY.match(text)
    if _REQUEST.match(text) or (_OF_THEIR_OWN.match(text) and not is_rule):
        return None
    asks, about = _read(about_paying(text))
    if (
        not about
        or (len(about) == 1 and _SAYS_ONE_WORD.match(text))
        or _NOT_PLAIN.search(_without_filler(text))
    ):
        return None
    to_you = re.match(r"\w+ (?:you|u)\b", text) is not None
    return YesNoQuestion(asks, text, frozenset(about), to_you)


def _read(text: str) -> tuple[Asks, list[str]]:
    if _COSTS.match(text):
        return Asks.COSTS, content_stems(text, COST_WORDS)
    if _FREE.match(text):
        return Asks.FREE, content_stems(text, COST_WORDS)
    if at_end := _POSSIBLE_AT_END.match(text):
        return Asks.POSSIBLE, content_stems(at_end[1] + text[at_end.end() :], LITTLE)
    if possible := _POSSIBLE.match(text):
        return Asks.POSSIBLE, content_stems(text[possible.end() :], LITTLE)
    if necessary := _NECESSARY.match(text):
        return Asks.NECESSARY, content_stems(text[necessary.end() :], LITTLE)
    return Asks.FACT, content_stems(text, LITTLE)


def about_paying(text: str) -> str:
    """What is paid with is what is accepted: `pay by cheque` as `accept cheque`."""
    return _PAY_WITH.sub("accept ", text)


def _as_direct(said: str) -> str:
    """`you deliver on Sundays` as the question that it stands for."""
    if re.match(r"(?:i|we|you|u)\s+(?:can|could|may|must|have to|need)\b", said):
        subject, modal, *rest = said.split(" ", 2)
        return " ".join([modal, subject, *rest])
    return f"do {said}" if re.match(r"(?:i|we|you|u)\b", said) else said


def _without_filler(text: str) -> str:
    return re.sub(r"^(?:is it (?:possible|ok|okay|allowed)|does it cost)\b", "", text)
