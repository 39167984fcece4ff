"""The prepared check of action results says what Rasa's own check says, word for word."""

from __future__ import annotations

import copy
import random
import unittest
from typing import Any
from unittest import mock

import rasa
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.engine_fixes import action_result

ORIGINAL = RemoteAction._validate_action_result
SLOT = {"event": "slot", "timestamp": None, "name": "confirmed", "value": True}
FOLLOWUP = {"event": "followup", "timestamp": 1.5, "name": "action_listen"}
USER = {"event": "user", "text": "hello", "parse_data": {"intent": {"name": "a", "confidence": 1}}}

GOOD: list[Any] = [
    {},
    {"events": []},
    {"events": [], "responses": []},
    {"events": [SLOT, FOLLOWUP, USER], "responses": [{"text": "Hello."}]},
    {"events": [{"event": "slot", "name": "x", "value": None}]},
    {"events": [{"event": "active_loop", "name": None}, {"event": "reset_slots"}]},
    {"events": [{"event": "restart", "metadata": {"why": ["anything"]}}]},
    {"responses": [{"response": "utter_greet", "buttons": []}], "anything": "else"},
]
BAD: list[Any] = [
    None,
    [],
    "text",
    3,
    {"events": None},
    {"events": {}},
    {"events": [None]},
    {"events": ["slot"]},
    {"events": [{}]},
    {"events": [{"event": "no_such_event"}]},
    {"events": [{"event": 3}]},
    {"events": [{"event": "slot", "value": 1}]},
    {"events": [{"event": "slot", "name": "x"}]},
    {"events": [{"event": "slot", "name": 3, "value": 1}]},
    {"events": [SLOT | {"timestamp": "now"}]},
    {"events": [SLOT | {"metadata": []}]},
    {"events": [{"event": "user", "text": 3}]},
    {"events": [{"event": "user", "parse_data": {"intent": {"confidence": "high"}}}]},
    {"events": [{"event": "user", "parse_data": {"entities": [{"entity": "x"}]}}]},
    {"events": [{"event": "entities"}]},
    {"events": [{"event": "action", "confidence": "high"}]},
    {"events": [SLOT, {"event": "no_such_event"}, FOLLOWUP]},
    {"responses": {}},
    {"responses": ["text"]},
    {"responses": [None], "events": [None]},
]

PIECES: list[Any] = [
    None, True, 0, 1.5, "", "slot", "user", "x", [], {}, SLOT, FOLLOWUP, USER, [SLOT], [USER, {}],
]  # fmt: skip
KEYS = [
    "events", "responses", "event", "name", "value", "timestamp", "metadata", "text", "parse_data",
    "intent", "confidence", "entities", "entity", "start", "response_selector", "policy",
]  # fmt: skip


def verdict(check: Any, result: Any) -> tuple[str, list[Any]] | None:
    """None if `result` is accepted; else the error's message and where it stands."""
    action = RemoteAction("action_x", action_endpoint=None)
    try:
        assert check(action, copy.deepcopy(result)) is True
    except ValidationError as error:
        return error.message, list(error.absolute_path)
    return None


def invented(chance: random.Random, depth: int = 4) -> Any:
    """Something that may have the shape of a result, more or less."""
    if depth == 0 or chance.random() < 0.3:
        return copy.deepcopy(chance.choice(PIECES))
    if chance.random() < 0.35:
        return [invented(chance, depth - 1) for _ in range(chance.randint(0, 3))]
    keys = chance.sample(KEYS, chance.randint(1, 4))
    return {key: invented(chance, depth - 1) for key in keys}


class PreparedCheck(unittest.TestCase):
    def test_good_results_are_accepted_by_both(self) -> None:
        for result in GOOD:
            with self.subTest(result=result):
                assert verdict(ORIGINAL, result) is None
                assert verdict(action_result._validate_action_result, result) is None

    def test_bad_results_are_refused_with_the_same_words(self) -> None:
        for result in BAD:
            with self.subTest(result=result):
                refusal = verdict(ORIGINAL, result)
                assert refusal is not None
                assert "Failed to validate Action server response" in refusal[0]
                assert verdict(action_result._validate_action_result, result) == refusal

    def test_invented_results_get_the_same_verdict(self) -> None:
        chance = random.Random(20_26)  # noqa: S311 - invents results, guards nothing
        accepted = refused = 0
        for _ in range(250):
            result = invented(chance)
            if chance.random() < 0.5:
                result = {"events": [invented(chance, 3)], "responses": [{}]}
            with self.subTest(result=result):
                expected = verdict(ORIGINAL, result)
                assert verdict(action_result._validate_action_result, result) == expected
            accepted, refused = accepted + (expected is None), refused + (expected is not None)
        assert accepted >= 10
        assert refused >= 100

    def test_a_refusal_is_not_remembered(self) -> None:
        bad: dict[str, Any] = {"events": None}
        first = verdict(action_result._validate_action_result, bad)
        assert verdict(action_result._validate_action_result, bad) == first
        assert verdict(action_result._validate_action_result, {}) is None


class Apply(unittest.TestCase):
    def tearDown(self) -> None:
        RemoteAction._validate_action_result = ORIGINAL

    def test_the_prepared_check_takes_the_place_of_rasas(self) -> None:
        assert action_result.apply()
        assert RemoteAction._validate_action_result is action_result._validate_action_result
        assert action_result.apply()

    def test_an_unknown_version_of_rasa_is_left_as_it_is(self) -> None:
        with (
            mock.patch.object(rasa, "__version__", "3.7.0"),
            self.assertLogs(level="WARNING") as log,
        ):
            assert not action_result.apply()
        assert RemoteAction._validate_action_result is ORIGINAL
        assert "3.7.0" in log.output[0]


if __name__ == "__main__":
    unittest.main()
