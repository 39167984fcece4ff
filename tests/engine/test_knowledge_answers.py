"""Questions are answered from the company's articles, or honestly not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.engine.chat_client import ChatClient, words_of
from tests.engine.console_client import ConsoleClient

if TYPE_CHECKING:
    from tests.conftest import Running

pytestmark = pytest.mark.engine

UNANSWERABLE = "What is the capital of Peru?"


@pytest.mark.parametrize(
    ("question", "article", "fact"),
    [
        ("Can I pay with PayPal?", "/help/payment-methods", "PayPal"),
        ("How long is a gift card valid?", "gift-cards", "24 months"),
        ("How long does standard delivery take?", "/help/delivery-options-and-times", "3–5"),
    ],
)
def test_a_question_is_answered_with_a_passage_and_its_source(
    running: Running, chat: ChatClient, question: str, article: str, fact: str
) -> None:
    (answer,) = chat.say(question)
    assert answer["author"] == "bot"
    assert fact in answer["text"]
    first = answer["citations"][0]
    assert article in first["url"]
    for citation in answer["citations"]:
        page = httpx.get(citation["url"], trust_env=False)
        assert page.status_code == 200
        assert citation["title"].split()[0] in page.text
        assert citation["url"].startswith(running.url)


def test_paragraphs_of_a_passage_stay_one_message(chat: ChatClient) -> None:
    answers = chat.say("What does the warranty cover?")
    assert [answer["author"] for answer in answers] == ["bot"]
    assert "\n\n" in answers[0]["text"]


def test_a_question_without_an_answer_is_not_answered_with_a_guess(chat: ChatClient) -> None:
    (answer,) = chat.say(UNANSWERABLE)
    assert "don't have an answer" in answer["text"] or "outside what I can" in answer["text"]
    assert "colleague" in answer["text"]
    assert answer["citations"] == []
    assert [button["title"] for button in answer["buttons"]] == ["Yes, please", "No, thank you"]


@pytest.mark.parametrize("way", ["typed", "pressed"])
def test_a_yes_to_the_offer_brings_a_person(chat: ChatClient, mia: ConsoleClient, way: str) -> None:
    chat.say(UNANSWERABLE)
    answers = chat.say("yes") if way == "typed" else chat.press("Yes, please")
    assert [answer["author"] for answer in answers] == ["system"]
    assert chat.history()["owner"] == "queue"
    page = mia.page(mia.ticket_of(chat.conversation_id)["id"])
    assert UNANSWERABLE in [message["text"] for message in page["messages"]]
    assert page["ticket"]["what_was_tried"] == ["Looked for an answer in the articles"]


def test_a_no_to_the_offer_leaves_the_customer_with_the_bot(chat: ChatClient) -> None:
    chat.say(UNANSWERABLE)
    assert "next" in words_of(chat.press("No, thank you"))
    assert chat.history()["owner"] == "bot"
    assert "colleague" not in words_of(chat.say("yes"))
