"""Reads the messages that the bot is trained with, to learn from them what a question is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

MESSAGES_FOLDER = Path(__file__).resolve().parents[1] / "data" / "nlu"

_MARKED = re.compile(r"\[(?P<text>[^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
"""A detail as Rasa marks it: `[blue](option)` or `[blue]{"entity": "option"}`."""


def message_files(folder: Path) -> list[Path]:
    """The files of Rasa's training data in `folder`; none where there is no such folder."""
    return sorted([*folder.glob("**/*.yml"), *folder.glob("**/*.yaml")])


def read_messages(folder: Path) -> dict[str, list[str]]:
    """The messages in Rasa's training data, by intent, without marks.

    A file that Rasa could not read either says nothing here: `rasa data validate` names it.
    """
    messages: dict[str, list[str]] = {}
    for file in message_files(folder):
        for intent, text in _messages_in(file):
            messages.setdefault(intent, []).append(_MARKED.sub(r"\g<text>", text))
    return messages


def _messages_in(file: Path) -> Iterator[tuple[str, str]]:
    try:
        told: Any = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return
    for entry in _list_in(told, "nlu"):
        intent, examples = _value_of(entry, "intent"), _value_of(entry, "examples")
        if not isinstance(intent, str) or not isinstance(examples, str):
            continue
        for line in examples.splitlines():
            text = line.strip().removeprefix("-").strip()
            if text:
                yield intent, text


def _list_in(told: Any, name: str) -> list[Any]:
    value = _value_of(told, name)
    return value if isinstance(value, list) else []


def _value_of(told: Any, name: str) -> Any:
    return told.get(name) if isinstance(told, dict) else None
