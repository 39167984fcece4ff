"""Asks a server that speaks OpenAI's chat completions, local or hosted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any, TypedDict

import httpx

MOST_TOKENS = 300
"""Of the reply: a few sentences."""
MOST_BYTES = 64_000
"""Of the whole response; a longer one is not read to its end."""


class Prompt(TypedDict):
    """One message of those that are sent."""

    role: str
    content: str


class EndpointFailed(Exception):
    """The endpoint gave nothing that can be used; the message says why."""


class Endpoint:
    """A client of one server and one model; connections are made at the first use."""

    def __init__(self, url: str, model: str, api_key: str, timeout_seconds: float) -> None:
        """`timeout_seconds` is for the whole exchange, however slowly its bytes drip."""
        self._model = model
        self._timeout_seconds = timeout_seconds
        key = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._http = httpx.AsyncClient(
            base_url=url.rstrip("/") + "/",
            # Compressed, a few bytes could become gigabytes before they are counted.
            headers={"Accept-Encoding": "identity", **key},
            timeout=timeout_seconds,
            # Nothing goes anywhere but to the address in the settings: by no proxy, no redirect.
            trust_env=False,
            follow_redirects=False,
        )

    async def complete(self, prompts: Sequence[Prompt]) -> str:
        """The model's reply; raises `EndpointFailed`."""
        request = {
            "model": self._model,
            "messages": list(prompts),
            "temperature": 0,
            "seed": 0,
            "max_tokens": MOST_TOKENS,
            "stream": False,
        }
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return _reply_in(await self._posted(request))
        except (TimeoutError, httpx.TimeoutException) as error:
            raise EndpointFailed("it took too long") from error
        except httpx.HTTPError as error:
            raise EndpointFailed("it cannot be reached") from error

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _posted(self, request: dict[str, Any]) -> bytes:
        body = b""
        async with self._http.stream("POST", "chat/completions", json=request) as response:
            if response.status_code != httpx.codes.OK:
                raise EndpointFailed(f"it answered with status {response.status_code}")
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise EndpointFailed("its answer is too long")
        return body


def _reply_in(body: bytes) -> str:
    try:
        reply = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise EndpointFailed("its answer is no chat completion") from error
    if not isinstance(reply, str) or not reply.strip():
        raise EndpointFailed("its answer is empty")
    return reply
