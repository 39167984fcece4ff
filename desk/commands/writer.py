"""`parley writer`: whether the endpoint that phrases answers works."""

from __future__ import annotations

import time

import typer

from desk.commands.running import fail, load_settings_or_exit, run
from desk.writer.writer import Writer, Written
from knowledge_base.passages import Passage

app = typer.Typer(help="The optional writer of answers.", no_args_is_help=True)

_QUESTION = "My name is Kim Sample. How long is my gift card valid, and can you extend it?"
_PASSAGE = Passage(
    "sample",
    "Gift cards",
    "",
    "How long a gift card is valid",
    "A gift card is valid for 24 months from the day it was sent by e-mail. After the last day the "
    "balance is lost. We cannot extend a gift card.",
)


@app.callback()
def writer() -> None:
    """The optional writer of answers (docs/writer.md)."""


@app.command("check")
def check() -> None:
    """Ask the endpoint about a sample passage, and show what is left of its answer."""
    from desk.composition import open_writer  # noqa: PLC0415 - loads the encoder

    settings = load_settings_or_exit()
    opened = open_writer(settings)
    if opened is None:
        fail("The writer is off: writer_url is empty.")
    started = time.monotonic()
    written = run(_asked(opened))
    seconds = time.monotonic() - started
    if written is None:
        fail(f"Nothing to show after {seconds:.1f} seconds: the passage would be quoted instead.")
    typer.echo(f"Asked: {_QUESTION}\nLeft after the check: {written.text}")
    typer.echo(f"Sentences dropped: {written.dropped}. It took {seconds:.1f} seconds.")


async def _asked(opened: Writer) -> Written | None:
    try:
        return await opened.write(_QUESTION, [_PASSAGE])
    finally:
        await opened.close()
