"""Fills the customer's own facts into a rule that an article states."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

_DAY = r"working days?|days?|weeks?|months?"
_LEAST_MOST = r"(?P<least>\d{1,3})(?:\s?(?:–|-|to)\s?(?P<most>\d{1,3}))?"
_EVENT = (
    r"(?P<event>(?:the (?:day|date) of )?(?:the |your )?delivery(?: date)?|it (?:was|is) delivered"
    r"|(?:the |your )?order(?: date)?(?= |[,.;:)]|$)(?! (?:is|was|has|number|confirmation))"
    r"|ordering|you (?:placed|place) the order|(?:the )?(?:dispatch|shipping|shipment)(?: date)?"
    r"|(?:we (?:get|got|have|received) |(?:your |the )?)(?:the )?(?:parcel|return)"
    r"(?= has reached us| reach| is here|[,.;)]| has arrived|$)|(?:the |your )?cancellation)"
)
_DEADLINE = re.compile(
    rf"\b(?:within|until|up to)\s+(?P<least>\d{{1,3}})(?P<most>)\s+(?P<unit>{_DAY})"
    rf"\s*(?:\([^)]*\)\s*)?(?:of|from|after)\s+{_EVENT}",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"\b{_LEAST_MOST}\s+(?P<unit>working days?)(?:\s+(?:after|from|of)\s+{_EVENT})?", re.IGNORECASE
)
_CANCELLED = re.compile(r"\bcancel(?:led|lation)", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:refunds?|money)\b|original payment method", re.IGNORECASE)
_RETURNING = re.compile(
    r"\b(?:return|returned|exchange|exchanged|send (?:it )?back)\b", re.IGNORECASE
)
# These count from another thing of the same name, or speak of what is not the customer's order.
_OF_ANOTHER = re.compile(
    r"\bits delivery\b|\bpresent was delivered\b|\bof the (?:new|replaced|repaired)\b"
    r"|\b(?:later|more) than\b|\bnot within\b",
    re.IGNORECASE,
)
_FOR_MEMBERS = re.compile(
    r"(?P<days>\d{1,3}) days (?:for|as) (?P<tier>[A-Z]\w+)"
    r"|(?P<tier_first>[A-Z]\w+) (?:members|customers)\b[^.;]*?\bhave (?P<days_after>\d{1,3}) days"
)


@dataclass(frozen=True)
class CustomerFacts:
    """What is known of the customer and of the one order in question.

    `tier` is the customer's today, by which the shop grants its return window whenever the order
    was placed (`Shop.return_window_of`); None for a customer without a special one.
    `returned_on` is the day on which the return reached the shop.
    """

    today: date
    order_number: str
    tier: str | None = None
    ordered_on: date | None = None
    dispatched_on: date | None = None
    delivered_on: date | None = None
    returned_on: date | None = None
    cancelled_on: date | None = None


@dataclass(frozen=True)
class _Rule:
    """So many days, weeks or months after an event; `least` differs from `most` in a span."""

    event: str
    least: int
    most: int
    unit: str
    is_deadline: bool


def fact_sentence(quoted: Sequence[str], facts: CustomerFacts, passage_text: str) -> str | None:
    """What the rule among the quoted sentences means for the customer's order, as a sentence.

    None where no quoted sentence has a rule, where its event has not happened, or where it is not
    certain which rule or which number is meant. `passage_text` is looked through for a period of
    the customer's own tier.
    """
    rules = {rule for sentence in quoted for rule in _rules(sentence, facts, passage_text)}
    if len(rules) != 1:
        return None
    (rule,) = rules
    happened_on, happened = _happened(rule.event, facts)
    if happened_on is None or happened_on > facts.today:
        return None
    if rule.is_deadline:
        return f"{happened}{_deadline(rule, happened_on, facts.today)}"
    return f"{happened}{_span(rule, happened_on, facts.today)}"


def sentences_with_a_rule(
    quoted: Sequence[str], facts: CustomerFacts, passage_text: str
) -> list[str]:
    """The quoted sentences that have a rule whose event the customer's order had."""
    return [one for one in quoted if any(_rules(one, facts, passage_text))]


def is_about_returning(sentence: str) -> bool:
    """Whether a sentence speaks of sending something back, for money or for another."""
    return _RETURNING.search(sentence) is not None


def sets_return_deadline(sentence: str) -> bool:
    """Whether a sentence says until when something can be sent back."""
    return is_about_returning(sentence) and _DEADLINE.search(sentence) is not None


def names_period_for(sentence: str, tier: str) -> bool:
    """Whether a sentence says how many days members of `tier` have."""
    return _days_for(tier, sentence) is not None


def _rules(sentence: str, facts: CustomerFacts, passage_text: str) -> Iterator[_Rule]:
    """The rules of a sentence whose event the customer's order had."""
    if _OF_ANOTHER.search(sentence):
        return
    for match in _DEADLINE.finditer(sentence):
        event = _event(match["event"])
        days = _days(int(match["least"]), sentence, passage_text, facts.tier)
        if _counts(event, facts) and event != "cancellation" and days is not None:
            yield _Rule(event, days, days, _unit(match["unit"]), is_deadline=True)
    if _MONEY.search(sentence):
        yield from _refunds(sentence, facts)


def _refunds(sentence: str, facts: CustomerFacts) -> Iterator[_Rule]:
    for match in _SPAN.finditer(sentence):
        event = _event(match["event"]) if match["event"] else ""
        if not event and _CANCELLED.search(sentence):
            event = "cancellation"
        least, most = int(match["least"]), int(match["most"] or match["least"])
        if event in ("return", "cancellation") and _counts(event, facts) and least <= most:
            yield _Rule(event, least, most, _unit(match["unit"]), is_deadline=False)


def _counts(event: str, facts: CustomerFacts) -> bool:
    """Whether a period that begins with `event` still says something about the order."""
    if event in ("order", "dispatch", "delivery") and (facts.returned_on or facts.cancelled_on):
        return False
    return _happened(event, facts)[0] is not None


def _days(number: int, sentence: str, passage_text: str, tier: str | None) -> int | None:
    """The number of days for the customer's tier; None if other articles may know another."""
    if tier is None or not is_about_returning(sentence):
        return number
    own = _days_for(tier, sentence) or _days_for(tier, passage_text)
    if own is not None:
        return own
    return number if _FOR_MEMBERS.search(passage_text) else None


def _days_for(tier: str, text: str) -> int | None:
    for match in _FOR_MEMBERS.finditer(text):
        if (match["tier"] or match["tier_first"]).lower() == tier.lower():
            return int(match["days"] or match["days_after"])
    return None


def _event(words: str) -> str:
    words = words.lower()
    for sign, event in (
        ("cancel", "cancellation"),
        ("deliver", "delivery"),
        ("dispatch", "dispatch"),
        ("ship", "dispatch"),
        ("order", "order"),
    ):
        if sign in words:
            return event
    return "return"


def _unit(words: str) -> str:
    return words.lower().removesuffix("s")


def _happened(event: str, facts: CustomerFacts) -> tuple[date | None, str]:
    """The day of an event of the order, and the words that say so."""
    number = f"Order {facts.order_number}"
    on, words = {
        "order": (facts.ordered_on, f"{number} was placed on "),
        "dispatch": (facts.dispatched_on, f"{number} was sent on "),
        "delivery": (facts.delivered_on, f"{number} was delivered on "),
        "return": (facts.returned_on, f"The return of order {facts.order_number} reached us on "),
        "cancellation": (facts.cancelled_on, f"{number} was cancelled on "),
    }[event]
    return on, "" if on is None else f"{words}{_said(on, facts.today)}"


def _deadline(rule: _Rule, since: date, today: date) -> str:
    last = after(since, rule.most, rule.unit)
    if last == today:
        return ", so today is the last day."
    if last > today:
        return f", so you have until {_said(last, today)}."
    days = (today - last).days
    ago = "yesterday" if days == 1 else f"{days} days ago"
    return f": that was until {_said(last, today)}, {ago}."


def _span(rule: _Rule, since: date, today: date) -> str:
    first, last = after(since, rule.least, rule.unit), after(since, rule.most, rule.unit)
    ends = "ended" if last < today else "end"
    if first == last:
        return f", so {rule.most} {rule.unit}s {ends} on {_said(last, today)}."
    begin = f"{first.day}" if first.month == last.month else _said(first, today)
    days = f"{rule.least}–{rule.most} {rule.unit}s"
    return f", so {days} {ends} between {begin} and {_said(last, today)}."


def after(start: date, count: int, unit: str) -> date:
    """The day `count` days, working days (Monday to Friday), weeks or months after `start`.

    A month ends on its last day where it has no such day: 31 January and a month is 28 February.
    """
    if unit == "working day":
        return date.fromisoformat(str(np.busday_offset(start, count, roll="backward")))
    if unit == "month":
        years, month = divmod(start.month - 1 + count, 12)
        year = start.year + years
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return start + timedelta(days=count * (7 if unit == "week" else 1))


def _said(day: date, today: date) -> str:
    """`3 May`, with the year if it is not this one."""
    said = f"{day.day} {day:%B}"
    return said if day.year == today.year else f"{said} {day.year}"
