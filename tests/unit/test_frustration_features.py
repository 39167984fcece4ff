"""What a text shows beside its words."""

from __future__ import annotations

import time

import pytest

from bot.frustration.features import insists_with_marks, says_again, share_of_capitals


@pytest.mark.parametrize(
    ("text", "share"),
    [("WHERE parcel is", 1 / 2), ("where", 0.0), ("I AM OK", 0.0), ("", 0.0), ("STOP! NOW!", 1.0)],
)
def test_capitals_are_a_share_of_the_words_of_three_letters_or_more(
    text: str, share: float
) -> None:
    assert share_of_capitals(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["hello??", "what ?!", "no!!", "why? ?"])
def test_two_marks_in_a_row_insist(text: str) -> None:
    assert insists_with_marks(text)


@pytest.mark.parametrize("text", ["hello?", "thanks!", "really? yes!", ""])
def test_single_marks_do_not_insist(text: str) -> None:
    assert not insists_with_marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "this is the third time I ask",
        "I have already told you my number",
        "asked you twice, nothing",
        "how many times do I have to say it",
        "STILL WAITING",
        "still no reply",
        "you keep sending me the same answer",
        "my second email about the desk",
    ],
)
def test_a_text_says_that_it_is_not_the_first_time(text: str) -> None:
    assert says_again(text)


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "can I order the same size in blue again",
        "I would like a second chair",
        "is it still possible to cancel",
        "two of them please",
    ],
)
def test_a_first_question_does_not_say_so(text: str) -> None:
    assert not says_again(text)


def test_a_long_text_takes_no_longer_than_its_limit() -> None:
    began = time.monotonic()
    for text in ("already " * 2_500, "! ? " * 5_000, "told you " * 2_200, "A" * 20_000):
        share_of_capitals(text), insists_with_marks(text), says_again(text)

    assert time.monotonic() - began < 1
