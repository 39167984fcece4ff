"""What is known of the job under way; a slot of the engine keeps it between messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.jobs.said import Said
from actions.jobs.saying import Saying

_MOST_KEPT = 8


@dataclass
class JobState:
    """`kind` names the job; `key` is the same for every attempt to do the same thing once.

    `details` holds what is known, as JSON. `asked` is what was asked last, "confirm" for the yes.
    `heard` are the customer's messages since the job began, the newest last: a detail may have been
    said before it could be understood. `shown` are the keys of the list that was shown last,
    `noted` the marks of what was said of messages besides. `was_offered`: since it was left, the
    customer was asked once whether to go on with it.
    """

    kind: str
    key: str
    details: dict[str, Any] = field(default_factory=dict)
    asked: str | None = None
    heard: list[Said] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    misses: int = 0
    later_orders: list[str] = field(default_factory=list)
    was_offered: bool = False

    @classmethod
    def from_slot(cls, kept: object) -> JobState | None:
        """The state that a slot holds, if it does."""
        if not isinstance(kept, Mapping):
            return None
        fields = dict(kept)
        fields["heard"] = [Said.from_dict(one) for one in fields["heard"]]
        return cls(**fields)

    def for_slot(self) -> dict[str, Any]:
        """The state as JSON."""
        return {**vars(self), "heard": [said.as_dict() for said in self.heard]}

    def hear(self, said: Said) -> None:
        """Keep a message; of many, the first and the newest."""
        self.heard.append(said)
        if len(self.heard) > _MOST_KEPT:
            del self.heard[1]

    def note(self, sayings: Iterable[Saying]) -> None:
        """Keep in mind that this was said."""
        self.noted = list(dict.fromkeys([*self.noted, *(saying.mark for saying in sayings)]))

    def forget(self, *names: str) -> None:
        """These details are not known any more."""
        for name in names:
            self.details.pop(name, None)
