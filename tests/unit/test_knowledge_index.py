"""Opening the index, and a running base when there is a new one."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from knowledge_base import knowledge_base
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


def test_a_running_base_finds_a_new_index_by_itself(home: Path) -> None:
    synced(home)
    base = KnowledgeBase.open(home / "index", WordEncoder())
    base.search("silk sunlight", 1)
    write(home, "silk", "Silk hates sunlight.")
    synced(home)
    # Far longer than it takes, for a busy machine.
    until = time.monotonic() + 20
    while base.search("silk sunlight", 1)[0].passage.article_id != "silk":
        assert time.monotonic() < until
        time.sleep(0.02)


_EDITIONS = 12
_CLOTHS = ("felt", "hemp", "jute", "lace", "silk")


def texts_of(edition: int) -> list[str]:
    """What the articles say in an edition: each says another thing, and they are more or fewer."""
    return [f"Wash the {name} cold, edition {edition}." for name in _CLOTHS[: 3 + edition % 3]]


def bring_out(home: Path, edition: int) -> None:
    """Change all articles, then the index."""
    for file in (home / "articles").iterdir():
        file.unlink()
    for name, text in zip(_CLOTHS, texts_of(edition), strict=False):
        write(home, name, text)
    synced(home)


def test_who_asks_while_articles_change_hears_all_of_the_old_ones_or_all_of_the_new(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge_base, "_LOOKED_FOR_A_NEW_INDEX_SECONDS", 0.0)
    bring_out(home, 0)
    base = KnowledgeBase.open(home / "index", WordEncoder())
    is_over = Event()

    def found() -> list[str]:
        return sorted(one.passage.text for one in base.search("wash cold", 9))

    def found_meanwhile() -> list[list[str]]:
        replies = []
        while not is_over.is_set():
            replies.append(found())
        return replies

    with ThreadPoolExecutor(2) as threads:
        asking = [threads.submit(found_meanwhile) for _ in range(2)]
        try:
            for edition in range(1, _EDITIONS):
                bring_out(home, edition)
        finally:
            is_over.set()
    editions = [texts_of(edition) for edition in range(_EDITIONS)]
    for asked in asking:
        replies = asked.result()
        assert [reply for reply in replies if reply not in editions] == []
        heard = [editions.index(reply) for reply in replies]
        # Changed over to while they asked, and never back.
        assert len(set(heard)) > 2
        assert heard == sorted(heard)
    assert found() == editions[-1]
