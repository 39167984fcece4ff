"""The rows closest to a vector, among few and among many."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bench.knowledge_made_up import noisy_copies
from knowledge_base.index.vectors import EXACT_ROWS, NearestRows

MANY = EXACT_ROWS + 2_000


def some_vectors(count: int) -> NDArray[np.float32]:
    """Close to three hundred originals, as the sentences of articles are to each other."""
    drawn = np.random.default_rng(7).standard_normal((300, 384), dtype=np.float32)
    originals = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return np.concatenate(list(noisy_copies(originals, count)))


@pytest.fixture(scope="module")
def many() -> NDArray[np.float32]:
    return some_vectors(MANY)


def closest(vectors: NDArray[np.float32], question: NDArray[np.float32]) -> list[int]:
    found: list[int] = np.argsort(-(vectors @ question), kind="stable")[:10].tolist()
    return found


def test_among_few_the_closest_are_found_exactly() -> None:
    vectors = some_vectors(900)
    nearest = NearestRows.of(vectors)
    assert nearest.kind == "exact"
    for question in some_vectors(20):
        assert nearest.nearest(question, 10).tolist() == closest(vectors, question)


def test_among_many_nearly_all_of_the_closest_are_found(many: NDArray[np.float32]) -> None:
    nearest = NearestRows.of(many)
    assert "cells" in nearest.kind
    questions = some_vectors(100)
    found = [set(nearest.nearest(one, 10)) & set(closest(many, one)) for one in questions]
    # 9.4, where cells are learnt from every third of rows that repeat each other after 300.
    assert np.mean([len(one) for one in found]) >= 9.9


def test_the_closest_come_first_and_never_more_than_were_asked_for(
    many: NDArray[np.float32],
) -> None:
    question = many[5]
    found = NearestRows.of(many).nearest(question, 30)
    assert (len(found), found[0]) == (30, 5)
    assert np.all(np.diff(many[found] @ question) <= 0)


def test_what_was_saved_finds_the_same_and_so_does_one_made_anew(
    many: NDArray[np.float32], tmp_path: Path
) -> None:
    made = NearestRows.of(many)
    made.save(tmp_path)
    loaded = NearestRows.load(tmp_path, many)
    # Who reads an index goes on reading it, though a newer one has taken its place.
    shutil.rmtree(tmp_path)
    anew = NearestRows.of(many)
    for question in some_vectors(10):
        found = made.nearest(question, 20).tolist()
        assert loaded.nearest(question, 20).tolist() == found
        assert anew.nearest(question, 20).tolist() == found


def test_cells_of_other_vectors_are_refused(many: NDArray[np.float32], tmp_path: Path) -> None:
    NearestRows.of(many).save(tmp_path)
    with pytest.raises(ValueError, match="other vectors"):
        NearestRows.load(tmp_path, np.concatenate([many, many[:1]]))


def test_a_folder_that_cannot_be_written_to_is_an_error_of_the_system(
    many: NDArray[np.float32], tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="nowhere"):
        NearestRows.of(many).save(tmp_path / "nowhere")


def test_where_there_is_nothing_nothing_is_close() -> None:
    assert (
        NearestRows.of(np.zeros((0, 384), dtype=np.float32)).nearest(some_vectors(1)[0], 5).size
        == 0
    )
