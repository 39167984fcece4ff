"""`parley evaluate`: how well intents and frustration are read, on somebody's own files."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from bot.evaluation.failures import CannotMeasure
from desk.commands.evaluation_table import frustration_table, intents_table, retrieval_table
from desk.commands.paths import ENGINE_PYTHON
from desk.settings import ROOT

BAD_INPUT = 2
_STOPPED = 130
_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    # As in the engine, so that the times are those of the engine.
    "OMP_NUM_THREADS": "1",
}


class MeasurementFailed(Exception):
    """Nothing was measured; the message is a sentence, empty if the reason was told already."""

    def __init__(self, sentence: str, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


app = typer.Typer(
    help="Measure on your own files how well messages are read.", no_args_is_help=True
)

JsonFile = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Write the figures to this file.")
]
Before = Annotated[
    Path | None,
    typer.Option(
        "--before", metavar="FILE", help="What --json wrote earlier, to see what has changed."
    ),
]


@app.command()
def intents(
    train: Annotated[Path, typer.Argument(metavar="TRAIN.csv", help="Columns text,label.")],
    test: Annotated[
        Path,
        typer.Argument(metavar="TEST.csv", help="The same; label oos: none of the intents."),
    ],
    compare: Annotated[
        str | None,
        typer.Option(metavar="stock", help="stock: Rasa's own pipeline beside it (takes minutes)."),
    ] = None,
    json_file: JsonFile = None,
    before: Before = None,
) -> None:
    """Train the intent classifier on TRAIN.csv and measure it on TEST.csv."""
    if compare not in (None, "stock"):
        _fail(f"There is nothing called '{compare}' to compare with; there is 'stock'.", BAD_INPUT)
    earlier = _earlier(before)
    arguments = [str(train.absolute()), str(test.absolute())]
    if compare:
        arguments.append("--compare-stock")
    figures = _measured("bot.evaluation.intents", arguments, json_file)
    Console().print(intents_table(figures, earlier))


@app.command()
def frustration(
    turns: Annotated[
        Path, typer.Argument(metavar="TURNS.jsonl", help="Dialogues with rated turns, one a line.")
    ],
    json_file: JsonFile = None,
    before: Before = None,
) -> None:
    """Compare the frustration scores with the ratings in TURNS.jsonl, VADER beside them."""
    earlier = _earlier(before)
    figures = _measured("bot.evaluation.frustration", [str(turns.absolute())], json_file)
    Console().print(frustration_table(figures, earlier))


@app.command()
def retrieval(
    documents: Annotated[
        Path, typer.Argument(metavar="DOCS.jsonl", help="Documents: id, scope, title, text.")
    ],
    queries: Annotated[
        Path,
        typer.Argument(
            metavar="QUERIES.jsonl", help="Conversations that end in a question: turns, relevant."
        ),
    ],
    stock_encoder: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="The encoder of the plain vectors beside it, as `python -m models.build.encoder "
            "--stock --folder FOLDER` builds it. Without this option it is looked for in "
            ".parley/stock-encoder; without one there they are Parley's own.",
        ),
    ] = None,
    json_file: JsonFile = None,
    before: Before = None,
) -> None:
    """Search DOCS.jsonl for the answers to QUERIES.jsonl, BM25 and vectors alone beside it."""
    earlier = _earlier(before)
    if json_file is not None:
        _check_writable(json_file)
    # Loads the encoder; a wrong option is told of before.
    from knowledge_base.evaluation.measured import measured  # noqa: PLC0415

    try:
        figures = measured(documents, queries, stock_encoder)
    except CannotMeasure as error:
        _fail(str(error), BAD_INPUT)
    except KeyboardInterrupt:
        raise typer.Exit(_STOPPED) from None
    _write(figures, json_file)
    Console().print(retrieval_table(figures, earlier))


def run_measurement(module: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Run a module of the engine's side and return the figures that it writes to `--result`.

    Its progress, and what is wrong with its files, goes to stderr. Raises `MeasurementFailed`.
    """
    if not ENGINE_PYTHON.exists():
        raise MeasurementFailed("The engine's environment is not installed. Run `make install`.")
    with tempfile.TemporaryDirectory(prefix="parley-evaluate-") as folder:
        result = Path(folder) / "result.json"
        done = subprocess.run(  # noqa: S603 - our own interpreter and modules
            [str(ENGINE_PYTHON), "-m", module, *arguments, "--result", str(result)],
            # It works in our folder, not in that of whoever calls.
            cwd=ROOT,
            env=os.environ | _ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode in (BAD_INPUT, _STOPPED):
            raise MeasurementFailed("", done.returncode)
        if done.returncode != 0:
            raise MeasurementFailed("The evaluation broke off; what is above says why.")
        figures: dict[str, Any] = json.loads(result.read_text("utf-8"))
    return figures


def _measured(module: str, arguments: Sequence[str], json_file: Path | None) -> dict[str, Any]:
    if json_file is not None:
        # Before the work: an hour later it would be a pity.
        _check_writable(json_file)
    try:
        figures = run_measurement(module, arguments)
    except MeasurementFailed as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        raise typer.Exit(_STOPPED) from None
    _write(figures, json_file)
    return figures


def _write(figures: dict[str, Any], json_file: Path | None) -> None:
    if json_file is not None:
        json_file.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _earlier(file: Path | None) -> dict[str, Any] | None:
    if file is None:
        return None
    try:
        figures = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        _fail(f"{file} cannot be read as figures of an earlier evaluation: {error}.", BAD_INPUT)
    if not isinstance(figures, dict):
        _fail(f"{file} does not hold the figures of an earlier evaluation.", BAD_INPUT)
    return figures


def _check_writable(file: Path) -> None:
    if file.is_dir():
        _fail(f"{file} is a folder; --json takes a file.", BAD_INPUT)
    if not os.access(file if file.exists() else file.absolute().parent, os.W_OK):
        _fail(f"{file} cannot be written: no such folder, or no permission.", BAD_INPUT)


def _fail(sentence: str, code: int = 1) -> NoReturn:
    if sentence:
        typer.secho(sentence, fg=typer.colors.RED, err=True)
    raise typer.Exit(code)
