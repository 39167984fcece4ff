"""What is wrong, in the customer's own words."""

from __future__ import annotations

from typing import ClassVar

from actions.jobs.case import JobCase
from actions.jobs.job import Detail
from actions.jobs.said import Said
from actions.jobs.saying import Saying

_FEWEST_WORDS = 4
"""So many words tell something; "it is broken" calls for a question."""
_LONGEST = 500


class Problem(Detail):
    """The account that people get to read; never interpreted."""

    name: ClassVar = "problem"

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """What is said when asked for it; or what the request said already, if it says enough."""
        if not said.text or (self.name in case.state.details and not is_asked):
            return False
        is_the_request = said is case.state.heard[0] and said.word_count >= _FEWEST_WORDS
        if not is_asked and not is_the_request:
            return False
        case.state.details[self.name] = said.text[:_LONGEST]
        return True

    async def ask(self, case: JobCase) -> Saying:
        """An open question."""
        return Saying("utter_which_problem", asks=self.name)
