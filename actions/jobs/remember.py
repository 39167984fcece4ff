"""Remembering what a customer tells us about themselves, with their consent."""

from __future__ import annotations

import re
from typing import ClassVar

from actions.jobs.case import JobCase
from actions.jobs.job import Detail, Job, Planned
from actions.jobs.refusal import JobRefusal
from actions.jobs.said import Said
from actions.jobs.saying import Saying
from desk.customers.consent import Purpose
from desk.customers.customers import LONGEST_FACT

_ASKS_TO = re.compile(
    r"^\W*(?:(?:hi|hello|hey|please|pls|also|and|just|kindly|can you|could you|would you|will you|"
    r"i want you to|i(?:'d| would) like you to|you should|you can|always|make sure you|try to)"
    r"[\s,]+)*(?:please[\s,]+)?(?:don'?t forget|do not forget|remember|keep in mind|bear in mind|"
    r"note down|take a note|make a note|put a note|leave a note|add a note|note|write down|"
    r"put (?:it )?down|save|store|keep a note|keep a record|know)\b"
    r"(?:[\s,:]+(?:it|this|somewhere|on|in|to|with|my|the|your|account|profile|file|records?|system"
    r"|for (?:next time|the future|me|later)|down|of the fact|about me)\b)*"
    r"[\s,:–-]*(?:that\b|saying\b|which says\b)?[\s,:–-]*",
    re.IGNORECASE,
)
_POLITE_END = re.compile(
    r"[\s,.;!?]*(?:\b(?:(?:so|and|can|could|would|will|you|please|pls)[\s,]+)*"
    r"(?:please|pls|thanks|thank you|for (?:next time|the future)|in future"
    r"|(?:keep|bear) (?:that|this|it) in mind"
    r"|(?:remember|note|save|store) (?:that|this|it)(?: down)?"
    r"|(?:write|put) (?:that|this|it) down)\b[\s,.;!?]*)+$",
    re.IGNORECASE,
)
_NOTHING_YET = re.compile(r"(?:something|one thing|a thing|it|this|that)(?: about me)?", re.I)
_FEWEST_WORDS = 2
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){11,}")


class Fact(Detail):
    """What to remember, in the customer's words."""

    name: ClassVar = "fact"

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """All of an answer; of a request what stands after "please remember that"."""
        if not said.text or (self.name in case.state.details and not is_asked):
            return False
        if not is_asked and said is not case.state.heard[0]:
            return False
        fact = _POLITE_END.sub("", _ASKS_TO.sub("", said.text, count=1)).strip()
        if len(fact.split()) < _FEWEST_WORDS or _NOTHING_YET.fullmatch(fact):
            return False
        if _LONG_NUMBER.search(fact):
            raise JobRefusal(Saying("utter_fact_with_number"))
        case.state.details[self.name] = " ".join(fact.split())[:LONGEST_FACT]
        return True

    async def ask(self, case: JobCase) -> Saying:
        """An open question."""
        return Saying("utter_which_fact", asks=self.name)


class RememberFact(Job[str]):
    """Keep it with the customer's account; the yes to that is the consent."""

    kind: ClassVar = "remember_fact"
    begun_by: ClassVar = frozenset({"remember_fact"})

    def __init__(self) -> None:
        self.details = (Fact(),)

    async def plan(self, case: JobCase) -> Planned[str]:
        """What would be kept."""
        fact = str(case.state.details["fact"])
        saying = Saying("utter_remember_fact_confirm", {"fact": fact}, asks="confirm")
        return Planned(saying, fact, fact)

    async def carry_out(self, case: JobCase, plan: str) -> Saying:
        """Write down the consent, if it is not given already, and then the fact."""
        customers, customer_id, key = case.services.customers, case.customer.id, case.state.key
        if not await customers.has_consent(customer_id, Purpose.FACTS):
            await customers.record_consent(
                customer_id,
                Purpose.FACTS,
                is_given=True,
                idempotency_key=f"{key}:consent",
                wording=plan,
            )
        await customers.remember_fact(customer_id, plan, idempotency_key=key)
        return Saying("utter_fact_remembered")
