"""What `parley up` checks before it starts."""

from __future__ import annotations

import socket

import pytest

from desk.commands.engine import running_pid
from desk.commands.preparation import CannotStart, check_port


def test_a_port_in_use_is_named_with_the_setting_that_changes_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} is in use.*PARLEY_PORT={port + 100}"):
            check_port("127.0.0.1", port, "PARLEY_PORT")


def test_a_free_port_is_left_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_port("127.0.0.1", port, "PARLEY_PORT")
    check_port("127.0.0.1", port, "PARLEY_PORT")


def test_an_address_that_is_not_this_machines_is_a_sentence() -> None:
    with pytest.raises(CannotStart, match=r"Cannot listen on 192\.0\.2\.1"):
        check_port("192.0.2.1", 8000, "PARLEY_PORT")


def test_no_engine_is_found_where_none_runs() -> None:
    assert running_pid(1) is None
