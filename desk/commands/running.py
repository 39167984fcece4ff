"""What every command does: read the settings, run, and end with a sentence where it cannot."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, NoReturn, TypeVar

import typer
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from desk.commands import preparation
from desk.database.database import Database
from desk.errors import ParleyError
from desk.settings import Settings, load_settings

Result = TypeVar("Result")
STOPPED = 130


def load_settings_or_exit() -> Settings:
    """The settings; a wrong one ends the program with a sentence that names it."""
    try:
        return load_settings()
    except ParleyError as error:
        fail(str(error))


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`; an error of ours ends the program with its sentence."""
    try:
        # The loop that uvicorn would choose.
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(work)
    except ParleyError as error:
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def fail(sentence: str) -> NoReturn:
    """End the program with this sentence."""
    typer.secho(sentence, fg=typer.colors.RED, err=True)
    raise typer.Exit(1)


@asynccontextmanager
async def prepared_database(settings: Settings) -> AsyncIterator[Database]:
    """The database with its tables up to date."""
    await preparation.prepare_database(settings)
    database = Database(settings.sql_url)
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, moved by calling with how many more are done, out of how many in all."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=None)

        def move(count: int, total: int) -> None:
            progress.update(task, advance=count, total=total)

        yield move
