"""Runs the measurement with a progress bar, on the encoders that there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.encoder.sentence_encoder import SentenceEncoder
from bot.evaluation.text_files import BadFile
from knowledge_base.evaluation.retrieval import evaluate

OWN_ENCODER = "Parley's encoder"
STOCK_ENCODER = "stock MiniLM"
BUILT_STOCK_ENCODER = Path(__file__).resolve().parents[2] / ".parley" / "stock-encoder"


def measured(documents: Path, queries: Path, stock: Path | None) -> dict[str, Any]:
    """The figures of both files; plain vectors are those of the encoder in the folder `stock`.

    Without a folder it is looked for where we build it; where it is not, plain vectors are those of
    Parley's own encoder, and the figures say so. Raises `BadFile`, also for a folder without one.
    """
    if stock is not None and not _has_encoder(stock):
        raise BadFile(f"{stock}: there is no encoder in this folder (model.onnx, tokenizer.json).")
    folder = stock or BUILT_STOCK_ENCODER
    has_stock = _has_encoder(folder)
    encoder = SentenceEncoder.load(threads=2)
    other = SentenceEncoder.load(folder, threads=2) if has_stock else encoder
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks: dict[str, Any] = {}

        def show(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=of)
            progress.update(tasks[what], completed=done, total=of)

        figures = evaluate(documents, queries, encoder, other, show)
    figures["dense"]["encoder"] = STOCK_ENCODER if has_stock else OWN_ENCODER
    return figures


def _has_encoder(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("model.onnx", "tokenizer.json"))
