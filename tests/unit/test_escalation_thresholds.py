"""What may be set for the escalation policy, and what is refused in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from bot.escalation.thresholds import InvalidSetting, Thresholds


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("window", 0),
        ("window", 1),
        ("window", 2.5),
        ("window", "three"),
        ("window", True),
        ("decay", 0),
        ("decay", 1.5),
        ("offer_at", 0),
        ("offer_at", -0.1),
        ("offer_at", "high"),
        ("handoff_at", 1.01),
        ("annoyed_at", None),
        ("annoyed_at", True),
        ("sensitive_at", 60),
        ("fallbacks_to_offer", 0),
        ("fallbacks_to_handoff", 1),
        ("repeats_to_offer", 0),
        ("turns_between_offers", -1),
        ("offer_at", 0.9),
        ("handoff_at", float("nan")),
    ],
)
def test_a_setting_that_cannot_work_is_refused_by_its_name(setting: str, value: object) -> None:
    with pytest.raises(InvalidSetting) as refused:
        Thresholds.of({setting: value})
    sentence = str(refused.value)
    assert setting in sentence
    assert repr(value) in sentence or "fallbacks_to_offer" in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_an_offer_cannot_come_later_than_a_handoff() -> None:
    with pytest.raises(InvalidSetting, match=r"`offer_at`.* is 0.9; .*no more than handoff_at"):
        Thresholds.of({"offer_at": 0.9, "handoff_at": 0.6})
    with pytest.raises(InvalidSetting, match=r"fallbacks_to_offer"):
        Thresholds.of({"fallbacks_to_offer": 4, "fallbacks_to_handoff": 3})


@pytest.mark.parametrize("unknown", ["handover_at", "ofer_at", "repeats"])
def test_a_setting_that_would_do_nothing_is_refused(unknown: str) -> None:
    with pytest.raises(InvalidSetting, match=f"no setting `{unknown}`"):
        Thresholds.of({unknown: 0.5, "priority": 10}, ["priority"])


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"offer_at": 0.5, "handoff_at": 0.5},
        {"handoff_at": 1, "decay": 1, "window": 10},
        {"turns_between_offers": 0, "repeats_to_offer": 1},
        {"fallbacks_to_offer": 1, "fallbacks_to_handoff": 1},
    ],
)
def test_what_makes_sense_is_taken_as_it_is(config: dict[str, Any]) -> None:
    taken = Thresholds.of(config | {"priority": 10}, ["priority"])
    assert all(getattr(taken, name) == value for name, value in config.items())
