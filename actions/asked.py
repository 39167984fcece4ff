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


def was_just_answered(tracker: Tracker) -> bool:
    """Whether the message before the newest got an answer from the articles."""
    messages = 0
    for event in reversed(tracker.events):
        messages += event.get("event") == "user"
        said = (event.get("metadata") or {}).get("utter_action")
        if messages == 1 and event.get("event") == "bot" and said == "utter_answer":
            return True
        if messages > 1:
            break
    return False


def place_of_message(tracker: Tracker) -> int | None:
    """The sequence number of the newest message that the desk sent; None for another's."""
    for event in reversed(tracker.events):
        seq = (event.get("metadata") or {}).get("seq")
        if event.get("event") == "user" and isinstance(seq, int):
            return seq
    return None
