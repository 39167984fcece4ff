"""The score below which the bot says that it does not know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge_base.article import Article
from knowledge_base.calibration import Question, calibrate, measure
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.knowledge_base import Answer, KnowledgeBase
from knowledge_base.search import Search
from knowledge_base.thresholds import Thresholds
from tests.word_encoder import WordEncoder

ENCODER = WordEncoder()
WOOL = Article("wool", "Wool", "/help/wool", "Wash cold and dry flat.")
OAK = Article("oak", "Oak", "/help/oak", "Rub with oil twice yearly.")
LOW = Thresholds(0.1, 0.1)
INDEX = KnowledgeIndex.build([WOOL, OAK], ENCODER)


def questions(answerable: int, unanswerable: int) -> list[Question]:
    found = [
        Question(f"wash wool cold {number}", frozenset({"wool"})) for number in range(answerable)
    ]
    return found + [Question(f"zebra {number}", frozenset()) for number in range(unanswerable)]


@pytest.mark.parametrize(("answerable", "unanswerable"), [(0, 0), (19, 40), (40, 19)])
def test_too_few_questions_calibrate_nothing(answerable: int, unanswerable: int) -> None:
    assert calibrate(Search(INDEX, ENCODER), questions(answerable, unanswerable)) is None


def test_questions_of_articles_that_are_not_there_do_not_count() -> None:
    index = KnowledgeIndex.build([OAK], ENCODER)
    assert calibrate(Search(index, ENCODER), questions(40, 40)) is None


def test_the_threshold_parts_what_can_be_answered_from_what_cannot() -> None:
    found = calibrate(Search(INDEX, ENCODER), questions(20, 20))
    assert found is not None
    base = KnowledgeBase(replace(INDEX, thresholds=found.thresholds), ENCODER)
    replies = [base.reply(one.question) for one in questions(20, 20)]
    assert all(isinstance(reply, Answer) for reply in replies[:20])
    assert replies[20:] == [None] * 20
    assert (found.right_article_share, found.answered_share) == (1, 1)
    assert (found.wrongly_answered_share, found.refused_share) == (0, 1)


def test_any_of_several_right_articles_is_right() -> None:
    asked = [Question("wash wool cold", frozenset({"wool", "oak"})), *questions(0, 1)]
    assert measure(Search(INDEX, ENCODER), asked, LOW).right_article_share == 1


def test_a_wrong_answer_is_counted_as_one() -> None:
    asked = [Question("wash wool cold", frozenset({"oak"})), Question("zebra", frozenset())]
    found = measure(Search(INDEX, ENCODER), asked, LOW)
    assert (found.answered_share, found.wrongly_answered_share, found.refused_share) == (0, 0.5, 1)


def test_between_the_thresholds_the_right_topic_is_one_of_those_offered() -> None:
    found = measure(Search(INDEX, ENCODER), questions(2, 2), Thresholds(1.5, 0.1))
    assert (found.answered_share, found.offered_share, found.wrongly_answered_share) == (0, 1, 0)
