"""Questions that mean the same stand together, whatever order they came in."""

from __future__ import annotations

import time

import numpy as np
import pytest

from bot.encoder.sentence_encoder import shared_encoder
from desk.insight.question_groups import Vectors, grouped, most_central

UMBRELLAS = ["Do you repair umbrellas?", "can you mend my broken umbrella", "umbrella repair"]
NORWAY = ["Do you deliver to Norway?", "can you ship to norway", "shipping to Norway please"]
TEXTS = [*UMBRELLAS, *NORWAY, "Are your candles vegan?"]


def vectors(texts: list[str]) -> Vectors:
    return shared_encoder().encode(texts)


def random_vectors(count: int) -> Vectors:
    """Around a tenth as many centres, like questions around topics."""
    numbers = np.random.default_rng(7)
    centres = numbers.normal(size=(count // 10, 384))
    points = centres[numbers.integers(len(centres), size=count)]
    points += 0.7 * numbers.normal(size=points.shape)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    found: Vectors = np.asarray(points, np.float32)
    return found


def test_the_same_meaning_is_one_group() -> None:
    assert grouped(vectors(TEXTS)) == [[0, 1, 2], [3, 4, 5], [6]]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_questions_does_not_matter(seed: int) -> None:
    points = random_vectors(300)
    order = np.random.default_rng(seed).permutation(300)
    found = [sorted(int(order[row]) for row in group) for group in grouped(points[order])]
    assert sorted(found) == grouped(points)


def test_another_question_leaves_other_groups_as_they_are() -> None:
    before = grouped(vectors(TEXTS))
    after = grouped(vectors([*TEXTS, "Do you offer gift vouchers for restaurants?"]))
    assert after == [*before, [len(TEXTS)]]


def test_questions_in_the_very_same_words_are_one_group() -> None:
    assert grouped(vectors(["Where are you?"] * 40)) == [list(range(40))]


def test_nothing_has_no_groups() -> None:
    assert grouped(vectors([])) == []


def test_the_most_central_question_names_the_group() -> None:
    texts = [*UMBRELLAS, "Do you repair umbrellas and what does a new handle cost in wood?"]
    assert texts[most_central(vectors(texts), range(4))] in UMBRELLAS


def test_thousands_of_questions_are_grouped_in_seconds() -> None:
    points = random_vectors(4000)
    begun = time.process_time()
    groups = grouped(points)
    # A second of one core; more is allowed for, since other tests run beside this one.
    assert time.process_time() - begun < 6
    assert 300 <= len(groups) <= 500
