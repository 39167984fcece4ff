"""Offering a person: whether, in which words, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

Event = dict[str, Any]
Finding = dict[str, Any]
"""What the escalation policy found: `level`, `code`, `words`, `trend_score`, `evidence`."""


def found(tracker: Tracker) -> Finding:
    """What the escalation policy found of the newest message; empty if nothing."""
    finding = tracker.get_slot("escalation")
    return finding if isinstance(finding, dict) else {}


def accepted(tracker: Tracker) -> Finding:
    """What the offer rested on that stands now; empty if none stands, or nothing had been found."""
    finding = tracker.get_slot("offered_because")
    is_offered = tracker.get_slot("offered") == "person"
    return finding if is_offered and isinstance(finding, dict) else {}


def may_offer(tracker: Tracker) -> bool:
    """Whether a person may be offered now: the policy knows what was declined or offered lately."""
    return tracker.get_slot("may_offer_person") is not False


def offer(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    response: str,
    without: str | None = None,
    because: Finding | None = None,
    **values: object,
) -> list[Event]:
    """Say `response`, which offers a person, or `without` if nobody is to be offered one now.

    Where `without` is None, only people can do what the customer wants, and that is said always.
    `because` is what an agent has to know of it, beside what the policy found.
    """
    if without is not None and not may_offer(tracker):
        dispatcher.utter_message(response=without, **values)
        return no_offer(tracker)
    asks: dict[str, Any] = {"asks": "person"}
    dispatcher.utter_message(response=response, json_message=asks, **values)
    return [
        SlotSet("offered", "person"),
        SlotSet("offered_because", _together(because or {}, found(tracker)) or None),
        SlotSet("escalation", None),
        SlotSet("may_offer_person", False),
    ]


def offers_person(events: Iterable[Event]) -> bool:
    """Whether `events`, as `offer` gave them, leave a person offered."""
    return any(one.get("name") == "offered" and one.get("value") == "person" for one in events)


def reason_to_offer(code: str, words: str, facts: Mapping[str, str | None]) -> Finding:
    """A finding of an action's own, with what is known of `facts` as evidence."""
    evidence = [{"name": name, "value": value} for name, value in facts.items() if value]
    return {"level": "offer", "code": code, "words": words, "evidence": evidence}


def _together(because: Finding, policy_found: Finding) -> Finding:
    """Both: the matter is said first, but the mood decides how urgent it is."""
    if not because or not policy_found:
        return because or policy_found
    evidence = [*because["evidence"], *policy_found.get("evidence", [])]
    words = f"{because['words']} {policy_found['words']}"
    return {**policy_found, "words": words, "evidence": evidence}


def no_offer(tracker: Tracker) -> list[Event]:
    """What is forgotten at the end of a turn that offers nothing: a later yes means something else.

    An offer to the first of two requests stands while the second is served.
    """
    is_same_turn = bool((tracker.latest_message or {}).get("waited"))
    forgotten = ("escalation",) if is_same_turn else ("escalation", "offered")
    return [SlotSet(name, None) for name in forgotten if tracker.get_slot(name) is not None]
