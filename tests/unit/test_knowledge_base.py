"""Building, keeping and asking the knowledge index."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.articles import Article
from knowledge_base.calibration import DEFAULT_THRESHOLD, Question, calibrate, read_questions
from knowledge_base.index import IndexUnavailable, KnowledgeIndex
from knowledge_base.knowledge_base import BuildReport, KnowledgeBase, build_index


class WordEncoder(SentenceEncoder):
    """Texts are close if they share words: quick, and its scores can be foreseen."""

    def __init__(self, fingerprint: str = "words") -> None:
        self.fingerprint = fingerprint

    def encode(self, texts: Sequence[str], batch_size: int = 32) -> NDArray[np.float32]:
        del batch_size
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, zlib.crc32(word.encode()) % self.dimensions] += 1
            vectors[row] /= np.linalg.norm(vectors[row]) or 1
        return vectors


ENCODER = WordEncoder()
WOOL = Article("wool", "Wool", "/help/wool", "Wash cold and dry flat.")
OAK = Article("oak", "Oak", "/help/oak", "Rub with oil twice yearly.", asked_as=("is it greasy",))


@pytest.fixture
def articles_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder, "wool", "Wash cold and dry flat.")
    write(folder, "oak", "Rub with oil twice yearly.")
    return folder


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{text}\n")


def build(articles_folder: Path, encoder: SentenceEncoder = ENCODER) -> BuildReport:
    home = articles_folder.parent
    return build_index(home / "index", encoder, articles_folder, home / "questions.yml")


def a_base(threshold: float = 0.5, *articles: Article) -> KnowledgeBase:
    index = KnowledgeIndex.build(list(articles or (WOOL, OAK)), ENCODER, "test")
    return KnowledgeBase(index, ENCODER, threshold)


def test_the_closest_passage_answers() -> None:
    answer = a_base().answer("wool: wash cold?")
    assert answer is not None
    assert answer.best.passage.article_id == "wool"
    assert answer.best.score <= 1 + 1e-6
    assert answer.related == []


def test_a_question_that_no_passage_is_close_to_is_not_answered() -> None:
    assert a_base().answer("where is my parcel") is None
    assert a_base().answer("") is None


def test_the_threshold_decides_between_answer_and_silence() -> None:
    (best, *_) = a_base().search("wash wool", 1)
    assert a_base(best.score - 0.01).answer("wash wool") is not None
    assert a_base(best.score + 0.01).answer("wash wool") is None


def test_without_a_threshold_of_its_own_the_base_takes_that_of_the_index() -> None:
    index = KnowledgeIndex.build([WOOL, OAK], ENCODER, "test")
    assert KnowledgeBase(index, ENCODER).answer("wash wool") is None
    index.threshold = 0.1
    assert KnowledgeBase(index, ENCODER).answer("wash wool") is not None


def test_an_article_is_found_by_the_questions_it_is_asked_as() -> None:
    answer = a_base(0.6).answer("is it greasy")
    assert answer is not None
    assert answer.best.passage.text == "Rub with oil twice yearly."


def test_another_article_that_is_close_is_named_beside_the_answer_and_the_same_is_not() -> None:
    silk = Article(
        "silk", "Silk", "/help/silk", "Wash cold by hand.\n\n## More\n\nWash cold often."
    )
    answer = a_base(0.3, WOOL, OAK, silk).answer("wash cold")
    assert answer is not None
    assert answer.best.passage.article_id == "silk"
    assert [found.passage.article_id for found in answer.related] == ["wool"]


def test_a_search_gives_as_many_as_there_are_the_best_first() -> None:
    found = a_base().search("wash cold and rub", 10)
    assert [f.passage.article_id for f in found] == ["wool", "oak"]
    assert found[0].score > found[1].score


def test_an_empty_base_answers_nothing(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    assert build(tmp_path / "articles").passages == 0
    base = KnowledgeBase(KnowledgeIndex.load(tmp_path / "index"), ENCODER)
    assert base.passages == 0
    assert base.answer("anything") is None


@pytest.mark.parametrize("asked_as", [(), ("is it greasy",)])
def test_an_article_without_a_text_keeps_no_other_from_being_found(
    asked_as: tuple[str, ...],
) -> None:
    headings = Article("ash", "Ash", "/help/ash", "# Ash\n\n## Care\n", asked_as=asked_as)
    answer = a_base(0.5, headings, WOOL).answer("wool: wash cold?")
    assert answer is not None
    assert answer.best.passage.article_id == "wool"


def test_what_was_built_is_read_again_and_answers_the_same(articles_folder: Path) -> None:
    report = build(articles_folder)
    assert (report.articles, report.passages, report.was_current) == (2, 2, False)
    index = KnowledgeIndex.load(articles_folder.parent / "index")
    assert index.threshold == DEFAULT_THRESHOLD
    built = a_base().search("wash cold", 2)
    read = KnowledgeBase(index, ENCODER).search("wash cold", 2)
    assert [found.passage.text for found in read] == [found.passage.text for found in built]


def test_a_current_index_is_not_built_again(articles_folder: Path) -> None:
    build(articles_folder)
    index = articles_folder.parent / "index"
    before = {file.name: file.stat().st_mtime_ns for file in index.iterdir()}
    report = build(articles_folder)
    assert report.was_current
    assert (report.articles, report.passages) == (2, 2)
    assert {file.name: file.stat().st_mtime_ns for file in index.iterdir()} == before


@pytest.mark.parametrize("change", ["changed", "added", "removed", "renamed", "questions"])
def test_an_index_of_other_articles_is_built_again(change: str, articles_folder: Path) -> None:
    build(articles_folder)
    match change:
        case "changed":
            write(articles_folder, "wool", "Wash warm.")
        case "added":
            write(articles_folder, "silk", "Never wash.")
        case "removed":
            (articles_folder / "oak.md").unlink()
        case "renamed":
            (articles_folder / "oak.md").rename(articles_folder / "ash.md")
        case "questions":
            (articles_folder.parent / "questions.yml").write_text("[]")
    assert not build(articles_folder).was_current
    assert build(articles_folder).was_current


def test_an_index_of_another_encoder_is_built_again(articles_folder: Path) -> None:
    build(articles_folder)
    assert not build(articles_folder, WordEncoder("other words")).was_current


def test_a_broken_index_is_built_again(articles_folder: Path) -> None:
    build(articles_folder)
    (articles_folder.parent / "index" / "vectors.faiss").write_bytes(b"nonsense")
    assert not build(articles_folder).was_current
    assert build(articles_folder).was_current


def test_a_new_index_leaves_nothing_of_the_old_one(articles_folder: Path) -> None:
    home = articles_folder.parent
    build(articles_folder)
    (home / "index" / "stray").touch()
    write(articles_folder, "silk", "Never wash.")
    build(articles_folder)
    assert sorted(path.name for path in home.iterdir()) == ["articles", "index"]
    assert sorted(file.name for file in (home / "index").iterdir()) == [
        "contents.json",
        "vectors.faiss",
    ]


def test_a_build_that_fails_leaves_the_old_index(
    articles_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(articles_folder)
    old = KnowledgeIndex.load(articles_folder.parent / "index").source
    write(articles_folder, "silk", "Never wash.")

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", fail)
        with pytest.raises(OSError, match="no space"):
            build(articles_folder)
    assert KnowledgeIndex.load(articles_folder.parent / "index").source == old
    assert not build(articles_folder).was_current


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vectors.faiss", b""),
        ("vectors.faiss", b"nonsense that is no index"),
        ("contents.json", b""),
        ("contents.json", b"{"),
        ("contents.json", b"[]"),
        ("contents.json", b"{}"),
        ("contents.json", b"\xff"),
    ],
)
def test_a_broken_index_is_unavailable(name: str, content: bytes, articles_folder: Path) -> None:
    build(articles_folder)
    (articles_folder.parent / "index" / name).write_bytes(content)
    with pytest.raises(IndexUnavailable, match="knowledge index"):
        KnowledgeIndex.load(articles_folder.parent / "index")


@pytest.mark.parametrize(
    "change",
    [{"format": 1}, {"owners": [0]}, {"owners": [0, 7]}, {"passages": [{"text": "half"}, {}]}],
)
def test_an_index_that_does_not_hold_together_is_unavailable(
    change: dict[str, object], articles_folder: Path
) -> None:
    build(articles_folder)
    file = articles_folder.parent / "index" / "contents.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(IndexUnavailable):
        KnowledgeIndex.load(file.parent)


def test_no_index_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable):
        KnowledgeIndex.load(tmp_path / "nowhere")


def questions(answerable: int, unanswerable: int) -> list[Question]:
    found = [Question(f"wash wool cold {number}", "wool") for number in range(answerable)]
    return found + [Question(f"zebra {number}", None) for number in range(unanswerable)]


@pytest.mark.parametrize(("answerable", "unanswerable"), [(0, 0), (19, 40), (40, 19)])
def test_too_few_questions_calibrate_nothing(answerable: int, unanswerable: int) -> None:
    index = KnowledgeIndex.build([WOOL, OAK], ENCODER, "test")
    assert calibrate(index, ENCODER, questions(answerable, unanswerable)) is None


def test_questions_of_articles_that_are_not_there_do_not_count() -> None:
    index = KnowledgeIndex.build([OAK], ENCODER, "test")
    assert calibrate(index, ENCODER, questions(40, 40)) is None


def test_the_threshold_parts_what_can_be_answered_from_what_cannot() -> None:
    index = KnowledgeIndex.build([WOOL, OAK], ENCODER, "test")
    found = calibrate(index, ENCODER, questions(20, 20))
    assert found is not None
    index.threshold = found.threshold
    base = KnowledgeBase(index, ENCODER)
    assert all(base.answer(q.question) for q in questions(20, 0))
    assert not any(base.answer(q.question) for q in questions(0, 20))
    assert (found.right_article_share, found.answered_share) == (1, 1)
    assert (found.wrongly_answered_share, found.refused_share) == (0, 1)


def test_the_threshold_of_the_build_is_calibrated_with_the_questions(articles_folder: Path) -> None:
    file = articles_folder.parent / "questions.yml"
    entries = [{"question": q.question, "article": q.article} for q in questions(20, 20)]
    file.write_text(json.dumps(entries))
    assert read_questions(file) == questions(20, 20)
    report = build(articles_folder)
    assert report.calibration is not None
    index = KnowledgeIndex.load(articles_folder.parent / "index")
    assert index.threshold == report.calibration.threshold
