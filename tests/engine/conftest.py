"""Customers, agents and records around the running Parley."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desk.customers.token import CustomerTokens
from tests.engine.chat_client import ChatClient
from tests.engine.console_client import ConsoleClient
from tests.engine.shop_records import ShopRecords

if TYPE_CHECKING:
    from tests.conftest import Running

OpenChat = Callable[..., ChatClient]


@pytest.fixture(scope="session")
def secrets(running: Running) -> dict[str, str]:
    """The secrets of this installation: what the shop's website and the engine know."""
    kept: dict[str, str] = json.loads((running.data_dir / "secrets.json").read_text("utf-8"))
    return kept


@pytest.fixture(scope="session")
def records(running: Running) -> ShopRecords:
    return ShopRecords(running.data_dir)


@pytest.fixture
def open_chat(running: Running, secrets: dict[str, str]) -> Iterator[OpenChat]:
    """Opens conversations, anonymous or of the customer with the id that is given."""
    tokens = CustomerTokens(secrets["customer_token_secret"])
    with ExitStack() as opened:

        def open_chat(customer_id: str | None = None) -> ChatClient:
            token = None if customer_id is None else tokens.sign(customer_id, timedelta(hours=1))
            return opened.enter_context(ChatClient(running.url, token))

        yield open_chat


@pytest.fixture
def chat(open_chat: OpenChat) -> ChatClient:
    """An anonymous conversation."""
    return open_chat()


@pytest.fixture
def agents(running: Running) -> Iterator[list[ConsoleClient]]:
    """The two agents of the demo, logged in."""
    with ExitStack() as opened:
        clients = []
        for agent in running.demo["agents"]:
            client = opened.enter_context(ConsoleClient(running.url))
            assert client.log_in(agent["email"], agent["password"]).status_code == 303
            clients.append(client)
        yield clients


@pytest.fixture
def mia(agents: list[ConsoleClient]) -> ConsoleClient:
    return agents[0]


@pytest.fixture
def tom(agents: list[ConsoleClient]) -> ConsoleClient:
    return agents[1]
