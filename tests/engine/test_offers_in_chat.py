"""Offers of a person in real conversations: made once, lapsed, declined; and several requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk.shop.order_status import OrderStatus
from tests.engine.chat_client import ChatClient, words_of
from tests.engine.console_client import ConsoleClient
from tests.engine.shop_records import ShopRecords

if TYPE_CHECKING:
    from tests.engine.conftest import OpenChat

pytestmark = pytest.mark.engine

OFFER = "colleague"


def test_an_offer_is_made_once_and_lapses(chat: ChatClient) -> None:
    assert OFFER in words_of(chat.say("tell me about quantum physics"))
    for question in ("Can I pay with PayPal?", "How long is a gift card valid?"):
        assert OFFER not in words_of(chat.say(question))
    # Two messages later a yes is no answer to that offer any more.
    chat.say("yes")
    assert chat.history()["owner"] == "bot"


def test_who_declines_in_the_same_breath_is_answered_and_left_in_peace(
    open_chat: OpenChat, records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.SHIPPED)
    chat = open_chat(customer.id)
    assert OFFER in words_of(chat.say("tell me about quantum physics"))
    answer = words_of(chat.say(f"No, where is {order.id}?"))
    assert str(order.tracking_number) in answer
    assert OFFER not in answer
    assert OFFER not in words_of(chat.say("tell me about quantum physics then"))


def test_an_irritated_refusal_does_not_bring_a_person(chat: ChatClient) -> None:
    assert OFFER in words_of(chat.say("This is ABSOLUTELY RIDICULOUS, WORST COMPANY EVER!!!"))
    for words in ("no, I do NOT want a person!!!", "I DON'T WANT TO TALK TO A HUMAN!"):
        chat.say(words)
        assert chat.history()["owner"] == "bot"


def test_calm_messages_about_something_else_bring_nobody(chat: ChatClient) -> None:
    for words in ("tell me about quantum physics", "was ist der sinn des lebens",
                  "aGVsbG8gd29ybGQ=", "what is the capital of peru"):  # fmt: skip
        chat.say(words)
    assert chat.history()["owner"] == "bot"


def test_what_a_rule_utters_is_followed_by_the_second_request(
    open_chat: OpenChat, records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.SHIPPED)
    answer = words_of(
        open_chat(customer.id).say(f"what can you do and where is my order {order.id}")
    )
    assert "Here is what I can do" in answer
    assert str(order.tracking_number) in answer


def test_of_four_requests_three_are_served_and_the_fourth_is_named(chat: ChatClient) -> None:
    fourth = "Can I pay with PayPal?"
    answer = words_of(
        chat.say(
            f"How long is a gift card valid? How long do refunds take? Do you gift wrap? {fourth}"
        )
    )
    assert "24 months" in answer
    assert "third thing" in answer
    assert fourth in answer


def test_a_wish_for_a_person_wins_over_a_request(chat: ChatClient, mia: ConsoleClient) -> None:
    (told,) = chat.say("where is my order and let me talk to a human")
    assert told["author"] == "system"
    assert mia.ticket_of(chat.conversation_id)["reason_code"] == "asked_for_person"


def test_a_wish_after_an_old_offer_is_a_reason_of_its_own(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    for words in ("tell me about quantum physics", "was ist der sinn des lebens",
                  "Can I pay with PayPal?", "I want to talk to a person please"):  # fmt: skip
        chat.say(words)
    assert mia.ticket_of(chat.conversation_id)["reason_code"] == "asked_for_person"
