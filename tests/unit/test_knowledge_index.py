"""Opening the index, and a running base when there is a new one."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.index import store
from knowledge_base.index.store import IndexUnavailable
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.thresholds import Thresholds
from tests.unit.knowledge_home import a_home, synced, write
from tests.word_encoder import WordEncoder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return a_home(tmp_path)


def test_no_index_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable):
        KnowledgeBase.open(tmp_path / "nowhere", WordEncoder())


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


def as_if_of_another_encoder(home: Path) -> None:
    """A whole new index, which another encoder has made."""
    write(home, "silk", "Never wash.")
    synced(home, WordEncoder("other words"))


def test_an_index_of_another_encoder_is_not_opened(home: Path) -> None:
    as_if_of_another_encoder(home)
    with pytest.raises(IndexUnavailable, match=r"another encoder\. Run `\.venv"):
        KnowledgeBase.open(home / "index", WordEncoder())


def test_a_running_base_keeps_its_index_where_the_new_one_is_of_another_encoder(
    home: Path,
) -> None:
    synced(home)
    base = KnowledgeBase.open(home / "index", WordEncoder())
    as_if_of_another_encoder(home)
    base.refresh()
    assert base.passages == 2
    assert base.search("wash cold", 1)[0].passage.article_id == "wool"


def test_a_running_base_changes_to_passages_and_thresholds_at_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced(home)
    base = KnowledgeBase.open(home / "index", WordEncoder(), answer_at=0.5)
    write(home, "silk", "Never wash.")
    synced(home)
    set_thresholds = Thresholds.with_answer_at
    meanwhile = []

    def asked_meanwhile(own: Thresholds, answer_at: float) -> Thresholds:
        meanwhile.append(base.passages)
        return set_thresholds(own, answer_at)

    monkeypatch.setattr(Thresholds, "with_answer_at", asked_meanwhile)
    base.refresh()
    assert (meanwhile, base.passages) == ([2], 3)
