"""What is known of who the customer is while they are asked; kept in the slot `identity`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.identity.names import is_whole
from desk.customers.identity import Detail


@dataclass
class IdentityState:
    """`told` counts now; `failed` was tried together; `lacking` the customer does not have.

    `asked` is what the bot asked for last, `code_sent_to` the address of the newest code.
    """

    told: dict[Detail, str] = field(default_factory=dict)
    failed: dict[Detail, str] = field(default_factory=dict)
    lacking: set[Detail] = field(default_factory=set)
    asked: set[Detail] = field(default_factory=set)
    first_name: str = ""
    code_sent_to: str = ""
    is_repeated: bool = False
    """Whether the customer once told just what had failed."""

    @classmethod
    def from_slot(cls, kept: object) -> IdentityState:
        """As `for_slot` left it; anything else is an empty one."""
        if not isinstance(kept, Mapping):
            return cls()
        return cls(
            told=_details(kept.get("told")),
            failed=_details(kept.get("failed")),
            lacking={Detail(word) for word in kept.get("lacking", [])},
            asked={Detail(word) for word in kept.get("asked", [])},
            first_name=str(kept.get("first_name", "")),
            code_sent_to=str(kept.get("code_sent_to", "")),
            is_repeated=bool(kept.get("is_repeated")),
        )

    def for_slot(self) -> dict[str, Any]:
        """For the slot: plain data, and never a code."""
        return {
            "told": {d.value: said for d, said in self.told.items() if d is not Detail.CODE},
            "failed": {d.value: said for d, said in self.failed.items() if d is not Detail.CODE},
            "lacking": sorted(self.lacking),
            "asked": sorted(self.asked),
            "first_name": self.first_name,
            "code_sent_to": self.code_sent_to,
            "is_repeated": self.is_repeated,
        }

    def hear(self, details: Mapping[Detail, str]) -> None:
        """Take over what a message tells; what was told before of the same is void."""
        for detail, said in details.items():
            self.lacking.discard(detail)
            if detail is Detail.NAME:
                self._hear_name(said)
            else:
                self.told[detail] = said

    def _hear_name(self, said: str) -> None:
        if is_whole(said):
            self.told[Detail.NAME] = said
        elif self.first_name:
            # "Ada", and when asked for more, "Byron"; or "Ada" again: there is no more.
            names = [self.first_name, said] if said != self.first_name else [said]
            self.told[Detail.NAME] = " ".join(names)
        else:
            self.first_name = said

    def is_half_named(self) -> bool:
        """Whether only a first name is known."""
        return bool(self.first_name) and Detail.NAME not in self.told

    def together(self) -> dict[Detail, str]:
        """What was told now, and what of the last try it leaves as it was."""
        return {**self.failed, **self.told}

    def is_news(self, details: Mapping[Detail, str]) -> bool:
        """Whether this was not tried just so."""
        return any(self.failed.get(detail) != said for detail, said in details.items())


def _details(kept: object) -> dict[Detail, str]:
    if not isinstance(kept, Mapping):
        return {}
    return {Detail(word): str(said) for word, said in kept.items()}
