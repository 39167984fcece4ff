"""The customer's question, also where they had to say who they are in between."""

from __future__ import annotations

from rasa_sdk import Tracker


def asked(tracker: Tracker, *intents: str) -> str:
    """The newest words of one of these intents; empty where only a button was pressed."""
    for event in reversed(tracker.events):
        if event.get("event") != "user":
            continue
        intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
        if intent in intents:
            return in_words(event.get("text"))
    return in_words((tracker.latest_message or {}).get("text"))


def in_words(text: object) -> str:
    """The text, or nothing if it is the payload of a button."""
    words = str(text or "")
    return "" if words.startswith("/") else words


def place_of_message(tracker: Tracker) -> int | None:
    """The sequence number of the newest message that the desk sent; None for another's."""
    for event in reversed(tracker.events):
        seq = (event.get("metadata") or {}).get("seq")
        if event.get("event") == "user" and isinstance(seq, int):
            return seq
    return None
