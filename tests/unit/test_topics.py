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


def test_where_nothing_was_asked_nothing_is_chosen() -> None:
    assert topic_meant("the second one", []) is None
