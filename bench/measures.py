"""What is measured of engines and of the chat API."""

from __future__ import annotations

import json
import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import httpx

_Item = TypeVar("_Item")

# A conversation in the bench has as many turns as texts here; then a new one begins, as in life.
WITHOUT_ACTION = ("hello", "are you a bot", "what can you do", "thanks", "goodbye")
WITH_ACTION = (
    "how do I wash a wool jumper",
    "can I pay with paypal",
    "how long do refunds take",
    "do gift cards expire",
    "can I return candles",
)
JOB = (
    "where is my order HP-104052",
    "NG5 2LR",
    "what did it come to",
    "please cancel it",
    "I ordered it by mistake",
    "no, leave it as it is",
)
"""A customer of the demo shop who shows who she is, and in the end has nothing changed."""
_PAUSE_SECONDS = 0.1
"""Nobody answers at once; and what a turn says second is not to be taken for the next answer."""


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> Times:
        """From times in seconds."""
        ordered = sorted(seconds)
        p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
        return cls(round(statistics.median(ordered) * 1000, 2), round(p95 * 1000, 2))


def timed(work: Callable[[_Item], object], items: Sequence[_Item]) -> Times:
    """How long `work` takes on each item, after a round that warms up."""
    seconds = []
    for is_measured in (False, True):
        for item in items:
            began = time.perf_counter()
            work(item)
            if is_measured:
                seconds.append(time.perf_counter() - began)
    return Times.of(seconds)


def turns_in_pairs(urls: list[str], texts: tuple[str, ...], rounds: int) -> list[list[float]]:
    """Seconds for each turn at each engine, taken in turn (A B A B …) so that noise hits both.

    Raises `RuntimeError` where the first one, which is Parley's, has no answer.
    """
    seconds: list[list[float]] = [[] for _ in urls]
    with httpx.Client(timeout=60, trust_env=False) as http:
        for number in range(rounds + 2):
            senders = [uuid.uuid4().hex for _ in urls]
            for text in texts:
                for index, url in enumerate(urls):
                    began = time.perf_counter()
                    is_answered = _turn(http, url, senders[index], text)
                    # After few messages, stock Rasa has none to some: its turn is shorter for that.
                    if index == 0 and not is_answered:
                        raise RuntimeError(f"{url} had no answer to '{text}'")
                    if number >= 2:  # noqa: PLR2004 - the first two rounds warm up
                        seconds[index].append(time.perf_counter() - began)
    return seconds


def throughput(url: str, texts: tuple[str, ...], clients: int, seconds: float) -> float:
    """Turns a second with some clients at once, each in conversations of its own."""
    until = time.perf_counter() + seconds

    def one_client(_: int) -> int:
        turns = 0
        with httpx.Client(timeout=60, trust_env=False) as http:
            while time.perf_counter() < until:
                sender = uuid.uuid4().hex
                for text in texts:
                    _turn(http, url, sender, text)
                    turns += 1
        return turns

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        turns = sum(pool.map(one_client, range(clients)))
    return turns / (time.perf_counter() - began)


def chat_answers(url: str, texts: tuple[str, ...], rounds: int) -> list[float]:
    """Seconds from `POST` to the bot's message being there, through the public chat API."""
    seconds: list[float] = []
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as http:
        for number in range(rounds + 1):
            token = http.post("/api/chat/sessions", json={}).json()["token"]
            headers = {"Authorization": f"Bearer {token}"}
            with http.stream("GET", "/api/chat/events", headers=headers) as stream:
                events = stream.iter_lines()
                _next_status(events)
                for text in texts:
                    body = {"client_message_id": uuid.uuid4().hex, "text": text}
                    began = time.perf_counter()
                    sent = http.post("/api/chat/messages", json=body, headers=headers).json()
                    _next_bot_message(events, sent["seq"])
                    if number >= 1:
                        seconds.append(time.perf_counter() - began)
                    time.sleep(_PAUSE_SECONDS)
    return seconds


def _turn(http: httpx.Client, url: str, sender: str, text: str) -> bool:
    """Whether anything was answered."""
    sent = http.post(
        f"{url}/webhooks/rest/webhook", json={"sender": sender, "message": text, "metadata": {}}
    )
    return bool(sent.raise_for_status().json())


def _next_status(lines: Iterator[str]) -> None:
    for line in lines:
        if line == "event: status":
            return


def _next_bot_message(lines: Iterator[str], after: int) -> None:
    for line in lines:
        if line.startswith("data: "):
            data = json.loads(line.removeprefix("data: "))
            # A typing sign has an author as well, but no text.
            if data.get("author") == "bot" and "text" in data and data["seq"] > after:
                return
