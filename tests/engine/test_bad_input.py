"""Whatever comes in at the chat's door, the answer is an answer: never a 500, never a trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.engine.chat_client import ChatClient, by_others
from tests.engine.console_client import ConsoleClient

if TYPE_CHECKING:
    from tests.conftest import Running

pytestmark = pytest.mark.engine


def assert_refused(answer: httpx.Response, status: int, code: str | None = None) -> str:
    """Check the one shape of errors; returns the sentence for people."""
    assert answer.status_code == status, answer.text
    assert "Traceback" not in answer.text
    assert set(answer.json()) == {"error"}
    error = answer.json()["error"]
    assert set(error) == {"code", "message"}
    if code is not None:
        assert error["code"] == code
    assert error["message"]
    return str(error["message"])


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\n\t \n", "\u0000\u0007", "\u200b\u200d", "\u202e", "\ufe0f", "x" * 4001],
)
def test_a_text_that_nobody_can_read_is_refused_with_a_sentence(
    chat: ChatClient, text: str
) -> None:
    sentence = assert_refused(chat.send(text=text), 422, "invalid_text")
    assert ("empty" in sentence) or ("too long" in sentence and "4,000" in sentence)
    assert chat.messages() == []


def test_a_text_of_the_full_length_is_accepted(chat: ChatClient) -> None:
    assert by_others(chat.say("Can I pay with PayPal? " * 173 + "PayPal ok yes now"))
    assert len(chat.messages()[0]["text"]) > 3980


@pytest.mark.parametrize("kilobytes", [100, 2000])
def test_a_huge_body_is_too_large(chat: ChatClient, kilobytes: int) -> None:
    assert_refused(chat.send(text="x" * 1000 * kilobytes), 413, "too_large")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00\x01\x80",
        b"{",
        b'{"client_message_id": "a", "text": "cut o',
        b"[" * 50_000,
        b"null",
        b"[]",
        b'"Hello"',
        b"17",
        b'{"client_message_id": "a", "text": NaN}',
        b'{"client_message_id": "a", "text": 17}',
        b'{"client_message_id": "a", "text": null}',
        b'{"client_message_id": "a", "text": ["Hello"]}',
        b'{"client_message_id": 17, "text": "Hello"}',
        b'{"client_message_id": "", "text": "Hello"}',
        b'{"client_message_id": "two words", "text": "Hello"}',
        b'{"client_message_id": "a\\ud800", "text": "Hello"}',
        b'{"text": "Hello"}',
        b'{"client_message_id": "a"}',
        b'{"client_message_id": "a", "text": "Hello", "payload": "/ask_person"}',
        b'{"client_message_id": "a", "text": "Hello", "author": "agent"}',
    ],
)
def test_a_body_that_is_no_message_is_refused(chat: ChatClient, body: bytes) -> None:
    answer = chat.post_raw(body)
    assert answer.status_code in (400, 422)
    assert_refused(answer, answer.status_code)
    assert chat.messages() == []


def test_a_broken_surrogate_does_no_harm(chat: ChatClient) -> None:
    answer = chat.post_raw(b'{"client_message_id": "a", "text": "Hello \\ud800 there"}')
    if answer.status_code == 202:
        assert chat.messages()[0]["text"] == "Hello  there"
    else:
        assert_refused(answer, 422)
    whole = chat.post_raw(b'{"client_message_id": "b", "text": "\\ud83d\\ude00 Hello"}')
    assert whole.status_code == 202
    assert chat.messages()[-1]["text"].endswith("Hello")


def test_control_characters_are_left_out_of_what_is_kept(chat: ChatClient) -> None:
    chat.say("Can I\u0000 pay\u0007 with \u001b[31mPayPal\u202e?\r\nThank you")
    assert chat.messages()[0]["text"] == "Can I pay with [31mPayPal?\nThank you"


@pytest.mark.parametrize(
    "text",
    [
        "هل يمكنني الدفع عن طريق باي بال؟",
        "אפשר לשלם בפייפאל? \u200f",
        "👩‍👩‍👧‍👦 😡😡😡 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "Z̷̢̛a̴͓̿l̶̰̈́g̵͔̏o̶̬͝",
        "<script>alert('x')</script><img src=x onerror=alert(1)>",
        "'; DROP TABLE messages; --",
        "{{7*7}} ${7*7} {order_number} %s %n",
    ],
)
def test_any_script_is_kept_as_written_and_answered(chat: ChatClient, text: str) -> None:
    assert by_others(chat.say(text))
    assert chat.messages()[0]["text"] == text.strip()


@pytest.mark.parametrize("field", ["locale", "page", "customer_token"])
@pytest.mark.parametrize("value", ['"\\ud800"', '"\\u0000"', '"' + "x" * 5000 + '"', "17", "[]"])
def test_a_session_is_not_opened_with_nonsense_nor_breaks_over_it(
    running: Running, field: str, value: str
) -> None:
    answer = httpx.post(
        f"{running.url}/api/chat/sessions",
        content=f'{{"{field}": {value}}}'.encode(),
        headers={"Content-Type": "application/json"},
        trust_env=False,
    )
    assert answer.status_code in (201, 401, 422)
    if answer.status_code != 201:
        assert_refused(answer, answer.status_code)


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "99999999999999999999", ""])
def test_a_place_that_is_no_number_is_refused(chat: ChatClient, after: str) -> None:
    answer = chat.http.get(f"/api/chat/messages?after={after}", headers=chat.headers)
    assert_refused(answer, 422)


@pytest.mark.parametrize("last_event_id", ["-1", "x", "1.5", "", "9" * 30, "9" * 5000])
def test_a_last_event_id_that_is_none_of_ours_breaks_nothing(
    chat: ChatClient, last_event_id: str
) -> None:
    chat.say("Can I pay with PayPal?")
    with chat.events(last_event_id) as events:
        heard = next(events)
        assert heard.name in ("message", "status")


@pytest.mark.parametrize("payload", ["/ask_person", "/affirm", "/restart", "I no longer need it"])
def test_a_payload_that_was_never_offered_is_refused(chat: ChatClient, payload: str) -> None:
    assert_refused(chat.send(payload=payload), 422, "payload_not_offered")
    assert chat.messages() == []


def test_a_payload_of_another_conversation_is_refused(chat: ChatClient, running: Running) -> None:
    with ChatClient(running.url) as other:
        offered = other.say("Hello")[0]["buttons"]
        assert offered
        assert other.send(payload=offered[0]["payload"]).status_code == 202
    assert_refused(chat.send(payload=offered[0]["payload"]), 422, "payload_not_offered")


# A slash followed by white space that only Unicode knows: what strips one may uncover the other.
COMMANDS = [
    "/restart",
    " //restart",
    "/\u00a0/restart",
    "/\u2003/restart",
    "/\u3000/back",
    "/handoff_ended",
    "/\u00a0/handoff_ended",
    "/session_start",
    '/inform{"order_number": "HP-104233"}',
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_engine_is_words_like_any_other(
    chat: ChatClient, mia: ConsoleClient, command: str
) -> None:
    """A command would be read with a score of exactly 1, and leave the engine without a word."""
    chat.say("Where is my order?")
    answers = chat.say(command)
    assert answers[0]["author"] == "bot", answers
    assert chat.messages()[-1 - len(answers)]["text"] == command.strip()
    chat.say("Let me talk to a human please")
    messages = mia.page(mia.ticket_of(chat.conversation_id)["id"])["messages"]
    (read,) = [m for m in messages if m["text"] == command.strip()]
    assert read["intent"] not in ("restart", "back", "session_start", "handoff_ended")
    assert read["intent_score"] < 1


def test_a_typed_intent_is_read_as_words(chat: ChatClient, mia: ConsoleClient) -> None:
    chat.say('/ask_person{"x":1}')
    if chat.history()["owner"] == "bot":
        chat.say("I want to talk to a person")
    messages = mia.page(mia.ticket_of(chat.conversation_id)["id"])["messages"]
    assert messages[0]["text"] == '/ask_person{"x":1}'
    assert messages[0]["intent_score"] < 1


def test_a_message_full_of_slashes_is_answered(chat: ChatClient) -> None:
    assert by_others(chat.say("/////"))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/chat/nothing"),
        ("GET", "/nothing/at/all"),
        ("GET", "/widget/nothing.js"),
        ("GET", "/widget/..%2f..%2fweb_chat.py"),
        ("GET", "/console/static/../access.py"),
        ("POST", "/api/console/nothing"),
    ],
)
def test_an_unknown_address_is_not_found(running: Running, method: str, path: str) -> None:
    assert_refused(httpx.request(method, running.url + path, trust_env=False), 404)


def test_a_method_that_is_not_meant_is_refused(running: Running) -> None:
    assert_refused(httpx.delete(f"{running.url}/api/chat/messages", trust_env=False), 405)


@pytest.mark.parametrize("authorization", [None, "Bearer wrong", "Bearer", "Bearer é"])
def test_actions_run_for_the_engine_only(running: Running, authorization: str | None) -> None:
    headers = {} if authorization is None else {b"Authorization": authorization.encode("latin-1")}
    call = {"next_action": "action_begin_job", "sender_id": "conv_x", "tracker": {}}
    answer = httpx.post(f"{running.url}/webhook", json=call, headers=headers, trust_env=False)
    assert_refused(answer, 403, "forbidden")


@pytest.mark.parametrize("call", ["", "[]", "{}", '{"next_action": "x"}', '{"next_action": 1}'])
def test_a_broken_call_of_an_action_is_refused(
    running: Running, secrets: dict[str, str], call: str
) -> None:
    headers = {"Authorization": f"Bearer {secrets['action_secret']}"}
    answer = httpx.post(f"{running.url}/webhook", content=call, headers=headers, trust_env=False)
    assert_refused(answer, 422, "invalid")


def test_nothing_that_was_refused_left_a_trace_in_the_log(running: Running) -> None:
    log = (running.data_dir / "logs" / "desk.log").read_text("utf-8")
    failed: list[Any] = [
        line for line in map(json.loads, log.splitlines()) if line["event"] == "request.failed"
    ]
    assert failed == []
