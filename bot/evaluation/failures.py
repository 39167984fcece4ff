"""What keeps `parley evaluate` from measuring, told in a sentence and not as a traceback."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from bot.encoder.sentence_encoder import EncoderUnavailable
from bot.frustration.scorer import ScorerUnavailable

# Told by their names: importing Rasa takes seconds, and not every measurement needs it.
_REFUSED_BY_RASA = frozenset(
    {"InvalidConfigException", "GraphSchemaException", "GraphSchemaValidationException"}
)
_BROKEN_COMPONENT = "GraphComponentException"
_NODE = re.compile(r"node (?:\w+\.)*(\w+?)\d*\.$")
"""Names a component in what Rasa says: "… for node run_bot.intents.classifier.IntentClassifier2."
"""


class CannotMeasure(Exception):
    """There are no figures to be had; the message is a sentence for people that says why."""


class BadConfig(CannotMeasure):
    """config.yml cannot be used; the message names the file and what is wrong with it."""


@contextlib.contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Raise `CannotMeasure` where a model's file is missing or the configuration cannot be used.

    What is not known to happen keeps its traceback: it is a fault of ours.
    """
    try:
        yield
    except CannotMeasure:
        raise
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise CannotMeasure(sentence) from error


def _sentence(error: Exception) -> str | None:
    # Rasa wraps what its components raise.
    causes = list(_with_causes(error))
    for cause in causes:
        if isinstance(cause, (EncoderUnavailable, ScorerUnavailable)):
            words = str(cause)
            return f"{words[:1].upper()}{words[1:]}."
        if type(cause).__name__ in _REFUSED_BY_RASA:
            words = _in_one_line(cause)
            named = words.startswith("config.yml")
            return words if named else f"Rasa cannot use the pipeline of config.yml: {words}"
    if type(error).__name__ == _BROKEN_COMPONENT:
        node = _NODE.search(str(error))
        name = node[1] if node else "a component"
        return (
            f"{name} broke off ({type(causes[-1]).__name__}: {_in_one_line(causes[-1])}). "
            "Is what config.yml sets for it right?"
        )
    return None


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _in_one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
