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
from dataclasses import dataclass, replace
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
        "sensitive_topic", "choose_other", "resume_job",
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
# "Cancel it, and if that isn't possible, change the address": wanted only if the first is refused.
_NOT = r"(?:n['\u2019]?t|not)"
_SO = r"(?:that|this|it)"
# "If it isn't too late" says when the first is wanted, and nothing of another.
_POSSIBLE = r"(?:possible|available|in stock|allowed|doable|feasible|an option|ok|okay|going to)"
_ALTERNATIVE = (
    r"(?:and |or |but )?"
    rf"(?:if (?:{_SO}(?:['\u2019]?s| is)? ?{_NOT} (?:\w+ )?{_POSSIBLE}\b[^,;.?!]{{0,30}}?"
    rf"|{_SO} (?:does|wo|will|ca|can|could|did) ?{_NOT} (?:work|happen|go|be)\b[^,;.?!]{{0,30}}?"
    rf"|(?:you|they) (?:can|ca|could) ?{_NOT}\b[^,;.?!]{{0,30}}?|not(?: possible)?)"
    r"(?:,| then\b|(?= (?:i|please|just|can|could|cancel|return|exchange|change|send|refund)\b))"
    r"|otherwise|failing that|or else|alternatively)"
)
_SENTENCE_END = r"(?<=[.!?;])\s+|\s*\n\s*"
_CONNECTIVE = rf"[,\s]+(?=(?:{_STARTERS})(?![\w-])|&\s)"
_TO_ALTERNATIVE = rf"[,\s]+(?={_ALTERNATIVE}(?![\w-]))"
_CUTS = re.compile(f"{_SENTENCE_END}|{_TO_ALTERNATIVE}|{_CONNECTIVE}", re.IGNORECASE)
_LEADING = re.compile(
    rf"(?:{_ALTERNATIVE}(?![\w-])|(?:{_STARTERS}|too)(?![\w-])|[&,:\-\s])+", re.IGNORECASE
)
_CONDITION = re.compile(
    rf"[\s,]*(?:and |or |but )?if (?:(?:{_SO}|you|they)[^,;.?!]{{0,12}}?{_NOT}\b[^,;.?!]{{0,30}}"
    r"|not(?: possible)?)[,\s]*",
    re.IGNORECASE,
)
"""All that stands between two cuts: "then" begins the next part."""
_IS_ALTERNATIVE = re.compile(rf"(?:[&,:\-\s]|and\b|or\b|but\b)*{_ALTERNATIVE}", re.IGNORECASE)


_ADDS = re.compile(
    r"\b(?:also|plus|oh|btw|by the way|another thing|one more thing|while i|secondly|as well as)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:what|who|why|how|which|do|does|did|is|are|will|would|can|could|has|have)\b"
    r"|\b(?:wh(?:en|ere)['\u2019]?s?|tell me|let me know|show me|want to know|like to know)\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?:[\s,&]|\b(?:{_STARTERS}|but|or))+$", re.IGNORECASE)

_SHOWN = frozenset(
    {
        "find_product",
        "ask_product",
        "ask_availability",
        "list_orders",
        "order_status",
        "order_total",
    }
)
_PAID = frozenset(
    {
        "change_payment", "ask_payment_methods", "ask_gift_cards", "gift_card_balance",
        "ask_refunds", "refund_status", "ask_my_data",
    }
)  # fmt: skip
_DETAILS_OF = {
    "cancel_order": _SHOWN | {"ask_refunds", "refund_status", "ask_order_rules"},
    "return_item": _SHOWN | _PAID | {"ask_returns"},
    "exchange_item": _SHOWN | _PAID | {"change_order", "ask_sizes"},
    "change_order": _SHOWN | _PAID | {"ask_sizes"},
    "change_address": _SHOWN | {"change_default_address", "ask_my_data"},
    "change_default_address": _SHOWN | {"ask_my_data"},
    "change_payment": _SHOWN | (_PAID - {"change_payment"}),
    "change_account": frozenset({"ask_my_data", "change_default_address"}),
    "payment_failed": frozenset({"ask_my_data", "ask_payment_methods", "change_payment"}),
    "unsubscribe": frozenset({"newsletter"}),
}
"""Beside these, sentences that read like those say which order, which option, which card."""


@dataclass(frozen=True)
class Part:
    """A stretch of a message, `text[start:end]` of it.

    `is_alternative`: it is wanted only if what was asked before is not possible. `is_added`: "also"
    or the like stands before it, which announces another matter.
    """

    text: str
    start: int
    end: int
    is_alternative: bool = False
    is_added: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it asks something."""
        return self.text.endswith("?") or _ASKS.search(self.text) is not None


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
    is_condition = False
    for start, end in pairwise(bounds):
        is_led = start > 0 and _IS_ALTERNATIVE.match(text, start, end) is not None
        if not is_led and _CONDITION.fullmatch(text, start, end):
            is_condition = True
            continue
        lead = _LEADING.match(text, start, end)
        said = text[lead.end() if lead else start : end]
        begin = end - len(said)
        said = said.rstrip()
        if len(said.split()) >= _FEWEST_WORDS:
            is_added = lead is not None and _ADDS.search(lead.group()) is not None
            is_alternative = is_led or (is_condition and parts != [])
            parts.append(Part(said, begin, begin + len(said), is_alternative, is_added))
            is_condition = False
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
    found = _without_details(found)
    return _stretched(found, text) if len(found) > 1 else []


def _without_details(found: list[Request]) -> list[Request]:
    """Without what only says more of a job that is asked for beside it.

    "It's about order HP-104233. Please change the mug for a blue one. Use my Visa for the
    difference" is one request, although each sentence reads like one.
    """
    jobs = {request.intent for request in found if request.intent in _DETAILS_OF}
    return [
        request
        for request in found
        if request.part.is_added
        or request.part.is_alternative
        or request.part.is_question
        or not any(request.intent in _DETAILS_OF[job] for job in jobs)
    ]


def _stretched(found: Sequence[Request], text: str) -> list[Request]:
    """Each request with all that is said before the next one begins."""
    starts = [0, *(request.part.start for request in found[1:])]
    ends = [*starts[1:], len(text)]
    stretched = []
    for request, begin, end in zip(found, starts, ends):
        said = _TRAILING.sub("", text[begin:end]).strip()
        start = text.index(said, begin)
        part = replace(request.part, text=said, start=start, end=start + len(said))
        stretched.append(replace(request, part=part))
    return stretched
