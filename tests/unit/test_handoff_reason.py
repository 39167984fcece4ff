"""What the agent reads of why a conversation was handed over."""

from __future__ import annotations

from actions.people import reason_of
from desk.handoff.ticket import Priority
from tests.unit.trackers import Event, a_message, a_tracker

FOUND = {
    "level": "offer", "code": "not_understood", "words": "Not understood twice.",
    "trend_score": 0.41, "evidence": [{"name": "row", "value": "2"}],
}  # fmt: skip


def heard(intent: str, score: float) -> Event:
    return a_message(intent, frustration={"score": score})


def test_a_wish_for_a_person_is_the_reason_by_itself() -> None:
    reason = reason_of(a_tracker(heard("ask_person", 0.2)))
    assert (reason.code, reason.words) == ("asked_for_person", "The customer asked for a person.")
    assert reason.priority is Priority.NORMAL
    assert (reason.frustration_score, reason.trend_score) == (0.2, None)
    assert reason.evidence == []


def test_what_was_found_of_the_same_message_is_added_to_the_wish() -> None:
    finding = FOUND | {"code": "frustration", "words": "Growing impatient."}
    reason = reason_of(a_tracker(heard("ask_person", 0.7), escalation=finding))
    assert reason.code == "frustration"
    assert reason.words == "The customer asked for a person. Growing impatient."
    assert reason.priority is Priority.HIGH
    assert reason.evidence == FOUND["evidence"]


def test_an_offer_of_some_time_ago_is_not_why_somebody_asks_for_a_person() -> None:
    events = [heard("unclear", 0.3), heard("order_status", 0.1), heard("ask_person", 0.1)]
    for offered in (None, "person"):
        reason = reason_of(a_tracker(*events, offered=offered, offered_because=FOUND))
        assert reason.code == "asked_for_person"
        assert reason.evidence == []


def test_who_accepts_an_offer_does_so_for_the_reason_it_was_made() -> None:
    events = [heard("unclear", 0.3), heard("affirm", 0.1)]
    reason = reason_of(a_tracker(*events, offered="person", offered_because=FOUND))
    assert reason.code == "not_understood"
    assert reason.words == "The customer accepted the offer of a person. Not understood twice."
    assert (reason.frustration_score, reason.trend_score) == (0.1, 0.41)

    plain = reason_of(a_tracker(*events, offered="person"))
    assert (plain.code, plain.words) == (
        "asked_for_person", "The customer accepted the offer of a person.",
    )  # fmt: skip


def test_a_matter_for_people_stays_the_reason_when_the_offer_is_accepted() -> None:
    events = [heard("charged_twice", 0.6), heard("affirm", 0.1)]
    reason = reason_of(a_tracker(*events, offered="person", offered_because=FOUND))
    assert reason.code == "charged_twice"
    assert reason.trend_score == 0.41


def test_a_finding_that_hands_over_is_the_reason_whatever_was_wished() -> None:
    finding = FOUND | {"level": "handoff", "code": "sensitive_topic", "words": "An injury."}
    reason = reason_of(a_tracker(heard("item_damaged", 0.1), escalation=finding))
    assert (reason.code, reason.words) == ("sensitive_topic", "An injury.")
    assert reason.priority is Priority.URGENT


def test_the_score_of_the_newest_message_and_that_of_the_trend_are_two() -> None:
    button = a_message("affirm", "/affirm")
    events = [heard("complaint", 0.9), heard("complaint", 0.3), button]
    reason = reason_of(a_tracker(*events, offered="person", offered_because=FOUND))
    assert (reason.frustration_score, reason.trend_score) == (0.3, 0.41)
    assert reason_of(a_tracker(button)).frustration_score is None
