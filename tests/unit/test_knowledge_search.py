"""Finding the passage that answers, in its conversation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from knowledge_base.article import Article
from knowledge_base.conversation import Context, Turn, readings_of
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.lexical import WordIndex
from knowledge_base.index.subjects import Subjects
from knowledge_base.knowledge_base import Answer, KnowledgeBase, Unclear
from knowledge_base.thresholds import Thresholds
from tests.word_encoder import WordEncoder

ENCODER = WordEncoder()
WOOL = Article("wool", "Wool", "/help/wool", "Wash cold and dry flat.")
OAK = Article("oak", "Oak", "/help/oak", "Rub with oil twice yearly.", asked_as=("is it greasy",))


def a_base(answer_at: float, *articles: Article) -> KnowledgeBase:
    index = KnowledgeIndex.build(articles, ENCODER)
    return KnowledgeBase(replace(index, thresholds=Thresholds(answer_at, answer_at)), ENCODER)


def answer_of(base: KnowledgeBase, question: str) -> Answer | None:
    reply = base.reply(question)
    assert not isinstance(reply, Unclear)
    return reply


@pytest.fixture
def base() -> KnowledgeBase:
    return a_base(0.5, WOOL, OAK)


def test_the_closest_passage_answers(base: KnowledgeBase) -> None:
    answer = answer_of(base, "wool: wash cold?")
    assert answer is not None
    assert answer.best.passage.article_id == "wool"
    assert answer.related == []


@pytest.mark.parametrize("question", ["where is my parcel", "", "?!", "🙂", "a" * 20_000])
def test_a_question_that_no_passage_is_close_to_is_not_answered(
    base: KnowledgeBase, question: str
) -> None:
    assert answer_of(base, question) is None


def test_the_threshold_decides_between_answer_and_silence(base: KnowledgeBase) -> None:
    (best,) = base.search("wash wool", 1)
    assert answer_of(a_base(best.score - 0.01, WOOL, OAK), "wash wool") is not None
    assert answer_of(a_base(best.score + 0.01, WOOL, OAK), "wash wool") is None


def test_without_a_threshold_of_its_own_the_base_takes_that_of_the_index() -> None:
    index = KnowledgeIndex.build([WOOL, OAK], ENCODER)
    assert KnowledgeBase(index, ENCODER).reply("wash wool") is None
    low = replace(index, thresholds=Thresholds(0.1, 0.1))
    assert isinstance(KnowledgeBase(low, ENCODER).reply("wash wool"), Answer)
    assert isinstance(KnowledgeBase(low, ENCODER, 1.6).reply("wash wool"), Unclear)


def test_an_article_is_found_by_the_questions_it_is_asked_as() -> None:
    answer = answer_of(a_base(0.6, WOOL, OAK), "is it greasy")
    assert answer is not None
    assert answer.best.passage.text == "Rub with oil twice yearly."


def test_a_question_leads_to_the_section_that_it_names() -> None:
    ash = Article(
        "ash", "Ash", "", "## Care\n\nOil it.\n\n## Cleaning\n\nDust it.",
        asked_as=("care of it",), sections={"care of it": "Cleaning"},
    )  # fmt: skip
    (best, *_) = a_base(0.5, ash).search("care of it", 1)
    assert best.passage.heading == "Cleaning"


def test_another_article_that_is_close_is_named_beside_the_answer_and_the_same_is_not() -> None:
    silk = Article(
        "silk", "Silk", "/help/silk", "Wash cold by hand.\n\n## More\n\nWash cold often."
    )
    answer = answer_of(a_base(0.3, WOOL, OAK, silk), "wash cold")
    assert answer is not None
    assert answer.best.passage.article_id == "silk"
    assert [found.passage.article_id for found in answer.related] == ["wool"]


def test_a_search_gives_as_many_as_there_are_the_best_first(base: KnowledgeBase) -> None:
    found = base.search("wash cold and rub", 10)
    assert [one.passage.article_id for one in found] == ["wool", "oak"]
    assert found[0].score > found[1].score


def test_passages_that_say_the_same_are_folded_into_the_better_one() -> None:
    twin = replace(WOOL, id="jumper", title="Wool jumper")
    found = a_base(0.5, WOOL, twin, OAK).search("wool wash cold", 3)
    assert [one.passage.article_id for one in found] == ["wool", "oak"]
    assert [one.article_id for one in found[0].duplicates] == ["jumper"]


@pytest.mark.parametrize("asked_as", [(), ("is it greasy",)])
def test_an_article_without_a_text_keeps_no_other_from_being_found(
    asked_as: tuple[str, ...],
) -> None:
    headings = Article("ash", "Ash", "/help/ash", "# Ash\n\n## Care\n", asked_as=asked_as)
    answer = answer_of(a_base(0.5, headings, WOOL), "wool: wash cold?")
    assert answer is not None
    assert answer.best.passage.article_id == "wool"


def test_an_empty_base_answers_nothing() -> None:
    base = a_base(0.5)
    assert base.passages == 0
    assert answer_of(base, "anything") is None


@pytest.mark.parametrize(
    ("article", "context", "is_quoted"),
    [
        (replace(WOOL, audience="agents"), Context(), False),
        (replace(WOOL, audience="agents"), Context(audience="agents"), True),
        (replace(WOOL, language="de"), Context(language="en"), False),
        (replace(WOOL, language="en-GB"), Context(language="en"), True),
        (replace(WOOL, language="de"), Context(), True),
        (replace(WOOL, valid_until=date(2026, 1, 1)), Context(today=date(2026, 1, 2)), False),
        (replace(WOOL, valid_until=date(2026, 1, 1)), Context(today=date(2026, 1, 1)), True),
        (replace(WOOL, valid_from=date(2026, 1, 3)), Context(today=date(2026, 1, 2)), False),
    ],
)
def test_an_article_that_is_not_for_this_conversation_is_not_quoted(
    article: Article, context: Context, is_quoted: bool
) -> None:
    found = a_base(0.1, article, OAK).search("wool wash cold", 5, context)
    assert ("wool" in [one.passage.article_id for one in found]) == is_quoted


HOTELS = [
    Article(f"{name}-{number}", title, "", text, products=(f"hotel {name.upper()} HOUSE",))
    for name in ("autumn", "bridge", "allenbell")
    for number, (title, text) in enumerate(
        [("Is there parking?", "You can park here."), ("Do you take pets?", "No pets.")]
    )
]


@pytest.mark.parametrize(
    ("turns", "question", "found"),
    [
        (["I look for Bridge House"], "is there parking?", "bridge-0"),
        (["Autumn House or Bridge House?", "Bridge House then"], "do you take pets?", "bridge-1"),
        (["is Bridge House free"], "does Autumn House take pets?", "autumn-1"),
        (["I would like allenbel house"], "is there parking", "allenbell-0"),
    ],
)
def test_the_subject_may_have_been_named_some_turns_earlier(
    turns: list[str], question: str, found: str
) -> None:
    context = Context(turns=[Turn("customer", text) for text in turns])
    (best,) = a_base(0.3, *HOTELS, WOOL).search(question, 1, context)
    assert best.passage.article_id == found


def test_what_is_about_everything_answers_whatever_the_subject_is() -> None:
    context = Context(turns=[Turn("customer", "I look for Bridge House")])
    (best,) = a_base(0.3, *HOTELS, WOOL).search("wool wash cold", 1, context)
    assert best.passage.article_id == "wool"


def test_the_products_in_question_are_subjects_though_nobody_named_them() -> None:
    context = Context(subjects=["hotel Allenbell House"])
    (best,) = a_base(0.3, *HOTELS).search("is there parking", 1, context)
    assert best.passage.article_id == "allenbell-0"


@pytest.mark.parametrize("question", ["and for gift cards?", "What about wool?", "ok, and abroad"])
def test_a_question_that_goes_on_is_read_with_the_one_before(question: str) -> None:
    context = Context(turns=[Turn("customer", "how long for a return?"), Turn("agent", "30 days.")])
    assert readings_of(question, context) == [question, f"how long for a return {question}"]


@pytest.mark.parametrize(
    "question",
    [
        "do you ship to Norway?",
        "android phone holder",
        "and then I waited for a week and nobody came to the door at all",
    ],
)
def test_a_question_of_its_own_is_read_alone(question: str) -> None:
    context = Context(turns=[Turn("customer", "how long for a return?")])
    assert readings_of(question, context) == [question]
    assert readings_of("and abroad?", Context()) == ["and abroad?"]


def test_words_that_nobody_has_make_a_question_score_lower() -> None:
    words, both = WordIndex.of(["wash wool cold", "oil oak"]), np.arange(2)
    known, half = words.scores_of("wash wool", both), words.scores_of("wash zebras", both)
    assert known[0] > half[0] > known[1] == 0
    assert words.scores_of("zebra", both).tolist() == [0, 0]
    assert WordIndex.of(["", "?"]).scores_of("wool", both).tolist() == [0, 0]
    assert [len(found) for found in words.best("zebra", 5)] == [0, 0]


def test_a_longer_name_wins_over_the_shorter_one_in_it() -> None:
    named = Subjects(["Nandos", "Nandos City Centre", "Zizzi"]).named_in("at nandos city centre?")
    assert named.argmax() == 1
    assert named[2] == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Pier 39", "are dogs allowed at pier thirty nine"),
        ("Club 40", "the club forty please"),
        ("Bay Side Inn", "does the bayside inn have parking"),
        ("Bayside Inn", "does the bay side inn have parking"),
        ("Rice & Spice", "at rice and spice"),
        ("Fisherman’s Wharf", "at fishermans wharf"),
    ],
)
def test_a_name_is_recognised_however_it_is_spelt_or_spoken(name: str, said: str) -> None:
    named = Subjects(["Pier View", name, "Restaurant 50", "The Inn"]).named_in(said)
    assert named.argmax() == 1
    assert named[1] >= 0.8
