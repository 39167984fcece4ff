"""The two engines that are compared: Parley's and what `rasa init` gives, on the same data."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import yaml

from bot.intents.examples import most_of_each
from desk.commands.engine import environment
from desk.commands.paths import ENGINE_PYTHON
from desk.settings import ROOT, Settings

STOCK_EXAMPLES = 1_500
"""From all messages stock Rasa would learn for hours; a turn does not take longer for it."""
_START_SECONDS = 300
# With nothing under `pipeline` and `policies`, Rasa takes its defaults: those of `rasa init`.
_STOCK_CONFIG = """recipe: default.v1
assistant_id: stock
language: en
pipeline:
policies:
"""
_STOCK_ENDPOINTS = """action_endpoint:
  url: ${PARLEY_ACTION_URL}
  headers:
    Authorization: Bearer ${PARLEY_ACTION_SECRET}
"""


@dataclass
class Trained:
    """A trained project: where it stands, its model, and how many seconds training took."""

    folder: Path
    model: Path
    train_seconds: float


def train_stock(folder: Path, settings: Settings) -> Trained:
    """Train Rasa's default pipeline and policies on our domain/ and data/, but few messages of it.

    Of each intent as many, and no more than `STOCK_EXAMPLES` in all.
    """
    shutil.copytree(ROOT / "data", folder / "data")
    keep_few(folder / "data" / "nlu", STOCK_EXAMPLES)
    shutil.copytree(ROOT / "domain", folder / "domain")
    (folder / "config.yml").write_text(_STOCK_CONFIG, "utf-8")
    (folder / "endpoints.yml").write_text(_STOCK_ENDPOINTS, "utf-8")
    (folder / "credentials.yml").write_text("rest:\n", "utf-8")
    return _train(folder, folder / "models", settings)


def train_parley(folder: Path, settings: Settings) -> Trained:
    """Train Parley's own configuration, as `make train` does."""
    return _train(ROOT, folder / "models", settings)


def keep_few(nlu: Path, most: int) -> None:
    """Leave the first messages of each intent in the files of `nlu`, no more than `most` in all."""
    files = {file: yaml.safe_load(file.read_text("utf-8")) for file in nlu.glob("*.yml")}
    intents = [intent for content in files.values() for intent in _intents(content)]
    messages = [intent["examples"].splitlines(keepends=True) for intent in intents]
    of_each = most_of_each(np.array([len(lines) for lines in messages], dtype=np.intp), most)
    for intent, lines in zip(intents, messages, strict=True):
        intent["examples"] = "".join(lines[:of_each])
    for file, content in files.items():
        file.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


def _intents(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (item for item in content.get("nlu", ()) if "intent" in item)


class RunningEngine:
    """An engine as a process of its own; use it in a `with` block."""

    def __init__(self, trained: Trained, port: int, settings: Settings, log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._log = log.open("wb")
        self._process = subprocess.Popen(
            [
                str(ENGINE_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port),
                "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
                "--model", str(trained.model),
            ],
            cwd=trained.folder,
            env=environment(settings),
            stdout=self._log,
            stderr=self._log,
        )  # fmt: skip

    def __enter__(self) -> RunningEngine:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise RuntimeError(f"the engine ended while it started; see {self._log.name}")
            try:
                httpx.get(f"{self.url}/webhooks/rest/", trust_env=False)
            except httpx.HTTPError:
                time.sleep(0.2)
            else:
                return self
        raise RuntimeError(f"the engine did not start; see {self._log.name}")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

    @property
    def memory_mb(self) -> float:
        """Resident memory in megabytes."""
        return resident_mb(self._process.pid)


def resident_mb(pid: int) -> float:
    """Resident memory of a process in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    raise RuntimeError(f"process {pid} has no resident memory")


def _train(folder: Path, models: Path, settings: Settings) -> Trained:
    models.mkdir(parents=True, exist_ok=True)
    # An empty cache: a second training of the same data would be a look-up.
    environ = environment(settings) | {"RASA_CACHE_DIRECTORY": str(models / "cache")}
    command = [
        str(ENGINE_PYTHON), "-m", "rasa", "train", "--domain", "domain", "--out", str(models),
    ]  # fmt: skip
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(
            f"training in {folder} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )
    model = max(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return Trained(folder, model, time.monotonic() - began)
