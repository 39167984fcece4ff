"""Figures as cells of Markdown tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Result = Mapping[str, Any]
"""What the bench's files hold, part by part."""
Form = Callable[[Any], str]

MISSING = "–"


def percent(value: float) -> str:
    """0.5 as "50.0 %"."""
    return f"{value * 100:.1f} %"


def number(value: float) -> str:
    """0.5 as ".500"."""
    return decimals(value, 3)


def decimals(value: float, places: int) -> str:
    """Without the 0 before the point, and with a minus sign."""
    shown = f"{abs(value):.{places}f}"
    shown = shown.removeprefix("0") if abs(value) < 1 else shown
    return f"−{shown}" if value < 0 else shown


def ms(value: float) -> str:
    """Milliseconds."""
    return f"{value:.1f} ms"


def seconds(value: float) -> str:
    """Whole seconds."""
    return f"{value:.0f} s"


def value_at(result: Result, path: str) -> Any:
    """The value at a path such as "shop entity_strict f1"; a number is a place in a list."""
    found: Any = result
    for name in path.split():
        if isinstance(found, Mapping):
            found = found.get(name)
        elif isinstance(found, Sequence) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            return None
    return found


def cell(result: Result, path: str, form: Form) -> str:
    """The value at `path`, or a dash if it was not measured."""
    value = value_at(result, path)
    return MISSING if value is None else form(value)


def pair(result: Result, paths: tuple[str, str], form: Form) -> str:
    """Two values with a stroke between, or one dash if neither was measured."""
    shown = [cell(result, path, form) for path in paths]
    return MISSING if set(shown) == {MISSING} else " / ".join(shown)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
