"""What a customer said, as a job hears it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from desk.shop.order_number import order_numbers

_SURE = 0.45
_TWICE = re.compile(r"\border(?: number| no\.?)? the order\b", re.IGNORECASE)
_QUESTION_WORDS = frozenset(
    {
        "what", "whats", "what's", "when", "where", "wheres", "where's", "who", "why", "how",
        "which", "do", "does", "did", "is", "are", "will", "would", "have", "has", "should",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A message: `text` is empty for a pressed button and a photo alone; `in_scope` is 0–1.

    `seq` is its place in the conversation, None for what the desk did not send. `photos_before`
    came by themselves beside a request, before it was heard, and no other job has heard them.
    """

    text: str = ""
    intent: str = ""
    in_scope: float = 1.0
    order_numbers: tuple[str, ...] = ()
    seq: int | None = None
    has_photo: bool = False
    photos_before: int = 0

    @classmethod
    def of(cls, message: Mapping[str, Any], metadata: Mapping[str, Any] | None = None) -> Said:
        """From a message as rasa-sdk's tracker has it."""
        # Of several requests in one message, this is about the first.
        requests = message.get("requests") or [{}]
        text = str(requests[0].get("text") or message.get("text") or "")
        numbers = (
            str(entity.get("value"))
            for entity in message.get("entities") or []
            if entity.get("entity") == "order_number"
        )
        seq = (metadata or {}).get("seq")
        return cls(
            text="" if text.startswith("/") else text,
            intent=str((message.get("intent") or {}).get("name") or ""),
            in_scope=float((message.get("reading") or {}).get("in_scope", 1.0)),
            order_numbers=tuple(dict.fromkeys(numbers)),
            seq=seq if isinstance(seq, int) else None,
            has_photo=(metadata or {}).get("photo") is True,
        )

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Said:
        """As `as_dict` kept it in a slot."""
        return cls(**{**kept, "order_numbers": tuple(kept["order_numbers"])})

    def as_dict(self) -> dict[str, Any]:
        """The message as a slot keeps it."""
        return {**asdict(self), "order_numbers": list(self.order_numbers)}

    @property
    def beside_numbers(self) -> str:
        """The text with words for its order numbers, whose digits are no places and no sizes."""
        text = self.text
        for written in reversed(list(order_numbers().find(text))):
            if written.number in self.order_numbers:
                text = f"{text[: written.start]}the order{text[written.end :]}"
        return _TWICE.sub("the order", text)

    @property
    def photo_count(self) -> int:
        """How many photos tell of the same."""
        return self.photos_before + self.has_photo

    @property
    def is_sure(self) -> bool:
        """Whether the intent was read with confidence."""
        return self.in_scope >= _SURE

    @property
    def is_button(self) -> bool:
        """Whether a button was pressed whose payload is an intent."""
        return not self.text and not self.has_photo

    @property
    def is_question(self) -> bool:
        """Whether it looks like a question."""
        words = self.text.casefold().split()
        return self.text.rstrip().endswith("?") or (bool(words) and words[0] in _QUESTION_WORDS)

    @property
    def has_question_mark(self) -> bool:
        """Whether it surely is one."""
        return self.text.rstrip().endswith("?")

    @property
    def word_count(self) -> int:
        """How many words it has."""
        return len(self.text.split())
