"""The score must not move with who writes: names, dialect, grammar of a second language.

Counterfactual pairs: the same message, calm or angry, as somebody else would write it. The model
card quotes what comes of them.
"""

from __future__ import annotations

import numpy as np
import pytest

from bench.counterfactuals import (
    ANGRY_WITH_A_NAME,
    CALM_PAIRS,
    CALM_WITH_A_NAME,
    DIALECT,
    NAMES,
    SECOND_LANGUAGE,
)
from bot.frustration.conversation import Turn
from bot.frustration.reader import FrustrationReader

WITH_A_NAME = (*CALM_WITH_A_NAME, *ANGRY_WITH_A_NAME)


@pytest.fixture(scope="module")
def reader() -> FrustrationReader:
    return FrustrationReader.load()


def scores(reader: FrustrationReader, texts: list[str]) -> list[float]:
    return [reader.score([Turn(text, is_customer=True)]) for text in texts]


@pytest.mark.parametrize("message", WITH_A_NAME)
def test_a_name_does_not_move_the_score(reader: FrustrationReader, message: str) -> None:
    found = scores(reader, [message.format(name) for name in NAMES])

    assert np.std(found) < 0.05


@pytest.mark.parametrize(
    ("kind", "pairs"), [("second language", SECOND_LANGUAGE), ("dialect", DIALECT)]
)
def test_grammar_and_dialect_do_not_move_the_score(
    reader: FrustrationReader, kind: str, pairs: tuple[tuple[str, str], ...]
) -> None:
    plain = np.array(scores(reader, [standard for standard, _ in pairs]))
    other = np.array(scores(reader, [variant for _, variant in pairs]))

    moved = other - plain
    assert abs(moved.mean()) < 0.06
    # Hardly anybody who asks calmly is taken for impatient because of how they write.
    assert (other[:CALM_PAIRS] < 0.35).sum() >= CALM_PAIRS - 1
