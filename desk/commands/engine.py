"""Trains, starts and watches the engine, Rasa in its own interpreter."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from desk.commands.paths import ENGINE_PYTHON, MODELS, TRAINED_FROM
from desk.errors import ParleyError
from desk.settings import ROOT, Settings

log = structlog.get_logger(__name__)

_STOP_SECONDS = 8.0
_RESTART_SECONDS = (1.0, 2.0, 5.0, 10.0)
_PR_SET_PDEATHSIG = 1
_KEPT_MODELS = 2


class EngineFailed(ParleyError):
    """The engine cannot be trained or started; the message quotes the end of its log."""

    code = "engine_failed"


def newest_model() -> Path | None:
    """The Rasa model trained last."""
    models = _models()
    return models[-1] if models else None


def _models() -> list[Path]:
    """All trained models, the newest last."""
    return sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)


def model_is_current() -> bool:
    """Whether nothing that the newest model was trained from has changed since."""
    model = newest_model()
    if model is None:
        return False
    trained_at = model.stat().st_mtime
    return all(file.stat().st_mtime <= trained_at for file in _training_files())


def train(settings: Settings) -> None:
    """Do what `rasa train --domain domain` does, if it is needed; raises `EngineFailed`."""
    with (MODELS / ".training.lock").open("w") as lock:
        # Two copies that start at once share this folder, and Rasa's cache in it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not model_is_current():
            _train(settings)


def _train(settings: Settings) -> None:
    command = [str(ENGINE_PYTHON), "-m", "rasa", "train", "--domain", "domain"]
    log_file = log_path(settings, "training")
    before, began = newest_model(), time.time()
    with log_file.open("wb") as output:
        done = subprocess.run(  # noqa: S603 - our own interpreter and arguments
            command,
            cwd=ROOT,
            env=environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    model = newest_model()
    if done.returncode != 0 or model is None or model == before:
        raise EngineFailed(f"Training the model failed.\n{tail(log_file)}")
    # What is changed while a model is being trained is not in it.
    os.utime(model, (began, began))
    for old in _models()[:-_KEPT_MODELS]:
        old.unlink(missing_ok=True)


class EngineProcess:
    """The running engine; if it dies, it is started again, a little later each time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._watcher: asyncio.Task[None] | None = None
        self.log_file = log_path(settings, "engine")

    async def start(self) -> None:
        """Start the engine and watch it; it answers some seconds later."""
        await self._launch()
        self._watcher = asyncio.create_task(self._watch(), name="engine watcher")

    async def stop(self) -> None:
        """End the engine and wait until it is gone."""
        if self._watcher is not None:
            self._watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watcher
        process = self._process
        if process is None or process.returncode is not None:
            return
        _signal_group(process.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)
        except TimeoutError:
            _signal_group(process.pid, signal.SIGKILL)
            await process.wait()

    @property
    def has_died(self) -> bool:
        """Whether the process has ended by itself."""
        return self._process is not None and self._process.returncode is not None

    async def _launch(self) -> None:
        model = newest_model()
        if model is None:
            raise EngineFailed("There is no trained model. Run `make train`.")
        with self.log_file.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                str(ENGINE_PYTHON), "-m", "rasa", "run",
                "--interface", "127.0.0.1",
                "--port", str(self._settings.engine_port),
                "--endpoints", "endpoints.yml",
                "--credentials", "credentials.yml",
                "--model", str(model),
                cwd=ROOT,
                env=environment(self._settings),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=asyncio.subprocess.STDOUT,
                # A group of its own: Ctrl-C in the terminal reaches us, and we end the engine.
                start_new_session=True,
                preexec_fn=_die_with_parent(),
            )  # fmt: skip

    async def _watch(self) -> None:
        failures = 0
        while self._process is not None:
            began = asyncio.get_running_loop().time()
            code = await self._process.wait()
            if asyncio.get_running_loop().time() - began > max(_RESTART_SECONDS) * 6:
                failures = 0
            wait_seconds = _RESTART_SECONDS[min(failures, len(_RESTART_SECONDS) - 1)]
            failures += 1
            log.error("engine.died", exit_code=code, restart_in_seconds=wait_seconds)
            await asyncio.sleep(wait_seconds)
            try:
                await self._launch()
            except (EngineFailed, OSError):
                log.exception("engine.not_started")


def running_pid(port: int) -> int | None:
    """The process id of the engine that was started on this port."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        if "rasa" in words and "run" in words and words[words.index("run") :].count(str(port)):
            return int(folder.name)
    return None


def environment(settings: Settings) -> dict[str, str]:
    """What the engine finds in its environment: its neighbours, and no telemetry."""
    return os.environ | {
        "RASA_TELEMETRY_ENABLED": "false",
        "PARLEY_ACTION_URL": f"{settings.local_url}/webhook",
        "PARLEY_ACTION_SECRET": settings.action_secret.get_secret_value(),
        "PARLEY_TRACKER_FILE": str(settings.data_dir.resolve() / "engine.db"),
        "PYTHONUNBUFFERED": "1",
        # Two processes share two cores: libraries must not take a thread for each of them.
        "OMP_NUM_THREADS": "1",
    }


def log_path(settings: Settings, name: str) -> Path:
    """Where a log is written."""
    folder = settings.data_dir / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def tail(file: Path, lines: int = 15) -> str:
    """The end of a log, with where to read the rest."""
    text = file.read_text("utf-8", "replace") if file.exists() else ""
    shown = "\n".join(f"  {line}" for line in text.splitlines()[-lines:])
    return f"The end of {file}:\n{shown}"


def _training_files() -> list[Path]:
    files: list[Path] = []
    for name in TRAINED_FROM:
        place = ROOT / name
        found = [place] if place.is_file() else place.rglob("*")
        files += [
            f
            for f in found
            if f.is_file() and f.suffix in (".yml", ".py", ".onnx", ".json", ".npz")
        ]
    return files


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


def _die_with_parent() -> Callable[[], None]:
    """Ask Linux to end the engine when the desk is killed: an orphan would keep the port."""
    library = ctypes.CDLL(None, use_errno=True)
    return lambda: library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
