"""What came of a simulation: as a table, as transcripts, as JSON and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from desk.simulation.goal import Job
from desk.simulation.runner import Result

_WHO = {"customer": "bold", "bot": "green", "agent": "cyan", "system": "dim"}
_HEADINGS = ("Job", "Goals", "Right end states", "All right", "Median turns", "A skilled agent")


@dataclass(frozen=True)
class JobFigures:
    """A job's figures; turns are medians of its requests in goals that went right."""

    job: str
    goals: int
    right_ends: int | None
    right: int
    turns: float | None
    least_turns: float | None

    @property
    def cells(self) -> tuple[str, ...]:
        """As text, in the order of the headings."""
        ends = "not compared" if self.right_ends is None else f"{self.right_ends}"
        turns = tuple("–" if n is None else f"{n:g}" for n in (self.turns, self.least_turns))
        return (self.job, str(self.goals), ends, str(self.right), *turns)


def figures(results: Sequence[Result]) -> list[JobFigures]:
    """The figures of each job, and of all."""
    rows = [
        _figures(job.value.replace("_", " "), [r for r in results if r.goal.job is job], job)
        for job in Job
    ]
    return [row for row in rows if row.goals or row.turns is not None] + [
        _figures("all", list(results), None)
    ]


def _figures(name: str, results: list[Result], job: Job | None) -> JobFigures:
    ends = [result.has_right_end for result in results if result.has_right_end is not None]
    finished = [
        played
        for result in results
        if result.is_right
        for played in result.played
        if job is None or played.request.job is job
    ]
    return JobFigures(
        name,
        len(results),
        sum(ends) if ends else None,
        sum(result.is_right for result in results),
        median(played.turns for played in finished) if finished else None,
        median(played.least_turns for played in finished) if finished else None,
    )


def as_table(results: Sequence[Result]) -> Table:
    """For the terminal."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(_HEADINGS[0], no_wrap=True)
    for heading in _HEADINGS[1:]:
        table.add_column(heading, justify="right")
    for row in figures(results):
        table.add_row(*row.cells, style="bold" if row.job == "all" else "")
    return table


def as_markdown(results: Sequence[Result], strays: Sequence[str]) -> str:
    """For a file: the figures, and what went wrong."""
    lines = [
        f"| {' | '.join(_HEADINGS)} |",
        "| --- |" + " ---: |" * (len(_HEADINGS) - 1),
        *(f"| {' | '.join(row.cells)} |" for row in figures(results)),
    ]
    for result in results:
        if result.is_right:
            continue
        lines += ["", f"## {_title(result)}", "", *(f"- {p}" for p in result.all_problems), ""]
        lines += ["```", *(f"{s.who}: {s.text}" for s in result.transcript), "```"]
    if strays:
        lines += ["", "## Changes that belong to no goal", "", *(f"- {each}" for each in strays)]
    return "\n".join(lines) + "\n"


def as_json(results: Sequence[Result], strays: Sequence[str]) -> dict[str, Any]:
    """For programs."""
    return {
        "goals": len(results),
        "right": sum(result.is_right for result in results),
        "right_end_states": sum(result.has_right_end is True for result in results),
        "strays": list(strays),
        "jobs": [
            {
                "job": row.job, "goals": row.goals, "right_end_states": row.right_ends,
                "right": row.right, "median_turns": row.turns, "least_turns": row.least_turns,
            }
            for row in figures(results)
        ],
        "results": [_told(result) for result in results],
    }  # fmt: skip


def _told(result: Result) -> dict[str, Any]:
    return {
        "name": result.goal.name,
        "round": result.round_number + 1,
        "right": result.is_right,
        "right_end_state": result.has_right_end,
        "problems": result.all_problems,
        "seconds": round(result.seconds, 3),
        "requests": [
            {
                "job": played.request.job.value,
                "ended": None if played.ended is None else played.ended.value,
                "turns": played.turns,
                "least_turns": played.least_turns,
            }
            for played in result.played
        ],
        "transcript": [
            {"who": spoken.who, "text": spoken.text, "asks": spoken.asks}
            for spoken in result.transcript
        ],
    }


def print_transcript(result: Result, console: Console) -> None:
    """The conversation, and what was wrong about it."""
    lines: list[RenderableType] = []
    for spoken in result.transcript:
        style = _WHO.get(spoken.who, "")
        asks = f" [dim]({spoken.asks})[/]" if spoken.asks else ""
        lines.append(f"[{style}]{spoken.who:>8} › {escape(spoken.text)}[/]{asks}")
    lines += [f"[red]{'✗':>8} {escape(problem)}[/]" for problem in result.all_problems]
    title = escape(_title(result))
    colour = "green" if result.is_right else "red"
    console.print(Panel(Group(*lines), title=title, title_align="left", border_style=colour))


def _title(result: Result) -> str:
    return f"{result.goal.name} (round {result.round_number + 1})"
