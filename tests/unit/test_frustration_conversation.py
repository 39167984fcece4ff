"""What a conversation adds to the tone of its newest message: each feature by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.frustration.conversation import CONTEXT_NAMES, Heard, Tone, context_features

CALM_START = -3.0


def heard(
    frustration: float = -2.0,
    *,
    cosine: float = 0.0,
    words: int = 5,
    capitals: float = 0.0,
    insists: bool = False,
    says_again: bool = False,
) -> Heard:
    """A message whose vector has `cosine` to that of `heard(cosine=1)`."""
    vector = np.array([cosine, (1 - cosine**2) ** 0.5], dtype=np.float32)
    tone = Tone(frustration, negative=0.0, neutral=9.0, positive=0.0)
    return Heard(tone, vector, words, capitals, insists, says_again)


def feature(name: str, *messages: Heard) -> float:
    return float(context_features(messages)[CONTEXT_NAMES.index(name)])


def test_there_is_one_finite_number_for_each_name() -> None:
    for messages in ([heard()], [heard(), heard(30.0)], [heard()] * 60):
        features = context_features(messages)
        assert features.shape == (len(CONTEXT_NAMES),)
        assert np.isfinite(features).all()


def test_tone_is_that_of_the_newest_message_alone() -> None:
    assert feature("tone", heard(4.0), heard(-1.5)) == -1.5


def test_mood_is_calm_at_the_start_whatever_the_first_message_says() -> None:
    assert feature("mood", heard(8.0)) == CALM_START


def test_mood_moves_towards_the_messages_before_the_newest() -> None:
    assert feature("mood", heard(2.0), heard(8.0)) == pytest.approx(0.6 * CALM_START + 0.4 * 2)
    assert feature("mood", *[heard(2.0)] * 30, heard(8.0)) == pytest.approx(2.0, abs=1e-3)


def test_mood_remembers_the_latest_message_best() -> None:
    angry, calm = heard(4.0), heard(-4.0)
    assert feature("mood", calm, angry, heard()) > feature("mood", angry, calm, heard())


@pytest.mark.parametrize(
    ("before", "newest", "rise"),
    [(-3.0, 1.0, 4.0), (-3.0, -3.0, 0.0), (-3.0, -5.0, 0.0), (2.0, 1.0, 2.0)],
)
def test_rise_is_how_far_the_tone_exceeds_the_mood(
    before: float, newest: float, rise: float
) -> None:
    assert feature("rise", heard(before), heard(newest)) == pytest.approx(rise)


@pytest.mark.parametrize(
    ("cosine", "repeated"),
    [(1.0, 1.0), (0.8, 0.5), (0.61, 0.025), (0.6, 0.0), (0.2, 0.0), (-1.0, 0.0)],
)
def test_repeated_says_how_close_a_message_comes_to_an_earlier_one(
    cosine: float, repeated: float
) -> None:
    found = feature("repeated", heard(cosine=cosine), heard(cosine=1.0))
    assert found == pytest.approx(repeated, abs=1e-5)


def test_repeated_looks_for_the_closest_earlier_message() -> None:
    earlier = heard(cosine=0.7), heard(cosine=0.9), heard(cosine=0.0)
    assert feature("repeated", *earlier, heard(cosine=1.0)) == pytest.approx(0.75, abs=1e-5)


def test_a_first_message_repeats_nothing() -> None:
    assert feature("repeated", heard(cosine=1.0)) == 0


@pytest.mark.parametrize(
    ("earlier", "newest", "repeated"), [(3, 3, 1.0), (2, 3, 0.0), (3, 2, 0.0), (0, 0, 0.0)]
)
def test_a_yes_said_twice_is_no_repetition(earlier: int, newest: int, repeated: float) -> None:
    messages = heard(cosine=1.0, words=earlier), heard(cosine=1.0, words=newest)
    assert feature("repeated", *messages) == pytest.approx(repeated, abs=1e-5)


def test_capitals_count_as_shouting_unless_the_tone_is_calm() -> None:
    assert feature("shouted", heard(9.0, capitals=1.0)) == pytest.approx(1, abs=1e-3)
    assert feature("shouted", heard(9.0, capitals=0.5)) == pytest.approx(0.5, abs=1e-3)
    assert feature("shouted", heard(-2.0, capitals=1.0)) == pytest.approx(0.5)
    assert feature("shouted", heard(-11.0, capitals=1.0)) == pytest.approx(0, abs=1e-3)


def test_only_the_newest_message_counts_as_shouted() -> None:
    assert feature("shouted", heard(9.0, capitals=1.0), heard(9.0, capitals=0.0)) == 0


def test_the_same_question_about_another_order_is_no_repetition() -> None:
    one, other = frozenset({"104233"}), frozenset({"104871"})
    asked = [replace(heard(cosine=1), numbers=numbers) for numbers in (one, other)]

    assert feature("repeated", *asked) == 0
    assert feature("repeated", asked[0], asked[0]) == pytest.approx(1)


def test_marks_count_as_insisting_unless_the_tone_is_calm() -> None:
    assert feature("insisted", heard(9.0, insists=True)) == pytest.approx(1, abs=1e-3)
    assert feature("insisted", heard(-11.0, insists=True)) == pytest.approx(0, abs=1e-3)
    assert feature("insisted", heard(9.0)) == 0


def test_again_is_what_the_newest_message_says_of_earlier_tries() -> None:
    assert feature("again", heard(says_again=True)) == 1
    assert feature("again", heard(says_again=True), heard()) == 0
