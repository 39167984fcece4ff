"""Notices when a message holds more than one request.

Each part of a message is read like a message of its own. Two parts count as two requests only if
each is surely understood and they ask for different things; a story that leads up to one request, a
greeting before it or thanks after it stay with it. What is wanted only "if that isn't possible" may
be the same once more. A wish for a person, or a matter for people, wins over everything else in the
message.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.entities.detail import Detail
from bot.intents.model import Reading
from bot.intents.parts import SAYS_A_JOB, Part, parts_of, without_trailing
from bot.intents.refusal import refuses_person

SURE_AT = 0.45
"""Probability from which a part of a message counts as a request of its own."""

LESS_SURE_AT = 0.2
"""Suffices for a job with "if that isn't possible" after it, and for what is wanted instead."""

# Said along with a request, or beside it: never a second request.
NOT_REQUESTS = frozenset(
    {
        "greet", "goodbye", "thank", "affirm", "deny", "stop_job", "inform", "not_helpful",
        "small_talk", "praise", "complaint", "are_you_a_bot", "out_of_scope", "unclear",
        "sensitive_topic", "choose_other", "resume_job",
    }
)  # fmt: skip
_DETAILS = frozenset({"inform", "choose_other"})
ASK_PERSON = "ask_person"
FOR_PEOPLE = frozenset({ASK_PERSON, "sensitive_topic"})
"""With one of these in a message, nothing else in it is for the bot."""
FOR_PEOPLE_AT = 0.75
"""Probability from which a part alone decides that. Of 20 messages with such a part, 14 lay at .84
and above; of 3,111 training messages of several parts and without one, 16 had a part that was
misread at .45 and above, and 8 at this."""

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
        "ask_refunds", "refund_status", "ask_my_data", "ask_discounts",
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

_OF_WHAT_ARRIVED = frozenset(
    {
        "too_small", "too_big", "damaged", "faulty", "wrong_item", "not_as_described",
        "poor_quality", "unwanted_gift",
    }
)  # fmt: skip
_NO_REASONS: Mapping[str, frozenset[str]] = {
    "cancel_order": _OF_WHAT_ARRIVED,
    "return_item": frozenset(),
    "exchange_item": frozenset(),
}
"""For each job that has reasons: those that cannot be its own."""
_BESIDE_REASONS = 4
"""So many other words may stand with it: "because I'm afraid that". With more, it says more."""
_THINGS = frozenset({"product", "order_number"})


@dataclass(frozen=True)
class Request:
    """One of the things a message asks for."""

    part: Part
    intent: str
    confidence: float


def requests_of(
    text: str,
    read: Callable[[Sequence[str]], list[Reading]],
    details: Collection[Detail] = (),
) -> list[Request]:
    """The different requests in `text`, in their order; none if there are fewer than two.

    Only one: it is for people, and wins over the others; or what is wanted otherwise is nothing.
    `read` reads parts as if they were messages; `details` are those of the text.
    """
    parts = parts_of(text)
    if not parts:
        return []
    readings = read([part.text for part in parts])
    found: list[Request] = []
    is_left, repeated = False, None
    for place, (part, reading) in enumerate(zip(parts, readings)):
        intent, confidence = reading.ranking[0]
        sureness = _sureness(reading)
        if intent == ASK_PERSON and refuses_person(part.text):
            continue
        if intent in FOR_PEOPLE and sureness >= FOR_PEOPLE_AT:
            return [Request(part, intent, confidence)]
        if part.is_alternative and found and found[-1].intent in _DETAILS_OF:
            other = _otherwise(part, reading, found[-1])
            is_left = is_left or other is None
            if other is not None:
                # "Cancel it, and if you can't cancel it": the condition is no part of the first.
                after = repeated.after if repeated else part.after
                found.append(Request(replace(part, after=after), other, confidence))
            repeated = None
            continue
        following = list(zip(parts, readings))[place + 1 : place + 2]
        has_other = any(other.is_alternative for other, _ in following)
        if part.is_held and not (_is_job(reading) and any(_is_wanted(*one) for one in following)):
            continue
        # Only a job may turn out not to be possible; then little more is needed to know which.
        is_enough = has_other and _is_job(reading)
        if (sureness < SURE_AT and not is_enough) or intent in NOT_REQUESTS:
            continue
        if found and _is_reason(part, found[-1], details):
            continue
        earlier = next((other for other in found if other.intent == intent), None)
        if earlier is not None and part.is_question and _is_detail(earlier, found):
            # "In oak and charge my card? Can you charge my card?"
            found.remove(earlier)
        elif earlier is not None:
            repeated = part if part.is_held else None
            continue
        found.append(Request(replace(part, is_alternative=False), intent, confidence))
    found = _without_details(found)
    if len(found) > 1:
        return _stretched(found, text)
    return found if is_left else []


def _is_reason(part: Part, before: Request, details: Collection[Detail]) -> bool:
    """Whether `part` says why `before` is wanted, and hardly more: "I ordered it by mistake"."""
    if part.is_added or part.is_question or before.intent not in _NO_REASONS:
        return False
    inside = [one for one in details if part.start <= one.start and one.end <= part.end]
    known = {(one.type, one.value) for one in details if one.end <= part.start}
    if any(one.type in _THINGS and (one.type, one.value) not in known for one in inside):
        return False
    others = _NO_REASONS[before.intent]
    whys = [one for one in inside if one.type == "reason" and one.value not in others]
    rest = part.text
    for one in whys:
        # "I changed my mind" says no job, although "change" is the word of one.
        why = slice(one.start - part.start, one.end - part.start)
        rest = rest[: why.start] + " " * (why.stop - why.start) + rest[why.stop :]
    is_short = len(rest.split()) <= _BESIDE_REASONS
    return bool(whys) and is_short and SAYS_A_JOB.search(rest) is None


def _is_detail(request: Request, found: Sequence[Request]) -> bool:
    """Whether it continues the sentence of a request before it, of which it may be a detail."""
    earlier = found[: found.index(request)]
    is_of_it = any(request.intent in _DETAILS_OF.get(one.intent, ()) for one in earlier)
    return is_of_it and request.part.goes_on and not request.part.is_alternative


def _sureness(reading: Reading) -> float:
    return min(reading.ranking[0][1], reading.in_scope)


def _is_job(reading: Reading) -> bool:
    return reading.ranking[0][0] in _DETAILS_OF and _sureness(reading) >= LESS_SURE_AT


def _is_wanted(part: Part, reading: Reading) -> bool:
    """Whether `part` can be what is wanted instead of a job."""
    return part.only_names or _is_job(reading)


def _otherwise(part: Part, reading: Reading, before: Request) -> str | None:
    """The intent of what is wanted if the request `before` is refused; None if that is nothing."""
    intent = reading.ranking[0][0]
    if part.only_names or (intent in _DETAILS and _sureness(reading) >= LESS_SURE_AT):
        # "Return the mug, and if that isn't possible the lamp": the same job, another item.
        return before.intent
    is_known = _is_job(reading) or _sureness(reading) >= SURE_AT
    return intent if is_known and intent not in NOT_REQUESTS else None


def _without_details(found: list[Request]) -> list[Request]:
    """Without what only says more of a job that is asked for beside it.

    "It's about order HP-104233. Please change the mug for a blue one. Use my Visa for the
    difference" is one request, although each sentence reads like one.
    """
    jobs = {
        request.intent
        for request in found
        if request.intent in _DETAILS_OF and not request.part.is_alternative
    }
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
    first, later = found[0].part, found[1:]
    # Of "if I can't return it", only the return is asked for.
    begins_held = first.is_held and not text[: first.after].strip()
    starts = [first.start if begins_held else 0, *(request.part.start for request in later)]
    ends = [*(request.part.after for request in later), len(text)]
    stretched = []
    for request, begin, end in zip(found, starts, ends):
        said = without_trailing(text[begin:end])
        start = text.index(said, begin)
        part = replace(request.part, text=said, start=start, end=start + len(said))
        stretched.append(replace(request, part=part))
    return stretched
