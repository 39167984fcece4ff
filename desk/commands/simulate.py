"""`parley simulate`: simulated customers play goals against a running Parley."""

from __future__ import annotations

import json
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from desk.clock import utc_now
from desk.commands.running import fail, load_settings_or_exit, run
from desk.composition import map_tables
from desk.customers.token import CustomerTokens
from desk.database.database import Database
from desk.errors import ParleyError
from desk.settings import ROOT, Settings
from desk.shop.policy_file import read_policy
from desk.simulation.end_state import Records
from desk.simulation.goal import Goal
from desk.simulation.goal_files import read_goals
from desk.simulation.instance import Instance, fresh_instance
from desk.simulation.report import as_json, as_markdown, as_table, print_transcript
from desk.simulation.runner import Result, Simulation
from desk.simulation.snapshot import Snapshot
from desk.simulation.wanted import UnreachableGoal

_GOALS = ROOT / "tests" / "goals" / "demo"


def simulate(  # noqa: PLR0917 - typer's options
    goals: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; default: the demo shop's goals.")
    ] = None,
    url: Annotated[str, typer.Option(help="Address of the desk; default: that of here.")] = "",
    database: Annotated[
        str, typer.Option(help="Database of the desk at --url, to compare end states with.")
    ] = "",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start an own Parley on a copy of the data folder.")
    ] = False,
    parallel: Annotated[int, typer.Option(min=1, help="Conversations at once.")] = 1,
    seed: Annotated[int, typer.Option(help="Other words for another number.")] = 0,
    repeat: Annotated[int, typer.Option(min=1, help="Rounds; more than one needs --fresh.")] = 1,
    only: Annotated[str, typer.Option(help="Only goals whose name holds this.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only check the goals against the shop; say nothing.")
    ] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write results here.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a Markdown report here.")] = None,
    verbose: Annotated[bool, typer.Option("-v", help="Show every conversation.")] = False,
) -> None:
    """Let simulated customers talk to Parley, and compare what came of it with what they wanted."""
    if fresh and (url or database):
        fail("--fresh starts a Parley of its own; leave --url and --database out.")
    if repeat > 1 and not fresh:
        fail("Goals change the shop, so a second round needs --fresh.")
    settings = load_settings_or_exit()
    try:
        wanted = [goal for goal in read_goals(goals or [_GOALS]) if only in goal.name]
    except ParleyError as error:
        fail(str(error))
    if not wanted:
        fail(f'No goal has "{only}" in its name.')
    console = Console()
    where = _Where(settings, url, database, fresh)
    if dry_run:
        problems = run(_check(where, wanted, console))
        if problems:
            fail("\n".join(problems))
        console.print(f"{len(wanted)} goal{'s' if len(wanted) > 1 else ''} can be played.")
        return
    results, strays = run(_simulate(where, wanted, _How(parallel, seed, repeat), console))
    for result in results:
        if verbose or not result.is_right:
            print_transcript(result, console)
    console.print(as_table(results))
    for stray in strays:
        console.print(f"[red]Changed by nobody's goal: {stray}[/]")
    if json_file is not None:
        told = json.dumps(as_json(results, strays), indent=2, ensure_ascii=False)
        json_file.write_text(told + "\n", "utf-8")
    if report is not None:
        report.write_text(as_markdown(results, strays), "utf-8")
    wrong = sum(not result.is_right for result in results)
    console.print(f"{len(results) - wrong} of {len(results)} goals went right.")
    if wrong or strays:
        raise typer.Exit(1)


@dataclass(frozen=True)
class _Where:
    """Which desk is talked to; without addresses the one of these settings."""

    settings: Settings
    url: str
    database_url: str
    is_fresh: bool


@dataclass(frozen=True)
class _How:
    """Conversations at once, the choice of words, and how often all goals are played."""

    parallel: int
    seed: int
    rounds: int


async def _simulate(
    where: _Where, goals: list[Goal], how: _How, console: Console
) -> tuple[list[Result], list[str]]:
    map_tables()
    results: list[Result] = []
    strays: list[str] = []
    settings = where.settings
    async with AsyncExitStack() as stack:
        instance: Instance | None = None
        if where.is_fresh:
            with console.status("Starting a Parley of the simulation's own …"):
                instance = await stack.enter_async_context(fresh_instance(settings))
            where = replace(where, url=instance.url, database_url=instance.database_url)
        records = _records(where, console)
        if records is not None:
            stack.push_async_callback(records.database.close)
        tokens = CustomerTokens(settings.customer_token_secret.get_secret_value())
        url = where.url or settings.local_url
        simulation = Simulation(url, tokens, records, how.parallel, how.seed)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        progress = stack.enter_context(Progress(*columns, console=console, transient=True))
        task = progress.add_task("Playing goals", total=len(goals) * how.rounds)
        for number in range(how.rounds):
            if number and instance is not None:
                if records is not None:
                    # Left open, it once showed stock of the round before; the cause is not known.
                    await records.database.close()
                instance.restore()
            found, changed = await simulation.play(goals, number, lambda _: progress.advance(task))
            results += found
            strays += changed
    return results, strays


async def _check(where: _Where, goals: list[Goal], console: Console) -> list[str]:
    """What is wrong with the goals; empty if every wanted end state can be reached."""
    map_tables()
    records = _records(where, console)
    if records is None:
        return ["Without the shop's database the goals cannot be checked."]
    try:
        before = await records.snapshot()
        return [problem for goal in goals if (problem := await _unreachable(records, goal, before))]
    finally:
        await records.database.close()


async def _unreachable(records: Records, goal: Goal, before: Snapshot) -> str:
    try:
        await records.wanted(goal, before)
    except UnreachableGoal as error:
        return f"{goal.name}: {error}"
    return ""


def _records(where: _Where, console: Console) -> Records | None:
    settings = where.settings
    is_here = not where.url or where.url.rstrip("/") in (settings.url, settings.local_url)
    if not where.database_url and not is_here:
        console.print(
            "[yellow]End states are not compared: the database of the desk at "
            f"{where.url} is not known (--database). Only what is said is looked at.[/]"
        )
        return None
    policy = read_policy(settings.service_policy)
    return Records(Database(where.database_url or settings.sql_url), policy, utc_now)
