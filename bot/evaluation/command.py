"""What the evaluation modules share as commands: a result file, or a sentence why there is none."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.evaluation.failures import CannotMeasure, told_in_a_sentence

BAD_INPUT = 2
"""Exit code where nothing can be measured with what is there."""


def write_result(result: Path, measure: Callable[[], dict[str, Any]]) -> None:
    """Write what `measure` returns as JSON.

    Ends the program with 2 and a sentence on stderr if a file, config.yml or a model is unusable.
    """
    try:
        with told_in_a_sentence():
            figures = measure()
    except CannotMeasure as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(BAD_INPUT)
    except KeyboardInterrupt:
        sys.exit(130)
    result.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep back what Rasa prints and warns of: deprecations and small intents, mostly."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        # Not a filter: some libraries set filters of their own when they are imported.
        warnings.showwarning = lambda *_, **__: None
        yield
