"""Trains a pipeline with Rasa, and reads messages with what was trained."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.model_training import train_nlu
from rasa.shared.nlu.training_data.message import Message
from tqdm import tqdm

from bot.evaluation.command import quiet
from bot.evaluation.config_file import Components

_COMMANDS = "run_RegexMessageHandler"
"""The node that takes a message like "/greet" for a command; it comes after the pipeline."""
_TRAINING_LOG = "rasa.engine.training.hooks"
_STARTS = re.compile(r"Starting to train component '(\w+)'")


class Nlu:
    """A trained pipeline, loaded; reads any text as text, "/greet" as well."""

    def __init__(self, model: Path, folder: Path) -> None:
        """Load `model`; its parts are unpacked into `folder`, which must stay."""
        storage = folder / f"{model.name}.parts"
        storage.mkdir()
        metadata, self._runner = load_predict_graph_runner(
            storage, model, LocalModelStorage, DaskGraphRunner
        )
        nodes = metadata.predict_schema.nodes
        self._last = str(nodes[_COMMANDS].needs["messages"])

    def read(self, text: str) -> Message:
        """What the pipeline makes of `text`, as the first message of a conversation."""
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: None}
        (message,) = self._runner.run(inputs, [self._last])[self._last]
        return message


def train(pipeline: Components, data: Path, folder: Path, title: str) -> tuple[Path, float]:
    """Train `pipeline` on the NLU file or folder `data`; returns the model and the seconds.

    Works in the empty folder `folder`. Progress goes to stderr under `title`; what Rasa prints is
    kept back.
    """
    config = folder / "config.yml"
    # With policies named, if none, Rasa has nothing to fill in by itself.
    settings = {
        "recipe": "default.v1",
        "assistant_id": "evaluation",
        "language": "en",
        "pipeline": pipeline,
        "policies": [],
    }
    config.write_text(yaml.safe_dump(settings), "utf-8")
    # Rasa keeps trained parts: out of its usual cache, training would take no time.
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    began = time.monotonic()
    with quiet(), _progress(title):
        model = train_nlu(str(config), str(data), str(folder), fixed_model_name="nlu")
    if model is None:
        raise RuntimeError(f"Rasa has trained nothing from {data}")
    return Path(model), time.monotonic() - began


@contextlib.contextmanager
def _progress(title: str) -> Iterator[None]:
    """Show on stderr how long it has taken, and which component is being trained."""
    log = logging.getLogger(_TRAINING_LOG)
    level, is_over = log.level, threading.Event()
    with tqdm(desc=title, bar_format="{desc}: {elapsed}{postfix}") as bar:

        def tick() -> None:
            while not is_over.wait(1):
                bar.refresh()

        ticking = threading.Thread(target=tick, daemon=True)
        shown = _Shown(bar)
        log.addHandler(shown)
        log.setLevel(logging.INFO)
        if sys.stderr.isatty():
            ticking.start()
        try:
            yield
        finally:
            is_over.set()
            if ticking.is_alive():
                ticking.join()
            bar.set_postfix_str("", refresh=False)
            log.removeHandler(shown)
            log.setLevel(level)


class _Shown(logging.Handler):
    """Turns Rasa's log lines on trained components into the end of the progress line."""

    def __init__(self, bar: Any) -> None:
        super().__init__()
        self._bar = bar

    def emit(self, record: logging.LogRecord) -> None:
        found = _STARTS.match(record.getMessage())
        if found:
            self._bar.set_postfix_str(found[1])
