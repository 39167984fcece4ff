"""A Parley of the simulation's own, on a copy of the data folder."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from desk.errors import Unavailable
from desk.settings import ROOT, Settings

_DATABASE = "parley.db"
_COPIED = ("secrets.json", "demo-agents.json", "knowledge")
_START_SECONDS = 300.0
_STOP_SECONDS = 30.0
_LOOK_SECONDS = 0.2
# Simulated customers write faster than people.
_MESSAGES_PER_MINUTE = "6000"


class CannotStartInstance(Unavailable):
    """The copy cannot be made or does not start; the message says why."""

    code = "cannot_start_instance"


@dataclass(frozen=True)
class Instance:
    """A running Parley; `restore` brings its shop back to how it was."""

    url: str
    data_dir: Path
    original: Path

    @property
    def database_url(self) -> str:
        """Its database."""
        return f"sqlite:///{self.data_dir / _DATABASE}"

    def remember(self) -> None:
        """Keep the shop as it is now, to go back to."""
        _copy_database(self.data_dir / _DATABASE, self.original)

    def restore(self) -> None:
        """Take everything back that was changed since."""
        _copy_database(self.original, self.data_dir / _DATABASE)


@asynccontextmanager
async def fresh_instance(settings: Settings) -> AsyncIterator[Instance]:
    """Start a copy of this installation on free ports; raises `CannotStartInstance`."""
    if settings.database_url and not settings.database_url.startswith("sqlite"):
        raise CannotStartInstance(
            "--fresh copies a SQLite database. Copy yours by its own means, and name the copy's "
            "desk with --url and its database with --database."
        )
    with TemporaryDirectory(prefix="parley-simulate-") as folder:
        data_dir = Path(folder) / "data"
        _copy_data(settings, data_dir)
        port, engine_port = _free_port(), _free_port()
        environment = os.environ | {
            "PARLEY_HOST": "127.0.0.1",
            "PARLEY_PORT": str(port),
            "PARLEY_ENGINE_PORT": str(engine_port),
            "PARLEY_PUBLIC_URL": "",
            "PARLEY_DATA_DIR": str(data_dir),
            "PARLEY_DATABASE_URL": "",
            "PARLEY_MESSAGES_PER_MINUTE": _MESSAGES_PER_MINUTE,
        }
        log = Path(folder) / "up.log"
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", "from desk.commands.main import app; app()", "up",
                cwd=ROOT, env=environment, stdout=output, stderr=output,
            )  # fmt: skip
        instance = Instance(f"http://127.0.0.1:{port}", data_dir, Path(folder) / "original.db")
        try:
            if not await _gets_ready(instance.url, process):
                said = log.read_text("utf-8", "replace").strip()
                raise CannotStartInstance(f"The copy of Parley does not start:\n{said}")
            instance.remember()
            yield instance
        finally:
            await _stop(process)


def _copy_data(settings: Settings, data_dir: Path) -> None:
    data_dir.mkdir(mode=0o700)
    for name in _COPIED:
        source = settings.data_dir / name
        if source.is_dir():
            shutil.copytree(source, data_dir / name)
        elif source.exists():
            shutil.copy2(source, data_dir / name)
    database = Path(settings.sql_url.removeprefix("sqlite:///"))
    if database.exists():
        _copy_database(database, data_dir / _DATABASE)


def _copy_database(source: Path, target: Path) -> None:
    """Page by page through SQLite, so that neither desk need be stopped."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


async def _gets_ready(url: str, process: asyncio.subprocess.Process) -> bool:
    deadline = asyncio.get_running_loop().time() + _START_SECONDS
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        while asyncio.get_running_loop().time() < deadline and process.returncode is None:
            try:
                if (await http.get("/ready")).is_success:
                    return True
            except httpx.HTTPError:
                pass
            await asyncio.sleep(_LOOK_SECONDS)
    return False


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        await asyncio.wait_for(process.wait(), _STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
