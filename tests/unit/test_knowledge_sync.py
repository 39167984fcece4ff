"""Making the index fit the articles, and keeping it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.index import store
from knowledge_base.index.store import IndexNotWritten, IndexUnavailable
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.sync import SyncReport, sync
from tests.word_encoder import WordEncoder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    write(tmp_path, "wool", "Wash cold and dry flat. Never tumble dry it at all.")
    write(tmp_path, "oak", "Rub with oil twice yearly.")
    return tmp_path


def write(home: Path, name: str, text: str) -> None:
    (home / "articles" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{text}\n")


def synced(home: Path, encoder: WordEncoder | None = None) -> SyncReport:
    return sync(home / "index", encoder or WordEncoder(), home / "articles", home / "questions.yml")


def answered(home: Path) -> list[str]:
    base = KnowledgeBase.open(home / "index", WordEncoder())
    return [found.passage.text for found in base.search("wash cold and dry flat", 5)]


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


def test_a_running_base_takes_over_a_new_index(home: Path) -> None:
    synced(home)
    base = KnowledgeBase.open(home / "index", WordEncoder())
    write(home, "silk", "Silk hates sunlight.")
    synced(home)
    base.refresh()
    assert base.search("silk sunlight", 1)[0].passage.article_id == "silk"


def test_a_running_base_answers_from_the_old_index_while_the_new_one_cannot_be_read(
    home: Path,
) -> None:
    synced(home)
    base = KnowledgeBase.open(home / "index", WordEncoder())
    shutil.rmtree(home / "index")
    base.refresh()
    assert base.search("wash cold", 1)[0].passage.article_id == "wool"


def test_a_disk_that_is_full_leaves_the_old_index(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced(home)
    before = answered(home)
    write(home, "silk", "Never wash.")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(np, "save", full)
        with pytest.raises(IndexNotWritten, match="No space left on device"):
            synced(home)
    assert answered(home) == before
    assert len(list((home / "index").glob("index-*"))) == 1
    assert not synced(home).was_current


def test_a_new_index_leaves_nothing_of_the_old_one(home: Path) -> None:
    synced(home)
    write(home, "silk", "Never wash.")
    synced(home)
    assert len(list((home / "index").iterdir())) == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vectors.npy", b""),
        ("vectors.npy", b"nonsense that is no index"),
        ("manifest.json", b"{"),
        ("manifest.json", b"[]"),
        ("manifest.json", b'{"format": 1}'),
        ("articles.jsonl", b'{"id": "half"}\n'),
        ("articles.jsonl", b"\xff"),
    ],
)
def test_a_broken_index_is_unavailable_and_built_again(
    name: str, content: bytes, home: Path
) -> None:
    synced(home)
    file = home / "index" / store.version_of(home / "index") / name
    file.write_bytes(content)
    with pytest.raises(IndexUnavailable, match="knowledge index"):
        store.load(home / "index")
    assert not synced(home).was_current
    assert synced(home).was_current


def test_an_index_that_does_not_hold_together_is_unavailable(home: Path) -> None:
    synced(home)
    folder = home / "index" / store.version_of(home / "index")
    np.save(folder / "article_of.npy", np.array([0]))
    with pytest.raises(IndexUnavailable, match="incomplete"):
        store.load(home / "index")


def test_no_index_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable):
        KnowledgeBase.open(tmp_path / "nowhere", WordEncoder())


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
