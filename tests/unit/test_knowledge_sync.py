"""Making the index fit the articles."""

from __future__ import annotations

import json
import resource
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge_base.index import store
from knowledge_base.index.store import IndexNotWritten
from knowledge_base.reading.folder import NoArticlesFolder
from knowledge_base.sync import sync
from knowledge_base.thresholds import DEFAULT, DEFAULT_WHERE_LEARNT
from tests.unit.knowledge_home import a_home, answered, synced, write
from tests.word_encoder import WordEncoder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return a_home(tmp_path)


def test_what_was_built_is_read_again_and_answers(home: Path) -> None:
    report = synced(home)
    assert (report.articles, report.passages, report.was_current) == (2, 2, False)
    assert set(report.changed) == {"wool", "oak"}
    assert answered(home)[0].startswith("Wash cold")


def test_a_current_index_is_not_built_again(home: Path) -> None:
    synced(home)
    version = store.version_of(home / "index")
    encoder = WordEncoder()
    report = synced(home, encoder)
    assert (report.was_current, report.changed, encoder.encoded) == (True, (), 0)
    assert (report.articles, report.passages) == (2, 2)
    assert store.version_of(home / "index") == version


def test_only_what_changed_is_encoded(home: Path) -> None:
    first = WordEncoder()
    synced(home, first)
    write(home, "silk", "Never wash.")
    encoder = WordEncoder()
    report = synced(home, encoder)
    assert report.changed == ("silk",)
    assert 0 < encoder.encoded < first.encoded


def progress_of(home: Path) -> list[tuple[int, int]]:
    """What a sync tells while it encodes: how many texts it has, and of how many."""
    told: list[tuple[int, int]] = []
    sync(
        home / "index",
        WordEncoder(),
        home / "articles",
        home / "questions.yml",
        lambda done, total: told.append((done, total)),
        messages_folder=home / "nlu",
    )
    return told


def test_progress_rises_to_the_number_of_texts_that_are_encoded(home: Path) -> None:
    # More than are encoded at once.
    write(home, "silk", " ".join(f"Silk of kind {number} is cold." for number in range(600)))
    told = progress_of(home)
    done, totals = [one for one, _ in told], {total for _, total in told}
    assert len(done) > 1
    assert done[0] > 0
    assert done == sorted(set(done))
    assert totals == {done[-1]}
    assert done[-1] > 600


def test_progress_is_of_what_changed_and_none_where_nothing_did(home: Path) -> None:
    in_all = progress_of(home)[-1][1]
    write(home, "silk", "Never wash.")
    told = progress_of(home)
    assert told[-1][0] == told[-1][1] < in_all
    assert progress_of(home) == []


@pytest.mark.parametrize("change", ["changed", "added", "removed", "renamed", "questions"])
def test_an_index_of_other_articles_is_built_again(change: str, home: Path) -> None:
    synced(home)
    match change:
        case "changed":
            write(home, "wool", "Wash warm.")
        case "added":
            write(home, "silk", "Never wash.")
        case "removed":
            (home / "articles" / "oak.md").unlink()
        case "renamed":
            (home / "articles" / "oak.md").rename(home / "articles" / "ash.md")
        case "questions":
            (home / "questions.yml").write_text("[]")
    report = synced(home)
    assert not report.was_current
    assert report.removed == (("oak",) if change in ("removed", "renamed") else ())
    assert synced(home).was_current


def test_an_updated_index_answers_as_one_built_anew(home: Path) -> None:
    synced(home)
    write(home, "wool", "Wash cold and dry flat, in the shade.")
    write(home, "ash", "Wash cold.")
    synced(home)
    updated = answered(home)
    shutil.rmtree(home / "index")
    synced(home)
    assert answered(home) == updated


def test_an_index_of_another_encoder_is_built_anew_and_says_so(home: Path) -> None:
    synced(home)
    other = WordEncoder("other words")
    report = synced(home, other)
    assert (report.was_of_another_encoder, report.was_current) == (True, False)
    assert other.encoded > 0
    assert not synced(home, other).was_of_another_encoder


def test_an_empty_folder_gives_an_index_without_passages(home: Path) -> None:
    for file in (home / "articles").iterdir():
        file.unlink()
    assert synced(home).passages == 0
    assert answered(home) == []


def test_a_broken_file_is_named_and_the_rest_is_served(home: Path) -> None:
    (home / "articles" / "bad.md").write_bytes(b"\xff\xfe\x00")
    report = synced(home)
    assert [problem.file for problem in report.problems] == ["bad.md"]
    assert len(answered(home)) == 2


@contextmanager
def files_of_at_most(count: int) -> Iterator[None]:
    """Let this process write no more than so many bytes into a file, as if the disk were full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# 8 bytes are too few for the manifest, 4,000 for the vectors, which NumPy writes.
@pytest.mark.parametrize("room", [8, 4_000])
def test_a_disk_that_is_full_leaves_the_old_index(room: int, home: Path) -> None:
    synced(home)
    before = answered(home)
    write(home, "silk", "Never wash.")
    with files_of_at_most(room), pytest.raises(IndexNotWritten) as refused:
        synced(home)
    assert "None" not in str(refused.value)
    assert str(refused.value).endswith("The articles as they were before are still answered from.")
    assert answered(home) == before
    assert len(list((home / "index").glob("index-*"))) == 1
    assert not synced(home).was_current


def test_a_disk_that_is_full_at_the_first_index_promises_no_answers(home: Path) -> None:
    with files_of_at_most(4_000), pytest.raises(IndexNotWritten) as refused:
        synced(home)
    assert "could not be written" in str(refused.value)
    assert "before" not in str(refused.value)


def test_a_new_index_leaves_nothing_of_the_old_one(home: Path) -> None:
    synced(home)
    files = len(list((home / "index").iterdir()))
    write(home, "silk", "Never wash.")
    synced(home)
    assert len(list((home / "index").iterdir())) == files


class PausingEncoder(WordEncoder):
    """Waits in the middle of an index for another to be made, or half a second."""

    def __init__(self, is_in_it: Event, may_go_on: Event) -> None:
        super().__init__()
        self._is_in_it, self._may_go_on = is_in_it, may_go_on

    def encode(
        self, texts: Sequence[str], batch_size: int = 32, threads: int = 1
    ) -> NDArray[np.float32]:
        self._is_in_it.set()
        self._may_go_on.wait(0.5)
        return super().encode(texts, batch_size, threads)


def test_who_syncs_second_waits_and_keeps_what_the_first_has_made(home: Path) -> None:
    is_in_it, second_is_done = Event(), Event()
    with ThreadPoolExecutor() as threads:
        first = threads.submit(synced, home, PausingEncoder(is_in_it, second_is_done))
        is_in_it.wait()
        encoder = WordEncoder()
        second = synced(home, encoder)
        second_is_done.set()
        assert not first.result().was_current
    assert (second.was_current, encoder.encoded) == (True, 0)
    assert answered(home)


def test_many_syncs_at_once_leave_one_whole_index(home: Path) -> None:
    def change(name: str) -> None:
        for number in range(5):
            write(home, name, f"Wash the {name} cold, {number} times.")
            synced(home)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(change, ("silk", "hemp", "jute", "felt")))
    assert synced(home).was_current
    assert len(answered(home)) == 5
    assert len(list((home / "index").glob("index-*"))) == 1


@pytest.mark.parametrize("is_file", [True, False])
def test_a_folder_of_articles_that_is_none_leaves_the_index_as_it_is(
    is_file: bool, home: Path
) -> None:
    synced(home)
    before = answered(home)
    (home / "articles").rename(home / "elsewhere")
    if is_file:
        (home / "articles").write_text("wool, oak")
    with pytest.raises(NoArticlesFolder, match=r"cannot be read: .*/articles \(N"):
        synced(home)
    assert answered(home) == before


def test_the_threshold_is_calibrated_with_the_questions(home: Path) -> None:
    entries = [
        {"question": f"wool wash cold {number}", "articles": ["wool"]} for number in range(20)
    ] + [{"question": f"zebra {number}", "articles": []} for number in range(20)]
    (home / "questions.yml").write_text(json.dumps(entries))
    calibration = synced(home).calibration
    assert calibration is not None
    assert (calibration.answered_share, calibration.refused_share) == (1, 1)
    assert store.load(home / "index").thresholds == calibration.thresholds


def test_one_changed_article_of_many_leaves_the_thresholds_as_they_are(home: Path) -> None:
    entries = [{"question": f"wool cold {number}", "articles": ["wool"]} for number in range(20)]
    entries += [{"question": f"zebra {number}", "articles": []} for number in range(20)]
    (home / "questions.yml").write_text(json.dumps(entries))
    for number in range(20):
        write(home, f"ash-{number}", f"Ash of the kind {number}.")
    assert synced(home).calibration is not None
    thresholds = store.load(home / "index").thresholds
    write(home, "oak", "Rub with wax.")
    assert synced(home).calibration is None
    assert store.load(home / "index").thresholds == thresholds
    (home / "questions.yml").write_text(json.dumps(entries[::-1]))
    assert synced(home).calibration is not None
    # With the first question under an article something is learnt, and scores are others.
    oak = home / "articles" / "oak.md"
    oak.write_text(oak.read_text().replace("title: oak", "title: oak\nasked_as: is it oily"))
    assert synced(home).calibration is not None


def test_without_enough_questions_the_usual_thresholds_hold(home: Path) -> None:
    synced(home)
    assert store.load(home / "index").thresholds == DEFAULT
    oak = home / "articles" / "oak.md"
    oak.write_text(oak.read_text().replace("title: oak", "title: oak\nasked_as: is it oily"))
    synced(home)
    assert store.load(home / "index").thresholds == DEFAULT_WHERE_LEARNT
