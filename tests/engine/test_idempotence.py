"""Sent twice, said once; sent at once, answered in order; missed, given again exactly."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.engine.chat_client import ChatClient, Event, Message, by_others, wait_for

if TYPE_CHECKING:
    from tests.conftest import Running
    from tests.engine.conftest import OpenChat

pytestmark = pytest.mark.engine

QUESTION = "Can I pay with PayPal?"
_TURN_SECONDS = 1.5


def test_the_same_message_again_has_the_same_place_and_one_answer(chat: ChatClient) -> None:
    first = chat.send(client_message_id="once", text=QUESTION)
    again = chat.send(client_message_id="once", text=QUESTION)
    chat.answers_to(first.json()["seq"])
    late = chat.send(client_message_id="once", text=QUESTION)
    assert {first.status_code, again.status_code, late.status_code} == {202}
    assert first.json() == again.json() == late.json()
    time.sleep(_TURN_SECONDS)
    assert [message["author"] for message in chat.messages()] == ["customer", "bot"]


def test_the_same_id_with_other_words_keeps_the_first_words(chat: ChatClient) -> None:
    first = chat.send(client_message_id="once", text=QUESTION)
    other = chat.send(client_message_id="once", text="Something else")
    assert first.json() == other.json()
    assert chat.messages()[0]["text"] == QUESTION


def test_the_same_message_at_once_is_stored_once(chat: ChatClient) -> None:
    with ThreadPoolExecutor(6) as pool:
        sent = list(
            pool.map(lambda _: chat.send(client_message_id="once", text=QUESTION), range(6))
        )
    assert {answer.status_code for answer in sent} == {202}
    assert {answer.json()["seq"] for answer in sent} == {1}
    chat.answers_to(1)
    time.sleep(_TURN_SECONDS)
    assert [message["author"] for message in chat.messages()] == ["customer", "bot"]


def test_the_customer_finds_their_own_message_id_in_the_history(chat: ChatClient) -> None:
    chat.send(client_message_id="my-own-1", text=QUESTION)
    assert chat.messages()[0]["client_message_id"] == "my-own-1"


def test_ten_questions_at_once_get_ten_answers_in_their_order(
    running: Running, open_chat: OpenChat
) -> None:
    chat = open_chat(running.demo["customers"][0]["id"])
    numbers = [f"HP-9000{place:02}" for place in range(10)]
    with ThreadPoolExecutor(10) as pool:
        sent = list(
            pool.map(lambda number: chat.send(text=f"Where is my order {number}?"), numbers)
        )
    assert {answer.status_code for answer in sent} == {202}

    def answered() -> list[str]:
        return [n for m in by_others(chat.messages()) for n in numbers_in(m)]

    wait_for(lambda: len(answered()) >= len(numbers), 30)
    time.sleep(_TURN_SECONDS)
    messages = chat.messages()
    asked = [n for m in messages if m["author"] == "customer" for n in numbers_in(m)]
    assert sorted(asked) == numbers
    assert answered() == asked
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))


def numbers_in(message: Message) -> list[str]:
    return re.findall(r"HP-\d{6}", message["text"])


def test_what_was_missed_is_replayed_and_nothing_else(chat: ChatClient) -> None:
    for question in (QUESTION, "How long is a gift card valid?", "Do you deliver to France?"):
        chat.say(question)
    last = chat.last_seq
    for seen in range(last + 1):
        with chat.events(None if seen == 0 else str(seen)) as events:
            replayed = [next(events) for _ in range(last - seen + 1)]
        told = messages_of(replayed)
        assert [event.seq for event in told] == list(range(seen + 1, last + 1))
        assert [event.data for event in told] == chat.messages(seen)
        (status,) = [event for event in replayed if event.name == "status"]
        assert status.data == {"owner": "bot", "queue_position": None, "agent_name": None}


def test_listening_while_talking_hears_everything_once(chat: ChatClient) -> None:
    chat.say(QUESTION)
    heard: list[Event] = []
    with chat.events() as events:
        chat.put("How long is a gift card valid?")
        chat.put("Do you deliver to France?")
        while len(messages_of(heard)) < 6:
            heard.append(next(events))
    seqs = [event.seq or 0 for event in messages_of(heard)]
    assert all(after == before + 1 for before, after in pairwise([0, *seqs]))
    signs = [event.data for event in heard if event.name == "typing"]
    assert {"author": "bot", "active": True} in signs
    assert {"author": "bot", "active": False} in signs


def messages_of(events: list[Event]) -> list[Event]:
    return [event for event in events if event.name == "message"]


def test_more_than_a_person_could_write_is_slowed_down(chat: ChatClient) -> None:
    answers = [chat.send(client_message_id="once", text=QUESTION) for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {202}
    assert answers[30].status_code == 429
    assert int(answers[30].headers["Retry-After"]) > 0
    assert answers[30].json()["error"]["code"] == "too_many_tries"
