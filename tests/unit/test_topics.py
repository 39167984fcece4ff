"""Of the topics asked about, the one that a customer writes; anything more is a new question."""

from __future__ import annotations

import pytest

from actions.topics import SOMETHING_ELSE, Topic, topic_meant

TOPICS = [
    Topic("Washing wool", "wool"),
    Topic("Returning gift cards", "cards"),
    Topic("Cancel an order", "cancel"),
    SOMETHING_ELSE,
]


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("the second one", "cards"),
        ("2", "cards"),
        ("2.", "cards"),
        ("first", "wool"),
        ("the first one please", "wool"),
        ("number 3", "cancel"),
        ("1st", "wool"),
        ("the last one", "cancel"),
        ("i meant the second", "cards"),
        ("Washing wool", "wool"),
        ("cancle an order", "cancel"),
        ("the wool one", "wool"),
        ("gift cards?", "cards"),
        ("It's about returning a gift card", "cards"),
        ("cancel an order", "cancel"),
        ("neither", "none"),
        ("none of these", "none"),
        ("none of the above, sorry", "none"),
        ("not those", "none"),
        ("Something else", "none"),
        ("4", "none"),
    ],
)
def test_a_topic_is_chosen_in_words(text: str, article: str) -> None:
    assert topic_meant(text, TOPICS) == article


@pytest.mark.parametrize(
    "text",
    [
        "",
        "how do I wash silk",
        "how long does a wool jumper take to dry",
        "where is my second parcel",
        "cancel order HP-100002",
        "7",
        "2 weeks ago",
        "yes",
        "no thanks",
        "all of them",
        "none of your articles mention velvet",
        "🙂",
        "x" * 5_000,
    ],
)
def test_anything_else_chooses_nothing(text: str) -> None:
    assert topic_meant(text, TOPICS) is None


@pytest.mark.parametrize(
    "titles",
    [
        ("Price changed after you ordered", "Returning a present you were given"),
        ("Cancelling an order", "Refunds and how long they take"),
        ("Late or lost parcels", "Delivery options and times"),
        ("Faulty or damaged items", "How to return an item"),
        ("Cancelling an order", "Changing an order"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "ok thank you",
        "no thank you",
        "is that for you",
        "my order is 1042",
        "cancel my order",
        "I want a refund",
        "my parcel is lost",
        "it's damaged",
        "I want to return an item",
        "2 items missing",
        "the last order",
        "my second order",
    ],
)
def test_what_a_customer_goes_on_with_is_no_title(titles: tuple[str, str], text: str) -> None:
    topics = [*(Topic(title, title) for title in titles), SOMETHING_ELSE]
    assert topic_meant(text, topics) is None


def test_of_a_request_only_the_whole_title_or_a_place_chooses() -> None:
    assert topic_meant("cancel order", TOPICS, by_name=False) is None
    assert topic_meant("Cancel an order", TOPICS, by_name=False) == "cancel"
    assert topic_meant("the third", TOPICS, by_name=False) == "cancel"


def test_where_nothing_was_asked_nothing_is_chosen() -> None:
    assert topic_meant("the second one", []) is None
