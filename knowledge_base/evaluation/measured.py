"""Runs the measurement with a progress bar, on the encoders that there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.evaluation.retrieval import evaluate

OWN_ENCODER = "Parley's encoder"
STOCK_ENCODER = "stock MiniLM"


def measured(documents: Path, queries: Path, stock: Path) -> dict[str, Any]:
    """The figures of both files; plain vectors are those of the encoder in the folder `stock`.

    Where there is none, they are those of Parley's own, and the figures say so. Raises `BadFile`.
    """
    encoder = SentenceEncoder.load(threads=2)
    has_stock = (stock / "model.onnx").exists()
    other = SentenceEncoder.load(stock, threads=2) if has_stock else encoder
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
