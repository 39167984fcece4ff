"""The record of conversations on real databases."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from desk.conversations.announcements import EVERYTHING, Announcements, NewMessage
from desk.conversations.conversation import Author, Message, Owner, Reading, Reply
from desk.conversations.conversations import Conversations
from desk.conversations.inbound import MOST_PHOTOS, Inbound, PayloadNotOffered, TooManyPhotos
from desk.conversations.text import InvalidText
from desk.database.database import Database
from desk.errors import Conflict, Invalid, NotFound

pytestmark = pytest.mark.anyio

OFFER = Reply(text="Sure?", buttons=[{"title": "Yes, please", "payload": "/affirm"}])


async def opened(conversations: Conversations) -> str:
    return (await conversations.start("web_chat")).id


async def send(conversations: Conversations, conversation_id: str, text: str) -> Message:
    return await conversations.receive(conversation_id, Inbound(f"m-{text}", text))


async def hand_over(conversations: Conversations, conversation_id: str) -> None:
    async with conversations.opened(conversation_id) as (_, conversation):
        conversation.queue()


async def give_back(conversations: Conversations, conversation_id: str) -> None:
    async with conversations.opened(conversation_id) as (_, conversation):
        conversation.return_to_bot()


async def waiting_text(conversations: Conversations, conversation_id: str) -> str | None:
    waiting = await conversations.next_unanswered(conversation_id)
    return None if waiting is None else waiting[0].text


async def test_a_conversation_comes_back_as_it_was_started(conversations: Conversations) -> None:
    started = await conversations.start(
        "web_chat", "cus_1", "shop_token", locale="en-GB", page="https://shop.example/mugs"
    )
    read = await conversations.get(started.id)
    assert read == started
    assert (read.owner, read.customer_id, read.verified_by) == (Owner.BOT, "cus_1", "shop_token")
    assert read.verified_at == read.started_at
    with pytest.raises(NotFound):
        await conversations.get("conv_unknown")


async def test_photos_are_counted_and_other_messages_are_not(conversations: Conversations) -> None:
    conversation_id = await opened(conversations)
    photo = {"file": "one.jpg", "width": 3, "height": 2}
    for number in range(MOST_PHOTOS):
        await send(conversations, conversation_id, f"words {number}")
        sent = await conversations.receive(conversation_id, Inbound(f"p-{number}", photo=photo))
        assert (sent.text, sent.photo) == ("", photo)
    with pytest.raises(TooManyPhotos):
        await conversations.receive(conversation_id, Inbound("p-more", photo=photo))
    assert (await send(conversations, conversation_id, "all of it")).photo is None


async def test_a_message_comes_back_as_it_was_written(conversations: Conversations) -> None:
    conversation_id = await opened(conversations)
    text = "Wo ist es? 订单 📦\nאיפה"
    sent = await conversations.receive(conversation_id, Inbound("m-1", f" {text}\r\n"))
    citation = {"title": "Warranty", "url": "/help/warranty"}
    reply = Reply("Here.", Author.BOT, "Parley", OFFER.buttons, [citation], asks="confirm")
    (said,) = await conversations.say(conversation_id, [reply])
    assert await conversations.messages(conversation_id) == [sent, said]
    assert (sent.seq, sent.author, sent.text) == (1, Author.CUSTOMER, text)
    assert (said.seq, said.buttons, said.citations) == (2, OFFER.buttons, [citation])
    assert (said.asks, sent.asks) == ("confirm", None)
    conversation = await conversations.get(conversation_id)
    assert (conversation.last_seq, conversation.last_message_at) == (2, said.created_at)


async def test_a_message_sent_again_is_stored_once(
    conversations: Conversations, announcements: Announcements
) -> None:
    conversation_id = await opened(conversations)
    first = await conversations.receive(conversation_id, Inbound("m-1", "where is it"))
    with announcements.subscribe(EVERYTHING) as heard:
        again = await conversations.receive(conversation_id, Inbound("m-1", "where is it"))
        assert heard.empty()
    assert again == first
    assert await conversations.messages(conversation_id) == [first]


async def test_the_same_client_id_in_another_conversation_is_another_message(
    conversations: Conversations,
) -> None:
    one, other = await opened(conversations), await opened(conversations)
    await conversations.receive(one, Inbound("m-1", "one"))
    await conversations.receive(other, Inbound("m-1", "other"))
    assert [m.text for m in await conversations.messages(other)] == ["other"]


async def test_twenty_messages_at_once_get_places_without_gaps(
    conversations: Conversations,
) -> None:
    conversation_id = await opened(conversations)
    await asyncio.gather(*(send(conversations, conversation_id, f"n{n}") for n in range(20)))
    messages = await conversations.messages(conversation_id)
    assert [message.seq for message in messages] == list(range(1, 21))
    assert {message.text for message in messages} == {f"n{n}" for n in range(20)}
    assert (await conversations.get(conversation_id)).last_seq == 20


async def test_one_message_sent_many_times_at_once_is_stored_once(
    conversations: Conversations,
) -> None:
    conversation_id = await opened(conversations)
    sent = await asyncio.gather(*(send(conversations, conversation_id, "x") for _ in range(8)))
    assert {message.seq for message in sent} == {1}
    assert len(await conversations.messages(conversation_id)) == 1


async def test_a_place_is_never_given_twice(
    conversations: Conversations, database: Database
) -> None:
    conversation_id = await opened(conversations)
    first = await send(conversations, conversation_id, "first")
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            session.add(Message(conversation_id, 1, Author.BOT, "second", first.created_at))


async def test_a_button_may_be_pressed_once_it_was_offered(conversations: Conversations) -> None:
    conversation_id = await opened(conversations)
    press = Inbound("m-1", payload="/affirm")
    with pytest.raises(PayloadNotOffered):
        await conversations.receive(conversation_id, press)
    await conversations.say(conversation_id, [OFFER])
    pressed = await conversations.receive(conversation_id, press)
    assert (pressed.text, pressed.payload) == ("Yes, please", "/affirm")


async def test_a_payload_of_another_conversation_or_of_an_agent_was_not_offered(
    conversations: Conversations,
) -> None:
    offered, other = await opened(conversations), await opened(conversations)
    await conversations.say(offered, [OFFER])
    by_agent = Reply("Sure?", Author.AGENT, buttons=OFFER.buttons)
    await conversations.say(other, [by_agent])
    for payload in ("/affirm", "/restart", '/affirm{"confirmed": "1"}', ""):
        with pytest.raises(PayloadNotOffered):
            await conversations.receive(other, Inbound("m-1", payload=payload))
    assert len(await conversations.messages(other)) == 1


async def test_what_is_refused_takes_no_place(conversations: Conversations) -> None:
    conversation_id = await opened(conversations)
    with pytest.raises(InvalidText):
        await conversations.receive(conversation_id, Inbound("m-1", "  \n"))
    with pytest.raises(InvalidText):
        await conversations.receive(conversation_id, Inbound("m-2", "x" * 4001))
    with pytest.raises(Invalid, match="a text or a payload"):
        await conversations.receive(conversation_id, Inbound("m-3"))
    with pytest.raises(NotFound):
        await conversations.receive("conv_unknown", Inbound("m-4", "hello"))
    assert (await conversations.get(conversation_id)).last_seq == 0
    assert (await send(conversations, conversation_id, "hello")).seq == 1


async def test_messages_are_answered_in_the_order_in_which_they_came(
    conversations: Conversations,
) -> None:
    conversation_id = await opened(conversations)
    for text in ("one", "two"):
        await send(conversations, conversation_id, text)
    assert await waiting_text(conversations, conversation_id) == "one"
    assert await conversations.finish_turn(conversation_id, 1, [Reply("To one.")])
    assert await waiting_text(conversations, conversation_id) == "two"
    assert await conversations.finish_turn(conversation_id, 2, [])
    assert await waiting_text(conversations, conversation_id) is None
    texts = [m.text for m in await conversations.messages(conversation_id)]
    assert texts == ["one", "two", "To one."]


async def test_replies_are_dropped_once_a_person_owns_the_conversation(
    conversations: Conversations, announcements: Announcements
) -> None:
    conversation_id = await opened(conversations)
    await send(conversations, conversation_id, "one")
    await hand_over(conversations, conversation_id)
    with announcements.subscribe(conversation_id) as heard:
        assert not await conversations.finish_turn(conversation_id, 1, [Reply("Too late.")])
        assert heard.empty()
    assert [m.text for m in await conversations.messages(conversation_id)] == ["one"]
    await give_back(conversations, conversation_id)
    assert await waiting_text(conversations, conversation_id) is None


async def test_what_is_written_to_people_never_waits_for_the_bot(
    conversations: Conversations,
) -> None:
    conversation_id = await opened(conversations)
    await hand_over(conversations, conversation_id)
    written = await send(conversations, conversation_id, "are you there?")
    assert written.answered_at == written.created_at
    await give_back(conversations, conversation_id)
    assert (await conversations.get(conversation_id)).dialogue_is_stale
    assert await waiting_text(conversations, conversation_id) is None
    await send(conversations, conversation_id, "and now the bot")
    assert await waiting_text(conversations, conversation_id) == "and now the bot"
    await conversations.dialogue_was_refreshed(conversation_id)
    assert not (await conversations.get(conversation_id)).dialogue_is_stale


async def test_after_a_crash_the_bots_unanswered_conversations_are_found(
    conversations: Conversations, database: Database, announcements: Announcements
) -> None:
    unanswered, answered, with_people, silent = [await opened(conversations) for _ in range(4)]
    for conversation_id in (unanswered, answered, with_people):
        await send(conversations, conversation_id, "one")
        await send(conversations, conversation_id, "two")
    await conversations.say(silent, [Reply("Hello.")])
    for seq in (1, 2):
        await conversations.finish_turn(answered, seq, [])
    await hand_over(conversations, with_people)
    after_start = Conversations(database, announcements, conversations._clock)
    assert await after_start.with_unanswered() == [unanswered]


async def test_messages_are_read_from_a_place_on_and_no_more_than_asked_for(
    conversations: Conversations,
) -> None:
    conversation_id = await opened(conversations)
    await conversations.say(conversation_id, [Reply(f"n{n}") for n in range(1, 6)])
    seqs = [m.seq for m in await conversations.messages(conversation_id, after=2, limit=2)]
    assert seqs == [3, 4]
    assert await conversations.messages(conversation_id, after=5) == []


async def test_listeners_hear_of_a_message_once_it_can_be_read(
    conversations: Conversations, announcements: Announcements
) -> None:
    conversation_id = await opened(conversations)
    with announcements.subscribe(conversation_id) as heard:
        sending = asyncio.create_task(send(conversations, conversation_id, "hello"))
        assert await heard.get() == NewMessage(conversation_id)
        assert len(await conversations.messages(conversation_id)) == 1
        await sending


async def test_a_conversation_is_verified_for_one_customer(conversations: Conversations) -> None:
    conversation_id = await opened(conversations)
    await conversations.verify(conversation_id, "cus_1", "order_number")
    with pytest.raises(Conflict):
        await conversations.verify(conversation_id, "cus_2", "order_number")
    assert (await conversations.get(conversation_id)).customer_id == "cus_1"


async def test_readings_are_kept_with_the_customers_messages_only(
    conversations: Conversations,
) -> None:
    conversation_id = await opened(conversations)
    await send(conversations, conversation_id, "where is it??")
    await conversations.say(conversation_id, [Reply("On its way.")])
    await conversations.note_readings(
        conversation_id,
        [Reading(1, "track_order", 0.9, 0.4), Reading(2, "greet", 1, 1), Reading(9, "deny", 1, 1)],
    )
    first, second = await conversations.messages(conversation_id)
    assert (first.intent, first.intent_score, first.frustration_score) == ("track_order", 0.9, 0.4)
    assert (second.intent, second.frustration_score) == (None, None)
