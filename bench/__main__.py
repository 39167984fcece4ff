"""`make bench`: prints a table and writes bench/latest.json."""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from bench.engines import (
    STOCK_EXAMPLES,
    RunningEngine,
    Trained,
    resident_mb,
    train_parley,
    train_stock,
)
from bench.measures import (
    JOB,
    WITH_ACTION,
    WITHOUT_ACTION,
    Times,
    chat_answers,
    throughput,
    turns_in_pairs,
)
from desk.commands.engine import running_pid
from desk.settings import ROOT, Settings, load_settings

CLIENTS = 8
THROUGHPUT_SECONDS = 8.0
ROUNDS = 40
RESULT = ROOT / "bench" / "latest.json"
PARLEY = ROOT / ".venv" / "bin" / "parley"


def main() -> None:
    """Train and run both, measure, print, write."""
    console = Console()
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as name:
        result = _measure(Path(name), console)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    _show(result, console)
    console.print(f"Written to {RESULT.relative_to(ROOT)}.")


def _measure(folder: Path, console: Console) -> dict[str, Any]:
    settings = load_settings(
        data_dir=folder / "data", port=_free_port(), engine_port=_free_port(), database_url=""
    )
    console.print("Training Parley's configuration …")
    ours = train_parley(folder / "parley", settings)
    console.print(f"  {ours.train_seconds:.0f} s. Training stock Rasa (a quarter of an hour) …")
    stock = train_stock(folder / "stock", settings)
    console.print(f"  {stock.train_seconds:.0f} s. Starting the desk …")
    environment = os.environ | {
        "PARLEY_DATA_DIR": str(settings.data_dir),
        "PARLEY_PORT": str(settings.port),
        "PARLEY_ENGINE_PORT": str(settings.engine_port),
        "PARLEY_MESSAGES_PER_MINUTE": "100000",
    }
    _stop(_start(settings, environment)[0])
    process, first_answer_seconds = _start(settings, environment)
    try:
        console.print("Measuring the chat API …")
        url = f"http://127.0.0.1:{settings.port}"
        chat = {
            name: vars(Times.of(chat_answers(url, texts, ROUNDS)))
            for name, texts in (("knowledge_answer", WITH_ACTION), ("job_turn", JOB))
        }
        memory = resident_mb(process.pid) + resident_mb(running_pid(settings.engine_port) or 0)
        engines = _compare_engines(ours, stock, settings, folder, console)
    finally:
        _stop(process)
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        **{name: value for name, value in engines.items() if name != "stock_memory_mb"},
        **{f"chat_{name}_ms": times for name, times in chat.items()},
        "train_seconds": {
            "parley": round(ours.train_seconds, 1),
            "stock": round(stock.train_seconds, 1),
            "stock_messages": STOCK_EXAMPLES,
        },
        "second_start_to_first_answer_seconds": round(first_answer_seconds, 1),
        "memory_mb": {"engine_and_desk": round(memory), "stock_engine": engines["stock_memory_mb"]},
    }


def _compare_engines(
    ours: Trained, stock: Trained, settings: Settings, folder: Path, console: Console
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    log = folder / "engine.log"
    with (
        RunningEngine(ours, _free_port(), settings, log) as parley,
        RunningEngine(stock, _free_port(), settings, folder / "stock.log") as rasa,
    ):
        urls = [parley.url, rasa.url]
        for name, texts in (("without_action", WITHOUT_ACTION), ("with_action", WITH_ACTION)):
            console.print(f"Measuring turns {name.replace('_', ' ')} …")
            mine, theirs = turns_in_pairs(urls, texts, ROUNDS)
            ratios = [b / a for a, b in zip(mine, theirs, strict=True)]
            result[f"turn_{name}_ms"] = {
                "parley": vars(Times.of(mine)),
                "stock": vars(Times.of(theirs)),
                "times_faster": round(statistics.median(ratios), 2),
            }
        console.print(f"Measuring throughput with {CLIENTS} clients …")
        rates = [
            [throughput(url, WITHOUT_ACTION, CLIENTS, THROUGHPUT_SECONDS) for url in urls]
            for _ in range(3)
        ]
        result["throughput_turns_per_second"] = {
            "parley": round(statistics.median(rate[0] for rate in rates), 1),
            "stock": round(statistics.median(rate[1] for rate in rates), 1),
            "times_faster": round(statistics.median(a / b for a, b in rates), 2),
        }
        result["stock_memory_mb"] = round(rasa.memory_mb)
    return result


def _start(
    settings: Settings, environment: dict[str, str]
) -> tuple[subprocess.Popen[bytes], float]:
    """Start `parley up`; returns it with the seconds until the bot's first answer."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with (settings.data_dir / "up.log").open("ab") as output:
        process = subprocess.Popen(
            [str(PARLEY), "up"], env=environment, stdout=output, stderr=output
        )
    url = f"http://127.0.0.1:{settings.port}"
    while process.poll() is None:
        try:
            if httpx.get(f"{url}/ready", trust_env=False).status_code == httpx.codes.OK:
                chat_answers(url, WITH_ACTION, 0)
                return process, time.monotonic() - began
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise RuntimeError((settings.data_dir / "up.log").read_text("utf-8"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(60)


def _show(result: dict[str, Any], console: Console) -> None:
    table = Table("", "Parley", "stock Rasa", "measured", "aim", box=None, padding=(0, 2, 0, 0))
    for name, words in (
        ("turn_without_action_ms", "engine turn without action, p50"),
        ("turn_with_action_ms", "engine turn with a custom action, p50"),
    ):
        row = result[name]
        table.add_row(
            words, f"{row['parley']['p50']} ms", f"{row['stock']['p50']} ms",
            *_verdict(row["times_faster"], 4, "times faster", at_least=True),
        )  # fmt: skip
    rate = result["throughput_turns_per_second"]
    table.add_row(
        f"throughput, {CLIENTS} clients", f"{rate['parley']}/s", f"{rate['stock']}/s",
        *_verdict(rate["times_faster"], 4, "times", at_least=True),
    )  # fmt: skip
    train, chat = result["train_seconds"], result["chat_knowledge_answer_ms"]
    table.add_row("chat API, knowledge answer, p50", "", "", *_verdict(chat["p50"], 30, "ms"))
    table.add_row("chat API, knowledge answer, p95", "", "", *_verdict(chat["p95"], 80, "ms"))
    job = result["chat_job_turn_ms"]
    table.add_row("chat API, a job's turn, p50", "", "", *_verdict(job["p50"], 40, "ms"))
    theirs = f"{train['stock']} s ({train['stock_messages']} messages)"
    table.add_row("rasa train", "", theirs, *_verdict(train["parley"], 60, "s"))
    start = result["second_start_to_first_answer_seconds"]
    table.add_row("second start to first answer", "", "", *_verdict(start, 20, "s"))
    memory = result["memory_mb"]
    table.add_row(
        "memory, engine and desk", "", f"{memory['stock_engine']} MB (engine)",
        *_verdict(memory["engine_and_desk"], 1300, "MB"),
    )  # fmt: skip
    console.print(table)


def _verdict(value: float, aim: float, unit: str, *, at_least: bool = False) -> tuple[str, str]:
    reached = value >= aim if at_least else value <= aim
    colour = "green" if reached else "red"
    return f"[{colour}]{value} {unit}[/]", f"{'≥' if at_least else '≤'} {aim:g}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
