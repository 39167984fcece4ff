"""Where a request is in the conversation, and how it went in the end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from desk.simulation.asking import Ask
from desk.simulation.effort import least_turns
from desk.simulation.goal import Digression, Expect, Request
from desk.simulation.reading import mentions

_MOST_REPEATS = 3
_CHOSEN = frozenset({Ask.OPTION, Ask.PAYMENT, Ask.REFUND_TO})


@dataclass
class Played:
    """A request as it went; `problems` is what was not as the goal wants it.

    `turns` counts the customer's messages, `least_turns` how few a skilled agent would need.
    """

    request: Request
    least_turns: int = 0
    turns: int = 0
    ended: Expect | None = None
    problems: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass
class RequestState:
    """Where a request is.

    `request` has the details as the customer means them now. `is_wrong`: they said something else
    so far. `is_approved`: they have seen what will happen and it is right. `fault` is what was not,
    in what the bot asked a yes for last.
    """

    played: Played
    request: Request
    is_wrong: bool
    digressions: list[Digression]
    mind_may_change: bool
    pending: Ask | None = None
    is_digressing: bool = False
    is_approved: bool = False
    is_confirmed: bool = False
    is_stopping: bool = False
    corrections: int = 0
    fault: str = ""
    asked: Counter[tuple[Ask, int]] = field(default_factory=Counter)
    options_given: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, request: Request, *, is_opened: bool) -> RequestState:
        """At the beginning; `is_opened` if it was said together with another."""
        told = request
        if request.first_says is not None:
            told = request.with_details(request.first_says)
        return cls(
            Played(request, least_turns(request, is_opened=is_opened)),
            told,
            request.first_says is not None,
            list(request.digress),
            request.change_mind is not None,
        )

    @property
    def expects_no(self) -> bool:
        """Whether the customer takes a no: the goal wants one, or there is something else."""
        request = self.played.request
        return request.expected is Expect.REFUSED or request.if_refused is not None

    def may_answer(self, asks: Ask, aim: int = 0) -> bool:
        """Count a question; whether it was not asked too often yet."""
        self.asked[asks, aim] += 1
        most = _MOST_REPEATS
        if self.expects_no:
            # Asked for again what was told in the opening, a person sees that it cannot be.
            was_told = self.played.request.tells == "all" and asks in _CHOSEN
            most = 1 if was_told else _MOST_REPEATS - 1
        return self.asked[asks, aim] <= most

    def judge(self) -> None:
        """Write down what is not as the goal wants it."""
        if self.played.ended is not None:
            self._compare(self.played.ended)
        problems = self.played.problems
        if self.fault and problems and not any(self.fault in each for each in problems):
            problems.append(f"in what the bot asked a yes for, {self.fault}.")

    def _compare(self, ended: Expect) -> None:
        played, request = self.played, self.played.request
        may_be_either = request.if_refused is not None and request.expect is None
        if not may_be_either and not _is_as(ended, request):
            wanted = request.expected.value
            played.problems.append(f"the request was {ended.value}, wanted {wanted}.")
        for digression in self.digressions:
            played.problems.append(f"the bot never asked for {digression.at.value}.")
        text = "\n".join(played.texts)
        words = [*request.says, *(each for aside in request.digress for each in aside.says)]
        played.problems += [f'"{w}" was never said.' for w in words if not mentions(text, w)]
        played.problems += [f'"{w}" was said.' for w in request.never_says if mentions(text, w)]


def _is_as(ended: Expect, request: Request) -> bool:
    expected = request.expected
    if ended is expected:
        return True
    if expected is Expect.REFUSED:
        return ended in (Expect.LEFT, Expect.PERSON, Expect.ANSWERED)
    if expected is Expect.NO_ANSWER:
        # That it does not know may be said, asked about, or left to a person.
        return ended in (Expect.ANSWERED, Expect.PERSON)
    if expected is Expect.LEFT:
        return ended is Expect.REFUSED
    # What needs no yes may still ask for one, and what is only told may be done.
    return not request.job.is_confirmed and {ended, expected} == {Expect.DONE, Expect.ANSWERED}
