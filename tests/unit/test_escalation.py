"""When a person is offered, when one is called, and when neither."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.escalation.assessment import Escalation, Thresholds, Turn, assess, trend_score
from desk.settings import ROOT

DEFAULT = Thresholds()


def a_turn(
    text: str = "where is my parcel", intent: str | None = "track_order", frustration: float = 0.05
) -> Turn:
    return Turn(text=text, intent=intent, intent_score=0.9, frustration_score=frustration)


def weighed(*turns: Turn, since_offer: int | None = None) -> tuple[str, str] | None:
    """The level and the code of the decision after the last of `turns`."""
    found = assess(turns, DEFAULT, since_offer)
    return None if found is None else (found.level, found.code)


def moods(*scores: float) -> list[Turn]:
    """Messages about different things, with these frustration scores."""
    return [a_turn(f"{'x' * number}", f"intent_{number}", s) for number, s in enumerate(scores, 1)]


def fallbacks(count: int, intent: str = "unclear") -> list[Turn]:
    """Messages that were not understood, each worded differently."""
    texts = ("blue flurb", "what about the thingy then", "hm", "cannot it not be so", "eh ?!")
    return [a_turn(text, intent) for text in texts[:count]]


def test_without_a_message_there_is_nothing_to_weigh() -> None:
    assert weighed() is None


def test_a_calm_customer_is_left_to_the_bot() -> None:
    assert weighed(*moods(0.02, 0.1, 0.05, 0.2)) is None


def test_one_angry_message_alone_does_not_hand_over() -> None:
    assert weighed(*moods(0.85)) == ("offer", "frustration")
    assert weighed(*moods(0.0, 0.1, 0.0, 0.8)) == ("offer", "frustration")


def test_one_message_of_some_annoyance_is_not_even_an_offer() -> None:
    assert weighed(*moods(0.55)) is None


def test_three_messages_of_rising_anger_hand_over() -> None:
    assert weighed(*moods(0.5, 0.8, 0.95)) == ("handover", "frustration")


def test_anger_that_fades_hands_nobody_over() -> None:
    assert weighed(*moods(0.9, 0.5, 0.1)) is None


def test_old_anger_is_forgotten() -> None:
    assert weighed(*moods(1.0, 1.0, 0.0, 0.0, 0.0, 0.0)) is None


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=8), st.floats(0, 1))
def test_the_trend_is_a_score_and_grows_with_the_newest_message(
    earlier: list[float], newest: float
) -> None:
    trend = trend_score(moods(*earlier, newest), DEFAULT)
    assert 0 <= trend <= 1 + 1e-9
    assert trend <= trend_score(moods(*earlier, 1.0), DEFAULT) + 1e-9


@pytest.mark.parametrize(("since_offer", "is_offered"), [(None, True), (0, False), (1, False),
                                                         (3, False), (4, True)])  # fmt: skip
def test_after_an_offer_there_is_a_pause_before_the_next(
    since_offer: int | None, is_offered: bool
) -> None:
    found = weighed(*moods(0.3, 0.4, 0.55), since_offer=since_offer)
    assert found == (("offer", "frustration") if is_offered else None)


@pytest.mark.parametrize("since_offer", [0, 1, 3])
def test_the_pause_after_an_offer_never_delays_a_handover(since_offer: int) -> None:
    angry = moods(0.8, 0.9, 0.95)
    assert weighed(*angry, since_offer=since_offer) == ("handover", "frustration")
    assert weighed(*fallbacks(3), since_offer=since_offer) == ("handover", "not_understood")


@pytest.mark.parametrize("intent", ["unclear", "out_of_scope"])
@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, None),
        (2, ("offer", "not_understood")),
        (3, ("handover", "not_understood")),
        (4, ("handover", "not_understood")),
    ],
)
def test_messages_not_understood_in_a_row_bring_a_person(
    count: int, expected: tuple[str, str] | None, intent: str
) -> None:
    assert weighed(*fallbacks(count, intent)) == expected


def test_an_understood_message_ends_the_row() -> None:
    assert weighed(*fallbacks(2), a_turn(), *fallbacks(1)) is None


def test_a_question_asked_for_the_third_time_brings_an_offer() -> None:
    asked = [
        a_turn("where is my parcel"),
        a_turn("Where is my parcel?"),
        a_turn("where is my parcel??"),
    ]
    assert weighed(*asked[:2]) is None
    assert weighed(*asked) == ("offer", "repeated_question")


def test_the_third_time_counts_with_another_matter_in_between() -> None:
    between = a_turn("what does express delivery cost", "ask_question")
    assert weighed(a_turn(), between, a_turn(), a_turn()) == ("offer", "repeated_question")


@pytest.mark.parametrize(
    "turns",
    [
        [a_turn("yes", "affirm")] * 4,
        [a_turn("HP-104233", "inform")] * 4,
        [a_turn("thanks", "thank")] * 4,
        [a_turn("no", "deny")] * 4,
    ],
)
def test_words_that_every_conversation_repeats_are_no_repetition(turns: list[Turn]) -> None:
    assert weighed(*turns) is None


def test_different_questions_of_one_kind_are_no_repetition() -> None:
    questions = ("do you ship to Norway", "how long is the warranty", "can i pay with paypal",
                 "is the kettle dishwasher safe")  # fmt: skip
    assert weighed(*(a_turn(text, "ask_question") for text in questions)) is None


@pytest.mark.parametrize("since_offer", [None, 0])
def test_a_topic_for_people_hands_over_at_once(since_offer: int | None) -> None:
    turn = a_turn("the kettle gave me an electric shock", "order_problem")
    assert weighed(turn, since_offer=since_offer) == ("handover", "sensitive_topic")


def test_the_classifier_finds_topics_that_no_wording_gives_away() -> None:
    found = assess([a_turn("I'm scared of that thing", "sensitive_topic")], DEFAULT, None)
    assert found is not None
    assert (found.level, found.code) == ("handover", "sensitive_topic")
    assert found.words == "The customer writes about a topic that only people handle."


def test_a_classifier_that_is_not_sure_of_a_topic_hands_nobody_over() -> None:
    unsure = Turn("I'm scared of that thing", "sensitive_topic", DEFAULT.sensitive_at - 0.01, 0.05)
    assert weighed(unsure) is None


def test_the_topic_of_an_earlier_message_does_not_count_again() -> None:
    assert weighed(a_turn("my solicitor says hello", "ask_question"), a_turn()) is None


def test_of_two_reasons_the_stronger_is_named() -> None:
    angry = [a_turn(turn.text, "unclear", 0.95) for turn in fallbacks(3)]
    assert weighed(*angry) == ("handover", "frustration")
    annoyed = [a_turn(turn.text, "unclear", 0.45) for turn in fallbacks(3)]
    assert weighed(*annoyed) == ("handover", "not_understood")


def test_the_decision_says_what_it_rests_on() -> None:
    found = assess(moods(0.5, 0.8, 0.95), DEFAULT, None)
    assert isinstance(found, Escalation)
    assert found.frustration_score == pytest.approx(trend_score(moods(0.5, 0.8, 0.95), DEFAULT))
    evidence = {item["name"]: item["value"] for item in found.evidence}
    assert evidence["Frustration of the last messages (0–1)"] == "0.50 → 0.80 → 0.95"
    assert evidence["Weighted over the conversation"].endswith("(a person is called at 0.50)")
    assert all(set(item) == {"name", "value"} for item in found.evidence)
    assert all(isinstance(text, str) for item in found.evidence for text in item.values())
    assert found.as_dict()["level"] == "handover"


def test_config_yml_says_what_the_code_takes_by_default() -> None:
    config: dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))
    (policy,) = (p for p in config["policies"] if p["name"].endswith("EscalationPolicy"))
    del policy["name"]
    assert policy == {item.name: item.default for item in fields(Thresholds)}
