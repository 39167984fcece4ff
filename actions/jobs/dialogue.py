"""How a job goes on from message to message, whatever the job is."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from actions.jobs.asides import (
    CONFIRM,
    calls_off,
    is_about_something_else,
    is_rather_a_question,
)
from actions.jobs.case import JobCase
from actions.jobs.details.order import WhichOrder
from actions.jobs.job import Detail, Job, Planned
from actions.jobs.kinds import JOBS
from actions.jobs.said import Said
from actions.jobs.same_again import SameAgain, same_again
from actions.jobs.saying import Saying
from actions.jobs.state import JobState
from actions.pausing import is_pause
from actions.reading.yes_no import agrees_with, yes_or_no
from bot.entities.words import NUMBERS, word_set
from desk.errors import ParleyError
from desk.shop.refusals import NotDelivered, NotPending

MOST_MISSES = 3
"""Messages in a row that the job could make nothing of, after which a person is offered."""
_OTHERWISE = {"exchange": "change_items", "change_items": "exchange"}
"""Jobs that are one to most customers; which of them it is depends on where the order is."""
_SAYS_WHICH = re.compile(r"\b(?:exchang|modif|pending\b|deliver)", re.IGNORECASE)
"""Who says it like this means the one and not the other."""
_CALLS_OFF = re.compile(r"\bcancel", re.IGNORECASE)
_TIMES = re.compile(r",? (?:within|at once|as soon as|after)\b[^\n;]*")
_WORD = re.compile(r"[^\W_]+")
_TAKES_BACK = word_set("not never without except don dont")
"""Words by which a yes takes something back, also if they were said before."""


class End(Enum):
    """How a job ended."""

    DONE = auto()
    REFUSED = auto()
    LEFT = auto()
    LOST = auto()
    """The bot could not make out what the customer wants."""


@dataclass(frozen=True)
class Turn:
    """What is said at this message; `end` is None while the job waits for an answer."""

    sayings: tuple[Saying, ...]
    end: End | None = None


async def begin(case: JobCase) -> Turn:
    """The first turn of a job; `case.said` is the message that asks for it."""
    job = JOBS[case.state.kind]
    case.state.hear(case.said)
    try:
        await _read(job, case)
        return await _go_on(job, case)
    except ParleyError as refusal:
        return await _begin_the_kin(job, case, refusal) or await _refuse(job, case, refusal)


async def take(case: JobCase) -> Turn | None:
    """The turn of a message during the job; None if the message is about something else."""
    job, state = JOBS[case.state.kind], case.state
    wish = same_again(case.said, state.details.get(WhichOrder.name))
    if wish is not None:
        await _hold(job, case, wish)
        if not wish.rest:
            return await repeat(case)
    if await is_about_something_else(job, case):
        return None
    state.hear(case.said)
    try:
        turn = await _answered(job, case)
    except ParleyError as refusal:
        return await _begin_the_kin(job, case, refusal) or await _refuse(job, case, refusal)
    if turn is None and wish is not None and wish.is_reserved:
        turn = await repeat(case)
    if turn is not None:
        return turn
    if is_rather_a_question(case.said):
        state.heard.pop()
        return None
    return await _miss(job, case)


async def _answered(job: Job[Any], case: JobCase) -> Turn | None:
    """The turn if the message says anything of the job, or ends it."""
    state, said = case.state, case.said
    is_to_confirm = state.asked == CONFIRM
    answer = _yes_or_no(job, said) if is_to_confirm else None
    if answer is True and said.is_button:
        return await _do(job, case, await job.plan(case))
    if is_pause(said.text):
        return Turn((Saying("utter_take_your_time"),))
    known = copy.deepcopy(state.details)
    is_heard = await _read(job, case)
    is_changed = state.details != known
    agreed = await _agreed(job, case, answer) if is_to_confirm and not is_changed else None
    if agreed is not None:
        return await _do(job, case, agreed)
    is_no = is_to_confirm and (answer is False or said.intent == "deny")
    if not is_changed and (is_no or calls_off(said)):
        return Turn((job.left(case),), End.LEFT)
    if is_heard or is_changed:
        state.misses = 0
        return await _go_on(job, case)
    return None


async def repeat(case: JobCase) -> Turn:
    """The question under way once more, after something else was answered."""
    job = JOBS[case.state.kind]
    try:
        return await _go_on(job, case)
    except ParleyError as refusal:
        return await _refuse(job, case, refusal)


async def _go_on(job: Job[Any], case: JobCase) -> Turn:
    """The next question, or what would happen and whether that is right."""
    for detail in job.details:
        if not await detail.is_known(case):
            saying = await detail.ask(case)
            case.state.asked = detail.name
            return Turn((*case.notes, saying))
    try:
        planned = await job.plan(case)
    except ParleyError as refusal:
        saying = await job.refused(case, refusal)
        # Refused again although nothing was asked: there is no other answer.
        if saying not in case.notes and await job.mend(case, refusal):
            case.notes.append(saying)
            return await _go_on(job, case)
        raise
    case.state.asked = CONFIRM
    case.state.shown = []
    case.state.details[CONFIRM] = planned.mark
    return Turn((*case.notes, planned.saying))


async def _do(job: Job[Any], case: JobCase, planned: Planned[Any]) -> Turn:
    """Carry out what would happen now, if it is still what the customer said yes to."""
    if planned.mark != case.state.details.get(CONFIRM):
        case.state.details[CONFIRM] = planned.mark
        return Turn((Saying("utter_job_has_changed"), planned.saying))
    said = await job.carry_out(case, planned.plan)
    return Turn(() if said is None else (said,), End.DONE)


async def _refuse(job: Job[Any], case: JobCase, refusal: ParleyError) -> Turn:
    saying = await job.refused(case, refusal)
    notes = (note for note in case.notes if note != saying)
    return Turn((*notes, saying), End.REFUSED)


async def _hold(job: Job[Any], case: JobCase, wish: SameAgain) -> None:
    """Keep the other orders until this one is done; the job hears the rest of the message."""
    case.state.misses = 0
    held: list[str] = []
    for detail in job.details:
        if isinstance(detail, WhichOrder):
            held = await detail.hold(case, wish)
    numbers = tuple(number for number in case.said.order_numbers if number not in wish.numbers)
    # "Cancel" was read of the other orders, and calls nothing off here.
    intent = "inform" if case.said.intent == "cancel_order" else case.said.intent
    case.said = replace(case.said, text=wish.rest, intent=intent, order_numbers=numbers)
    # A yes beside it is a yes to what was shown, which says nothing of the other orders; with
    # a reservation it is none, and the note keeps it from being taken for one.
    if held and (wish.is_reserved or yes_or_no(wish.rest) is not True):
        case.notes.append(Saying("utter_same_later", {"orders": ", ".join(held)}))


async def _miss(job: Job[Any], case: JobCase) -> Turn:
    state = case.state
    state.misses += 1
    if state.misses >= MOST_MISSES:
        return Turn((), End.LOST)
    response = "utter_yes_or_no" if state.asked == CONFIRM else f"utter_unclear_{state.asked}"
    case.notes.append(Saying(response))
    return await repeat(case)


async def _read(job: Job[Any], case: JobCase) -> bool:
    """Let each detail read the newest message; those not known yet, also the earlier ones.

    Returns whether the newest message said anything of the job.
    """
    is_heard = False
    for detail in job.details:
        is_heard = await _read_detail(detail, case) or is_heard
    case.state.note(case.notes)
    return is_heard


async def _read_detail(detail: Detail, case: JobCase) -> bool:
    *earlier, newest = case.state.heard
    was_known = detail.name in case.state.details
    is_heard = await detail.read(case, newest, is_asked=case.state.asked == detail.name)
    if was_known:
        # What the newest message takes back was said by an earlier one.
        return is_heard
    first_of_earlier = len(case.notes)
    for said in reversed(earlier):
        if detail.name in case.state.details:
            break
        await detail.read(case, said, is_asked=False)
    # That an order of an earlier message cannot be found was said when it was new.
    of_earlier = case.notes[first_of_earlier:]
    case.notes[first_of_earlier:] = [n for n in of_earlier if n.mark not in case.state.noted]
    return is_heard


async def _begin_the_kin(job: Job[Any], case: JobCase, refusal: ParleyError) -> Turn | None:
    """Exchanging and changing are one to customers; which it is depends on where the order is.

    The turn if what was refused as one of them is possible as the other.
    """
    kind = _OTHERWISE.get(job.kind)
    if kind is None or not isinstance(refusal, NotPending | NotDelivered):
        return None
    if any(_SAYS_WHICH.search(said.text) for said in case.state.heard):
        return None
    refused, notes = case.state, case.notes
    case.state, case.notes = JobState(kind, refused.key, heard=list(refused.heard)), []
    try:
        await _read(JOBS[kind], case)
        return await _go_on(JOBS[kind], case)
    except ParleyError:
        case.state, case.notes = refused, notes
        return None


def _yes_or_no(job: Job[Any], said: Said) -> bool | None:
    """A clear answer, by a button or in words; no classifier decides on this."""
    if said.is_button:
        return {"affirm": True, "deny": False}.get(said.intent)
    answer = yes_or_no(said.text)
    # "Yes, cancel it" may call off everything else.
    return None if answer and job.kind != "cancel" and _CALLS_OFF.search(said.text) else answer


async def _agreed(job: Job[Any], case: JobCase, answer: bool | None) -> Planned[Any] | None:
    """What would happen, if the message is a yes to what was said, and to nothing more.

    What could not be taken as it was said (it is in the notes then) is no part of the plan.
    """
    if case.notes or answer is False or case.said.is_button:
        return None
    planned = await job.plan(case)
    return planned if answer is True or _names_nothing_else(planned, case) else None


def _names_nothing_else(planned: Planned[Any], case: JobCase) -> bool:
    """Whether a yes in other words, "return the lamp", is to just what was said."""
    told = " ".join(str(value) for value in planned.saying.values.values())
    # "Yes, after 7 days" does not mean the days that a refund takes.
    told = _TIMES.sub("", told)
    # Words said before were understood; numbers only mean what was just shown.
    *earlier, _ = case.state.heard
    said_before = _WORD.findall(" ".join(said.text for said in earlier).casefold())
    known = {word for word in said_before if word.isalpha() and word not in NUMBERS} - _TAKES_BACK
    return agrees_with(case.said.text, known.union(_WORD.findall(told.casefold())))
