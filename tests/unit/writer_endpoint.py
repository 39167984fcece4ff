"""A small endpoint that speaks OpenAI's chat completions over HTTP, and does what a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


class FakeEndpoint:
    """Answers as `answer` says, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = says("")
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.ended = threading.Event()
        self.url = ""

    @property
    def sent(self) -> str:
        """All text of the newest request."""
        return "\n".join(message["content"] for message in self.asked[-1]["messages"])


@contextmanager
def running_endpoint() -> Iterator[FakeEndpoint]:
    """A server on a free port of this machine."""
    fake = FakeEndpoint()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            fake.paths.append(self.path)
            fake.headers.append(dict(self.headers))
            fake.asked.append(json.loads(self.rfile.read(length)))
            fake.answer(self)

        def do_GET(self) -> None:
            fake.paths.append(self.path)
            responds(200, b"{}")(self)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that does not wait for the end is what some tests are about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        fake.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield fake
        finally:
            fake.ended.set()
            server.shutdown()
            thread.join()


def responds(status: int, body: bytes, **headers: str) -> Answer:
    """A response as it is given."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def says(reply: object) -> Answer:
    """A chat completion."""
    choice = {"index": 0, "message": {"role": "assistant", "content": reply}}
    return responds(200, json.dumps({"object": "chat.completion", "choices": [choice]}).encode())


def says_after(ended: threading.Event, seconds: float, reply: str) -> Answer:
    """A chat completion that comes late; at once when the test has ended."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        ended.wait(seconds)
        says(reply)(handler)

    return answer


def drips(ended: threading.Event, seconds_between: float) -> Answer:
    """A response that is always just about to go on: a byte now and then."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            if ended.wait(seconds_between):
                return

    return answer


def goes_on_for_ever(ended: threading.Event) -> Answer:
    """A response without an end."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        while not ended.is_set():
            handler.wfile.write(b"2000\r\n" + b"x" * 0x2000 + b"\r\n")

    return answer


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """No response at all."""
    handler.close_connection = True
