"""Learning from the articles' questions which article a new question is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.article import Article
from knowledge_base.checking import check
from knowledge_base.index import learnt, likeness, store
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.learnt import Examples
from knowledge_base.index.likeness import Words
from knowledge_base.search import Search
from tests.word_encoder import WordEncoder

ENCODER = WordEncoder()
LATE = Article(
    "late",
    "Late parcels",
    "/help/late",
    "A parcel is late after two days.",
    asked_as=("my stuff never came", "stuff still not here", "stuff has not come yet"),
)
RETURN = Article(
    "return",
    "Returns",
    "/help/return",
    "Send it back within thirty days.",
    asked_as=("how to send my stuff back", "i do not want it", "can it come back to you"),
)


def index_of(*articles: Article) -> KnowledgeIndex:
    return KnowledgeIndex.build(articles, ENCODER)


def pulls(index: KnowledgeIndex, question: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    assert index.learnt is not None
    return index.learnt.pulls(question, ENCODER.encode([question])[0])


def best(index: KnowledgeIndex, question: str) -> tuple[str, float]:
    found = Search(index, ENCODER).find(question, 1)[0]
    return found.passage.article_id, found.score


def test_a_question_is_pulled_to_the_article_whose_questions_it_resembles() -> None:
    index = index_of(LATE, RETURN)
    to_late, to_return, to_none = pulls(index, "why has my stuff not come here")
    assert to_late > 0.3 > to_return
    assert to_none == 0
    # The questions that were learnt themselves come out near 1.
    assert pulls(index, "my stuff never came")[0] == pytest.approx(1, abs=0.3)


def test_what_nothing_resembles_is_pulled_nowhere() -> None:
    assert np.abs(pulls(index_of(LATE, RETURN), "quantum zebra")).max() < 0.2
    assert np.abs(pulls(index_of(LATE, RETURN), "")).max() < 0.2


def test_an_article_is_found_by_its_questions_together() -> None:
    """One sentence of another article is closer than any single question of the right one."""
    rival = Article("rival", "Lost things", "/help/rival", "Not here yet? Ask a neighbour.")
    alone = index_of(replace(LATE, asked_as=()), RETURN, rival)
    together = index_of(LATE, RETURN, rival)
    assert best(alone, "not here yet, stuff")[0] == "rival"
    assert best(together, "not here yet, stuff")[0] == "late"


def test_a_question_that_is_said_to_have_no_answer_scores_lower() -> None:
    asked = "can a drone bring my stuff"
    warned = replace(LATE, not_answered=("will a drone bring it", "can drone bring my parcel"))
    assert best(index_of(warned, RETURN), asked)[1] < best(index_of(LATE, RETURN), asked)[1] - 0.05


def test_without_questions_nothing_is_learnt() -> None:
    assert index_of(replace(LATE, asked_as=()), replace(RETURN, asked_as=())).learnt is None
    assert index_of().learnt is None


def test_what_was_learnt_is_stored(tmp_path: Path) -> None:
    index = index_of(LATE, RETURN)
    with store.locked(tmp_path):
        store.save(index, tmp_path)
    assert pulls(store.load(tmp_path), "my stuff is late") == pytest.approx(
        pulls(index, "my stuff is late")
    )
    bare = index_of(replace(LATE, asked_as=()))
    with store.locked(tmp_path):
        store.save(bare, tmp_path)
    assert store.load(tmp_path).learnt is None


def test_the_same_questions_are_not_learnt_again_and_no_text_is_encoded_twice() -> None:
    encoder = WordEncoder()
    warned = replace(LATE, not_answered=("will a drone bring it",), digest="1")
    first = KnowledgeIndex.build([warned, RETURN], encoder)
    other_text = replace(warned, body="A parcel is late after three days.", digest="2")
    second = KnowledgeIndex.build([other_text, RETURN], encoder, earlier=first)
    assert second.learnt is first.learnt
    encoder.encoded = 0
    asked = replace(other_text, asked_as=(*LATE.asked_as, "parcel gone"), digest="3")
    third = KnowledgeIndex.build([asked, RETURN], encoder, earlier=second)
    assert encoder.encoded == 1
    assert third.learnt is not first.learnt


def test_of_too_many_questions_each_article_keeps_equally_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    warned = replace(RETURN, not_answered=("a drone?", "a balloon?"))
    short = replace(LATE, asked_as=("gone",))
    every = [LATE, warned, short]

    def kept_of(most: int) -> dict[str, tuple[int, ...]]:
        monkeypatch.setattr(learnt, "MOST_EXAMPLES", most)
        return dict(Examples.of(every).articles_of)

    # Nine questions, of which two articles share their title, and two without an answer.
    assert len(kept_of(1_000)) == len(kept_of(12)) == 9 + 2
    kept = kept_of(10)
    assert kept["Late parcels"] == (0, 2)
    assert (kept["gone"], kept["a drone?"]) == ((2,), ())
    assert kept_of(9) == {}
    monkeypatch.setattr(learnt, "_FEWEST_OF_AN_ARTICLE", 2)
    kept = kept_of(8)
    assert [text in kept for text in LATE.asked_as] == [True, False, False]
    assert "a balloon?" in kept


def test_questions_without_an_answer_never_keep_the_others_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learnt, "MOST_EXAMPLES", 8)
    warned = replace(RETURN, not_answered=("a drone?", "a balloon?"))
    assert len(Examples.of([LATE, warned]).articles_of) == 8


def test_a_question_of_two_articles_is_learnt_for_both() -> None:
    old = replace(LATE, id="old", valid_until=date(2025, 1, 1))
    to_old, to_new, _ = pulls(index_of(old, LATE), "my stuff never came")
    assert to_new == pytest.approx(to_old)
    assert to_new > 0.5


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("written", ["my stuff never came", "My stuff never came?!"])
def test_a_question_that_an_article_answers_is_not_learnt_as_unanswered(
    written: str, is_first: bool
) -> None:
    warned = replace(RETURN, not_answered=(written,))
    articles = [warned, LATE] if is_first else [LATE, warned]
    to_none = pulls(index_of(*articles), "my stuff never came")[-1]
    assert to_none == 0


def test_what_only_agents_are_told_stays_unanswered_for_customers() -> None:
    secret = replace(LATE, audience="agents")
    warned = replace(RETURN, not_answered=("my stuff never came",))
    assert pulls(index_of(secret, warned), "my stuff never came")[-1] > 0.3


def test_what_agents_are_not_told_says_nothing_to_customers() -> None:
    secret = replace(RETURN, audience="agents", not_answered=("a drone?",))
    assert "a drone?" not in Examples.of([LATE, secret]).articles_of


def test_a_question_without_an_answer_counts_among_many_articles_too() -> None:
    crowd = [
        Article(f"a{number}", f"Title {number}", "/", "Text.", asked_as=(f"what of {number}",))
        for number in range(60)
    ]
    warned = replace(LATE, not_answered=("will a drone bring it",))
    assert pulls(index_of(warned, *crowd), "will a drone bring it")[-1] > 0.5


def test_what_was_learnt_and_is_damaged_makes_the_index_unavailable(tmp_path: Path) -> None:
    with store.locked(tmp_path):
        store.save(index_of(LATE, RETURN), tmp_path)
    (file,) = tmp_path.glob("index-*/learnt.npz")
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(store.IndexUnavailable, match="kb sync"):
        store.load(tmp_path)
    file.unlink()
    with pytest.raises(store.IndexUnavailable, match="kb sync"):
        store.load(tmp_path)


def test_all_examples_at_once_are_as_alike_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*LATE.asked_as, *RETURN.asked_as, "", "my my stuff", "?"]
    one_by_one = [Words.of(texts).alike(text) for text in texts]
    for common in (1, 4, 100):
        monkeypatch.setattr(likeness, "_COMMON", common)
        at_once = Words.of(texts).alike_among_themselves()
        assert at_once == pytest.approx(np.stack(one_by_one), abs=2e-6)


def test_what_is_learnt_depends_on_the_articles_places() -> None:
    assert Examples.of([LATE, RETURN]).digest != Examples.of([RETURN, LATE]).digest


@pytest.mark.parametrize("asked", ["Do you wrap gifts?", "do you wrap gifts"])
def test_the_check_names_what_an_article_seems_to_answer_after_all(
    tmp_path: Path, asked: str
) -> None:
    head = "---\ntitle: {}\n{}---\n\nA text.\n"
    (tmp_path / "old.md").write_text(
        head.format("Old", "not_answered: ['do you wrap gifts', 'may I bring my dog']\n")
    )
    (tmp_path / "young.md").write_text(head.format("Young", f"asked_as: ['{asked}']\n"))
    found = check(tmp_path, ENCODER, date(2026, 3, 1)).perhaps_answered
    assert [(one.id, question, other.id) for one, question, other in found] == [
        ("old", "do you wrap gifts", "young")
    ]
