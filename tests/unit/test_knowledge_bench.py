"""`python -m bench.knowledge`: what it is measured on, and the tables that quote it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.figures import write_figures
from bench.knowledge_made_up import mixed_texts, noisy_copies, varied_articles
from knowledge_base.reading.folder import read_articles

FIGURES: dict[str, Any] = {
    "own_articles": {"right_article_share": 0.93, "wrongly_answered_share": 0.02},
    "dstc9": {
        "recall_at_1": 0.5312,
        "query_ms_p50": 4.04,
        "bm25": {"recall_at_1": 0.087},
        "dense": {"recall_at_1": 0.2},
    },
    "sync": {"all_seconds": 55.4, "one_changed_seconds": 1.52},
    "costs": {
        "1000000": {
            "vectors": {"ms": {"p50": 5.1, "p95": 9.9}, "recall_at_10": 0.97, "memory_mb": 1204},
            "words": {"build_seconds": 100.2},
        }
    },
}


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("knowledge", "| own articles, held-out questions: right article first | 93.0 % |  |  |"),
        ("knowledge", "| travel questions, 12,039 documents: R@1 | .531 | .087 | .200 |"),
        ("knowledge", "| travel questions, 12,039 documents: one search, p50 | 4.0 ms |  |  |"),
        ("knowledge", "| travel questions, 2,869 documents: R@1 | – |  |  |"),
        ("knowledge", "| one of them changed, until it is found | 1.5 s |  |  |"),
        ("knowledge", "the encoder was tuned on\nthe titles and texts of the 12,039 documents"),
        ("knowledge-costs", "|  | 1,000 | 10,000 | 100,000 | 1,000,000 |"),
        ("knowledge-costs", "one search, p50 / p95 | – | – | – | 5.1 ms / 9.9 ms |"),
        ("knowledge-costs", "| vectors: in memory when searched | – | – | – | 1,204 MB |"),
        ("knowledge-costs", "| words: built in | – | – | – | 100 s |"),
    ],
)
def test_what_was_measured_stands_in_the_tables(tmp_path: Path, table: str, line: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"<!-- figures: {table} -->\n<!-- end -->\n")
    assert write_figures(page, FIGURES)
    assert line in page.read_text()


def test_articles_are_made_up_in_any_number_and_no_two_are_the_same(tmp_path: Path) -> None:
    varied_articles(tmp_path / "some", 200, questions=3)
    articles, problems = read_articles(tmp_path / "some")
    assert problems == []
    assert {len(article.asked_as) for article in articles} == {3}
    assert max(len(article.not_answered) for article in articles) == 3
    assert len(articles) == len({article.body for article in articles}) == 200


def test_made_up_vectors_are_of_length_1_and_each_is_close_to_its_original() -> None:
    originals = np.eye(384, dtype=np.float32)[:10]
    made = np.concatenate(list(noisy_copies(originals, 1_000)))
    assert np.allclose(np.linalg.norm(made, axis=1), 1)
    close = made @ originals.T
    assert np.array_equal(close.argmax(axis=1), np.arange(1_000) % 10)
    assert 0.8 < close.max(axis=1).mean() < 0.9


def test_made_up_texts_have_words_of_two_texts_and_are_the_same_each_time() -> None:
    texts = ["a b c d", "e f g h"]
    first = list(mixed_texts(texts, 50))
    assert first == list(mixed_texts(texts, 50))
    assert {len(text.split()) for text in islice(first, 50)} == {4}
    assert {"a", "f"} <= set(" ".join(first).split())
