"""Passages by the words of a question, however many there are."""

from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np
import pytest

from bench.knowledge_made_up import mixed_texts
from knowledge_base.calibration import QUESTIONS_FILE, read_questions
from knowledge_base.index.lexical import WordIndex, stems
from knowledge_base.passages import split
from knowledge_base.reading.folder import ARTICLES_FOLDER, read_articles

COUNT = 50
QUESTIONS = [one.question for one in read_questions(QUESTIONS_FILE)][:80]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """So many that the common words of a question stand in more than are gone through."""
    articles, _ = read_articles(ARTICLES_FOLDER)
    own = [passage.searchable for article in articles for passage in split(article)]
    return list(mixed_texts(own, 10_000))


@pytest.fixture(scope="module")
def words(texts: list[str]) -> WordIndex:
    return WordIndex.of(texts)


def test_the_best_are_those_of_bm25_over_all_passages(texts: list[str], words: WordIndex) -> None:
    plain = bm25s.BM25(k1=1.2, b=0.5, method="lucene")
    plain.index([stems(text) for text in texts], show_progress=False)
    for question in QUESTIONS:
        known = [stem for stem in dict.fromkeys(stems(question)) if stem in plain.vocab_dict]
        every = plain.get_scores(known)
        found, scores = words.best(question, COUNT)
        best = np.sort(every)[::-1][:COUNT]
        assert len(found) == COUNT
        assert np.allclose(every[found], best, atol=1e-4)
        assert np.allclose(scores / scores[0], best / best[0], atol=1e-4)


def test_the_scores_of_the_best_are_those_that_each_passage_gets_by_itself(
    words: WordIndex,
) -> None:
    for question in QUESTIONS:
        found, scores = words.best(question, COUNT)
        assert np.allclose(words.scores_of(question, found), scores, atol=1e-5)
        assert 0 < scores[-1] <= scores[0] <= 1


def test_what_was_saved_finds_the_same(words: WordIndex, texts: list[str], tmp_path: Path) -> None:
    words.save(tmp_path)
    loaded = WordIndex.load(tmp_path, len(texts))
    for question in QUESTIONS[:10]:
        assert loaded.best(question, 5)[0].tolist() == words.best(question, 5)[0].tolist()


@pytest.mark.parametrize("question", ["", "?!", "qwxyz", "word " * 4_000, "\ud800 🙂"])
def test_any_question_may_be_asked(words: WordIndex, question: str) -> None:
    found, scores = words.best(question, COUNT)
    assert len(found) == len(scores) <= COUNT


def test_fewer_passages_than_asked_for_are_all_that_have_a_word() -> None:
    words = WordIndex.of(["wash wool cold", "oil oak", "wash silk"])
    found, scores = words.best("wash wool", 5)
    assert found.tolist() == [0, 2]
    assert scores[0] > scores[1]
