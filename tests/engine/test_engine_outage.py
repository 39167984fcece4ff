"""The engine is killed in mid-conversation: nobody is left without a word."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.engine.chat_client import ChatClient, wait_for, words_of
from tests.engine.console_client import ConsoleClient

if TYPE_CHECKING:
    from tests.conftest import Running
    from tests.engine.conftest import OpenChat

pytestmark = pytest.mark.engine

QUESTION = "How long is a gift card valid?"
ANSWER = "24 months"


def test_a_dead_engine_costs_no_message_and_comes_back(
    running: Running, open_chat: OpenChat, mia: ConsoleClient
) -> None:
    chat, idle = open_chat(), open_chat()
    assert ANSWER in words_of(chat.say(QUESTION))
    first_pid = running.engine_pid()
    try:
        os.kill(first_pid, signal.SIGKILL)
        not_ready = wait_for(lambda: ready_answer_unless_ready(running))
        assert not_ready is not None
        assert "engine" in not_ready.json()["not_ready"]
        assert get(running, "/health").json() == {"status": "alive"}
        handed_over_with_a_reason(chat, mia)
    finally:
        running.wait_until_ready()
    assert running.engine_pid() != first_pid
    assert ANSWER in words_of(open_chat().say(QUESTION))
    assert ANSWER in words_of(idle.say(QUESTION))
    served_again_once_returned(chat, mia)


def ready_answer_unless_ready(running: Running) -> httpx.Response | None:
    answer = get(running, "/ready")
    return answer if answer.status_code == 503 else None


def get(running: Running, path: str) -> httpx.Response:
    return httpx.get(running.url + path, trust_env=False)


def handed_over_with_a_reason(chat: ChatClient, mia: ConsoleClient) -> None:
    (told,) = chat.say("Do you deliver to France?")
    assert told["author"] == "system"
    assert "Your message is safe" in told["text"]
    assert chat.history()["owner"] == "queue"
    ticket = mia.ticket_of(chat.conversation_id)
    assert ticket["reason_code"] == "engine_unavailable"
    assert ticket["reason"] == "The assistant could not answer. The engine cannot be reached."
    assert ticket["evidence"] == [
        {"name": "Unanswered message", "value": "Do you deliver to France?"}
    ]
    assert ticket["last_message"]["text"] == "Do you deliver to France?"


def served_again_once_returned(chat: ChatClient, mia: ConsoleClient) -> None:
    ticket_id = mia.ticket_of(chat.conversation_id)["id"]
    assert mia.do(ticket_id, "return").status_code == 200
    before = chat.last_seq
    assert ANSWER in words_of(chat.say(QUESTION))
    assert [m["author"] for m in chat.messages(before)] == ["customer", "bot"]
