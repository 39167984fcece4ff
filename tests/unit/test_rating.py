"""The questions about a conversation, their scales, and who is asked which."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from desk.insight.rating import (
    SCALES,
    InvalidScore,
    Rated,
    Rating,
    RatingKind,
    RatingQuestion,
)
from desk.insight.ratings import RatingPlan

NOW = datetime(2026, 3, 11, 10, 30, tzinfo=UTC)
IDS = [f"conv_{number:032x}" for number in range(4000)]


@pytest.mark.parametrize("kind", RatingKind)
def test_a_score_is_on_the_scale_of_its_question(kind: RatingKind) -> None:
    scale = SCALES[kind]
    rating = Rating("conv_1", kind, Rated.BOT)
    for score in (scale.lowest, scale.highest):
        rating.give(score, None, NOW)
        assert (rating.score, rating.rated_at) == (score, NOW)
    for score in (scale.lowest - 1, scale.highest + 1, -7, 10**9):
        with pytest.raises(InvalidScore, match=f"from {scale.lowest} to {scale.highest}"):
            rating.give(score, None, NOW)
    assert rating.score == scale.highest


def test_a_new_answer_takes_the_place_of_the_one_before_with_its_comment() -> None:
    rating = Rating("conv_1", RatingKind.CSAT, Rated.BOT)
    rating.give(2, "Slow.", NOW)
    rating.give(4, None, NOW)
    assert (rating.score, rating.comment) == (4, None)


def test_a_comment_that_is_too_long_is_refused_whole() -> None:
    rating = Rating("conv_1", RatingKind.CSAT, Rated.BOT)
    with pytest.raises(InvalidScore, match="1,000 characters"):
        rating.give(4, "x" * 1001, NOW)
    assert (rating.score, rating.comment, rating.rated_at) == (None, None, None)


@pytest.mark.parametrize("kind", RatingKind)
def test_the_question_says_its_scale(kind: RatingKind) -> None:
    scale = SCALES[kind]
    text = RatingQuestion(kind).text
    assert text.startswith(scale.question)
    for part in (str(scale.lowest), str(scale.highest), scale.lowest_means, scale.highest_means):
        assert part in text


def test_shares_of_conversations_get_another_question_and_always_the_same() -> None:
    plan = RatingPlan(nps_share=0.1, effort_share=0.2)
    kinds = [plan.kind_for(each) for each in IDS]
    assert kinds == [plan.kind_for(each) for each in IDS]
    counts = Counter(kinds)
    assert counts[RatingKind.NPS] / len(IDS) == pytest.approx(0.1, abs=0.02)
    assert counts[RatingKind.EFFORT] / len(IDS) == pytest.approx(0.2, abs=0.02)


def test_shares_may_be_nothing_or_all() -> None:
    assert {RatingPlan(True, 0, 0).kind_for(each) for each in IDS} == {RatingKind.CSAT}
    assert {RatingPlan(True, 1, 0).kind_for(each) for each in IDS} == {RatingKind.NPS}
    assert {RatingPlan(True, 0, 1).kind_for(each) for each in IDS} == {RatingKind.EFFORT}
