"""Measures the project's own NLU: `python -m bench.project_model shop|speed --result FILE`.

Runs in the engine's interpreter. Trains config.yml on data/nlu first, in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation import nlu
from bot.evaluation.command import quiet

ROOT = Path(__file__).resolve().parents[1]
HELD_OUT = ROOT / "tests" / "engine" / "held_out_nlu.yml"
HELD_OUT_REQUESTS = ROOT / "tests" / "engine" / "held_out_requests.yml"
_WARMING = 20

Entity = Mapping[str, Any]


def main() -> None:
    """Train, measure what was asked for, write the result."""
    parser = argparse.ArgumentParser(prog="bench.project_model")
    parser.add_argument("what", choices=("shop", "speed"))
    parser.add_argument("--result", type=Path, required=True)
    asked = parser.parse_args()
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as name:
        folder = Path(name)
        model, seconds = nlu.train(pipeline, ROOT / "data" / "nlu", folder, "Training the NLU")
        with quiet():
            trained = nlu.Nlu(model, folder)
            if asked.what == "shop":
                figures = {**_examples(trained), **_requests(trained)}
            else:
                figures = {"train_seconds": round(seconds, 1), **_speed(trained)}
    asked.result.write_text(json.dumps(figures), "utf-8")


def _examples(trained: nlu.Nlu) -> dict[str, Any]:
    """Intents and entities of the held-out examples."""
    right = asked_back = matched = wanted = found = 0
    examples = _held_out()
    for example in examples:
        text = example.get("text")
        message = trained.read(text)
        intent = message.get("intent")["name"]
        if intent == "unclear":
            # The bot asks back, with this intent as the first button.
            asked_back += 1
            intent = message.get("intent_ranking")[0]["name"]
        right += intent == example.get_full_intent()
        expected = example.get("entities") or []
        entities = _entities(message)
        matched += matches(text, expected, entities)
        wanted += len(expected)
        found += len(entities)
    return {
        "messages": len(examples),
        "intent_accuracy": round(right / len(examples), 4),
        "asked_back_share": round(asked_back / len(examples), 4),
        "entities": wanted,
        "entity_precision": round(matched / max(found, 1), 4),
        "entity_recall": round(matched / max(wanted, 1), 4),
        "entity_f1": round(2 * matched / max(wanted + found, 1), 4),
    }


def _entities(message: Any) -> list[Entity]:
    """Those of the message, and those that went to a second request in it."""
    later = [request["entities"] for request in (message.get("requests") or [])[1:]]
    return [*(message.get("entities") or []), *(entity for one in later for entity in one)]


def matches(text: str, expected: Sequence[Entity], found: Sequence[Entity]) -> int:
    """How many of the expected entities were found, each found one counting once.

    Type and place must agree, and the value where the annotation has one that is not in the text.
    """
    left = list(found)
    count = 0
    for entity in expected:
        literal = text[entity["start"] : entity["end"]]
        for candidate in left:
            overlaps = candidate["start"] < entity["end"] and entity["start"] < candidate["end"]
            same_value = str(entity["value"]) in (literal, str(candidate["value"]))
            if candidate["entity"] == entity["entity"] and overlaps and same_value:
                left.remove(candidate)
                count += 1
                break
    return count


def _requests(trained: nlu.Nlu) -> dict[str, Any]:
    """Messages with two requests, and longer ones with a single one."""
    two: list[bool] = []
    one: list[bool] = []
    for example in yaml.safe_load(HELD_OUT_REQUESTS.read_text("utf-8")):
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


def _speed(trained: nlu.Nlu) -> dict[str, Any]:
    """One message after the other through the whole pipeline, on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    # Each text once: the frustration model remembers those it has read.
    texts = list(dict.fromkeys(example.get("text") for example in _held_out()))
    seconds = []
    for text in texts:
        began = time.perf_counter()
        trained.read(text)
        seconds.append(time.perf_counter() - began)
    measured = sorted(seconds[_WARMING:])
    return {
        "ms_per_message_p50": round(statistics.median(measured) * 1000, 2),
        "ms_per_message_p95": round(measured[int(0.95 * len(measured))] * 1000, 2),
        "messages": len(measured),
    }


def _held_out() -> list[Any]:
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader  # noqa: PLC0415

    with quiet():
        return list(RasaYAMLReader().read(HELD_OUT).training_examples)


if __name__ == "__main__":
    main()
