"""What the escalation policy predicts, alone and among Rasa's own policies."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from typing import Any

from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.core.policies.policy import PolicyPrediction
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation import FRESH_START_ACTION
from bot.escalation.policy import (
    ESCALATION_SLOT,
    HANDOVER_ACTION,
    OFFER_ACTION,
    OFFERED_SLOT,
    EscalationPolicy,
)

LISTEN = ActionExecuted("action_listen")
ANSWER = "action_order_status"
FORM = "cancel_form"
RULE_POLICY_PRIORITY = 6

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["track_order", "complaint", "unclear", "affirm", "handoff_ended"],
        "actions": [ANSWER, HANDOVER_ACTION, OFFER_ACTION, FRESH_START_ACTION],
        "forms": {FORM: {"required_slots": []}},
        "slots": {
            name: {"type": "any", "mappings": [{"type": "custom"}]}
            for name in (ESCALATION_SLOT, OFFERED_SLOT, "requested_slot")
        },
    }
)


def a_policy(**config: Any) -> EscalationPolicy:
    with tempfile.TemporaryDirectory() as folder:
        return EscalationPolicy(
            EscalationPolicy.get_default_config() | config,
            LocalModelStorage.create(Path(folder)),
            Resource("escalation"),
            ExecutionContext(GraphSchema({}), "model"),
        )


def said(text: str, frustration: float = 0.05, intent: str = "track_order") -> list[Event]:
    """The customer's message after the bot has listened."""
    parsed = {"name": intent, "confidence": 0.9}
    parse_data = {"intent": parsed, "frustration": {"score": frustration}}
    return [LISTEN, UserUttered(text, intent=parsed, parse_data=parse_data)]


def a_tracker(*events: Event | list[Event]) -> DialogueStateTracker:
    flat: list[Event] = [ActionExecuted("action_session_start"), SessionStarted()]
    for event in events:
        flat += event if isinstance(event, list) else [event]
    return DialogueStateTracker.from_events("conv_1", flat, DOMAIN.slots)


def predict(*events: Event | list[Event], **config: Any) -> PolicyPrediction:
    return a_policy(**config).predict_action_probabilities(a_tracker(*events), DOMAIN)


def predicted(prediction: PolicyPrediction) -> str | None:
    """The action that is predicted with certainty, if any."""
    if max(prediction.probabilities) == 0:
        return None
    assert max(prediction.probabilities) == 1
    action: str = DOMAIN.action_names_or_texts[prediction.probabilities.index(1)]
    return action


def of_another_policy(action: str, is_no_user_prediction: bool = False) -> PolicyPrediction:
    probabilities = [0.0] * DOMAIN.num_actions
    probabilities[DOMAIN.index_for_action(action)] = 1.0
    return PolicyPrediction(
        probabilities,
        "RulePolicy",
        RULE_POLICY_PRIORITY,
        is_no_user_prediction=is_no_user_prediction,
    )


def combined(
    tracker: DialogueStateTracker, *others: PolicyPrediction
) -> tuple[str | None, list[Event]]:
    """The action and the events with which the ensemble goes on."""
    own = a_policy().predict_action_probabilities(tracker, DOMAIN)
    best = DefaultPolicyPredictionEnsemble().combine_predictions([*others, own], tracker, DOMAIN)
    return predicted(best), best.events


def escalations(events: list[Event]) -> list[str]:
    return [
        event.value["level"]
        for event in events
        if isinstance(event, SlotSet) and event.key == ESCALATION_SLOT
    ]


ANGRY = [said("where is it", 0.5), said("WHERE IS IT", 0.9), said("i am fed up", 0.95)]
ANNOYED = [said("where is it", 0.3), said("and now? tell me", 0.6)]


class Alone(unittest.TestCase):
    def test_it_is_silent_while_the_customer_is_calm(self) -> None:
        prediction = predict(said("where is my order"))
        assert predicted(prediction) is None
        assert prediction.events == []
        assert not prediction.is_no_user_prediction

    def test_it_is_silent_before_the_first_message(self) -> None:
        assert predicted(predict(LISTEN)) is None
        assert predicted(predict()) is None

    def test_it_calls_a_person_when_anger_rises(self) -> None:
        prediction = predict(*ANGRY)
        assert predicted(prediction) == HANDOVER_ACTION
        assert prediction.is_no_user_prediction
        assert escalations(prediction.optional_events) == ["handover"]

    def test_it_says_nothing_more_within_the_same_turn(self) -> None:
        assert predicted(predict(*ANGRY, ActionExecuted(ANSWER))) is None

    def test_a_handoff_ends_the_turn_whoever_asked_for_it(self) -> None:
        for messages in (ANGRY, [said("a person please")]):
            prediction = predict(ActiveLoop(FORM), *messages, ActionExecuted(HANDOVER_ACTION))
            assert predicted(prediction) == "action_listen"
            assert prediction.is_no_user_prediction
            assert prediction.optional_events == []

    def test_an_offer_rides_on_the_answer_as_a_slot(self) -> None:
        prediction = predict(*ANNOYED)
        assert predicted(prediction) is None
        assert escalations(prediction.events) == ["offer"]

    def test_where_there_is_nothing_to_answer_the_offer_is_the_answer(self) -> None:
        for intent in ("complaint", "unclear"):
            with self.subTest(intent=intent):
                prediction = predict(said("so?", 0.3), said("this is a joke", 0.6, intent))
                assert predicted(prediction) == OFFER_ACTION
                assert escalations(prediction.optional_events) == ["offer"]

    def test_nothing_is_offered_while_a_form_waits_for_an_answer(self) -> None:
        prediction = predict(ActiveLoop(FORM), *ANNOYED)
        assert predicted(prediction) is None
        assert prediction.events == []

    def test_nothing_is_offered_again_right_after_an_offer(self) -> None:
        offered = [SlotSet(OFFERED_SLOT, "person"), SlotSet(OFFERED_SLOT, None)]
        assert predict(*ANNOYED, *offered, said("no. where is it", 0.55)).events == []

    def test_what_was_before_the_fresh_start_does_not_count(self) -> None:
        fresh = ActionExecuted(FRESH_START_ACTION)
        assert predicted(predict(*ANGRY, fresh, said("thank you, one more thing", 0.3))) is None
        assert predicted(predict(*ANGRY, said("thank you, one more thing", 0.9))) is not None

    def test_thresholds_are_those_of_the_configuration(self) -> None:
        assert predicted(predict(*ANGRY, handover_at=1.0)) is None
        assert predicted(predict(said("so?", 0.3), handover_at=0.1)) == HANDOVER_ACTION

    def test_a_pressed_button_is_no_message_to_weigh(self) -> None:
        assert predicted(predict(said("/affirm", 0.99, "affirm"))) is None
        prediction = predict(said("my solicitor will write"), said("/affirm", intent="affirm"))
        assert predicted(prediction) is None

    def test_a_message_without_a_text_or_a_reading_is_calm(self) -> None:
        assert predicted(predict([LISTEN, UserUttered(None, intent={"name": "affirm"})])) is None
        assert predicted(predict([LISTEN, UserUttered("hello")])) is None


class AmongOthers(unittest.TestCase):
    def test_a_calm_customer_gets_the_answer_of_the_others(self) -> None:
        tracker = a_tracker(said("where is my order"))
        action, events = combined(tracker, of_another_policy(ANSWER))
        assert action == ANSWER
        assert escalations(events) == []

    def test_an_annoyed_customer_gets_the_answer_and_the_offer(self) -> None:
        action, events = combined(a_tracker(*ANNOYED), of_another_policy(ANSWER))
        assert action == ANSWER
        assert escalations(events) == ["offer"]

    def test_a_handover_wins_against_an_answer(self) -> None:
        action, events = combined(a_tracker(*ANGRY), of_another_policy(ANSWER))
        assert action == HANDOVER_ACTION
        assert escalations(events) == ["handover"]

    def test_a_handover_wins_against_an_active_form(self) -> None:
        tracker = a_tracker(ActiveLoop(FORM), *ANGRY)
        form = of_another_policy(FORM, is_no_user_prediction=True)
        assert combined(tracker, form)[0] == HANDOVER_ACTION

    def test_without_a_handover_the_form_goes_on(self) -> None:
        tracker = a_tracker(ActiveLoop(FORM), *ANNOYED)
        form = of_another_policy(FORM, is_no_user_prediction=True)
        action, events = combined(tracker, form)
        assert action == FORM
        assert escalations(events) == []

    def test_the_end_of_a_handoff_does_not_hand_over_again(self) -> None:
        for before in (ANGRY, [said("my solicitor will write")]):
            with self.subTest(before=before):
                ended = said("/handoff_ended", intent="handoff_ended")
                tracker = a_tracker(*before, ActionExecuted(HANDOVER_ACTION), ended)
                assert combined(tracker, of_another_policy(FRESH_START_ACTION))[0] == (
                    FRESH_START_ACTION
                )


if __name__ == "__main__":
    unittest.main()
