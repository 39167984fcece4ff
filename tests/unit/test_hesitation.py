"""A yes that is none yet."""

from __future__ import annotations

import pytest

from actions.hesitation import hesitates


@pytest.mark.parametrize(
    "text",
    [
        "hmm, let me think about it",
        "yes... wait",
        "maybe",
        "I'd have to think it over",
        "not yet",
        "yes? or is it too late?",
        "hold on a second",
        "yeah unless it has been sent",
        "let me ask my wife",
        "Hmmm ok",
        "I'll sleep on it",
    ],
)
def test_thinking_aloud_is_no_yes(text: str) -> None:
    assert hesitates(text)


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "yes please!",
        "YES do it",
        "go ahead",
        "sure, no problem",
        "yep I don't need it",
        "ok",
    ],
)
def test_a_plain_yes_is_one(text: str) -> None:
    assert not hesitates(text)
