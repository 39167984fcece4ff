"""What a job says, before it is a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

Button = dict[str, str]

YES_NO = (
    {"title": "Yes", "payload": "/affirm"},
    {"title": "No", "payload": "/deny"},
)


@dataclass(frozen=True)
class Saying:
    """A response of the domain, its values, and what it asks for (see docs/chat-api.md)."""

    response: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    asks: str | None = None

    @property
    def mark(self) -> str:
        """Tells it from everything else that may be said."""
        return f"{self.response} {dict(self.values)}"

    def utter(self, dispatcher: CollectingDispatcher) -> None:
        """Say it."""
        extra: dict[str, Any] = {}
        if self.buttons:
            extra["buttons"] = list(self.buttons)
        if self.asks is not None:
            extra["json_message"] = {"asks": self.asks}
        dispatcher.utter_message(response=self.response, **extra, **self.values)


def answers(texts: Iterable[str]) -> tuple[Button, ...]:
    """A button for each text; pressing it is like writing it."""
    return tuple({"title": text, "payload": text} for text in texts)


def numbered(lines: Iterable[str]) -> str:
    """The lines as a list that can be answered with numbers."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
