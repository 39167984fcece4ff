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


def read_messages(folder: Path) -> dict[str, list[str]]:
    """The messages in Rasa's training data below `folder`, by intent, without marks.

    What is no list of messages says nothing here: `rasa data validate` names it.
    """
    messages: dict[str, list[str]] = {}
    for file in sorted([*folder.glob("**/*.yml"), *folder.glob("**/*.yaml")]):
        for intent, text in _messages_in(file):
            plain = _MARKED.sub(r"\g<text>", text).strip()
            if plain:
                messages.setdefault(intent, []).append(plain)
    return messages


def _messages_in(file: Path) -> Iterator[tuple[str, str]]:
    try:
        # Every value as it is written: an intent may be called "no", and a date is of no interest.
        told: Any = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError):
        return
    for entry in _list_in(told, "nlu"):
        intent, examples = _value_of(entry, "intent"), _value_of(entry, "examples")
        if not isinstance(intent, str):
            continue
        if isinstance(examples, str):
            lines = (line for line in examples.splitlines() if line.startswith("-"))
            yield from ((intent, line.removeprefix("-")) for line in lines)
        for example in _list_in(entry, "examples"):
            text = _value_of(example, "text")
            if isinstance(text, str):
                yield intent, text


def _list_in(told: Any, name: str) -> list[Any]:
    value = _value_of(told, name)
    return value if isinstance(value, list) else []


def _value_of(told: Any, name: str) -> Any:
    return told.get(name) if isinstance(told, dict) else None
