"""`python -m bot.evaluation.intents TRAIN TEST --result FILE [--compare-stock]`."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import signal
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from bot.evaluation.command import quiet, write_result
from bot.evaluation.failures import told_in_a_sentence
from bot.evaluation.metrics import calibration, confusions, intent_figures
from bot.evaluation.rows import OUT_OF_SCOPE, Row, read_test, read_training

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message

OUR_OUT_OF_SCOPE = "out_of_scope"
"""The intent that the label `oos` becomes; config.yml's classifier knows it."""
OUR_UNCLEAR = "unclear"
"""The intent of a message about which the bot asks back."""

_OWN = "="
"""Stands before every label of the files: whoever calls an intent "greet", "inform" or "unclear"
means something of their own, and not what Parley's classifier or Rasa takes these names for. It is
no letter, for the classifier also learns from the words of a name."""


@dataclass(frozen=True)
class Answer:
    """How one message was read, in the labels of the training file."""

    label: str
    """What the bot acts on; `oos` if it was rejected or is asked back about."""
    likeliest: str
    """The likeliest intent, rejected or not; empty if there is none."""
    outside: float
    """How probably it is out of scope, 0–1."""
    asks_back: bool


def main() -> None:
    """Measure, write the result, show progress on stderr; ends with 2 if a file is wrong."""
    parser = argparse.ArgumentParser(prog="bot.evaluation.intents")
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--result", type=Path, required=True)
    parser.add_argument("--compare-stock", action="store_true")
    asked = parser.parse_args()
    write_result(
        asked.result, lambda: evaluate(asked.train, asked.test, with_stock=asked.compare_stock)
    )


def evaluate(train_file: Path, test_file: Path, *, with_stock: bool) -> dict[str, Any]:
    """The figures of both files, those of Rasa's own pipeline under `stock`; raises `BadFile`."""
    train = read_training(train_file)
    test = read_test(test_file, train)
    result: dict[str, Any] = {
        "intents": len({row.label for row in train} - {OUT_OF_SCOPE}),
        "train_rows": len(train),
        "test_rows": len(test),
        "test_rows_in_training": _also_learnt(train, test),
        **_in_a_process_of_its_own(train, test, is_stock=False),
    }
    if with_stock:
        result["stock"] = _in_a_process_of_its_own(train, test, is_stock=True)
    return result


def _also_learnt(train: Sequence[Row], test: Sequence[Row]) -> int:
    """How many messages of `test` stand in `train` word for word; they say nothing."""
    learnt = {row.text.casefold() for row in train}
    return sum(row.text.casefold() in learnt for row in test)


def _in_a_process_of_its_own(
    train: Sequence[Row], test: Sequence[Row], *, is_stock: bool
) -> dict[str, Any]:
    """Neither pipeline may find what the other left: mends of the engine, memory, warm caches."""
    with ProcessPoolExecutor(
        1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        # Ctrl-C reaches both processes; one of them saying so is enough.
        initargs=(signal.SIGINT, signal.SIG_DFL),
    ) as pool:
        return pool.submit(_measure, train, test, is_stock).result()


def _measure(train: Sequence[Row], test: Sequence[Row], is_stock: bool) -> dict[str, Any]:
    # Here, where the error is raised: its causes do not survive the way between the processes.
    with told_in_a_sentence():
        answers, seconds, train_seconds = _answers(train, test, is_stock)
    expected = [row.label for row in test]
    read = [answer.label for answer in answers]
    return {
        **intent_figures(
            expected,
            read,
            [answer.likeliest for answer in answers],
            [answer.outside for answer in answers],
        ),
        **_calibrated(
            [answer.likeliest == row.label for answer, row in zip(answers, test)],
            [1 - answer.outside for answer in answers],
        ),
        "asked_back_share": round(sum(answer.asks_back for answer in answers) / len(answers), 4),
        "train_seconds": round(train_seconds, 1),
        "ms_per_message_p50": round(statistics.median(seconds) * 1000, 2),
        "confusions": confusions(expected, read),
    }


def _calibrated(right: list[bool], in_scope: list[float]) -> dict[str, Any]:
    """How far the probability that the likeliest intent is wanted can be believed."""
    figures = calibration(right, in_scope)
    return {name: figures[name] for name in ("brier", "brier_of_share")}


def _answers(
    train: Sequence[Row], test: Sequence[Row], is_stock: bool
) -> tuple[list[Answer], list[float], float]:
    """How each message of `test` was read, the seconds for each, and those of the training."""
    # Rasa takes seconds to import; a wrong file is told of before.
    with quiet():
        from bot.evaluation import nlu, pipelines  # noqa: PLC0415

    pipeline = pipelines.stock_pipeline() if is_stock else pipelines.project_pipeline()
    title = "stock Rasa" if is_stock else "Parley"
    names = engine_names({row.label for row in train})
    labels = {name: label for label, name in names.items()}
    with tempfile.TemporaryDirectory(prefix="parley-evaluate-") as folder_name:
        folder = Path(folder_name)
        data = folder / "nlu.json"
        data.write_text(training_data(train, names), "utf-8")
        model, train_seconds = nlu.train(pipeline, data, folder, f"{title}: training")
        with quiet():
            trained = nlu.Nlu(model, folder)
        answers, seconds = [], []
        for row in tqdm(test, desc=f"{title}: reading", unit="message"):
            began = time.perf_counter()
            message = trained.read(row.text)
            seconds.append(time.perf_counter() - began)
            answers.append(answer_of(message, labels))
    return answers, seconds, train_seconds


def engine_names(labels: set[str]) -> dict[str, str]:
    """The names of intents under which Rasa learns `labels`, one for each."""
    names: dict[str, str] = {}
    for label in sorted(labels):
        # "faq/returns" would be learnt as "faq" alone.
        name = OUR_OUT_OF_SCOPE if label == OUT_OF_SCOPE else _OWN + label.replace("/", "\u2215")
        while name in names.values():
            name += "_"
        names[label] = name
    return names


def training_data(rows: Sequence[Row], names: dict[str, str]) -> str:
    """Rasa's NLU data in JSON: in YAML, brackets in a text would be read as entities."""
    examples = [{"text": row.text, "intent": names[row.label]} for row in rows]
    return json.dumps({"rasa_nlu_data": {"common_examples": examples}}, ensure_ascii=False)


def answer_of(message: Message, labels: dict[str, str]) -> Answer:
    """What a pipeline read, its intents translated back to `labels`.

    What the bot acts on stands in the message's intent, and not on top of the ranking: of two
    requests it is the first, and Rasa's fallback and ours are no label.
    """
    acted_on = (message.get("intent") or {}).get("name") or ""
    ranking = message.get("intent_ranking") or []
    real = [item for item in ranking if labels.get(item["name"], OUT_OF_SCOPE) != OUT_OF_SCOPE]
    reading = message.get("reading")
    in_scope = reading["in_scope"] if reading else real[0]["confidence"] if real else 0.0
    return Answer(
        label=labels.get(acted_on, OUT_OF_SCOPE),
        likeliest=labels[real[0]["name"]] if real else "",
        outside=1 - in_scope,
        asks_back=acted_on == OUR_UNCLEAR,
    )


if __name__ == "__main__":
    main()
