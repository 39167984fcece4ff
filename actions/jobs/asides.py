"""Tells messages during a job that are about something else: these are for the engine's rules."""

from __future__ import annotations

import copy
import re
from typing import Any

from actions.jobs.case import JobCase
from actions.jobs.job import Job
from actions.jobs.kinds import job_begun_by
from actions.jobs.said import Said
from actions.jobs.same_again import compares
from desk.errors import ParleyError

CONFIRM = "confirm"
"""What is asked for once all details are known."""

_ANSWERS = frozenset(
    {
        "affirm", "deny", "inform", "choose_other", "out_of_scope", "unclear", "stop_job",
        "not_helpful", "small_talk", "complaint", "praise", "resume_job", "photo_sent",
    }
)  # fmt: skip
"""Intents that a message which answers a question may be read as."""
_SAYING_NOTHING = frozenset({"complaint", "not_helpful", "small_talk", "praise", "photo_sent"})
"""Of these, what says nothing of the job is meant as it was read."""
_FOR_OTHERS = frozenset({"ask_person", "sensitive_topic", "greet", "thank", "goodbye"})
_KIN = {
    "exchange": ("change_items",),
    "change_items": ("exchange",),
    "change_address": ("change_default_address",),
    "change_default_address": ("change_address",),
}
"""Jobs that sound like each other: "the black one instead"."""

_ANSWERED_IN_CLAUSES = frozenset({"payment", "refund_to", "problem"})
"""Questions that are answered like "what I paid with"."""
_ANSWERED_BY_CONTENT = frozenset({"reason", "payment", "refund_to", "address"})
"""Questions whose answers are told from a request for another job by what is in them."""
_WANTS_TO_KNOW = re.compile(
    r"\b(?:tell me|show me|let me know|how (?:much|many|long))\b", re.IGNORECASE
)
_ANSWERED_LIKE_A_RATING = frozenset({"reason", "problem"})
"""Questions to which "it didn't work" and "no use to me" are answers."""
_OF_AN_ANSWER = re.compile(
    r"(?:n['’]?t|not|never|no) (?:really |even )?"
    r"(?:help(?:ful|ed)?(?: me)?(?: at all)?[.!]*$|answer(?:ed|s)? my|useful"
    r"|what i (?:asked|meant?|wanted to know))|\b(?:wrong|useless) answer",
    re.IGNORECASE,
)
_SHORT = 7
"""Words of a message that rather answers the question under way than asks something else."""


async def is_about_something_else(job: Job[Any], case: JobCase) -> bool:
    """Whether the message is a question, a wish for a person, another job, another order."""
    said, asked = case.said, case.state.asked
    if said.intent in job.begun_by or said.intent in _ANSWERS or _only_calls_off(said):
        return said.has_photo and not said.text and not job.takes_photos
    if said.is_button or said.intent in _FOR_OTHERS or _is_of_another_order(case):
        return True
    other = job_begun_by(said.intent)
    if other is not None:
        is_kin = other.kind in _KIN.get(job.kind, ()) and said.word_count < 2 * _SHORT
        is_answer = asked in _ANSWERED_BY_CONTENT and await _would_take(job, case)
        return not (is_kin or is_answer)
    if said.has_question_mark or _WANTS_TO_KNOW.search(said.text):
        return True
    if said.is_question and asked not in _ANSWERED_IN_CLAUSES:
        return True
    # "Walnut" may be read as a question for what there is; said when asked, it is the answer.
    is_short = said.word_count <= _SHORT or said.has_photo
    return said.is_sure and not (is_short and await _would_take(job, case))


def is_rather_a_question(said: Said) -> bool:
    """Whether a message of which the job could make nothing asks something."""
    is_long = said.word_count > _SHORT
    return (
        said.is_question
        or (said.intent not in _ANSWERS and said.is_sure)
        or said.intent in _SAYING_NOTHING
        or (said.intent in ("out_of_scope", "unclear") and is_long)
    )


def rates_answer(case: JobCase) -> bool:
    """Whether a message right after an answer from the articles says that this did not help."""
    said = case.said
    if said.intent != "not_helpful" or said.has_photo or said.order_numbers:
        return False
    is_open = case.state.asked in _ANSWERED_LIKE_A_RATING
    return not is_open or bool(_OF_AN_ANSWER.search(said.text))


def calls_off(said: Said) -> bool:
    """Whether the job is not wanted any more, or not now."""
    return said.intent == "stop_job" or _only_calls_off(said)


def _only_calls_off(said: Said) -> bool:
    """Whether "cancel that", in the middle of a job, cancels just that."""
    return (
        said.intent == "cancel_order"
        and not said.order_numbers
        and not said.is_button
        and said.word_count < _SHORT
    )


def _is_of_another_order(case: JobCase) -> bool:
    current, numbers = case.state.details.get("order"), case.said.order_numbers
    is_asked_for = case.state.asked == "order"
    is_other = bool(current and numbers and not is_asked_for and current not in numbers)
    return is_other and not compares(case.said)


async def _would_take(job: Job[Any], case: JobCase) -> bool:
    """Whether the job would make something of a message that reads like another request.

    "I ordered it by mistake" gives a reason, and reports no wrong item.
    """
    state, notes, asked = case.state, case.notes, case.state.asked
    # Whatever was asked: a photo tells what it shows.
    is_open = asked == CONFIRM or (case.said.has_photo and job.takes_photos)
    details = [one for one in job.details if is_open or one.name == asked]
    case.state, case.notes = copy.deepcopy(state), []
    case.state.hear(case.said)
    try:
        heard = [await one.read(case, case.said, is_asked=asked == one.name) for one in details]
    except ParleyError:
        return False
    else:
        return any(heard) and (asked != CONFIRM or case.state.details != state.details)
    finally:
        case.state, case.notes = state, notes
