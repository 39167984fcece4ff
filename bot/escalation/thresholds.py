"""What config.yml may set for the escalation policy, checked before anything rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any


class InvalidSetting(ValueError):
    """A setting in config.yml cannot be used; the message names it and says what it must be."""


@dataclass(frozen=True)
class Thresholds:
    """See config.yml for what each does. Raises `InvalidSetting`."""

    offer_at: float = 0.35
    handoff_at: float = 0.5
    annoyed_at: float = 0.3
    window: int = 3
    decay: float = 0.5
    fallbacks_to_offer: int = 2
    fallbacks_to_handoff: int = 3
    repeats_to_offer: int = 2
    turns_between_offers: int = 3
    sensitive_at: float = 0.6

    def __post_init__(self) -> None:
        for name in ("offer_at", "handoff_at", "annoyed_at", "decay", "sensitive_at"):
            self._must_be_a_share(name)
        # One message alone never hands over, so a window of one could not either.
        for name, least in {
            "window": 2,
            "fallbacks_to_offer": 1,
            "fallbacks_to_handoff": 1,
            "repeats_to_offer": 1,
            "turns_between_offers": 0,
        }.items():
            self._must_be_whole(name, least)
        for lower, higher in (
            ("offer_at", "handoff_at"),
            ("fallbacks_to_offer", "fallbacks_to_handoff"),
        ):
            if getattr(self, lower) > getattr(self, higher):
                raise _invalid(
                    lower, getattr(self, lower), f"no more than {higher} ({getattr(self, higher)})"
                )

    @classmethod
    def of(cls, config: Mapping[str, Any], others: Iterable[str] = ()) -> Thresholds:
        """Those in `config`; `others` names what may stand there besides.

        Raises `InvalidSetting`, also for a name that is unknown: it would silently do nothing.
        """
        known = [item.name for item in fields(cls)]
        for name in config:
            if name not in known and name not in others:
                raise InvalidSetting(
                    f"The escalation policy in config.yml has no setting `{name}`; "
                    f"it knows {', '.join(known)}."
                )
        return cls(**{name: config[name] for name in known if name in config})

    @property
    def repeats_among(self) -> int:
        """How many messages back the same question counts as a repetition.

        With room for another matter in between, and enough for `repeats_to_offer` to be reached.
        """
        return 2 * self.repeats_to_offer - 1

    def _must_be_a_share(self, name: str) -> None:
        value = getattr(self, name)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not 0 < value <= 1:
            raise _invalid(name, value, "above 0 and at most 1")

    def _must_be_whole(self, name: str, least: int) -> None:
        value = getattr(self, name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise _invalid(name, value, f"a whole number of {least} or more")


def _invalid(name: str, value: object, must_be: str) -> InvalidSetting:
    return InvalidSetting(
        f"In config.yml, `{name}` of the escalation policy is {value!r}; it must be {must_be}."
    )
