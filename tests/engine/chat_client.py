"""A customer's side of the public chat API, as anybody's own client would be written."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import httpx

Message = dict[str, Any]
Found = TypeVar("Found")
_PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Event:
    """A server-sent event; `seq` is its id, on messages only."""

    name: str
    data: dict[str, Any]
    seq: int | None


class ChatClient:
    """One conversation."""

    def __init__(self, url: str, customer_token: str | None = None) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=_PATIENCE_SECONDS)
        asked = {} if customer_token is None else {"customer_token": customer_token}
        session = self.http.post("/api/chat/sessions", json=asked)
        assert session.status_code == 201, session.text
        self.conversation_id: str = session.json()["conversation_id"]
        self.token: str = session.json()["token"]
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def send(self, **body: Any) -> httpx.Response:
        """Post a message; a `client_message_id` is made where none is given."""
        body = {"client_message_id": uuid.uuid4().hex} | body
        return self.http.post("/api/chat/messages", json=body, headers=self.headers)

    def post_raw(self, body: bytes) -> httpx.Response:
        """Post what no JSON library would write."""
        headers = {**self.headers, "Content-Type": "application/json"}
        return self.http.post("/api/chat/messages", content=body, headers=headers)

    def put(self, text: str) -> int:
        """Send a text that must be accepted, and do not wait for an answer."""
        sent = self.send(text=text)
        assert sent.status_code == 202, sent.text
        seq: int = sent.json()["seq"]
        return seq

    def say(self, text: str) -> list[Message]:
        """Send a text and wait for what is said to it."""
        return self.answers_to(self.put(text))

    def press(self, title: str) -> list[Message]:
        """Press a button that was offered last under this title, and wait for the answer."""
        offered = [b for m in self.messages() for b in m["buttons"] if b["title"] == title]
        sent = self.send(payload=offered[-1]["payload"])
        assert sent.status_code == 202, sent.text
        return self.answers_to(sent.json()["seq"])

    def answers_to(self, seq: int) -> list[Message]:
        """What others said after `seq`. The answers to one message are stored all at once."""
        return wait_for(lambda: by_others(self.messages(seq)))

    def history(self, after: int = 0) -> dict[str, Any]:
        """The messages after `after`, the owner and the place in the queue."""
        answer = self.http.get("/api/chat/messages", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        history: dict[str, Any] = answer.json()
        return history

    def messages(self, after: int = 0) -> list[Message]:
        """The messages after `after`."""
        messages: list[Message] = self.history(after)["messages"]
        return messages

    @property
    def last_seq(self) -> int:
        """The sequence number of the newest message."""
        return max((message["seq"] for message in self.messages()), default=0)

    @contextmanager
    def events(self, last_event_id: str | None = None) -> Iterator[Iterator[Event]]:
        """The open stream of events."""
        headers = dict(self.headers)
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        with self.http.stream("GET", "/api/chat/events", headers=headers) as response:
            assert response.status_code == 200, response.read()
            yield _events(response)


def _events(response: httpx.Response) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in response.iter_lines():
        if line.startswith(":"):
            continue
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            seq = int(fields["id"]) if "id" in fields else None
            yield Event(fields["event"], json.loads(fields["data"]), seq)
            fields = {}


def wait_for(look: Callable[[], Found], seconds: float = _PATIENCE_SECONDS) -> Found:
    """Look until something is found; what was seen last is in the failure."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"nothing came within {seconds} s, last: {found!r}"
        time.sleep(0.05)
    return found


def by_others(messages: list[Message]) -> list[Message]:
    """The messages that the customer did not write."""
    return [message for message in messages if message["author"] != "customer"]


def words_of(messages: list[Message]) -> str:
    """All that was said, as one text."""
    return "\n".join(message["text"] for message in messages)
