"""The parts of `make evaluate`: what is measured, on which data."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bench.companies import SOURCES, Rows, draw_companies, write_rows
from bench.stock_figures import keep_stock_figures, stock_figures
from bot.evaluation.rows import OUT_OF_SCOPE, by_label, complete_rows
from desk.commands.evaluate import run_measurement

Figures = dict[str, Any]

_EXAMPLES_AN_INTENT = 10
_DRAWS = 5
_STOCK_EXAMPLES = 3_000
_KEPT = (
    "accuracy_in_scope", "accuracy_likeliest_intent", "asked_back_share", "oos_recall",
    "oos_precision", "oos_auroc", "mcc", "train_seconds", "ms_per_message_p50",
)  # fmt: skip
"""The figures of an intent set that are kept; which mistakes were made is of the moment only."""
_KEPT_OF_OURS = (*_KEPT, "brier", "brier_of_share")


@dataclass(frozen=True)
class Part:
    """One thing that can be measured by itself; `measure` gets the data folder and `--stock`."""

    words: str
    needs: tuple[str, ...]
    """Files and folders below the data folder without which it is left out."""
    measure: Callable[[Path, bool], Figures]


def clinc150(data: Path, with_stock: bool) -> Figures:
    """All of the training part, nothing of it out of scope; all of the test part."""
    folder = data / "intents" / "clinc150"
    train = [row for row in complete_rows(folder / "train.csv") if row[1] != OUT_OF_SCOPE]
    test = complete_rows(folder / "test.csv")
    return _kept(_on_rows("clinc150", train, test, with_stock))


def banking77(data: Path, with_stock: bool) -> Figures:
    """Ten examples of each intent, drawn five times; all of the test part. Means."""
    folder = data / "intents" / "banking77"
    texts, test = by_label(complete_rows(folder / "train.csv")), complete_rows(folder / "test.csv")
    runs = []
    for draw in range(1, _DRAWS + 1):
        chance = Random(draw)  # noqa: S311 - a seeded draw is what is wanted
        train = [
            (text, label)
            for label in sorted(texts)
            for text in chance.sample(texts[label], _EXAMPLES_AN_INTENT)
        ]
        runs.append(_on_rows(f"banking77, draw {draw}", train, test, with_stock))
    return {"draws": _DRAWS, **_mean(runs)}


def companies(data: Path, with_stock: bool) -> Figures:
    """Twelve small companies, four from each source: means over all, and over each source's."""
    runs: dict[str, list[Figures]] = {
        source: [
            _on_rows(company.name, company.train, company.test, with_stock)
            for company in draw_companies(source, data / "intents" / source)
        ]
        for source in SOURCES
    }
    figures = _mean([run for found in runs.values() for run in found])
    figures["by_source"] = {source: _mean(found) for source, found in runs.items()}
    of_stock = {
        source: one.pop("stock") for source, one in figures["by_source"].items() if "stock" in one
    }
    if of_stock:
        # Also where it was not measured on all: the mean of some sources would say nothing.
        figures["stock"] = {**figures.get("stock", {}), "by_source": of_stock}
    return {"companies": sum(map(len, runs.values())), **figures}


def shop(_: Path, with_stock: bool) -> Figures:
    """The project's NLU on the held-out messages of the demo shop."""
    return _of_the_project("shop", with_stock)


def speed(_: Path, with_stock: bool) -> Figures:
    """Training the project's whole NLU, and one message through it on one core."""
    return _of_the_project("speed", with_stock)


def dialogues(_: Path, __: bool) -> Figures:
    """Frustration on those of our own dialogues that the transformer has not learned from."""
    return run_measurement("bench.frustration_card", [])


def airline(data: Path, _: bool) -> Figures:
    """Frustration on tweets to airlines, which may be measured on and not learned from."""
    file = data / "frustration" / "airline_eval_only" / "turns.jsonl"
    return run_measurement("bot.evaluation.frustration", [str(file.absolute())])


def polarity(data: Path, _: bool) -> Figures:
    """Negative, neutral or positive, on the test part of GoEmotions."""
    return run_measurement("bench.polarity", [str((data / "emotion" / "goemotions").absolute())])


PARTS: Mapping[str, Part] = {
    "clinc150": Part("CLINC150", ("intents/clinc150",), clinc150),
    "banking77": Part("Banking77, ten examples an intent", ("intents/banking77",), banking77),
    "companies": Part(
        "small companies with untidy data",
        tuple(f"intents/{source}" for source in SOURCES),
        companies,
    ),
    "shop": Part("the demo shop's held-out messages", (), shop),
    "dialogues": Part("frustration in our own dialogues", (), dialogues),
    "airline": Part(
        "frustration in tweets to airlines",
        ("frustration/airline_eval_only/turns.jsonl",),
        airline,
    ),
    "polarity": Part("polarity", ("emotion/goemotions/test.tsv",), polarity),
    "speed": Part("times of the whole NLU", (), speed),
}


def _of_the_project(part: str, with_stock: bool) -> Figures:
    """Stock Rasa would learn for hours from all examples: both are measured on fewer, too."""
    figures: Figures = dict(_project_model()[part])
    if with_stock:
        few = ("--most", f"{_STOCK_EXAMPLES}")
        figures["stock"] = _project_model("--stock", *few)[part]
        figures["few_examples"] = {"most": _STOCK_EXAMPLES, **_project_model(*few)[part]}
    return figures


@cache
def _project_model(*options: str) -> Figures:
    """`{"shop", "speed"}`: one training for both."""
    return run_measurement("bench.project_model", options)


def _on_rows(name: str, train: Rows, test: Rows, with_stock: bool) -> Figures:
    kept = stock_figures(name, train, test) if with_stock else None
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        files = [
            write_rows(Path(folder) / "train.csv", train),
            write_rows(Path(folder) / "test.csv", test),
        ]
        compare = ["--compare-stock"] if with_stock and kept is None else []
        figures = run_measurement("bot.evaluation.intents", [*map(str, files), *compare])
    if compare:
        kept = {figure: figures["stock"][figure] for figure in _KEPT}
        keep_stock_figures(name, train, test, kept)
    return {**figures, "stock": kept} if kept else figures


def _kept(figures: Figures) -> Figures:
    kept = {name: figures[name] for name in _KEPT_OF_OURS}
    if "stock" in figures:
        kept["stock"] = {name: figures["stock"][name] for name in _KEPT}
    return kept


def _mean(runs: Sequence[Figures]) -> Figures:
    means: Figures = {name: _mean_of(run[name] for run in runs) for name in _KEPT_OF_OURS}
    if all("stock" in run for run in runs):
        means["stock"] = {name: _mean_of(run["stock"][name] for run in runs) for name in _KEPT}
    return means


def _mean_of(values: Iterable[float | None]) -> float | None:
    found = [value for value in values if value is not None]
    return round(statistics.mean(found), 4) if found else None
