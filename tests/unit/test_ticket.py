"""The life of a ticket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from desk.handoff import words
from desk.handoff.ticket import Priority, Ticket, TicketClosed, TicketState, TicketTaken

OPENED_AT = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)
CLAIMED_AT = OPENED_AT + timedelta(minutes=2)
LATER = OPENED_AT + timedelta(minutes=9)

Step = Callable[[Ticket, str, datetime], None]


def claim(ticket: Ticket, agent_id: str, now: datetime) -> None:
    ticket.claim(agent_id, now)


def return_to_bot(ticket: Ticket, agent_id: str, now: datetime) -> None:
    ticket.return_to_bot(agent_id, now)


def resolve(ticket: Ticket, agent_id: str, now: datetime) -> None:
    ticket.resolve(agent_id, "refund agreed", now)


STEPS = (claim, return_to_bot, resolve)
STATE_AFTER: dict[Step, TicketState] = {
    claim: TicketState.CLAIMED,
    return_to_bot: TicketState.RETURNED,
    resolve: TicketState.RESOLVED,
}
STEPS_TO: dict[TicketState, list[Step]] = {
    TicketState.WAITING: [],
    TicketState.CLAIMED: [claim],
    TicketState.RETURNED: [claim, return_to_bot],
    TicketState.RESOLVED: [claim, resolve],
}


def a_ticket(state: TicketState = TicketState.WAITING) -> Ticket:
    """A ticket that Ada brought to `state`."""
    ticket = Ticket(
        id="ticket_1",
        conversation_id="conv_1",
        reason_code="asked_for_person",
        reason="The customer asked for a person.",
        priority=Priority.NORMAL,
        opened_at=OPENED_AT,
    )
    for step in STEPS_TO[state]:
        step(ticket, "agent_ada", CLAIMED_AT)
    return ticket


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", [TicketState.WAITING, TicketState.CLAIMED])
def test_its_agent_may_do_everything_with_an_open_ticket(state: TicketState, step: Step) -> None:
    ticket = a_ticket(state)
    assert ticket.is_open
    step(ticket, "agent_ada", LATER)
    assert ticket.state is STATE_AFTER[step]
    assert ticket.agent_id == "agent_ada"
    assert ticket.claimed_at == (LATER if state is TicketState.WAITING else CLAIMED_AT)
    assert ticket.closed_at == (None if step is claim else LATER)
    assert ticket.is_open is (step is claim)


@pytest.mark.parametrize("step", STEPS)
def test_a_colleague_cannot_touch_a_claimed_ticket(step: Step) -> None:
    ticket = a_ticket(TicketState.CLAIMED)
    with pytest.raises(TicketTaken, match="colleague"):
        step(ticket, "agent_ben", LATER)
    assert ticket == a_ticket(TicketState.CLAIMED)


@pytest.mark.parametrize("agent_id", ["agent_ada", "agent_ben"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", [TicketState.RETURNED, TicketState.RESOLVED])
def test_an_ended_ticket_stays_as_it_is(state: TicketState, step: Step, agent_id: str) -> None:
    ticket = a_ticket(state)
    with pytest.raises(TicketClosed):
        step(ticket, agent_id, LATER)
    assert ticket == a_ticket(state)
    assert not ticket.is_open


def test_a_resolved_ticket_keeps_the_note() -> None:
    assert a_ticket(TicketState.RESOLVED).note == "refund agreed"
    assert a_ticket(TicketState.RETURNED).note is None


def test_the_console_gets_plain_words_and_numbers() -> None:
    shown = a_ticket(TicketState.RESOLVED).as_dict()
    assert shown["state"] == "resolved"
    assert shown["priority"] == 3
    assert shown["opened_at"] == "2026-03-11T10:30:00+00:00"
    assert shown["closed_at"] == "2026-03-11T10:32:00+00:00"
    assert a_ticket().as_dict()["closed_at"] is None


def test_the_most_urgent_priority_is_the_smallest_number() -> None:
    assert sorted(Priority) == [Priority.URGENT, Priority.HIGH, Priority.NORMAL]


@pytest.mark.parametrize("code", ["asked_for_person", "frustration", "sensitive_topic", "new_code"])
def test_the_customer_is_told_the_place_in_the_queue(code: str) -> None:
    assert "You're next in line." in words.acknowledgement(code, 1)
    assert "You're number 4 in line." in words.acknowledgement(code, 4)
