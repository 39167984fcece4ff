"""Beginning an answer with yes or no, where that is certain."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.answers.yes_no import says_yes
from knowledge_base.answers.yes_no_question import Asks, yes_no_question

PAIRS = Path(__file__).parent / "answers_yes_no.yml"
LEAST_PRECISION = 0.98
LEAST_RECALL = 0.7
SAYS = {"yes": True, "no": False, "neither": None}


def pairs() -> list[tuple[str, str, bool | None]]:
    return [
        (question, entry["sentence"], SAYS[said])
        for entry in yaml.safe_load(PAIRS.read_text("utf-8"))
        for said in SAYS
        for question in entry.get(said, ())
    ]


def test_a_yes_or_no_that_is_given_is_right_and_most_are_given() -> None:
    given_right = given_wrong = 0
    wanted = sum(right is not None for _, _, right in pairs())
    for question, sentence, right in pairs():
        said = says_yes(question, sentence)
        given_right += said is not None and said == right
        given_wrong += said is not None and said != right
    assert len(pairs()) > 400
    assert given_right / (given_right + given_wrong) >= LEAST_PRECISION
    assert given_right / wanted >= LEAST_RECALL


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("do you ship to Norway", Asks.FACT),
        ("Hi there, can I return a lamp please?", Asks.POSSIBLE),
        ("can you tell me if you ship to Norway", Asks.FACT),
        ("am i allowed to bring my dog", Asks.POSSIBLE),
        ("is smoking allowed on the balcony", Asks.POSSIBLE),
        ("do i have to register the lamp", Asks.NECESSARY),
        ("is delivery free?", Asks.FREE),
        ("does it cost anything to return a lamp", Asks.COSTS),
    ],
)
def test_a_question_for_yes_or_no_is_known(message: str, asks: Asks) -> None:
    question = yes_no_question(message)
    assert question is not None
    assert question.asks is asks


@pytest.mark.parametrize(
    "message",
    [
        "",
        "?!",
        "how much is delivery",
        "can you tell me how long it takes",
        "do I get a new one or my money",
        "can I return it",
        "I opened the candle. Can I return candles?",
        "don't you ship to Norway",
        "where is my order",
        "will my order arrive on Sunday",
        "can you send me the label again",
        "do you ship to Norway " * 200,
    ],
)
def test_what_cannot_be_answered_alone_is_no_question_for_yes_or_no(message: str) -> None:
    assert yes_no_question(message) is None


def test_a_member_state_is_part_of_the_european_union() -> None:
    sentence = "We deliver to all member states of the European Union."
    assert says_yes("do you deliver to Portugal?", sentence) is True
    assert says_yes("do you deliver to Norway?", sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("are returns from ireland free", "Returns from Northern Ireland are free as well."),
        ("do you deliver to ireland", "We do not deliver to Northern Ireland."),
        (
            "are returns from the republic of ireland free",
            "Returns from Northern Ireland are free.",
        ),
        ("do you deliver to northern ireland", "We deliver to Ireland."),
        ("do you deliver to northern ireland", "We deliver to all countries in the EU."),
        ("do you deliver to korea", "We deliver to South Korea."),
    ],
)
def test_a_part_of_a_country_is_not_the_country(question: str, sentence: str) -> None:
    assert says_yes(question, sentence) is None


def test_a_country_may_have_its_full_name() -> None:
    assert says_yes("do you deliver to the republic of ireland", "We deliver to Ireland.") is True
    free = "Returns from Northern Ireland are free as well."
    assert says_yes("are returns from northern ireland free", free) is True


def test_a_line_of_a_list_says_neither_yes_nor_no() -> None:
    assert says_yes("are you there on Sundays", "- Sunday – Hours: closed") is None


@given(st.text(), st.text())
def test_any_text_may_be_asked_of_any(question: str, sentence: str) -> None:
    assert says_yes(question, sentence) in (True, False, None)


def test_a_sentence_that_does_not_end_costs_little() -> None:
    start = time.perf_counter()
    says_yes("can I return a lamp", "Lamps, and lamps, or not and lamps cannot " * 2_000)
    assert time.perf_counter() - start < 2
