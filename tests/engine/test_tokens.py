"""Who may read and write a conversation, and whom the shop vouches for."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import jwt
import pytest

from tests.engine.chat_client import ChatClient
from tests.engine.console_client import ConsoleClient

if TYPE_CHECKING:
    from tests.conftest import Running
    from tests.engine.conftest import OpenChat

pytestmark = pytest.mark.engine

WRONG_SECRET = "a secret that is long enough, but not ours"


def in_an_hour() -> datetime:
    return datetime.now(UTC) + timedelta(hours=1)


def an_hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


def assert_not_signed_in(answer: httpx.Response) -> None:
    assert answer.status_code == 401, answer.text
    assert set(answer.json()["error"]) == {"code", "message"}


def assert_opens_nothing(chat: ChatClient, authorization: bytes) -> None:
    headers = {b"Authorization": authorization}
    body = {"client_message_id": "a", "text": "Hello"}
    assert_not_signed_in(chat.http.get("/api/chat/messages", headers=headers))
    assert_not_signed_in(chat.http.get("/api/chat/events", headers=headers))
    assert_not_signed_in(chat.http.post("/api/chat/messages", json=body, headers=headers))
    assert chat.messages() == []


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer x.y.z", "Basic dTpw", "Bearer \xe9\xff", "."]
)
def test_without_a_token_of_ours_nothing_opens(chat: ChatClient, authorization: str) -> None:
    assert_opens_nothing(chat, authorization.encode("latin-1"))


@pytest.mark.parametrize(
    ("secret", "changes", "algorithm"),
    [
        (None, {"exp": an_hour_ago()}, "HS256"),
        (None, {"aud": "console"}, "HS256"),
        (None, {"exp": None}, "HS256"),
        (None, {"sub": None}, "HS256"),
        (WRONG_SECRET, {}, "HS256"),
        ("", {}, "none"),
    ],
)
def test_a_token_that_is_over_or_foreign_opens_nothing(
    chat: ChatClient,
    secrets: dict[str, str],
    secret: str | None,
    changes: dict[str, Any],
    algorithm: str,
) -> None:
    claims = {"sub": chat.conversation_id, "aud": "chat", "exp": in_an_hour()} | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    key = secrets["session_secret"] if secret is None else secret
    token = jwt.encode(claims, key, algorithm)
    assert_opens_nothing(chat, f"Bearer {token}".encode())


def test_a_conversation_that_does_not_exist_is_not_found(
    chat: ChatClient, secrets: dict[str, str]
) -> None:
    claims = {"sub": "conv_none", "aud": "chat", "exp": in_an_hour()}
    token = jwt.encode(claims, secrets["session_secret"], "HS256")
    headers = {"Authorization": f"Bearer {token}"}
    body = {"client_message_id": "a", "text": "Hello"}
    for answer in (
        chat.http.get("/api/chat/messages", headers=headers),
        chat.http.get("/api/chat/events", headers=headers),
        chat.http.post("/api/chat/messages", json=body, headers=headers),
    ):
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "not_found"


def test_a_token_opens_its_own_conversation_only(open_chat: OpenChat) -> None:
    mine, yours = open_chat(), open_chat()
    yours.say("My secret question is whether I can pay with PayPal")
    assert mine.messages() == []
    answer = mine.http.get(
        "/api/chat/messages",
        params={"conversation_id": yours.conversation_id},
        headers=mine.headers,
    )
    assert answer.json()["messages"] == []


def test_the_tokens_of_chat_and_console_are_not_exchanged(
    chat: ChatClient, mia: ConsoleClient, running: Running
) -> None:
    cookie = mia.http.cookies["parley_console"]
    assert_opens_nothing(chat, f"Bearer {cookie}".encode())
    with ConsoleClient(running.url) as stranger:
        stranger.http.cookies.set("parley_console", chat.token)
        assert stranger.http.get("/api/console/queue").status_code == 401


@pytest.mark.parametrize(
    ("claims", "algorithm", "secret"),
    [
        ({"sub": "cus_0001", "exp": an_hour_ago()}, "HS256", None),
        ({"sub": "cus_0001", "exp": in_an_hour()}, "none", ""),
        ({"sub": "cus_0001", "exp": in_an_hour()}, "HS256", WRONG_SECRET),
        ({"sub": "cus_0001", "exp": in_an_hour()}, "HS512", None),
        ({"sub": "cus_0001"}, "HS256", None),
        ({"exp": in_an_hour()}, "HS256", None),
        ({"sub": "cus_9999", "exp": in_an_hour()}, "HS256", None),
        ({"sub": "", "exp": in_an_hour()}, "HS256", None),
        ({"sub": 1, "exp": in_an_hour()}, "HS256", None),
        ({"sub": "cus_0001", "exp": "tomorrow"}, "HS256", None),
    ],
)
@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_a_customer_token_that_does_not_hold_opens_no_session(
    running: Running,
    secrets: dict[str, str],
    claims: dict[str, Any],
    algorithm: str,
    secret: str | None,
) -> None:
    key = secrets["customer_token_secret"] if secret is None else secret
    # PyJWT refuses to write some of these, so the library's own checks are gone round.
    token = jwt.PyJWS().encode(_json(claims), key, algorithm)
    answer = httpx.post(
        f"{running.url}/api/chat/sessions", json={"customer_token": token}, trust_env=False
    )
    assert_not_signed_in(answer)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.ü.ß", "." * 100])
def test_what_is_no_customer_token_opens_no_session(running: Running, token: str) -> None:
    answer = httpx.post(
        f"{running.url}/api/chat/sessions", json={"customer_token": token}, trust_env=False
    )
    assert_not_signed_in(answer)


def test_a_token_of_the_shop_makes_the_customer_known(running: Running) -> None:
    known = running.demo["customers"][0]
    token = running.parley("token", known["id"])
    with ChatClient(running.url, token) as chat:
        (answer,) = chat.say(f"Where is my order {known['order_ids'][0]}?")
    assert "It should reach you by" in answer["text"]


def _json(claims: dict[str, Any]) -> bytes:
    plain = {k: int(v.timestamp()) if isinstance(v, datetime) else v for k, v in claims.items()}
    return json.dumps(plain).encode()
