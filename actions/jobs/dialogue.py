"""How a job goes on from message to message, whatever the job is."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from enum import Enum, auto

from actions.hesitation import hesitates
from actions.jobs.case import JobCase
from actions.jobs.job import Detail, Job
from actions.jobs.kinds import JOBS, job_begun_by
from actions.jobs.said import Said
from actions.jobs.saying import Saying
from actions.jobs.state import JobState
from actions.reading.yes_no import yes_or_no
from desk.errors import ParleyError
from desk.shop.refusals import NotDelivered, NotPending

CONFIRM = "confirm"
MOST_MISSES = 3
"""Messages in a row that the job could make nothing of, after which a person is offered."""

_STOPPING = frozenset({"stop_job"})
_ANSWERS = frozenset(
    {
        "affirm", "deny", "inform", "choose_other", "out_of_scope", "unclear", "stop_job",
        "not_helpful", "small_talk", "complaint", "praise", "resume_job",
    }
)  # fmt: skip
"""Intents that a message which answers a question may be read as."""
_FEELINGS = frozenset({"complaint", "not_helpful", "small_talk", "praise"})
"""Of these, what says nothing of the job is meant as it was read."""
_SHORT = 7
"""Words of a message that rather answers the question under way than asks something else."""
_ANSWERED_IN_CLAUSES = frozenset({"payment", "refund_to", "problem"})
"""Questions that are answered like "where it came from"."""
_SURE_YES = 0.85
_SHORT_YES = 4


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
    if _is_about_something_else(job, case) and not await _answers_the_question(job, case):
        return None
    state.hear(case.said)
    try:
        turn = await _answered(job, case)
    except ParleyError as refusal:
        return await _begin_the_kin(job, case, refusal) or await _refuse(job, case, refusal)
    if turn is not None:
        return turn
    if _is_rather_a_question(case.said):
        state.heard.pop()
        return None
    return await _miss(job, case)


async def _answered(job: Job, case: JobCase) -> Turn | None:
    """The turn if the message says anything of the job, or ends it."""
    state, said = case.state, case.said
    is_to_confirm = state.asked == CONFIRM
    answer = _yes_or_no(said) if is_to_confirm else None
    if answer is True and said.is_button:
        return await _do(job, case)
    known = copy.deepcopy(state.details)
    is_heard = await _read(job, case)
    is_changed = state.details != known
    if (
        is_to_confirm
        and not is_changed
        # What could not be taken as it was said is no part of the plan.
        and not case.notes
        and (answer is True or (is_heard and _begins_with_yes(said)))
    ):
        return await _do(job, case)
    if said.intent in _STOPPING and not is_changed:
        return Turn((job.left(case),), End.LEFT)
    if is_to_confirm and not is_changed and (answer is False or said.intent == "deny"):
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


async def _go_on(job: Job, case: JobCase) -> Turn:
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


async def _do(job: Job, case: JobCase) -> Turn:
    """Carry it out, if what would happen is still what the customer said yes to."""
    agreed = case.state.details.get(CONFIRM)
    planned = await job.plan(case)
    if planned.mark != agreed:
        case.state.details[CONFIRM] = planned.mark
        return Turn((Saying("utter_job_has_changed"), planned.saying))
    said = await job.carry_out(case)
    return Turn(() if said is None else (said,), End.DONE)


async def _refuse(job: Job, case: JobCase, refusal: ParleyError) -> Turn:
    saying = await job.refused(case, refusal)
    notes = (note for note in case.notes if note != saying)
    return Turn((*notes, saying), End.REFUSED)


async def _miss(job: Job, case: JobCase) -> Turn:
    state = case.state
    state.misses += 1
    if state.misses >= MOST_MISSES:
        return Turn((), End.LOST)
    response = "utter_yes_or_no" if state.asked == CONFIRM else f"utter_unclear_{state.asked}"
    case.notes.append(Saying(response))
    return await repeat(case)


async def _read(job: Job, case: JobCase) -> bool:
    """Let each detail read the newest message; those not known yet, also the earlier ones.

    Returns whether the newest message said anything of the job.
    """
    is_heard = False
    for detail in job.details:
        is_heard = await _read_detail(detail, case) or is_heard
    return is_heard


async def _read_detail(detail: Detail, case: JobCase) -> bool:
    *earlier, newest = case.state.heard
    was_known = detail.name in case.state.details
    is_heard = await detail.read(case, newest, is_asked=case.state.asked == detail.name)
    if was_known:
        # What the newest message takes back was said by an earlier one.
        return is_heard
    for said in reversed(earlier):
        if detail.name in case.state.details:
            break
        await detail.read(case, said, is_asked=False)
    return is_heard


def _is_about_something_else(job: Job, case: JobCase) -> bool:
    said, asked = case.said, case.state.asked
    if said.intent in job.begun_by or said.intent in _ANSWERS:
        return False
    if said.intent == "cancel_order" and not said.order_numbers and said.word_count < _SHORT:
        # "cancel that", in the middle of something else, cancels just that.
        case.said = Said(said.text, "stop_job", said.in_scope, (), said.seq)
        return False
    other = job_begun_by(said.intent)
    if other is not None:
        # "the black one instead" sounds like a change of an order, wherever it is said.
        is_kin = other.kind in _KIN.get(job.kind, ())
        return not (is_kin and (asked is not None) and said.word_count < 2 * _SHORT)
    if said.intent in _FOR_PEOPLE:
        return True
    # "What I paid with" answers a question of ours, and is none.
    is_asked = said.has_question_mark if asked in _ANSWERED_IN_CLAUSES else said.is_question
    return said.is_button or is_asked or said.intent in _PLEASANTRIES


async def _answers_the_question(job: Job, case: JobCase) -> bool:
    """Whether a message that reads like another request just answers what was asked.

    "I ordered it by mistake" gives a reason, and reports no wrong item.
    """
    asked = case.state.asked
    detail = next((one for one in job.details if one.name == asked), None)
    if asked not in _ANSWERED_ANYHOW or detail is None or case.said.order_numbers:
        return False
    state, notes = case.state, case.notes
    case.state, case.notes = copy.deepcopy(state), []
    try:
        return await detail.read(case, case.said, is_asked=True)
    except ParleyError:
        return False
    finally:
        case.state, case.notes = state, notes


async def _begin_the_kin(job: Job, case: JobCase, refusal: ParleyError) -> Turn | None:
    """Exchanging and changing are one to customers; which it is depends on where the order is.

    The turn if what was refused as one of them is possible as the other.
    """
    kind = _OTHERWISE.get(job.kind)
    if kind is None or not isinstance(refusal, NotPending | NotDelivered):
        return None
    refused, notes = case.state, case.notes
    case.state, case.notes = JobState(kind, refused.key, heard=list(refused.heard)), []
    try:
        await _read(JOBS[kind], case)
        return await _go_on(JOBS[kind], case)
    except ParleyError:
        case.state, case.notes = refused, notes
        return None


def _is_rather_a_question(said: Said) -> bool:
    return (
        said.is_question
        or (said.intent not in _ANSWERS and said.is_sure)
        or said.intent in _FEELINGS
        or (said.intent in ("out_of_scope", "unclear") and said.word_count > _SHORT)
    )


_FOR_PEOPLE = frozenset({"ask_person", "sensitive_topic"})
_PLEASANTRIES = frozenset({"greet", "thank", "goodbye"})
_OTHERWISE = {"exchange": "change_items", "change_items": "exchange"}
_ANSWERED_ANYHOW = frozenset({"reason", "payment", "refund_to", "address"})
"""Questions whose answers are told from other requests by what is in them."""
_KIN = {
    "exchange": ("change_items",),
    "change_items": ("exchange",),
    "change_address": ("change_default_address",),
    "change_default_address": ("change_address",),
}


def _yes_or_no(said: Said) -> bool | None:
    """A clear answer; a doubtful yes is none."""
    if said.is_button:
        return {"affirm": True, "deny": False}.get(said.intent)
    answer = yes_or_no(said.text)
    if answer is None and said.intent == "affirm":
        is_clear = said.in_scope >= _SURE_YES and said.word_count <= _SHORT_YES
        is_more = hesitates(said.text) or _TURNS.search(said.text) or said.order_numbers
        return True if is_clear and not is_more else None
    return answer


_TURNS = re.compile(
    r"\b(?:but|not|instead|only|except|other|another|different|rather|also|as well)\b|n['’]t\b",
    re.IGNORECASE,
)
"""After a yes: something is to be otherwise, even where it was not understood what."""


def _begins_with_yes(said: Said) -> bool:
    """Whether "yes, return the lamp" agrees to what was just said of the lamp."""
    first = said.text.casefold().replace(",", " ").split()[:1]
    return first in (["yes"], ["yep"], ["yeah"], ["ok"], ["okay"]) and not (
        hesitates(said.text) or said.is_question or _TURNS.search(said.text)
    )
