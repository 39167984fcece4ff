"""A job, and the details that it needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from actions.jobs.case import JobCase
from actions.jobs.mending import mend
from actions.jobs.refusal import JobRefusal
from actions.jobs.said import Said
from actions.jobs.saying import Saying
from desk.errors import ParleyError

Plan = TypeVar("Plan")


class Detail(ABC):
    """One thing that a job has to know; its value lies in the state's details under `name`."""

    name: ClassVar[str]
    holds_for_later_orders: ClassVar[bool] = False
    """Whether the job takes it over to the next order, if it is wanted for several."""

    async def is_known(self, case: JobCase) -> bool:
        """Whether nothing more has to be asked; may settle what only one answer is possible to."""
        return self.name in case.state.details

    @abstractmethod
    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """Take the detail from a message; returns whether the message says anything of it.

        `is_asked`: the message answers our question for it. Raises the `ParleyError` that makes the
        whole job impossible.
        """

    @abstractmethod
    async def ask(self, case: JobCase) -> Saying:
        """The question for it."""


@dataclass(frozen=True)
class Planned(Generic[Plan]):
    """What would happen: how it is said, and a mark that changes if anything of it changes.

    `plan` is what the job needs to carry it out, and to say what it did.
    """

    saying: Saying
    mark: str
    plan: Plan


class Job(ABC, Generic[Plan]):
    """Something the bot does for a customer: it finds out, says, gets a yes, and does it once."""

    kind: ClassVar[str]
    begun_by: ClassVar[frozenset[str]]
    """Intents of messages that ask for it."""
    details: Sequence[Detail]
    takes_photos: ClassVar[bool] = False
    """Whether a photo tells it something."""

    @abstractmethod
    async def plan(self, case: JobCase) -> Planned[Plan]:
        """What would happen now; raises the refusal if it cannot."""

    @abstractmethod
    async def carry_out(self, case: JobCase, plan: Plan) -> Saying | None:
        """Do it, once for the state's key; raises the refusal if it cannot.

        `plan` was made at this message; whether it holds is for the desk to see once more. None:
        the desk says what came of it.
        """

    def left(self, case: JobCase) -> Saying:
        """What is said if the customer does not want it after all."""
        return Saying("utter_job_left")

    async def mend(self, case: JobCase, refusal: ParleyError) -> bool:
        """Forget the detail that makes a plan impossible, if another answer could mend that."""
        return mend(case, refusal)

    async def refused(self, case: JobCase, refusal: ParleyError) -> Saying:
        """How a refusal is said."""
        if isinstance(refusal, JobRefusal):
            return refusal.saying
        return Saying("utter_job_refused", {"why": str(refusal)})
