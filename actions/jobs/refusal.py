"""A job that cannot be done, and how that is said."""

from __future__ import annotations

from actions.jobs.saying import Saying
from desk.errors import Conflict


class JobRefusal(Conflict):
    """Why nothing can be done for this customer, in a response of the domain."""

    code = "job_refused"

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.response)
        self.saying = saying
