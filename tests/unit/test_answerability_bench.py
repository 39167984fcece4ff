"""The questions that only look as if a passage answered them."""

from __future__ import annotations

import yaml

from bench.answerability import FOLDER, answerability
from tests.word_encoder import WordEncoder

ENTRIES = [
    entry
    for file in sorted(FOLDER.glob("*.yml"))
    for entry in yaml.safe_load(file.read_text("utf-8"))
]


def test_each_passage_has_as_many_questions_of_both_kinds() -> None:
    assert len(ENTRIES) >= 500
    for entry in ENTRIES:
        assert len(entry["answered"]) == len(entry["not_answered"]) == 3, entry["title"]
        assert all(entry[key].strip() for key in ("title", "heading", "text"))


def test_no_question_is_asked_twice() -> None:
    questions = [
        question.casefold()
        for entry in ENTRIES
        for key in ("answered", "not_answered")
        for question in entry[key]
    ]
    assert len(set(questions)) == len(questions)


def test_every_question_is_measured() -> None:
    figures = answerability(WordEncoder())
    assert (figures["passages"], figures["questions"]) == (len(ENTRIES), 6 * len(ENTRIES))
    assert 0 <= figures["auroc"] <= 1
