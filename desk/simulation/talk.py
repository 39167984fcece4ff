"""One conversation through the public chat API, as anybody's own client would have it."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from desk.errors import Unavailable
from desk.simulation.reading import Heard, heard

_PATIENCE_SECONDS = 30.0
_FIRST_LOOK_SECONDS = 0.02
_LONGEST_LOOK_SECONDS = 0.25
_QUIET_SECONDS = 0.05
_TRIES = 8
_TOO_MANY, _NOT_NOW = 429, 503
_YES_OR_NO = {True: "Yes", False: "No"}


class CannotTalk(Unavailable):
    """The desk does not answer as the chat API promises."""

    code = "cannot_talk"


@dataclass(frozen=True)
class Spoken:
    """A line of the transcript."""

    who: str
    text: str
    asks: str | None = None


@dataclass
class Talk:
    """A session; `transcript` is all that was said, `turns` how often the customer spoke."""

    http: httpx.AsyncClient
    headers: dict[str, str]
    conversation_id: str
    last_seq: int = 0
    turns: int = 0
    transcript: list[Spoken] = field(default_factory=list)

    @classmethod
    async def open(cls, http: httpx.AsyncClient, customer_token: str | None) -> Talk:
        """Begin a conversation; raises `CannotTalk`."""
        asked = {} if customer_token is None else {"customer_token": customer_token}
        answer = await _sent(http, "POST", "/api/chat/sessions", json=asked)
        if answer.is_error:
            raise CannotTalk(f"No conversation could be started: {_why(answer)}")
        session = answer.json()
        headers = {"Authorization": f"Bearer {session['token']}"}
        return cls(http, headers, session["conversation_id"])

    async def say(self, text: str) -> Heard:
        """Send a text, and wait for what is said to it."""
        self.transcript.append(Spoken("customer", text))
        return await self._send({"text": text})

    async def press(self, button: dict[str, str]) -> Heard:
        """Press a button that was offered."""
        self.transcript.append(Spoken("customer", f"[{button['title']}]"))
        return await self._send({"payload": button["payload"]})

    async def say_helped(self, has_helped: bool, since: int) -> None:
        """Say of the newest answer from the articles after `since` whether it helped, if any."""
        given = await self._ask("GET", "/api/chat/answers")
        newest = max((one["seq"] for one in given["answers"] if one["seq"] > since), default=None)
        if newest is None:
            return
        self.transcript.append(Spoken("customer", f"[Did that help? {_YES_OR_NO[has_helped]}]"))
        await self._ask("POST", f"/api/chat/answers/{newest}/helped", {"helped": has_helped})

    async def rate(self, score: int) -> None:
        """Say how the conversation was, 1 to 5."""
        self.transcript.append(Spoken("customer", f"[{score} of 5]"))
        await self._ask("POST", "/api/chat/ratings", {"kind": "csat", "score": score})

    async def _ask(self, method: str, url: str, body: dict[str, Any] | None = None) -> Any:
        answer = await _sent(self.http, method, url, json=body, headers=self.headers)
        if answer.is_error:
            raise CannotTalk(f"A mark was not accepted: {_why(answer)}")
        return answer.json()

    async def _send(self, body: dict[str, str]) -> Heard:
        message = {"client_message_id": uuid.uuid4().hex} | body
        self.turns += 1
        url = "/api/chat/messages"
        answer = await _sent(self.http, "POST", url, json=message, headers=self.headers)
        if answer.is_error:
            raise CannotTalk(f"A message was not accepted: {_why(answer)}")
        said, owner = await self._answers(answer.json()["seq"])
        self.last_seq = max(message["seq"] for message in said) if said else self.last_seq
        result = heard(said, owner)
        for index, each in enumerate(said):
            is_last = index == len(said) - 1
            asks = result.asks.value if is_last and result.asks else None
            self.transcript.append(Spoken(str(each["author"]), str(each["text"]), asks))
        return result

    async def _answers(self, seq: int) -> tuple[list[dict[str, Any]], str]:
        """What others said after `seq`, once nothing more comes for a moment."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _PATIENCE_SECONDS
        wait = _FIRST_LOOK_SECONDS
        found: list[dict[str, Any]] = []
        while loop.time() < deadline:
            await asyncio.sleep(wait if not found else _QUIET_SECONDS)
            wait = min(wait * 1.3, _LONGEST_LOOK_SECONDS)
            url = "/api/chat/messages"
            answer = await _sent(self.http, "GET", url, params={"after": seq}, headers=self.headers)
            if answer.is_error:
                raise CannotTalk(f"The conversation cannot be read: {_why(answer)}")
            history = answer.json()
            others = [m for m in history["messages"] if m["author"] != "customer"]
            if others and len(others) == len(found):
                return others, str(history["owner"])
            if not others and history["owner"] != "bot":
                return [], str(history["owner"])
            found = others
        raise CannotTalk(f"Nothing was answered within {_PATIENCE_SECONDS:.0f} seconds.")


async def _sent(
    http: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    json: dict[str, Any] | None = None,
    params: dict[str, int] | None = None,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """The answer; where the desk asks to wait, the same again later, as the chat API says."""
    for _ in range(_TRIES):
        try:
            answer = await http.request(method, url, json=json, params=params, headers=headers)
        except httpx.HTTPError as error:
            raise CannotTalk(f"The desk at {http.base_url} does not answer: {error}") from error
        if answer.status_code not in (_TOO_MANY, _NOT_NOW):
            return answer
        await asyncio.sleep(float(answer.headers.get("Retry-After", "1")))
    raise CannotTalk(f"The desk at {http.base_url} asks to wait for too long.")


def _why(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {answer.status_code}"
