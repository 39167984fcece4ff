"""Why an order is to be cancelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from actions.jobs.case import JobCase
from actions.jobs.job import Detail
from actions.jobs.said import Said
from actions.jobs.saying import Button, Saying

_NO_LONGER_NEEDED = "no longer needed"
_BY_MISTAKE = "ordered by mistake"
_TITLES = {_NO_LONGER_NEEDED: "I no longer need it", _BY_MISTAKE: "I ordered it by mistake"}
_MISTAKE = ("mistake", "accident", "wrong", "twice", "duplicate", "error", "didn't mean", "oops")
_NOT_NEEDED = (
    "no longer", "not need", "don't need", "dont need", "changed my mind", "change of mind",
    "don't want", "dont want", "not want", "no need", "cheaper", "elsewhere", "too long",
    "not anymore", "any more", "anymore", "found it", "already have",
)  # fmt: skip

_OF_THE_REASON = re.compile(r"\b(?:reason|because|mistake|accident)\b", re.IGNORECASE)


class CancellationReason(Detail):
    """One of the reasons that the policy accepts."""

    name: ClassVar = "reason"
    holds_for_later_orders: ClassVar = True

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """From the customer's own words."""
        reason = reason_in(said.text, case.shop.policy.cancellation_reasons)
        if reason is None or reason == case.state.details.get(self.name):
            return reason is not None and (is_asked or case.state.asked == "confirm")
        is_corrected = case.state.asked == "confirm" and _corrects(said)
        if self.name in case.state.details and not is_asked and not is_corrected:
            return False
        case.state.details[self.name] = reason
        return True

    async def is_known(self, case: JobCase) -> bool:
        """Settled too if only one reason is accepted."""
        accepted = case.shop.policy.cancellation_reasons
        if len(accepted) == 1:
            case.state.details.setdefault(self.name, accepted[0])
        return self.name in case.state.details

    async def ask(self, case: JobCase) -> Saying:
        """With a button for each reason."""
        accepted = case.shop.policy.cancellation_reasons
        titles = [_TITLES.get(reason, reason.capitalize()) for reason in accepted]
        buttons: tuple[Button, ...] = tuple({"title": t, "payload": t} for t in titles)
        order = await case.known_order()
        values = {"order_number": order.id, "reasons": ", or ".join(accepted)}
        return Saying("utter_cancel_why", values, buttons, asks=self.name)


def _corrects(said: Said) -> bool:
    """Whether it is the reason that is corrected: "changed my mind" may be of the cancellation."""
    return said.intent not in ("deny", "stop_job") and bool(_OF_THE_REASON.search(said.text))


def reason_in(text: str, accepted: Sequence[str]) -> str | None:
    """The accepted reason that a customer's words name or come to; None if they come to none."""
    folded = text.casefold().replace("\u2019", "'")
    # "wrong size" before "wrong".
    for reason in sorted(accepted, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(reason.casefold())}(?!\w)", folded):
            return reason
    for reason, synonyms in ((_BY_MISTAKE, _MISTAKE), (_NO_LONGER_NEEDED, _NOT_NEEDED)):
        if reason in accepted and any(word in folded for word in synonyms):
            return reason
    return None
