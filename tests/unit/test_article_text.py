"""A customer's question becomes the title, the name and the file of an article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk.insight.article_text import MAX_TITLE_CHARACTERS, ArticleDraft, id_of, title_of
from knowledge_base.reading.file import read_file


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("how do i delete my account", "How do I delete my account?"),
        ("Hi there, can you mend my umbrella??", "Can you mend my umbrella?"),
        ("hello, good morning! please, is it vegan", "Is it vegan?"),
        ("umbrella repair", "Umbrella repair"),
        ("i want an invoice...", "I want an invoice"),
        ("hello", "Hello"),
        ("Is  it\n BPA free ?", "Is it BPA free?"),
    ],
)
def test_a_question_becomes_a_title(question: str, title: str) -> None:
    assert title_of(question) == title


def test_a_long_question_is_cut_between_words() -> None:
    title = title_of("my parcel " * 60)
    assert len(title) <= MAX_TITLE_CHARACTERS
    assert title.endswith("parcel …") or title.endswith("my …")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("How do I return a gift?", "how-do-i-return-a-gift"),
        ("What's on at the Café?", "whats-on-at-the-cafe"),
        ("../../etc/passwd", "etc-passwd"),
        ("???", ""),
        ("Где заказ", ""),
    ],
)
def test_a_title_becomes_a_name_for_every_disk(title: str, name: str) -> None:
    assert id_of(title) == name


def test_a_name_is_never_too_long_for_a_file() -> None:
    assert len(id_of("word " * 200)) <= 80


@pytest.mark.parametrize("words", ["no", "- a: b", "'quoted'", "# hash", "2026-01-01", "{x}"])
def test_odd_words_come_back_from_the_file_as_they_were(tmp_path: Path, words: str) -> None:
    draft = ArticleDraft(words, (words, "Is it so?"), f"Text: {words}")
    file = tmp_path / "article.md"
    file.write_text(draft.as_markdown(date(2026, 11, 26)), "utf-8")
    article = read_file(file)
    assert (article.title, article.asked_as) == (words, (words, "Is it so?"))
    assert article.updated_on == date(2026, 11, 26)
