"""Reads messages with a trained model: a list of texts as JSON on stdin, the readings on stdout.

    python read_messages.py MODEL FOLDER

Each reading is `{"intent", "outcome", "requests", "seconds"}`; FOLDER is empty and for the work.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bot.evaluation.command import quiet


def main() -> None:
    model, folder = map(Path, sys.argv[1:])
    with quiet():
        from bot.evaluation.nlu import Nlu  # noqa: PLC0415 - what it prints would be in the JSON

        trained = Nlu(model, folder)
        readings = []
        for text in json.loads(sys.stdin.read()):
            began = time.perf_counter()
            message = trained.read(text)
            readings.append(
                {
                    "intent": message.get("intent")["name"],
                    "outcome": message.get("reading")["outcome"],
                    "requests": len(message.get("requests") or []),
                    "seconds": time.perf_counter() - began,
                }
            )
    sys.stdout.write(json.dumps(readings))


if __name__ == "__main__":
    main()
