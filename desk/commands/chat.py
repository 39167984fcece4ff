"""`parley chat`: talk to the running desk through the public chat API, in the terminal."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import httpx
from rich.console import Console
from rich.markup import escape

from desk.errors import Unavailable

_QUIET_SECONDS = 0.4
_PATIENCE_SECONDS = 20.0
_STYLES = {"bot": "green", "agent": "cyan", "system": "dim"}


class DeskUnavailable(Unavailable):
    """There is no desk at the address."""

    code = "desk_unavailable"


async def chat(url: str, customer_token: str | None, console: Console) -> None:
    """Read lines and show answers until the input ends."""
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False) as http:
        try:
            started = await http.post("/api/chat/sessions", json={"customer_token": customer_token})
        except httpx.HTTPError as error:
            raise DeskUnavailable(
                f"There is no desk at {url}. Start it with `make run` in another terminal."
            ) from error
        if started.is_error:
            raise DeskUnavailable(started.json()["error"]["message"])
        http.headers["Authorization"] = f"Bearer {started.json()['token']}"
        console.print("Write something; an empty line or Ctrl-D ends. A number presses a button.")
        try:
            await _converse(http, console)
        except httpx.HTTPError as error:
            raise DeskUnavailable(f"The desk at {url} does not answer any more.") from error


async def _converse(http: httpx.AsyncClient, console: Console) -> None:
    buttons: list[dict[str, str]] = []
    while line := (await asyncio.to_thread(_ask)).strip():
        message: dict[str, str] = {"client_message_id": uuid.uuid4().hex}
        if line.isdecimal() and 1 <= int(line) <= len(buttons):
            message["payload"] = buttons[int(line) - 1]["payload"]
        else:
            message["text"] = line
        answer = await http.post("/api/chat/messages", json=message)
        if answer.is_error:
            console.print(f"[red]{escape(answer.json()['error']['message'])}[/]")
            continue
        replies = await _replies(http, answer.json()["seq"])
        for reply in replies:
            _show(reply, console)
        buttons = replies[-1]["buttons"] if replies else []


def _ask() -> str:
    try:
        return input("you  › ")
    except EOFError:
        return ""


async def _replies(http: httpx.AsyncClient, seq: int) -> list[dict[str, Any]]:
    """What came after `seq`, once nothing more comes for a moment."""
    found: list[dict[str, Any]] = []
    for _ in range(int(_PATIENCE_SECONDS / _QUIET_SECONDS)):
        await asyncio.sleep(_QUIET_SECONDS / 4 if not found else _QUIET_SECONDS)
        history = (await http.get("/api/chat/messages", params={"after": seq})).json()
        if found and len(history["messages"]) == len(found):
            break
        found = history["messages"]
        if not found and history["owner"] != "bot":
            break
    return found


def _show(message: dict[str, Any], console: Console) -> None:
    style = _STYLES.get(message["author"], "")
    name = message["author_name"] or message["author"]
    console.print(f"[{style}]{escape(name)} › {escape(message['text'])}[/]")
    for citation in message["citations"]:
        console.print(f"  [dim]{escape(citation['title'])}: {escape(citation['url'])}[/]")
    for number, button in enumerate(message["buttons"], 1):
        console.print(f"  \\[{number}] {escape(button['title'])}")
