"""Who listens to what happens in conversations, within this process.

An announcement only wakes listeners: what was said is always read from the database, in order, so
that nothing depends on an announcement arriving. Typing signs are the exception: they are worth
nothing a moment later and are nowhere kept.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desk.conversations.conversation import Author

EVERYTHING = "*"
_BACKLOG = 256


@dataclass(frozen=True)
class NewMessage:
    """A message was stored in the conversation."""

    conversation_id: str


@dataclass(frozen=True)
class StatusChanged:
    """The owner of the conversation or its place in the queue changed."""

    conversation_id: str


@dataclass(frozen=True)
class Typing:
    """Somebody began or stopped to write."""

    conversation_id: str
    author: Author
    active: bool


Announcement = NewMessage | StatusChanged | Typing
Subscription = asyncio.Queue[Announcement]


class Announcements:
    """Publish and subscribe by conversation; `EVERYTHING` hears all of them."""

    def __init__(self) -> None:
        self._subscriptions: defaultdict[str, set[Subscription]] = defaultdict(set)

    def publish(self, announcement: Announcement) -> None:
        """Tell everybody who listens; never waits."""
        for topic in (announcement.conversation_id, EVERYTHING):
            for subscription in self._subscriptions.get(topic, ()):
                if subscription.full():
                    # A listener this far behind reads the database when it wakes anyway.
                    subscription.get_nowait()
                subscription.put_nowait(announcement)

    @contextmanager
    def subscribe(self, topic: str) -> Iterator[Subscription]:
        """Listen to one conversation, or to `EVERYTHING`, while the block runs."""
        subscription: Subscription = asyncio.Queue(_BACKLOG)
        self._subscriptions[topic].add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions[topic].discard(subscription)
            if not self._subscriptions[topic]:
                del self._subscriptions[topic]
