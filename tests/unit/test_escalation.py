"""When a person is offered, when one is called, and when neither."""

from __future__ import annotations

import time
from dataclasses import fields, replace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.escalation.assessment import Escalation, assess, may_offer
from bot.escalation.conversation import Conversation, Turn
from bot.escalation.signs import times_asked_before, trend_score
from bot.escalation.thresholds import Thresholds
from desk.settings import ROOT

DEFAULT = Thresholds()
Found = tuple[str, str] | None


def a_turn(
    text: str = "where is my parcel",
    intent: str | None = "order_status",
    frustration: float = 0.05,
    *,
    order: str | None = None,
    reply: str | None = "It is on its way.",
    is_answered: bool = False,
) -> Turn:
    orders = frozenset() if order is None else frozenset({order})
    return Turn(text, intent, 0.9, frustration, orders, reply, is_answered)


def weighed(*turns: Turn, thresholds: Thresholds = DEFAULT, **known: Any) -> Found:
    """The level and the code of the decision after the last of `turns`."""
    found = assess(Conversation(turns, **known), thresholds)
    return None if found is None else (found.level, found.code)


def moods(*scores: float) -> list[Turn]:
    """Messages about different things, with these frustration scores."""
    return [a_turn(f"{'x' * number}", f"intent_{number}", s) for number, s in enumerate(scores, 1)]


def fallbacks(count: int, intent: str = "unclear", frustration: float = 0.05) -> list[Turn]:
    """Messages that got no answer, each worded differently."""
    texts = ("blue flurb", "what about the thingy then", "hm", "cannot it not be so", "eh ?!")
    return [a_turn(text, intent, frustration, reply=None) for text in texts[:count]]


OFFER_NOT_UNDERSTOOD = ("offer", "not_understood")
HANDOFF_NOT_UNDERSTOOD = ("handoff", "not_understood")
OFFER_FRUSTRATION = ("offer", "frustration")
HANDOFF_FRUSTRATION = ("handoff", "frustration")


def test_without_a_message_there_is_nothing_to_weigh() -> None:
    assert weighed() is None


def test_a_calm_customer_is_left_to_the_bot() -> None:
    assert weighed(*moods(0.02, 0.1, 0.05, 0.2)) is None


@pytest.mark.parametrize("score", [0.65, 0.9, 1.0])
def test_one_angry_message_alone_offers_and_does_not_hand_over(score: float) -> None:
    assert weighed(*moods(score)) == OFFER_FRUSTRATION
    assert weighed(*moods(0.0, 0.2, 0.1, score)) == OFFER_FRUSTRATION


@pytest.mark.parametrize(
    ("farewell", "found"),
    [
        ("goodbye", None), ("Bye bye!", None), ("see you later", None), ("Good-bye", None),
        ("bye, thanks 👋", None), ("bye...", None), ("ok cheers, bye", None), ("bye!!", None),
        ("bye 👋 have a good day", None), ("bye for now xx", None),
        ("BYE!!!", OFFER_FRUSTRATION), ("goodbye then, useless lot", OFFER_FRUSTRATION),
        ("bye loser", OFFER_FRUSTRATION), ("bye?!", OFFER_FRUSTRATION),
    ],
)  # fmt: skip
def test_a_bare_farewell_is_no_sign_of_anger(farewell: str, found: Found) -> None:
    assert weighed(*moods(0.2), a_turn(farewell, "goodbye", 0.6)) == found
    assert weighed(*moods(0.2), a_turn(farewell, "order_status", 0.6)) == OFFER_FRUSTRATION
    assert weighed(*moods(1.0, 1.0), a_turn(farewell, "goodbye", 0.6)) == HANDOFF_FRUSTRATION


@pytest.mark.parametrize("text", ["goodbye" * 300 + "x", "ok bye " * 300 + "x", "bye!" * 500])
def test_a_farewell_without_end_takes_no_time(text: str) -> None:
    began = time.perf_counter()
    weighed(*moods(0.2), a_turn(text, "goodbye", 0.6))
    assert time.perf_counter() - began < 5


def test_a_second_annoyed_message_makes_anger_a_trend() -> None:
    barely = DEFAULT.annoyed_at
    assert weighed(*moods(barely, 1.0)) == HANDOFF_FRUSTRATION
    assert weighed(*moods(barely - 0.01, 1.0)) == OFFER_FRUSTRATION
    assert weighed(*moods(1.0, 0.9)) == HANDOFF_FRUSTRATION


def test_an_annoyed_message_outside_of_the_window_makes_no_trend() -> None:
    assert weighed(*moods(1.0, 0.0, 0.0, 1.0)) == OFFER_FRUSTRATION


def test_one_message_of_some_annoyance_is_not_even_an_offer() -> None:
    assert weighed(*moods(0.55)) is None


def test_three_messages_of_rising_anger_hand_over() -> None:
    assert weighed(*moods(0.5, 0.8, 0.95)) == HANDOFF_FRUSTRATION


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


@pytest.mark.parametrize(
    ("since", "is_offered"), [(None, True), (0, False), (1, False), (3, False), (4, True)]
)
def test_after_an_offer_there_is_a_pause_before_the_next(
    since: int | None, is_offered: bool
) -> None:
    found = weighed(*moods(0.2, 0.25, 0.6), turns_since_offer=since)
    assert found == (OFFER_FRUSTRATION if is_offered else None)
    assert may_offer(Conversation([], turns_since_offer=since), DEFAULT) is is_offered


@pytest.mark.parametrize("since", [0, 1, 3])
def test_the_pause_after_an_offer_never_delays_a_handoff(since: int) -> None:
    assert weighed(*moods(0.8, 0.9, 0.95), turns_since_offer=since) == HANDOFF_FRUSTRATION
    assert weighed(*fallbacks(3), turns_since_offer=since) == HANDOFF_NOT_UNDERSTOOD


@pytest.mark.parametrize("since", [0, 1])
def test_who_has_just_declined_a_person_is_left_in_peace(since: int) -> None:
    asked = [a_turn()] * 3
    for turns in (moods(0.9, 1.0, 1.0), fallbacks(5), asked, moods(0.65)):
        assert weighed(*turns, messages_since_decline=since) is None
        assert weighed(*turns, messages_since_decline=2) is not None


def test_a_decline_holds_where_offers_have_no_pause() -> None:
    eager = replace(DEFAULT, turns_between_offers=0)
    for since, may in ((0, False), (1, False), (2, True)):
        declined = Conversation([], turns_since_offer=since, messages_since_decline=since)
        assert may_offer(declined, eager) is may


def test_a_topic_for_people_is_theirs_even_right_after_a_decline() -> None:
    burnt = a_turn("no, and now it burnt my hand", "deny")
    assert weighed(burnt, messages_since_decline=0) == ("handoff", "sensitive_topic")


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, None), (2, OFFER_NOT_UNDERSTOOD), (3, HANDOFF_NOT_UNDERSTOOD),
     (4, HANDOFF_NOT_UNDERSTOOD)],
)  # fmt: skip
def test_messages_not_understood_in_a_row_bring_a_person(count: int, expected: Found) -> None:
    assert weighed(*fallbacks(count)) == expected


def test_calm_messages_about_something_else_bring_an_offer_and_never_a_handoff() -> None:
    for count, expected in ((1, None), (2, OFFER_NOT_UNDERSTOOD), (5, OFFER_NOT_UNDERSTOOD)):
        assert weighed(*fallbacks(count, "out_of_scope")) == expected


def test_annoyed_messages_that_nobody_understands_hand_over() -> None:
    annoyed = fallbacks(3, "out_of_scope", DEFAULT.annoyed_at)
    assert weighed(*annoyed) == HANDOFF_NOT_UNDERSTOOD
    assert weighed(*annoyed[:2]) == OFFER_NOT_UNDERSTOOD


def test_a_calm_joke_between_unclear_messages_counts_for_nothing() -> None:
    joke = a_turn("tell me a joke", "out_of_scope", reply=None)
    assert weighed(*fallbacks(2), joke) == OFFER_NOT_UNDERSTOOD
    assert weighed(*fallbacks(2), joke, *fallbacks(1)) == HANDOFF_NOT_UNDERSTOOD


def test_a_message_that_the_articles_answered_was_understood() -> None:
    answered = a_turn("how high is the lamp", "out_of_scope", is_answered=True)
    assert weighed(*fallbacks(2), answered, *fallbacks(1)) is None
    assert weighed(*[answered] * 4, *fallbacks(1, "out_of_scope")) is None


def test_an_understood_message_ends_the_row() -> None:
    assert weighed(*fallbacks(2), a_turn(), *fallbacks(1)) is None


def test_in_a_form_the_newest_message_may_yet_be_understood() -> None:
    assert weighed(*fallbacks(3), is_in_form=True) == OFFER_NOT_UNDERSTOOD
    assert weighed(*fallbacks(4), is_in_form=True) == HANDOFF_NOT_UNDERSTOOD


def test_a_question_asked_for_the_third_time_in_whatever_words_brings_an_offer() -> None:
    asked = [
        a_turn("where is my parcel"),
        a_turn("any news on my order?"),
        a_turn("so when does it come"),
    ]
    assert weighed(*asked[:2]) is None
    assert weighed(*asked) == ("offer", "repeated_question")


def test_the_third_time_counts_with_another_matter_in_between() -> None:
    between = a_turn("what does express delivery cost", "ask_delivery_cost", reply="£4.95")
    assert weighed(a_turn(), between, a_turn(), a_turn()) == ("offer", "repeated_question")


def test_questions_about_different_orders_are_no_repetition() -> None:
    orders = ("HP-104233", "HP-104871", "HP-104555", "HP-104600")
    assert weighed(*(a_turn(f"status of {order}", order=order) for order in orders)) is None


def test_a_question_without_a_number_asks_about_the_same_order() -> None:
    named = a_turn("where is HP-104233", order="HP-104233")
    assert weighed(named, a_turn(), named) == ("offer", "repeated_question")
    other = a_turn("and HP-104871", order="HP-104871")
    assert weighed(named, other, named, other) is None


def test_questions_that_got_different_replies_were_different() -> None:
    countries = [a_turn(f"do you ship to {reply}", "ask_delivery_abroad", reply=reply)
                 for reply in ("Norway", "Spain", "Peru", "Chad")]  # fmt: skip
    assert weighed(*countries) is None
    changed = [a_turn(), a_turn(reply="It has arrived."), a_turn()]
    assert times_asked_before(changed, DEFAULT) == 1


def test_questions_that_got_no_answer_are_not_taken_for_the_same() -> None:
    assert weighed(*[a_turn("do you sell penguins", "ask_product", reply=None)] * 4) is None


@pytest.mark.parametrize(
    "intent", ["affirm", "inform", "thank", "deny", "complaint", "not_helpful", "praise"]
)
def test_what_asks_for_nothing_is_no_repetition(intent: str) -> None:
    assert weighed(*[a_turn("again", intent)] * 4) is None


@pytest.mark.parametrize("repeats", [1, 2, 4, 7])
def test_every_number_of_repeats_that_may_be_set_can_be_reached(repeats: int) -> None:
    patient = replace(DEFAULT, repeats_to_offer=repeats)
    asked = [a_turn()] * (repeats + 1)
    assert weighed(*asked, thresholds=patient) == ("offer", "repeated_question")
    assert weighed(*asked[:-1], thresholds=patient) is None


@pytest.mark.parametrize("since", [None, 0])
def test_a_topic_for_people_hands_over_at_once(since: int | None) -> None:
    turn = a_turn("the kettle gave me an electric shock", "item_damaged")
    assert weighed(turn, turns_since_offer=since) == ("handoff", "sensitive_topic")


def test_the_classifier_finds_topics_that_no_wording_gives_away() -> None:
    turn = a_turn("I'm scared of that thing", "sensitive_topic")
    found = assess(Conversation([turn]), DEFAULT)
    assert found is not None
    assert (found.level, found.code) == ("handoff", "sensitive_topic")
    assert found.words == "The customer writes about a topic that only people handle."
    assert weighed(replace(turn, intent_score=DEFAULT.sensitive_at - 0.01)) is None


def test_the_topic_of_an_earlier_message_does_not_count_again() -> None:
    assert weighed(a_turn("my solicitor says hello", "ask_contact"), a_turn()) is None


def test_of_two_reasons_the_stronger_is_named() -> None:
    assert weighed(*fallbacks(3, frustration=0.95)) == HANDOFF_FRUSTRATION
    assert weighed(*fallbacks(3, frustration=0.45)) == HANDOFF_NOT_UNDERSTOOD
    assert weighed(*fallbacks(2, frustration=0.45)) == OFFER_FRUSTRATION


def test_the_decision_says_what_it_rests_on() -> None:
    found = assess(Conversation(moods(0.5, 0.8, 0.95)), DEFAULT)
    assert isinstance(found, Escalation)
    assert found.trend_score == pytest.approx(trend_score(moods(0.5, 0.8, 0.95), DEFAULT))
    evidence = {item["name"]: item["value"] for item in found.evidence}
    assert evidence["Frustration of the last messages (0–1)"] == "0.50 → 0.80 → 0.95"
    assert evidence["Weighted over the conversation"].endswith("(a person is called at 0.50)")
    assert all(set(item) == {"name", "value"} for item in found.evidence)
    assert all(isinstance(text, str) for item in found.evidence for text in item.values())
    assert found.as_dict()["level"] == "handoff"


def test_config_yml_says_what_the_code_takes_by_default() -> None:
    config: dict[str, Any] = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))
    (policy,) = (p for p in config["policies"] if p["name"].endswith("EscalationPolicy"))
    del policy["name"]
    assert policy == {item.name: item.default for item in fields(Thresholds)}
