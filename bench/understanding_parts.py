"""The parts of `make evaluate`: what is measured, on which data."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bench.companies import (
    OUT_OF_SCOPE,
    SOURCES,
    Rows,
    by_label,
    draw_companies,
    read_rows,
    write_rows,
)
from desk.commands.evaluate import run_measurement
from models.build.frustration_data import DIALOGUES, Dialogue

Figures = dict[str, Any]

_EXAMPLES_AN_INTENT = 10
_DRAWS = 5
_KEPT = (
    "accuracy_in_scope", "accuracy_likeliest_intent", "asked_back_share", "oos_recall",
    "oos_precision", "oos_auroc", "mcc", "train_seconds", "ms_per_message_p50",
)  # fmt: skip
"""The figures of an intent set that are kept; which mistakes were made is of the moment only."""


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
    train = [row for row in read_rows(folder / "train.csv") if row[1] != OUT_OF_SCOPE]
    return _kept(_on_rows(train, read_rows(folder / "test.csv"), with_stock))


def banking77(data: Path, with_stock: bool) -> Figures:
    """Ten examples of each intent, drawn five times; all of the test part. Means."""
    folder = data / "intents" / "banking77"
    texts, test = by_label(read_rows(folder / "train.csv")), read_rows(folder / "test.csv")
    runs = []
    for draw in range(1, _DRAWS + 1):
        chance = Random(draw)  # noqa: S311 - a seeded draw is what is wanted
        train = [
            (text, label)
            for label in sorted(texts)
            for text in chance.sample(texts[label], _EXAMPLES_AN_INTENT)
        ]
        runs.append(_on_rows(train, test, with_stock))
    return {"draws": _DRAWS, **_mean(runs)}


def companies(data: Path, with_stock: bool) -> Figures:
    """Twelve small companies, four from each source. Means, and the MCC for each source."""
    runs: dict[str, list[Figures]] = {
        source: [
            _on_rows(company.train, company.test, with_stock)
            for company in draw_companies(source, data / "intents" / source)
        ]
        for source in SOURCES
    }
    every = [run for source in runs.values() for run in source]
    return {
        "companies": len(every),
        **_mean(every),
        "mcc_by_source": {source: _mean(found)["mcc"] for source, found in runs.items()},
    }


def shop(_: Path, __: bool) -> Figures:
    """The project's own NLU on the held-out messages of the demo shop."""
    return run_measurement("bench.project_model", ["shop"])


def speed(_: Path, __: bool) -> Figures:
    """Training the project's whole NLU, and one message through it on one core."""
    return run_measurement("bench.project_model", ["speed"])


def dialogues(_: Path, __: bool) -> Figures:
    """Frustration on those of our own dialogues that the transformer has not learned from.

    The few weights of the conversation head were fitted to them all the same.
    """
    lines = [
        line
        for line in DIALOGUES.read_text("utf-8").split("\n")
        if line and Dialogue(json.loads(line)["id"], [], []).is_held_out
    ]
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as name:
        file = Path(name) / "held_out.jsonl"
        file.write_text("\n".join(lines), "utf-8")
        return run_measurement("bot.evaluation.frustration", [str(file)])


def airline(data: Path, _: bool) -> Figures:
    """Frustration on tweets to airlines, which may be measured on and not learned from."""
    file = data / "frustration" / "airline_eval_only" / "turns.jsonl"
    return run_measurement("bot.evaluation.frustration", [str(file.absolute())])


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
    "speed": Part("times of the whole NLU", (), speed),
}


def _on_rows(train: Rows, test: Rows, with_stock: bool) -> Figures:
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as name:
        files = [
            write_rows(Path(name) / "train.csv", train),
            write_rows(Path(name) / "test.csv", test),
        ]
        arguments = [*map(str, files), *(["--compare-stock"] if with_stock else [])]
        return run_measurement("bot.evaluation.intents", arguments)


def _kept(figures: Figures) -> Figures:
    kept = {name: figures[name] for name in _KEPT}
    if "stock" in figures:
        kept["stock"] = {name: figures["stock"][name] for name in _KEPT}
    return kept


def _mean(runs: Sequence[Figures]) -> Figures:
    means: Figures = {name: _mean_of(run[name] for run in runs) for name in _KEPT}
    if all("stock" in run for run in runs):
        means["stock"] = {name: _mean_of(run["stock"][name] for run in runs) for name in _KEPT}
    return means


def _mean_of(values: Iterable[float | None]) -> float | None:
    found = [value for value in values if value is not None]
    return round(statistics.mean(found), 4) if found else None
