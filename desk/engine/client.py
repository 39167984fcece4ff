"""Asks the engine, Rasa's server on the loopback address, for the bot's next words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx

from desk.conversations.conversation import Reply
from desk.errors import Unavailable

KEPT_BLANK_LINE = "\n \n"
"""A blank line that Rasa's channels do not take for the end of a message."""


class EngineUnavailable(Unavailable):
    """The engine does not answer, answers with an error, or takes too long."""

    code = "engine_unavailable"


class Engine:
    """A client of one Rasa server."""

    def __init__(
        self,
        url: str,
        timeout_seconds: float,
        bot_name: str,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """`transport` replaces the network, for tests of what a sick engine does."""
        self._bot_name = bot_name
        self._http = httpx.AsyncClient(
            base_url=url,
            timeout=httpx.Timeout(timeout_seconds, connect=2.0),
            # The engine is on this machine; a proxy from the environment must never see it.
            trust_env=False,
            transport=transport,
        )

    async def turn(self, sender: str, text: str, metadata: dict[str, Any]) -> list[Reply]:
        """Send a message and return what the bot says to it, in order.

        Raises `EngineUnavailable`, whose message says what went wrong.
        """
        answer = await self._request(
            "POST",
            "/webhooks/rest/webhook",
            json={"sender": sender, "message": text, "metadata": metadata},
        )
        try:
            return _replies(answer, self._bot_name)
        except (AttributeError, KeyError, TypeError) as error:
            raise EngineUnavailable("The engine's answer is not a list of messages.") from error

    async def check_ready(self) -> None:
        """Raise `EngineUnavailable` unless the engine answers and has a model loaded."""
        await self._request("GET", "/webhooks/rest/")

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _request(self, method: str, path: str, **options: Any) -> Any:
        try:
            response = await self._http.request(method, path, **options)
        except httpx.TimeoutException as error:
            raise EngineUnavailable("The engine took too long to answer.") from error
        except httpx.HTTPError as error:
            raise EngineUnavailable("The engine cannot be reached.") from error
        if response.is_error:
            raise EngineUnavailable(f"The engine answered with status {response.status_code}.")
        try:
            return response.json()
        except ValueError as error:
            raise EngineUnavailable("The engine's answer cannot be read.") from error


def _replies(answer: list[dict[str, Any]], bot_name: str) -> list[Reply]:
    """The engine's messages as replies.

    Rasa's REST channel sends the custom part of a response (our citations, and what the bot asks
    for) as a message of its own, right after the text that it belongs to.
    """
    replies: list[Reply] = []
    for part in answer:
        if "text" in part:
            replies.append(
                Reply(
                    text=part["text"].replace(KEPT_BLANK_LINE, "\n\n"),
                    author_name=bot_name,
                    buttons=[
                        {"title": str(button["title"]), "payload": str(button["payload"])}
                        for button in part.get("buttons", [])
                    ],
                )
            )
        custom = part.get("custom") or {}
        if custom and replies:
            replies[-1].citations.extend(custom.get("citations") or [])
            replies[-1] = replace(replies[-1], asks=custom.get("asks") or replies[-1].asks)
    return replies
