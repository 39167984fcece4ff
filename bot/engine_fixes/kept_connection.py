"""Calls the action server on a connection that stays open.

Rasa makes an HTTP session, and with it a connection, for each call of a custom action and throws
both away. Here an endpoint keeps its session; what is sent and received stays the same.
"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

from bot.engine_fixes.versions import is_tested

# Shorter than the five seconds after which uvicorn closes an idle connection: a call must not meet
# one that is just being closed.
_IDLE_SECONDS = 3.0

_new_session = EndpointConfig.session


class _Kept:
    """A session in an `async with` that does not close it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        """Leave the session open for the next call."""


def apply() -> bool:
    """Put the kept session in place; False, and nothing changed, on an unknown Rasa."""
    if not is_tested("kept connection"):
        return False
    EndpointConfig.session = _session
    return True


def _session(self: EndpointConfig) -> Any:
    loop = asyncio.get_running_loop()
    kept: tuple[Any, aiohttp.ClientSession] | None = self.__dict__.get("_parley_session")
    if kept is None or kept[0] is not loop or kept[1].closed:
        session = _new_session(self)
        session.connector._keepalive_timeout = _IDLE_SECONDS
        kept = self.__dict__["_parley_session"] = (loop, session)
    return _Kept(kept[1])
