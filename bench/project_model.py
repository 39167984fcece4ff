"""Measures an NLU trained on data/nlu: `python -m bench.project_model --result FILE`.

Runs in the engine's interpreter. Trains config.yml, or with `--stock` the pipeline of `rasa init`,
in a temporary folder first; with `--most N` on no more than so many of the examples. The result is
`{"shop", "speed"}`: how well the held-out messages are read, and how fast.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from threadpoolctl import threadpool_limits

from bench import held_out
from bench.details import DetailCounts, Entity
from bot.encoder.featurizer import SentenceEncoderFeaturizer
from bot.entities.catalogue import Catalogue
from bot.entities.details import DetailReader
from bot.evaluation import nlu
from bot.evaluation.command import quiet, write_result
from bot.evaluation.config_file import read_pipeline
from bot.evaluation.intents import OUR_UNCLEAR
from bot.evaluation.pipelines import stock_pipeline
from bot.frustration.classifier import FrustrationClassifier
from bot.intents.classifier import IntentClassifier
from bot.intents.examples import most_of_each

TODAY = date(2026, 11, 24)
"""What a date means depends on the day; this one makes a figure that can be had again."""

_WARMING = 20
_MODELS = (SentenceEncoderFeaturizer, IntentClassifier, FrustrationClassifier)


def main() -> None:
    """Train, measure, write the result."""
    parser = argparse.ArgumentParser(prog="bench.project_model")
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--most", type=int, default=0)
    parser.add_argument("--result", type=Path, required=True)
    asked = parser.parse_args()
    write_result(asked.result, lambda: _figures(is_stock=asked.stock, most=asked.most))


def _figures(*, is_stock: bool, most: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as name:
        folder = Path(name)
        pipeline = stock_pipeline() if is_stock else read_pipeline()
        data = _data(folder, is_marked=is_stock, most=most)
        model, seconds = nlu.train(pipeline, data, folder, "Training the NLU")
        with quiet(), _always_on(TODAY), _timed(_MODELS) as in_models:
            trained = nlu.Nlu(model, folder)
            # First: the frustration model remembers what it has read. On one thread, as it serves.
            with threadpool_limits(1):
                speed = {"train_seconds": round(seconds, 1), **_speed(trained, in_models)}
            # Stock Rasa knows no second request.
            shop = {**_examples(trained), **({} if is_stock else _requests(trained))}
    return {"shop": shop, "speed": speed}


def _data(folder: Path, *, is_marked: bool, most: int) -> Path:
    """`data/nlu`, or a copy: with the details that Parley's rules find, or of `most` examples.

    Our data hold no marks, for the rules need none; stock Rasa could learn nothing from it.
    """
    from rasa.shared.nlu.training_data.loading import load_data  # noqa: PLC0415
    from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: PLC0415

    if not (is_marked or most):
        return held_out.NLU_DATA
    with quiet():
        training = load_data(str(held_out.NLU_DATA))
    kept = _first_of_each(training.intent_examples, most) if most else training.intent_examples
    if is_marked:
        _mark(kept, training.lookup_tables)
    file = folder / "data.json"
    copy = TrainingData(kept, training.entity_synonyms, training.regex_features,
                        training.lookup_tables)  # fmt: skip
    file.write_text(copy.nlu_as_json(), "utf-8")
    return file


def _mark(examples: Sequence[Any], tables: Sequence[Mapping[str, Any]]) -> None:
    """Note the details in `examples` that Parley's rules find with the lookup `tables`."""
    from rasa.shared.nlu.constants import ENTITIES, TEXT  # noqa: PLC0415

    lookups = {table["name"]: table["elements"] for table in tables}
    reader = DetailReader(Catalogue.from_lookups(lookups["product"], lookups["option"]))
    for example in examples:
        details = reader.read(example.get(TEXT), TODAY)
        marks = [
            {"entity": one.type, "start": one.start, "end": one.end, "value": str(one.value)}
            for one in details
        ]
        example.set(ENTITIES, marks)


def _first_of_each(examples: Sequence[Any], most: int) -> list[Any]:
    """No more than `most`, of each intent equally many and the first ones."""
    by_intent: dict[str, list[Any]] = {}
    for example in examples:
        by_intent.setdefault(example.get_full_intent(), []).append(example)
    counts = np.array([len(own) for own in by_intent.values()], dtype=np.intp)
    of_each = most_of_each(counts, most)
    return [example for own in by_intent.values() for example in own[:of_each]]


@contextlib.contextmanager
def _always_on(today: date) -> Iterator[None]:
    read = DetailReader.read
    with mock.patch.object(DetailReader, "read", lambda self, text, _: read(self, text, today)):
        yield


def _examples(trained: nlu.Nlu) -> dict[str, Any]:
    """Intents and details of the held-out examples."""
    acted_on = first_button = asked_back = 0
    details = DetailCounts()
    examples = held_out.messages()
    for example in examples:
        text, expected = example.get("text"), example.get_full_intent()
        message = trained.read(text)
        intent = message.get("intent")["name"]
        acted_on += intent == expected
        if intent == OUR_UNCLEAR:
            asked_back += 1
            # The likeliest stands on the first button.
            first_button += message.get("intent_ranking")[0]["name"] == expected
        details.add(text, example.get("entities") or [], _entities(message))
    count = len(examples)
    return {
        "messages": count,
        "acted_on_rightly": round(acted_on / count, 4),
        "right_with_first_button": round((acted_on + first_button) / count, 4),
        "asked_back_share": round(asked_back / count, 4),
        **details.figures(),
        "second_readers": _second_readers(examples),
    }


def _second_readers(examples: Sequence[Any]) -> dict[str, Any]:
    """How well other readers find what is marked, on average: it measures the marks."""
    figures = []
    for marks in held_out.second_readers().values():
        details = DetailCounts()
        for example in examples:
            text = example.get("text")
            details.add(text, example.get("entities") or [], marks.get(text, []))
        figures.append(details.figures())
    types = sorted({name for one in figures for name in one["entity_types"]})
    return {
        "readers": len(figures),
        "strict_f1": _mean(one["entity_strict"]["f1"] for one in figures),
        "lenient_f1": _mean(one["entity_lenient"]["f1"] for one in figures),
        "types": {
            name: _mean(
                one["entity_types"].get(name, {}).get("strict_f1", 0.0) for one in figures
            )
            for name in types
        },
    }  # fmt: skip


def _mean(values: Iterable[float]) -> float:
    return round(statistics.mean(values), 4)


def _entities(message: Any) -> list[Entity]:
    """Those of the message, and those that went to a second request in it."""
    later = [request["entities"] for request in (message.get("requests") or [])[1:]]
    return [*(message.get("entities") or []), *(entity for one in later for entity in one)]


def _requests(trained: nlu.Nlu) -> dict[str, Any]:
    """Messages with two requests, and longer ones with a single one."""
    two: list[bool] = []
    one: list[bool] = []
    for example in held_out.requests():
        requests = trained.read(example["text"]).get("requests") or []
        if len(example["intents"]) > 1:
            two.append([request["intent"]["name"] for request in requests] == example["intents"])
        else:
            one.append(not requests)
    return {
        "two_request_messages": len(two),
        "two_requests_found": round(statistics.mean(two), 4),
        "one_request_messages": len(one),
        "one_request_left_whole": round(statistics.mean(one), 4),
    }


def _speed(trained: nlu.Nlu, in_models: list[float]) -> dict[str, Any]:
    """One message after the other through the whole pipeline, on one core.

    `in_models` is added to as `_timed` does.
    """
    core = {min(os.sched_getaffinity(0))}
    for thread in Path("/proc/self/task").iterdir():
        os.sched_setaffinity(int(thread.name), core)
    # Each text once, for the same reason.
    texts = list(dict.fromkeys(example.get("text") for example in held_out.messages()))
    seconds: list[float] = []
    of_models: list[float] = []
    for text in texts:
        in_models.clear()
        began = time.perf_counter()
        trained.read(text)
        seconds.append(time.perf_counter() - began)
        of_models.append(sum(in_models))
    measured = sorted(seconds[_WARMING:])
    figures = {
        "ms_per_message_p50": round(statistics.median(measured) * 1000, 2),
        "ms_per_message_p95": round(measured[int(0.95 * len(measured))] * 1000, 2),
        "messages": len(measured),
    }
    if any(of_models):  # stock Rasa has none of them
        median = statistics.median(of_models[_WARMING:])
        figures["ms_encoder_and_heads_p50"] = round(median * 1000, 2)
    return figures


@contextlib.contextmanager
def _timed(components: Sequence[type]) -> Iterator[list[float]]:
    """Collects the seconds that `components`, if loaded in here, take to process messages."""
    spent: list[float] = []

    def timing(process: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return process(*arguments, **named)
            finally:
                spent.append(time.perf_counter() - began)

        return timed

    with contextlib.ExitStack() as patches:
        for component in components:
            process = timing(vars(component)["process"])
            patches.enter_context(mock.patch.object(component, "process", process))
        yield spent


if __name__ == "__main__":
    main()
