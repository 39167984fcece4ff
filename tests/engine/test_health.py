"""What an operator's monitoring asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.engine.chat_client import ChatClient, wait_for

if TYPE_CHECKING:
    from tests.conftest import Running

pytestmark = pytest.mark.engine


def get(running: Running, path: str) -> httpx.Response:
    return httpx.get(running.url + path, trust_env=False)


def figures(running: Running) -> dict[str, float]:
    lines = get(running, "/metrics").text.splitlines()
    return {
        line.rpartition(" ")[0]: float(line.rpartition(" ")[2])
        for line in lines
        if not line.startswith("#")
    }


def test_a_running_parley_is_alive_and_ready(running: Running) -> None:
    assert get(running, "/health").json() == {"status": "alive"}
    ready = get(running, "/ready")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "not_ready": {}})


def test_each_turn_is_counted(running: Running, chat: ChatClient) -> None:
    name = 'parley_turns_total{outcome="answered"}'
    before = figures(running).get(name, 0)
    chat.say("Can I pay with PayPal?")
    wait_for(lambda: figures(running).get(name, 0) == before + 1)


def test_who_waits_is_in_the_figures(running: Running, chat: ChatClient) -> None:
    (name,) = [name for name in figures(running) if "waiting" in name]
    before = figures(running)[name]
    chat.say("I want to talk to a person please")
    assert figures(running)[name] == before + 1
