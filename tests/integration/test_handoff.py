"""Handing conversations to people and back, on real databases."""

from __future__ import annotations

import asyncio

import pytest

from desk.agents.agent import Agent
from desk.clock import Clock
from desk.conversations.announcements import Announcements, NewMessage, StatusChanged
from desk.conversations.conversation import Author, Owner, Reading, Reply
from desk.conversations.conversations import Conversations
from desk.conversations.inbound import Inbound
from desk.conversations.text import InvalidText
from desk.database.database import Database
from desk.errors import NotFound
from desk.handoff.handoff import Handoff
from desk.handoff.ticket import Priority, Reason, Ticket, TicketClosed, TicketState, TicketTaken

pytestmark = pytest.mark.anyio

ASKED = Reason("asked_for_person", "The customer asked for a person.")
URGENT = Reason("sensitive_topic", "The customer writes about fraud.", Priority.URGENT)


@pytest.fixture
def handoff(database: Database, conversations: Conversations, clock: Clock) -> Handoff:
    return Handoff(database, conversations, clock)


@pytest.fixture
async def agents(database: Database, clock: Clock) -> tuple[Agent, Agent]:
    """Ada and Ben."""
    ada, ben = (
        Agent(f"agent_{name.lower()}", f"{name}@shop.example", name, "no password", clock())
        for name in ("Ada", "Ben")
    )
    async with database.write() as session:
        session.add_all([ada, ben])
    return ada, ben


async def a_ticket(
    handoff: Handoff, conversations: Conversations, reason: Reason = ASKED
) -> Ticket:
    """A ticket that the bot's answer to the first message of a new conversation opened."""
    conversation = await conversations.start("web_chat")
    await conversations.receive(conversation.id, Inbound("m-1", "a person, please"))
    ticket = await handoff.request(conversation.id, reason)
    await conversations.finish_turn(conversation.id, 1, [])
    return ticket


async def texts(conversations: Conversations, ticket: Ticket) -> list[str]:
    return [m.text for m in await conversations.messages(ticket.conversation_id)]


async def test_a_request_queues_the_conversation_and_tells_the_customer(
    handoff: Handoff, conversations: Conversations, announcements: Announcements
) -> None:
    conversation = await conversations.start("web_chat")
    await conversations.receive(conversation.id, Inbound("m-1", "a person, please"))
    reason = Reason(
        "frustration", "Losing patience.", Priority.HIGH, 0.7, [{"name": "a", "value": "b"}], ["x"],
        trend_score=0.55,
    )  # fmt: skip
    with announcements.subscribe(conversation.id) as heard:
        ticket = await handoff.request(
            conversation.id, reason, [Reading(1, "ask_person", 0.9, 0.6)]
        )
        assert {type(heard.get_nowait()) for _ in range(heard.qsize())} == {
            NewMessage,
            StatusChanged,
        }
    entry = await handoff.entry(ticket.id)
    assert entry.ticket == ticket
    assert ticket.priority is Priority.HIGH
    assert (ticket.frustration_score, ticket.trend_score) == (0.7, 0.55)
    assert ticket.as_dict()["trend_score"] == 0.55
    assert (ticket.evidence, ticket.what_was_tried) == ([{"name": "a", "value": "b"}], ["x"])
    assert entry.conversation.owner is Owner.QUEUE
    assert entry.last_message is not None
    assert entry.last_message.author is Author.SYSTEM
    assert "You're next in line." in entry.last_message.text
    (first, _) = await conversations.messages(conversation.id)
    assert (first.intent, first.frustration_score) == ("ask_person", 0.6)


async def test_a_request_asked_again_changes_nothing(
    handoff: Handoff, conversations: Conversations
) -> None:
    ticket = await a_ticket(handoff, conversations)
    before = await texts(conversations, ticket)
    assert await handoff.request(ticket.conversation_id, URGENT) == ticket
    assert await texts(conversations, ticket) == before
    assert await handoff.waiting() == 1


async def test_requests_at_once_open_one_ticket(
    handoff: Handoff, conversations: Conversations
) -> None:
    conversation = await conversations.start("web_chat")
    tickets = await asyncio.gather(*(handoff.request(conversation.id, ASKED) for _ in range(10)))
    assert len({ticket.id for ticket in tickets}) == 1
    assert len(await handoff.queue()) == 1
    assert len(await conversations.messages(conversation.id)) == 1


async def test_a_conversation_that_does_not_exist_cannot_be_handed_over(handoff: Handoff) -> None:
    with pytest.raises(NotFound):
        await handoff.request("conv_unknown", ASKED)
    with pytest.raises(NotFound):
        await handoff.entry("ticket_unknown")


async def test_the_queue_goes_by_priority_and_then_by_age(
    handoff: Handoff, conversations: Conversations, agents: tuple[Agent, Agent]
) -> None:
    reasons = [
        ASKED,
        Reason("x", "X.", Priority.HIGH),
        ASKED,
        URGENT,
        Reason("x", "X.", Priority.HIGH),
    ]
    tickets = [await a_ticket(handoff, conversations, reason) for reason in reasons]
    expected = [tickets[place] for place in (3, 1, 4, 0, 2)]
    assert [entry.ticket.id for entry in await handoff.queue()] == [t.id for t in expected]
    positions = [await handoff.queue_position(t.conversation_id) for t in expected]
    assert positions == [1, 2, 3, 4, 5]


async def test_each_customer_is_told_the_place_at_that_time(
    handoff: Handoff, conversations: Conversations
) -> None:
    said = [
        (await texts(conversations, await a_ticket(handoff, conversations, reason)))[-1]
        for reason in (ASKED, ASKED, URGENT)
    ]
    assert "You're next in line." in said[0]
    assert "You're number 2 in line." in said[1]
    assert "You're next in line." in said[2]


async def test_places_move_up_when_a_ticket_is_claimed(
    handoff: Handoff,
    conversations: Conversations,
    announcements: Announcements,
    agents: tuple[Agent, Agent],
) -> None:
    first, second = [await a_ticket(handoff, conversations) for _ in range(2)]
    with announcements.subscribe(second.conversation_id) as heard:
        await handoff.claim(first.id, agents[0])
        assert StatusChanged(second.conversation_id) in [
            heard.get_nowait() for _ in range(heard.qsize())
        ]
    assert await handoff.queue_position(first.conversation_id) is None
    assert await handoff.queue_position(second.conversation_id) == 1
    assert await handoff.waiting() == 1
    assert len(await handoff.queue()) == 2


async def test_of_two_agents_who_claim_at_once_exactly_one_wins(
    handoff: Handoff, conversations: Conversations, agents: tuple[Agent, Agent]
) -> None:
    ticket = await a_ticket(handoff, conversations)
    outcomes = await asyncio.gather(
        *(handoff.claim(ticket.id, agent) for agent in agents * 3), return_exceptions=True
    )
    won = {outcome.agent_id for outcome in outcomes if isinstance(outcome, Ticket)}
    lost = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert len(won) == 1
    assert len(lost) == 3
    assert all(isinstance(outcome, TicketTaken) for outcome in lost)
    conversation = await conversations.get(ticket.conversation_id)
    assert (conversation.owner, conversation.agent_id) == (Owner.AGENT, won.pop())
    joined = [text for text in await texts(conversations, ticket) if "has joined" in text]
    assert len(joined) == 1


async def test_a_reply_claims_a_waiting_ticket_and_sent_again_is_stored_once(
    handoff: Handoff, conversations: Conversations, agents: tuple[Agent, Agent]
) -> None:
    ada, ben = agents
    ticket = await a_ticket(handoff, conversations)
    first, again = await asyncio.gather(
        *(handoff.reply(ticket.id, ada, "r-1", " Hello.\x00 ") for _ in range(2))
    )
    assert first == again
    assert (first.text, first.author, first.author_name) == ("Hello.", Author.AGENT, "Ada")
    assert (await texts(conversations, ticket))[-2:] == [
        "Ada has joined the conversation.",
        "Hello.",
    ]
    with pytest.raises(TicketTaken):
        await handoff.reply(ticket.id, ben, "r-2", "Hello too.")


async def test_an_empty_reply_claims_nothing(
    handoff: Handoff, conversations: Conversations, agents: tuple[Agent, Agent]
) -> None:
    ticket = await a_ticket(handoff, conversations)
    with pytest.raises(InvalidText):
        await handoff.reply(ticket.id, agents[0], "r-1", "  ")
    assert (await handoff.entry(ticket.id)).ticket.state is TicketState.WAITING


@pytest.mark.parametrize("end", ["return", "resolve"])
async def test_after_the_end_the_bot_has_a_fresh_start(
    end: str, handoff: Handoff, conversations: Conversations, agents: tuple[Agent, Agent]
) -> None:
    ada, ben = agents
    ticket = await a_ticket(handoff, conversations)
    await handoff.reply(ticket.id, ada, "r-1", "Hello.")
    await conversations.receive(ticket.conversation_id, Inbound("m-2", "thanks"))
    if end == "return":
        ended = await handoff.return_to_bot(ticket.id, ada)
    else:
        ended = await handoff.resolve(ticket.id, ada, "refund agreed")
    assert not ended.is_open
    assert ended.note == (None if end == "return" else "refund agreed")
    conversation = await conversations.get(ticket.conversation_id)
    assert (conversation.owner, conversation.agent_id) == (Owner.BOT, None)
    assert conversation.dialogue_is_stale
    assert await conversations.next_unanswered(ticket.conversation_id) is None
    assert await handoff.queue() == []
    with pytest.raises(TicketClosed):
        await handoff.reply(ticket.id, ben, "r-2", "Still there?")
    again = await handoff.request(ticket.conversation_id, ASKED)
    assert again.id != ticket.id
    assert (await conversations.get(ticket.conversation_id)).owner is Owner.QUEUE


async def test_what_waited_for_the_bot_when_people_took_over_is_not_answered_by_it_later(
    handoff: Handoff, conversations: Conversations, agents: tuple[Agent, Agent]
) -> None:
    conversation = await conversations.start("web_chat")
    for text in ("a person, please", "it's about my refund"):
        await conversations.receive(conversation.id, Inbound(f"m-{text}", text))
    # The first message's turn hands over, while the second still waits for its own.
    ticket = await handoff.request(conversation.id, ASKED)
    await conversations.finish_turn(conversation.id, 1, [])
    await handoff.reply(ticket.id, agents[0], "r-1", "I've refunded you.")
    await handoff.return_to_bot(ticket.id, agents[0])
    assert await conversations.next_unanswered(conversation.id) is None
    assert await conversations.with_unanswered() == []


async def test_a_colleague_can_neither_return_nor_resolve(
    handoff: Handoff, conversations: Conversations, agents: tuple[Agent, Agent]
) -> None:
    ada, ben = agents
    ticket = await a_ticket(handoff, conversations)
    await handoff.claim(ticket.id, ada)
    before = await texts(conversations, ticket)
    with pytest.raises(TicketTaken):
        await handoff.return_to_bot(ticket.id, ben)
    with pytest.raises(TicketTaken):
        await handoff.resolve(ticket.id, ben, None)
    assert (await handoff.entry(ticket.id)).ticket.agent_id == ada.id
    assert await texts(conversations, ticket) == before


async def test_the_bot_says_nothing_more_once_an_agent_has_written(
    handoff: Handoff, conversations: Conversations, agents: tuple[Agent, Agent]
) -> None:
    ticket = await a_ticket(handoff, conversations)
    await handoff.reply(ticket.id, agents[0], "r-1", "Hello.")
    assert not await conversations.finish_turn(ticket.conversation_id, 1, [Reply("Bot again.")])
    assert "Bot again." not in await texts(conversations, ticket)
