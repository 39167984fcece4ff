"""What all tests share."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import settings

from desk.commands.engine import running_pid
from desk.composition import map_tables

# Tests make domain objects when their modules are read: before that, the classes have to be mapped,
# or objects from before would lack what SQLAlchemy adds.
map_tables()

# How long an example takes says more of the machine than of the code.
settings.register_profile("parley", deadline=None)
settings.load_profile("parley")

ROOT = Path(__file__).resolve().parent.parent
PARLEY = ROOT / ".venv" / "bin" / "parley"
ENGINE_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
_START_SECONDS = 300


@pytest.fixture
def anyio_backend() -> str:
    """Asynchronous tests run on the loop that the desk runs on."""
    return "asyncio"


@dataclass(frozen=True)
class Running:
    """A Parley of the tests' own, started like a user's: `parley up`, on free ports."""

    url: str
    engine_port: int
    environment: dict[str, str]
    data_dir: Path
    process: subprocess.Popen[bytes]
    demo: dict[str, Any]

    def parley(self, *arguments: str) -> str:
        """What a `parley` command prints."""
        command = [str(PARLEY), *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True, cwd=ROOT
        )
        return done.stdout.strip()

    def engine_pid(self) -> int:
        """The engine's process."""
        pid = running_pid(self.engine_port)
        assert pid is not None, "the engine does not run"
        return pid

    def wait_until_ready(self, seconds: float = _START_SECONDS) -> None:
        """Return once `/ready` says so."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                pytest.fail(f"parley up ended with {self.process.returncode}")
            try:
                if httpx.get(f"{self.url}/ready", trust_env=False, timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        pytest.fail(f"Parley was not ready after {seconds} s")


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The whole of Parley, with the demo shop, for all tests that go through its doors."""
    if not ENGINE_PYTHON.exists():
        pytest.skip("the engine's environment is not installed (make install)")
    data_dir = tmp_path_factory.mktemp("parley")
    port, engine_port = free_port(), free_port()
    environment = os.environ | {
        "PARLEY_PORT": str(port),
        "PARLEY_ENGINE_PORT": str(engine_port),
        "PARLEY_DATA_DIR": str(data_dir),
        "PARLEY_DATABASE_URL": "",
    }
    with (data_dir / "up.log").open("wb") as output:
        process = subprocess.Popen(
            [str(PARLEY), "up"], env=environment, cwd=ROOT, stdout=output, stderr=output
        )
    running = Running(f"http://127.0.0.1:{port}", engine_port, environment, data_dir, process, {})
    try:
        running.wait_until_ready()
        running.demo.update(json.loads(running.parley("demo", "--json")))
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
