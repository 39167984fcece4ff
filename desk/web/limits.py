"""Limits what a request may weigh, before anything reads it."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.web.errors import error_response

# The engine sends its whole memory of a conversation with each action call.
# A photo has 8 MB at most, and comes in a form.
_LARGE_PATHS = {"/webhook": 8_000_000, "/api/chat/photos": 8_064_000}
_MEGABYTE = 1_000_000


class BodyLimit:
    """Answers 413 to a body larger than `max_bytes`, counted while it arrives."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with its body if that is small enough."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        limit = _LARGE_PATHS.get(scope["path"], self._max_bytes)
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > limit:
                most = f"{limit // 1000} kB" if limit < _MEGABYTE else f"{limit // _MEGABYTE} MB"
                answer = error_response(413, "too_large", f"This is too large: {most} is the most.")
                await answer(scope, receive, send)
                return
        is_read = False

        async def replay() -> Message:
            nonlocal is_read
            if is_read:
                return await receive()
            is_read = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self._app(scope, replay, send)
