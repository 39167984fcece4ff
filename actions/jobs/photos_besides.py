"""Photos that were sent beside a request: they show what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Event = Mapping[str, Any]


def photos_besides(events: Sequence[Event], seq: int | None) -> int:
    """How many photos came right before the message `seq`, or after it while no job had begun.

    `seq` None is the newest message. Photos that a job has heard are about that one.
    """
    messages = _messages(events)
    if not messages:
        return 0
    places = [_seq(message) for message, _ in messages]
    at = places.index(seq) if seq is not None and seq in places else len(messages) - 1
    before = 0
    for message, is_heard in reversed(messages[:at]):
        if not _has_photo(message) or is_heard:
            break
        before += 1
    return before + sum(_has_photo(message) for message, _ in messages[at + 1 :])


def _messages(events: Sequence[Event]) -> list[tuple[Event, bool]]:
    """What the customer sent, oldest first, and whether a job heard it."""
    messages: list[tuple[Event, bool]] = []
    for event in events:
        if event.get("event") == "user":
            messages.append((event, False))
        elif messages and event.get("event") == "slot" and event.get("name") == "job":
            message, is_heard = messages[-1]
            heard = (event.get("value") or {}).get("heard") or []
            seqs = [said.get("seq") for said in heard]
            messages[-1] = (message, is_heard or _seq(message) in seqs)
    return messages


def _seq(message: Event) -> Any:
    return (message.get("metadata") or {}).get("seq")


def _has_photo(message: Event) -> bool:
    return (message.get("metadata") or {}).get("photo") is True
