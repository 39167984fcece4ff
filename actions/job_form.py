"""Begins jobs, hears what customers say during one, ends it, and takes it up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked import was_just_answered
from actions.desk_action import (
    ACTION_END_JOB,
    ACTION_LISTEN,
    JOB_FORM,
    DeskAction,
    Event,
    JobAction,
    done_since_message,
    intent_of,
    leave_form,
    was_put_off,
)
from actions.jobs import dialogue
from actions.jobs.asides import rates_answer
from actions.jobs.case import JobCase
from actions.jobs.dialogue import End, Turn
from actions.jobs.kinds import JOBS, job_begun_by
from actions.jobs.photos_besides import photos_besides
from actions.jobs.resuming import ask_to_resume
from actions.jobs.said import Said
from actions.jobs.state import JobState
from actions.next_request import waiting_request
from actions.offers import no_offer, offer
from actions.opening_offer import order_in_question
from actions.people import readings_of, tried
from desk.customers.customer import Customer
from desk.handoff.ticket import Reason
from desk.shop.order import Order

ANSWER = "job_answer"
_IDENTIFYING = frozenset({"identify_form", "action_identify"})


class BeginJob(JobAction):
    """Begins what the newest message asks for, or what was asked before the customer was known."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_begin_job"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Keep the request first: it must outlast the identification."""
        job = job_begun_by(intent_of(tracker))
        if job is None or _is_identified_now(tracker):
            return await super().act(dispatcher, tracker, domain)
        said = _newest(tracker)
        state = JobState(job.kind, f"{tracker.sender_id}:{job.kind}:{_mark(tracker)}")
        state.hear(said)
        under_way = _job_under_way(tracker)
        parked = []
        if under_way is not None:
            parked.append(SlotSet("parked_job", under_way.for_slot()))
            # Should the new job end at once, it is there already.
            tracker.slots["parked_job"] = under_way.for_slot()
        tracker.slots["job"] = state.for_slot()
        events = await super().act(dispatcher, tracker, domain)
        return [*parked, SlotSet("job", state.for_slot()), *events]

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Read what the request says already, and ask for the rest."""
        state = JobState.from_slot(tracker.get_slot("job"))
        if state is None or not state.heard:
            dispatcher.utter_message(response="utter_all_right")
            return leave_form(dispatcher, tracker)
        said = state.heard.pop()
        said = replace(said, photos_before=photos_besides(tracker.events, said.seq))
        case = _case(self, customer, state, said, tracker)
        turn = await dialogue.begin(case)
        return await _told(self, turn, case, dispatcher, tracker)


class ValidateJobForm(DeskAction):
    """Hears each message during a job; those about something else are left to the rules."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_job_form"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Go on with the job. No events: Rasa takes the form as rejected, and asks its rules."""
        state, customer = JobState.from_slot(tracker.get_slot("job")), await self.customer(tracker)
        if state is None or customer is None:
            return [SlotSet("job", None), SlotSet("requested_slot", None)]
        case = _case(self, customer, state, _newest(tracker), tracker)
        if was_put_off(tracker, JOB_FORM):
            turn: Turn | None = await dialogue.repeat(case)
        elif was_just_answered(tracker) and rates_answer(case):
            turn = None
        else:
            turn = await dialogue.take(case)
        if turn is None:
            return []
        return await _told(self, turn, case, dispatcher, tracker, is_in_form=True)


class EndJob(DeskAction):
    """What comes after a job that is over or let go: the next request, or the job that was left."""

    def name(self) -> str:
        """The action's name in the domain."""
        return ACTION_END_JOB

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Take it up, offer it, or listen."""
        return await _after_job(self, dispatcher, tracker)


class ResumeJob(DeskAction):
    """Goes on with the job that was left."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_resume_job"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Ask its question again, with all that was known."""
        kept = tracker.get_slot("parked_job") or tracker.get_slot("job")
        state, customer = JobState.from_slot(kept), await self.customer(tracker)
        if state is None or customer is None:
            dispatcher.utter_message(response="utter_nothing_to_resume")
            return leave_form(dispatcher, tracker, SlotSet("offered", None))
        state.was_offered = False
        # Should it end at once, it is not left any more.
        tracker.slots["parked_job"] = None
        case = _case(self, customer, state, _newest(tracker), tracker)
        turn = await dialogue.repeat(case)
        events = await _told(self, turn, case, dispatcher, tracker)
        return [SlotSet("parked_job", None), SlotSet("offered", None), *events]


def _case(
    action: DeskAction, customer: Customer, state: JobState, said: Said, tracker: Tracker
) -> JobCase:
    in_question = order_in_question(tracker)
    last_address = tracker.get_slot("last_address")

    async def hand_over(code: str, words: str, facts: Mapping[str, str]) -> None:
        evidence = [{"name": name, "value": value} for name, value in facts.items()]
        reason = Reason(code, words, evidence=evidence, what_was_tried=tried(tracker))
        await action.services.handoff.request(tracker.sender_id, reason, readings_of(tracker))

    return JobCase(action.services, customer, state, said, in_question, last_address, hand_over)


async def _told(
    action: DeskAction,
    turn: Turn,
    case: JobCase,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    *,
    is_in_form: bool = False,
) -> list[Event]:
    """Say the turn, and return the events that keep the job, or end it."""
    for saying in turn.sayings:
        saying.utter(dispatcher)
    state = case.state
    if turn.end in (End.DONE, End.REFUSED, End.LEFT) and state.later_orders:
        return await _next_order(action, case, dispatcher, tracker, is_in_form=is_in_form)
    number = state.details.get("order") or case.in_question
    in_question = [SlotSet("order_number", number)]
    if turn.end is None:
        going_on = [*in_question, SlotSet("job", state.for_slot())]
        if not (is_in_form and was_put_off(tracker, JOB_FORM)):
            # To ask again is no progress: else it would be counted anew each time.
            going_on.append(SlotSet("times_put_off", 0))
        if is_in_form:
            return [*going_on, SlotSet("requested_slot", ANSWER)]
        return [
            *no_offer(tracker),
            *going_on,
            ActiveLoop(JOB_FORM),
            SlotSet("requested_slot", ANSWER),
            FollowupAction(ACTION_LISTEN),
        ]
    ended = [*in_question, SlotSet("job", None), SlotSet("job_ended", turn.end.name.lower())]
    if turn.end is End.DONE and "address" in state.details:
        ended.append(SlotSet("last_address", state.details["address"]))
    if turn.end is End.LOST:
        ended += offer(dispatcher, tracker, "utter_job_lost")
    if is_in_form:
        return [*ended, SlotSet("requested_slot", None)]
    tracker.slots["job_ended"] = turn.end.name.lower()
    return [*ended, *await _after_job(action, dispatcher, tracker)]


async def _next_order(
    action: DeskAction,
    case: JobCase,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    *,
    is_in_form: bool,
) -> list[Event]:
    """The same for the next order that was named along with the one that is over."""
    number, *later = case.state.later_orders
    # What the message said besides, such as the reason, holds for this one too.
    heard = [*case.state.heard, case.said][0]
    said = replace(heard, order_numbers=(number, *later))
    state = JobState(case.state.kind, f"{case.state.key}:{number}")
    following = replace(
        case,
        state=state,
        said=said,
        in_question=number,
        notes=[],
        _orders=None,
        _methods=None,
        _variants={},
    )
    for detail in JOBS[state.kind].details:
        if detail.holds_for_later_orders and detail.name in case.state.details:
            state.details[detail.name] = case.state.details[detail.name]
    turn = await dialogue.begin(following)
    return await _told(action, turn, following, dispatcher, tracker, is_in_form=is_in_form)


async def _after_job(
    action: DeskAction, dispatcher: CollectingDispatcher, tracker: Tracker
) -> list[Event]:
    """What was left is offered once: whoever then goes on with something else knows of it."""
    over = [SlotSet("job_ended", None)]
    parked = JobState.from_slot(tracker.get_slot("parked_job"))
    if tracker.get_slot("job_ended") == End.LOST.name.lower():
        return [
            *over,
            ActiveLoop(None),
            SlotSet("requested_slot", None),
            FollowupAction(ACTION_LISTEN),
        ]
    if parked is None or parked.was_offered or waiting_request(tracker) is not None:
        return leave_form(dispatcher, tracker, *over)
    ask_to_resume(parked, await _order_of(action, parked, tracker)).utter(dispatcher)
    parked.was_offered = True
    return [
        *over,
        *no_offer(tracker),
        SlotSet("parked_job", parked.for_slot()),
        SlotSet("offered", "job"),
        ActiveLoop(None),
        SlotSet("requested_slot", None),
        FollowupAction(ACTION_LISTEN),
    ]


async def _order_of(action: DeskAction, left: JobState, tracker: Tracker) -> Order | None:
    """The order that a job is about, where it is known and the customer's."""
    number = left.details.get("order")
    customer = await action.customer(tracker) if number else None
    if customer is None:
        return None
    return await action.services.shop.order_of(customer.id, str(number))


def _job_under_way(tracker: Tracker) -> JobState | None:
    return (
        JobState.from_slot(tracker.get_slot("job"))
        if tracker.active_loop_name == JOB_FORM
        else None
    )


def _is_identified_now(tracker: Tracker) -> bool:
    """Whether the newest message said who the customer is: the job was asked for before."""
    return not done_since_message(tracker).isdisjoint(_IDENTIFYING)


def _newest(tracker: Tracker) -> Said:
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return Said.of(tracker.latest_message, event.get("metadata"))
    return Said()


def _mark(tracker: Tracker) -> str:
    """What tells this request from every other one in the conversation, also when asked twice."""
    said = _newest(tracker)
    if said.seq is not None:
        return str(said.seq)
    return str(sum(event.get("event") == "user" for event in tracker.events))
