"""What the demo shop's articles answer, with what is known of the customer's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.answers.facts import CustomerFacts
from knowledge_base.conversation import Context
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.knowledge_base import Answer, KnowledgeBase
from knowledge_base.reading.file import read_file
from knowledge_base.thresholds import Thresholds

ARTICLES = Path("knowledge_base/articles")
READ = (
    "buying-gift-cards",
    "delivery-options-and-times",
    "items-that-cannot-be-returned",
    "refund-not-arrived",
    "refund-to-gift-card",
    "refunds",
    "return-an-item",
    "return-conditions",
    "return-from-abroad",
    "return-window-at-christmas",
    "where-we-deliver",
)
IN_MARCH = date(2026, 3, 17)
IN_DECEMBER = date(2026, 12, 20)
HOW_LONG = "how long do I have to return something"
CHRISTMAS = "can be returned until 24 January 2027"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    encoder = SentenceEncoder.load()
    index = KnowledgeIndex.build([read_file(ARTICLES / f"{one}.md") for one in READ], encoder)
    return KnowledgeBase(replace(index, thresholds=Thresholds(0.5, 0.5)), encoder)


def answer_to(
    base: KnowledgeBase,
    question: str,
    today: date = IN_MARCH,
    facts: CustomerFacts | None = None,
    article_id: str | None = None,
) -> Answer:
    context = Context(today=today, article_id=article_id)
    reply = base.reply(question, context, facts, may_ask=False)
    assert isinstance(reply, Answer)
    return reply


def delivered(on: date, today: date) -> CustomerFacts:
    return CustomerFacts(today, "HP-9", delivered_on=on)


@pytest.mark.parametrize(
    ("question", "article_id"),
    [
        (HOW_LONG, None),
        (HOW_LONG, "return-conditions"),
        ("until when must I request the return", "return-an-item"),
    ],
)
@pytest.mark.parametrize("tier", [None, "Gold"])
def test_no_day_is_named_where_the_christmas_article_may_name_another(
    base: KnowledgeBase, question: str, article_id: str | None, tier: str | None
) -> None:
    facts = replace(delivered(date(2026, 11, 24), IN_DECEMBER), tier=tier)
    composed = answer_to(base, question, IN_DECEMBER, facts, article_id).composed
    assert composed.fact is None
    assert "24 December." not in composed.text
    assert CHRISTMAS in composed.text


def test_the_christmas_article_names_no_day_by_the_usual_rule_either(base: KnowledgeBase) -> None:
    facts = delivered(date(2026, 11, 24), IN_DECEMBER)
    asked = "how do I return a Christmas order within 30 days of delivery"
    chosen = "return-window-at-christmas"
    assert answer_to(base, asked, IN_DECEMBER, facts, chosen).composed.fact is None


def test_outside_the_season_the_day_is_named(base: KnowledgeBase) -> None:
    composed = answer_to(base, HOW_LONG, facts=delivered(date(2026, 3, 5), IN_MARCH)).composed
    assert composed.fact == "Order HP-9 was delivered on 5 March, so you have until 4 April."
    assert "24 January" not in composed.text


@pytest.mark.parametrize(
    ("today", "facts", "fact"),
    [
        (
            IN_MARCH,
            CustomerFacts(IN_MARCH, "HP-9", returned_on=date(2026, 3, 16)),
            "5–7 working days end between 23 and 25 March.",
        ),
        (
            IN_MARCH,
            CustomerFacts(IN_MARCH, "HP-9", cancelled_on=date(2026, 3, 11)),
            "5–7 working days end between 18 and 20 March.",
        ),
        (
            IN_DECEMBER,
            CustomerFacts(IN_DECEMBER, "HP-9", returned_on=date(2026, 12, 16)),
            "5–7 working days end between 23 and 25 December.",
        ),
    ],
)
def test_when_the_money_comes_is_told_with_its_days_at_christmas_too(
    base: KnowledgeBase, today: date, facts: CustomerFacts, fact: str
) -> None:
    composed = answer_to(base, "when do i get my money back", today, facts).composed
    assert "5–7 working days" in " ".join(composed.quoted_sentences)
    assert (composed.fact or "").endswith(fact)
    assert CHRISTMAS not in composed.text


@pytest.mark.parametrize(
    "question",
    [
        "what is your return policy",
        "whats your returns policy",
        "returns policy",
        "what is your return window",
    ],
)
def test_a_question_for_the_policy_gets_its_rule(base: KnowledgeBase, question: str) -> None:
    text = answer_to(base, question).composed.text
    assert text.startswith("Items from Harbour & Pine can be returned within 30 days of delivery.")


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("how much is delivery to ireland", "Delivery to the EU"),
        ("what does delivery to ireland cost", "Delivery to the EU"),
        ("how long does delivery to ireland take", "Delivery to the EU"),
        ("do you deliver to ireland", "Countries we deliver to"),
        ("do you deliver to the republic of ireland", "Countries we deliver to"),
        ("do you ship to ireland?", "Countries we deliver to"),
        ("do you deliver to northern ireland", "Delivery to Northern Ireland"),
        ("how much is delivery to northern ireland", "Delivery to Northern Ireland"),
        ("can i return a gift card", "Which items cannot be returned"),
        ("can i return without a receipt", "How to request a return"),
        ("when do i get my money back", "How long a refund takes"),
    ],
)
def test_the_section_that_is_meant_answers(
    base: KnowledgeBase, question: str, section: str
) -> None:
    assert answer_to(base, question).best.passage.heading == section


@pytest.mark.parametrize("name", ["ireland", "the republic of ireland"])
def test_ireland_is_a_yes_as_part_of_the_european_union(base: KnowledgeBase, name: str) -> None:
    composed = answer_to(base, f"do you deliver to {name}").composed
    assert composed.says_yes is True
    assert "Northern Ireland" not in composed.text


def test_what_cannot_be_returned_comes_with_its_list(base: KnowledgeBase) -> None:
    text = answer_to(base, "can i return a gift card").composed.text
    assert "These items cannot be returned:\n\n- Gift cards" in text
