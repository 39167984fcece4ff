"""Notices when a message holds more than one request.

A message is cut where a second request may begin: between sentences, and at words such as "and",
"also" or "by the way". Each part is read like a message of its own. Two parts count as two requests
only if each is surely understood and they ask for different things; a story that leads up to one
request, a greeting before it or thanks after it stay with it. A wish for a person, or a matter for
people, wins over everything else in the message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.intents.model import Reading
from bot.intents.refusal import refuses_person

SURE_AT = 0.45
"""Probability from which a part of a message counts as a request of its own."""

_FEWEST_WORDS = 2
_MOST_PARTS = 8
_LONGEST = 600
"""Characters; a longer message is a story, and cutting it up would cost too much."""

# Said along with a request, or beside it: never a second request.
NOT_REQUESTS = frozenset(
    {
        "greet", "goodbye", "thank", "affirm", "deny", "stop_job", "inform", "not_helpful",
        "small_talk", "praise", "complaint", "are_you_a_bot", "out_of_scope", "unclear",
        "sensitive_topic",
    }
)  # fmt: skip
ASK_PERSON = "ask_person"
FOR_PEOPLE = frozenset({ASK_PERSON, "sensitive_topic"})
"""With one of these in a message, nothing else in it is for the bot."""
FOR_PEOPLE_AT = 0.75
"""Probability from which a part alone decides that. Of 20 messages with such a part, wishes for a
person lay at .86 and above; of 1,853 training messages without one, 20 had a part that was misread
at .45 and above, and 2 at this."""

_STARTERS = (
    r"and|also|plus|btw|by the way|oh|another thing|one more thing|while i['\u2019]?m here|"
    r"secondly|then|as well as"
)
_SENTENCE_END = r"(?<=[.!?;])\s+|\s*\n\s*"
_CONNECTIVE = rf"[,\s]+(?=(?:{_STARTERS})(?![\w-])|&\s)"
_CUTS = re.compile(f"{_SENTENCE_END}|{_CONNECTIVE}", re.IGNORECASE)
_LEADING = re.compile(rf"(?:(?:{_STARTERS}|too)(?![\w-])|[&,:\-\s])+", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A stretch of a message, `text[start:end]` of it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Request:
    """One of the things a message asks for."""

    part: Part
    intent: str
    confidence: float


def parts_of(text: str) -> list[Part]:
    """The parts of a message that might be requests; empty if it cannot be taken apart."""
    if len(text) > _LONGEST:
        return []
    bounds = [0, *(found.end() for found in _CUTS.finditer(text)), len(text)]
    parts: list[Part] = []
    for start, end in pairwise(bounds):
        lead = _LEADING.match(text, start, end)
        said = text[lead.end() if lead else start : end]
        begin = end - len(said)
        said = said.rstrip()
        if len(said.split()) >= _FEWEST_WORDS:
            parts.append(Part(said, begin, begin + len(said)))
    return parts if 1 < len(parts) <= _MOST_PARTS else []


def requests_of(text: str, read: Callable[[Sequence[str]], list[Reading]]) -> list[Request]:
    """The different requests in `text`, in their order; none if there are fewer than two.

    Only one: it is for people, and wins over the others. `read` reads parts as if they were
    messages.
    """
    parts = parts_of(text)
    if not parts:
        return []
    found: list[Request] = []
    for part, reading in zip(parts, read([part.text for part in parts])):
        intent, confidence = reading.ranking[0]
        sureness = min(confidence, reading.in_scope)
        if intent == ASK_PERSON and refuses_person(part.text):
            continue
        if intent in FOR_PEOPLE and sureness >= FOR_PEOPLE_AT:
            return [Request(part, intent, confidence)]
        if sureness < SURE_AT or intent in NOT_REQUESTS:
            continue
        if any(intent == other.intent for other in found):
            continue
        found.append(Request(part, intent, confidence))
    return found if len(found) > 1 else []
