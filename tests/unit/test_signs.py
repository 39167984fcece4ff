"""Messages of pictograms alone are read by the examples that hold the same ones."""

from __future__ import annotations

import pytest

from bot.intents.signs import SignIntents, is_letter

SIGNS = SignIntents.of(
    [
        "👍",
        "👎",
        "😡😡",
        "🎉 👍",
        "❤️",
        "你好",
        "yes 👍",
        "👍🏾",
        "",
        "!!!",
        "очень длинное предложение",
    ],
    ["affirm", "deny", "complaint", "praise", "thank", "greet", "other", "deny", "a", "b", "c"],
)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("👍", "affirm"),
        ("👍👍👍", "affirm"),
        (" 👍 👍 ", "affirm"),
        ("👍🏻", "affirm"),
        ("👍🏿", "affirm"),
        ("👍!", "affirm"),
        ("👎", "deny"),
        ("😡", "complaint"),
        ("👍🎉", "praise"),
        ("🎉👍👍", "praise"),
        ("❤", "thank"),
        ("❤️", "thank"),
        ("你好", "greet"),
        ("好你", "greet"),
    ],
)
def test_the_same_signs_mean_the_same_however_often_and_in_which_colour(
    text: str, intent: str
) -> None:
    assert SIGNS.of_message(text) == intent


@pytest.mark.parametrize("text", ["", " ", "!!!", "...", "🎉", "👍👎", "你", "👍 please", "🤷"])
def test_other_signs_mean_nothing(text: str) -> None:
    assert SIGNS.of_message(text) is None


def test_a_letter_means_what_it_was_learnt_as_in_either_case() -> None:
    letters = SignIntents.of(["y", "N"], ["affirm", "deny"])
    assert [letters.of_message(one) for one in ("Y", "y.", "n", "b")] == [
        "affirm", "affirm", "deny", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("b", True), ("B!", True), (" (b) ", True), ("7", False), ("bb", False), ("", False),
     ("👍", False), ("b 7", False)],
)  # fmt: skip
def test_a_single_letter_is_known_whatever_stands_around_it(text: str, is_one: bool) -> None:
    assert is_letter(text) is is_one


def test_of_two_examples_with_the_same_signs_the_first_counts() -> None:
    assert SignIntents.of(["👍", "👍🏽"], ["affirm", "deny"]).intents == {"👍": "affirm"}


def test_a_text_in_another_script_is_no_example_of_signs() -> None:
    assert "c" not in SIGNS.intents.values()
    assert "a" not in SIGNS.intents.values()
    assert "b" not in SIGNS.intents.values()


def test_without_examples_nothing_is_read() -> None:
    assert SignIntents().of_message("👍") is None


def test_only_the_beginning_of_a_long_message_is_looked_at() -> None:
    assert SIGNS.of_message("👍" * 100_000) == "affirm"
