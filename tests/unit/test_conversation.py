"""Who owns a conversation, and what changes that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from desk.conversations.conversation import (
    Author,
    Conversation,
    Message,
    NotTheOwner,
    Owner,
)
from desk.errors import Conflict

NOW = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)

Step = Callable[[Conversation], None]


def a_conversation(owner: Owner = Owner.BOT) -> Conversation:
    """A conversation that got to `owner` by legal steps; an agent is always Ada."""
    conversation = Conversation(id="conv_1", channel="web_chat", started_at=NOW)
    for step in STEPS_TO[owner]:
        step(conversation)
    return conversation


def queue(conversation: Conversation) -> None:
    conversation.queue()


def give_to_ada(conversation: Conversation) -> None:
    conversation.give_to_agent("agent_ada")


def give_to_ben(conversation: Conversation) -> None:
    conversation.give_to_agent("agent_ben")


def return_to_bot(conversation: Conversation) -> None:
    conversation.return_to_bot()


STEPS_TO: dict[Owner, list[Step]] = {
    Owner.BOT: [],
    Owner.QUEUE: [queue],
    Owner.AGENT: [queue, give_to_ada],
}
OWNER_AFTER: dict[tuple[Owner, Step], tuple[Owner, str | None]] = {
    (Owner.BOT, queue): (Owner.QUEUE, None),
    (Owner.BOT, give_to_ada): (Owner.AGENT, "agent_ada"),
    (Owner.BOT, give_to_ben): (Owner.AGENT, "agent_ben"),
    (Owner.QUEUE, give_to_ada): (Owner.AGENT, "agent_ada"),
    (Owner.QUEUE, give_to_ben): (Owner.AGENT, "agent_ben"),
    (Owner.QUEUE, return_to_bot): (Owner.BOT, None),
    (Owner.AGENT, give_to_ada): (Owner.AGENT, "agent_ada"),
    (Owner.AGENT, return_to_bot): (Owner.BOT, None),
}


@pytest.mark.parametrize("step", [queue, give_to_ada, give_to_ben, return_to_bot])
@pytest.mark.parametrize("owner", Owner)
def test_the_owner_changes_in_legal_steps_only(owner: Owner, step: Step) -> None:
    conversation = a_conversation(owner)
    before = (conversation.owner, conversation.agent_id)
    after = OWNER_AFTER.get((owner, step))
    if after is None:
        with pytest.raises(NotTheOwner) as refusal:
            step(conversation)
        assert str(refusal.value).endswith(".")
        assert (conversation.owner, conversation.agent_id) == before
    else:
        step(conversation)
        assert (conversation.owner, conversation.agent_id) == after


def test_a_new_conversation_is_the_bots_and_nobody_is_known() -> None:
    conversation = a_conversation()
    assert conversation.owner is Owner.BOT
    assert not conversation.is_verified
    assert conversation.last_seq == 0
    assert not conversation.dialogue_is_stale


@pytest.mark.parametrize("owner", [Owner.QUEUE, Owner.AGENT])
def test_after_a_human_stretch_the_engines_memory_is_stale(owner: Owner) -> None:
    conversation = a_conversation(owner)
    conversation.return_to_bot()
    assert conversation.dialogue_is_stale


def test_a_conversation_can_go_to_people_again() -> None:
    conversation = a_conversation(Owner.AGENT)
    conversation.return_to_bot()
    conversation.queue()
    conversation.give_to_agent("agent_ben")
    assert (conversation.owner, conversation.agent_id) == (Owner.AGENT, "agent_ben")


def test_a_customer_is_verified_once_and_the_method_is_kept() -> None:
    conversation = a_conversation()
    conversation.verify("cus_1", "order_number", NOW)
    assert conversation.is_verified
    assert (conversation.customer_id, conversation.verified_by) == ("cus_1", "order_number")
    assert conversation.verified_at == NOW


def test_the_same_customer_may_be_verified_again_by_another_method() -> None:
    conversation = a_conversation()
    conversation.verify("cus_1", "order_number", NOW)
    conversation.verify("cus_1", "shop_token", NOW + timedelta(minutes=1))
    assert conversation.verified_by == "shop_token"


def test_a_conversation_belongs_to_one_customer() -> None:
    conversation = a_conversation()
    conversation.verify("cus_1", "order_number", NOW)
    with pytest.raises(Conflict, match="another customer"):
        conversation.verify("cus_2", "order_number", NOW)
    assert conversation.customer_id == "cus_1"


def test_what_the_public_sees_of_a_message_keeps_the_engines_reading_private() -> None:
    message = Message(
        conversation_id="conv_1",
        seq=3,
        author=Author.CUSTOMER,
        text="Hello?",
        created_at=NOW,
        client_message_id="m-1",
        payload="/greet",
        intent="greet",
        frustration_score=0.9,
    )
    assert message.as_dict() == {
        "seq": 3,
        "author": "customer",
        "author_name": None,
        "text": "Hello?",
        "buttons": [],
        "citations": [],
        "asks": None,
        "created_at": "2026-03-11T10:30:00+00:00",
        "client_message_id": "m-1",
    }


def test_a_message_without_a_client_id_shows_none() -> None:
    message = Message("conv_1", 1, Author.BOT, "Hello.", NOW)
    assert "client_message_id" not in message.as_dict()
