"""Reads goals from YAML files, and says in which line what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from desk.errors import Invalid
from desk.simulation.goal import Goal


class InvalidGoals(Invalid):
    """A file of goals cannot be used; the message has a line for each mistake."""

    code = "invalid_goals"


def read_goals(paths: Iterable[Path]) -> list[Goal]:
    """The goals of files and folders, in the order of their names; raises `InvalidGoals`."""
    problems: list[str] = []
    goals: list[Goal] = []
    found = [file for path in paths for file in _files(path, problems)]
    for file in found:
        goals += _goals_in(file, problems)
    names = [goal.name for goal in goals]
    problems += [
        f'There are several goals named "{name}".' for name in sorted(set(names)) if
        names.count(name) > 1
    ]  # fmt: skip
    if not goals and not problems:
        problems.append("There are no goals there.")
    if problems:
        raise InvalidGoals("These goals cannot be played:\n  " + "\n  ".join(problems))
    return goals


def _files(path: Path, problems: list[str]) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix in (".yml", ".yaml"))
    if not path.is_file():
        problems.append(f"{path}: there is no such file or folder.")
        return []
    return [path]


def _goals_in(file: Path, problems: list[str]) -> list[Goal]:
    try:
        text = file.read_text("utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        told = yaml.safe_load(text)
    except (OSError, ValueError) as error:
        problems.append(f"{file}: {error}")
        return []
    except yaml.YAMLError as error:
        problems.append(f"{file}: this is no YAML: {' '.join(str(error).split())}")
        return []
    if told is None:
        return []
    is_list = isinstance(told, list)
    goals = []
    for index, each in enumerate(told if is_list else [told]):
        try:
            goals.append(Goal.model_validate(each))
        except ValidationError as error:
            start: tuple[str | int, ...] = (index,) if is_list else ()
            for problem in error.errors():
                place = _spoken(problem["loc"])
                line = _line(root, (*start, *problem["loc"]))
                what = problem["msg"].removeprefix("Value error, ")
                problems.append(f"{file}:{line}: {place}{what}")
    return goals


def _spoken(place: Sequence[str | int]) -> str:
    return ".".join(map(str, place)) + ": " if place else ""


def _line(node: yaml.Node | None, place: Sequence[str | int]) -> int:
    """The line of the innermost part of `place` that stands in the file."""
    line = 1 if node is None else node.start_mark.line + 1
    for step in place:
        inner = _inner(node, step)
        if inner is None:
            # Pydantic names the alternatives of a union too, which no file has.
            continue
        line, node = inner
    return line


def _inner(node: yaml.Node | None, step: Any) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        if step < len(node.value):
            return node.value[step].start_mark.line + 1, node.value[step]
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    return None
