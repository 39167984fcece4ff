"""Finding where two articles say different things about the same."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.answers.contradictions import (
    Contradiction,
    Statement,
    contradictions,
    statements_of,
)
from knowledge_base.answers.sentences import searchable
from knowledge_base.passages import split
from knowledge_base.reading.folder import ARTICLES_FOLDER, read_articles

PAIRS = Path(__file__).parent / "contradictions.yml"
LEAST_FOUND_SHARE = 0.7


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load(threads=2)


def pairs(which: str) -> list[tuple[Statement, Statement]]:
    return [
        (Statement("one", "One", about, text), Statement("other", "Other", other, other_text))
        for about, text, other, other_text in yaml.safe_load(PAIRS.read_text("utf-8"))[which]
    ]


def found(encoder: SentenceEncoder, *statements: Statement) -> list[Contradiction]:
    texts = [f"{one.heading}: {one.text}" for one in statements]
    return contradictions(statements, encoder.encode(texts))


def test_most_contradictions_are_found(encoder: SentenceEncoder) -> None:
    results = [bool(found(encoder, *pair)) for pair in pairs("contradict")]
    assert sum(results) / len(results) >= LEAST_FOUND_SHARE


@pytest.mark.parametrize("pair", pairs("agree"), ids=lambda pair: pair[0].text)
def test_what_differs_for_a_reason_is_no_contradiction(
    encoder: SentenceEncoder, pair: tuple[Statement, Statement]
) -> None:
    assert found(encoder, *pair) == []


def test_a_contradiction_names_both_figures(encoder: SentenceEncoder) -> None:
    first = Statement("refunds", "Refunds", "Refunds", "Refunds take 5–7 working days.")
    second = Statement("money", "Money", "Refunds", "A refund takes 10 working days.")
    (only,) = found(encoder, first, second)
    assert (only.first, only.second) == (first, second)
    assert only.what == "5–7 working days and 10 working days"


def test_an_article_does_not_contradict_itself(encoder: SentenceEncoder) -> None:
    first = Statement("refunds", "Refunds", "Refunds", "Refunds take 5 working days.")
    second = Statement("refunds", "Refunds", "Refunds", "A refund takes 10 working days.")
    assert found(encoder, first, second) == []


def test_the_demo_shop_gives_two_figures_for_one_thing_once(encoder: SentenceEncoder) -> None:
    articles, _ = read_articles(ARTICLES_FOLDER)
    passages = [passage for article in articles for passage in split(article)]
    read = [
        (statement, text)
        for passage in passages
        for statement, text in zip(statements_of(passage), searchable(passage), strict=True)
        if statement.figures
    ]
    vectors = encoder.encode([text for _, text in read])
    (only,) = contradictions([statement for statement, _ in read], vectors)
    assert {only.first.article_id, only.second.article_id} == {
        "return-an-item",
        "return-label-problems",
    }
    assert only.what == "14 days and 10 days"


def test_thousands_of_sentences_take_seconds() -> None:
    random = np.random.default_rng(5)
    vectors = random.normal(size=(5_000, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    statements = [
        Statement(
            f"article-{row}", "", "", f"Parcel {row} comes within {row % 90} days of the order."
        )
        for row in range(len(vectors))
    ]
    start = time.perf_counter()
    assert contradictions(statements, vectors) == []
    assert time.perf_counter() - start < 20


def test_nothing_contradicts_nothing() -> None:
    assert contradictions([], np.zeros((0, 384), dtype=np.float32)) == []
