"""What `parley up` checks before it starts."""

from __future__ import annotations

import io
import json
import socket
from pathlib import Path

import pytest
from rich.console import Console

from desk.commands.engine import running_pid
from desk.commands.preparation import CannotStart, check_port, prepare_index
from desk.composition import index_folder
from desk.settings import Settings, load_settings
from knowledge_base.index import store
from knowledge_base.sync import OF_ANOTHER_ENCODER


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


def test_a_start_without_the_folder_of_articles_names_it(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path / "data", articles=tmp_path / "nowhere")
    with pytest.raises(CannotStart, match=r"folder of articles cannot be read: .*nowhere"):
        prepare_index(settings, Console(quiet=True))


def test_a_start_says_that_an_index_of_another_encoder_was_made_anew(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "oak.md").write_text("---\ntitle: Oiling oak\n---\nRub oak with oil.\n")
    settings = load_settings(data_dir=tmp_path / "data", articles=articles)
    assert OF_ANOTHER_ENCODER not in _prepared(settings)
    folder = index_folder(settings)
    manifest = folder / store.version_of(folder) / "manifest.json"
    known = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(known | {"encoder": "another"}))
    told = _prepared(settings)
    assert OF_ANOTHER_ENCODER in told
    assert "1 articles read" in told
    assert OF_ANOTHER_ENCODER not in _prepared(settings)


def _prepared(settings: Settings) -> str:
    """What `prepare_index` prints."""
    console = Console(file=io.StringIO(), width=200)
    with console.capture() as printed:
        prepare_index(settings, console)
    return printed.get()


def test_no_engine_is_found_where_none_runs() -> None:
    assert running_pid(1) is None
