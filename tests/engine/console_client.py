"""An agent's side of the console."""

from __future__ import annotations

import uuid
from typing import Any, Self

import httpx

Ticket = dict[str, Any]
OWN_REQUEST = {"X-Requested-With": "parley-console"}


class ConsoleClient:
    """A browser at the console, logged in once `log_in` was called."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def log_in(self, email: str, password: str) -> httpx.Response:
        """Fill in the log-in form."""
        form = {"email": email, "password": password}
        return self.http.post("/console/login", data=form)

    def queue(self) -> dict[str, list[Ticket]]:
        """The queue in its three groups."""
        answer = self.http.get("/api/console/queue")
        assert answer.status_code == 200, answer.text
        groups: dict[str, list[Ticket]] = answer.json()
        return groups

    def ticket_of(self, conversation_id: str) -> Ticket:
        """The open ticket of a conversation, as the queue shows it."""
        groups = self.queue()
        tickets = [ticket for group in groups.values() for ticket in group]
        (found,) = [t for t in tickets if t["conversation_id"] == conversation_id]
        return found

    def page(self, ticket_id: str) -> dict[str, Any]:
        """The ticket's page."""
        answer = self.http.get(f"/api/console/tickets/{ticket_id}")
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json()
        return page

    def do(self, ticket_id: str, what: str, **body: Any) -> httpx.Response:
        """`claim`, `reply`, `return` or `resolve`, as the console's page asks for it."""
        url = f"/api/console/tickets/{ticket_id}/{what}"
        return self.http.post(url, json=body, headers=OWN_REQUEST)

    def reply(self, ticket_id: str, text: str) -> int:
        """Write to the customer."""
        answer = self.do(ticket_id, "reply", client_message_id=uuid.uuid4().hex, text=text)
        assert answer.status_code == 200, answer.text
        seq: int = answer.json()["seq"]
        return seq
