"""Putting an answer together from a passage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.answers.compose import ComposedAnswer, compose
from knowledge_base.answers.contradictions import Contradiction, Statement
from knowledge_base.answers.facts import CustomerFacts
from knowledge_base.answers.sentences import searchable
from knowledge_base.passages import Passage

RETURNS = Passage(
    "return-conditions",
    "Return conditions",
    "/help/return-conditions",
    "How long you have to return something",
    "Items can be returned within 30 days of delivery. The day after the parcel was delivered is "
    "day one, and the return must be requested by the end of day 30.\n\n"
    "Gold members of Harbour Club have 60 days. What counts is the membership on the day the order "
    "was placed. Our warehouse checks each parcel by hand, and the team writes to you by e-mail.",
)
COUNTRIES = Passage(
    "where-we-deliver",
    "Where we deliver",
    "/help/where-we-deliver",
    "Countries",
    "We deliver to all member states of the European Union.",
)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load()


def answered(
    encoder: SentenceEncoder,
    question: str,
    passage: Passage,
    facts: CustomerFacts | None = None,
    contradictions: Iterable[Contradiction] = (),
) -> ComposedAnswer:
    vectors = encoder.encode([question, *searchable(passage)])
    return compose(question, passage, vectors[0], vectors[1:], facts, contradictions)


def test_a_certain_yes_begins_the_answer(encoder: SentenceEncoder) -> None:
    answer = answered(encoder, "do you deliver to Italy?", COUNTRIES)
    assert answer.says_yes is True
    assert answer.text == "Yes. We deliver to all member states of the European Union."
    assert answer.quoted_sentences == (COUNTRIES.text,)


def test_without_certainty_there_is_only_the_quotation(encoder: SentenceEncoder) -> None:
    answer = answered(encoder, "do you deliver to Norway?", COUNTRIES)
    assert answer.says_yes is None
    assert answer.text == COUNTRIES.text


def test_the_customers_own_days_follow_the_rule(encoder: SentenceEncoder) -> None:
    facts = CustomerFacts(date(2026, 11, 26), "HP-204518", delivered_on=date(2026, 11, 14))
    answer = answered(encoder, "how long do I have to return an item", RETURNS, facts)
    assert answer.fact == (
        "Order HP-204518 was delivered on 14 November, so you have until 14 December."
    )
    assert answer.text.endswith(f"\n\n{answer.fact}")
    assert len(answer.text) < len(RETURNS.text)


def test_a_gold_member_reads_the_rule_for_gold_members(encoder: SentenceEncoder) -> None:
    facts = CustomerFacts(date(2026, 11, 26), "HP-1", "Gold", delivered_on=date(2026, 11, 14))
    answer = answered(encoder, "within how many days of delivery can items go back", RETURNS, facts)
    assert "Gold members of Harbour Club have 60 days." in answer.quoted_sentences
    assert answer.fact == (
        "Order HP-1 was delivered on 14 November, so you have until 13 January 2027."
    )


def test_a_rule_that_is_not_quoted_is_not_filled_in(encoder: SentenceEncoder) -> None:
    facts = CustomerFacts(date(2026, 11, 26), "HP-204518", delivered_on=date(2026, 11, 14))
    answer = answered(encoder, "does the warehouse check each parcel by hand", RETURNS, facts)
    assert answer.fact is None


def test_what_another_article_says_against_it_is_shown(encoder: SentenceEncoder) -> None:
    own = Statement(
        RETURNS.article_id, RETURNS.title, RETURNS.heading, RETURNS.text.split(". ")[0] + "."
    )
    other = Statement("sale", "Sale items", "Returns", "Items can be returned within 14 days.")
    known = [Contradiction(other, own, "14 days and 30 days")]
    answer = answered(encoder, "how long do I have to return an item", RETURNS, None, known)
    assert answer.contradictions == tuple(known)
    assert answer.text.endswith(
        "Our articles say two things here. “Sale items” has: "
        "“Items can be returned within 14 days.”"
    )


def test_no_day_is_named_where_two_articles_give_two_periods(encoder: SentenceEncoder) -> None:
    facts = CustomerFacts(date(2026, 11, 26), "HP-1", delivered_on=date(2026, 11, 14))
    own = Statement(
        RETURNS.article_id, RETURNS.title, RETURNS.heading, RETURNS.text.split(". ")[0] + "."
    )
    other = Statement("sale", "Sale items", "Returns", "Items can be returned within 14 days.")
    known = [Contradiction(other, own, "14 days and 30 days")]
    answer = answered(encoder, "how long do I have to return an item", RETURNS, facts, known)
    assert answer.fact is None
    assert "14 December" not in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "Gift wrapping is free until 24 December.",
        "In December, items can be returned within 30 days of delivery as well.",
        "Items can be returned in every shop.",
    ],
)
def test_what_sets_no_other_limit_to_the_rule_is_no_exception(
    encoder: SentenceEncoder, said: str
) -> None:
    facts = CustomerFacts(date(2026, 11, 26), "HP-1", delivered_on=date(2026, 11, 14))
    question = "how long do I have to return an item"
    vectors = encoder.encode([question, *searchable(RETURNS)])
    exceptions = [Statement("december", "December", "", said)]
    answer = compose(question, RETURNS, vectors[0], vectors[1:], facts, (), exceptions)
    assert (answer.fact or "").endswith("so you have until 14 December.")


def test_a_contradiction_elsewhere_is_not_mentioned(encoder: SentenceEncoder) -> None:
    first = Statement("a", "A", "", "We deliver to Norway.")
    second = Statement("b", "B", "", "We do not deliver to Norway.")
    known = [Contradiction(first, second, "one denies what the other says")]
    answer = answered(encoder, "do you deliver to Italy?", COUNTRIES, None, known)
    assert answer.contradictions == ()
    assert "two things" not in answer.text


@pytest.mark.parametrize("day", ["31 January", "the 31st of January", "Jan 31"])
def test_an_exception_is_told_in_place_of_the_day(encoder: SentenceEncoder, day: str) -> None:
    facts = CustomerFacts(date(2026, 11, 26), "HP-1", delivered_on=date(2026, 11, 14))
    question = "how long do I have to return an item"
    vectors = encoder.encode([question, *searchable(RETURNS)])
    exceptions = [Statement("winter", "Winter", "", f"Presents can be returned until {day}.")]
    answer = compose(question, RETURNS, vectors[0], vectors[1:], facts, (), exceptions)
    assert answer.fact is None
    assert answer.text.endswith(
        "For your order, another time limit may hold. "
        f"“Winter” has: “Presents can be returned until {day}.”"
    )


def test_a_contradiction_about_something_else_leaves_the_day(encoder: SentenceEncoder) -> None:
    facts = CustomerFacts(date(2026, 11, 26), "HP-1", delivered_on=date(2026, 11, 14))
    text = "Return it within 30 days of delivery. Drop the parcel off within 14 days."
    passage = Passage("returns", "Returns", "/help/returns", "Returns", text)
    own = Statement("returns", "Returns", "Returns", "Drop the parcel off within 14 days.")
    other = Statement("labels", "Labels", "", "Drop the parcel off within 10 days.")
    known = [Contradiction(own, other, "14 days and 10 days")]
    answer = answered(encoder, "how long do I have", passage, facts, known)
    assert answer.contradictions == tuple(known)
    assert (answer.fact or "").endswith("so you have until 14 December.")
