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
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation import FRESH_START_ACTION
from bot.escalation.policy import (
    END_TURN_ACTION,
    ESCALATION_SLOT,
    HANDOFF_ACTION,
    MAY_OFFER_SLOT,
    OFFER_ACTION,
    SEARCH_ACTION,
    EscalationPolicy,
)
from bot.escalation.thresholds import InvalidSetting
from tests.engine.in_engine.escalation_samples import (
    DOMAIN,
    FORM,
    GREET,
    LISTEN,
    OFFERED,
    STATUS,
    a_tracker,
    replied,
    said,
)

RULE_POLICY_PRIORITY = 6


def a_policy(**config: Any) -> EscalationPolicy:
    with tempfile.TemporaryDirectory() as folder:
        return EscalationPolicy(
            EscalationPolicy.get_default_config() | config,
            LocalModelStorage.create(Path(folder)),
            Resource("escalation"),
            ExecutionContext(GraphSchema({}), "model"),
        )


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


def levels(events: list[Event]) -> list[str | None]:
    """What is written into the slot of what was found; None: it is cleared."""
    return [
        event.value and event.value["level"]
        for event in events
        if isinstance(event, SlotSet) and event.key == ESCALATION_SLOT
    ]


def may_offer(events: list[Event]) -> list[bool]:
    return [
        event.value
        for event in events
        if isinstance(event, SlotSet) and event.key == MAY_OFFER_SLOT
    ]


ANGRY = [said("where is it", 0.5), said("WHERE IS IT", 0.9), said("i am fed up", 0.95)]
ANNOYED = [said("where is it", 0.2), said("and now? tell me", 0.6)]
STALE = SlotSet(ESCALATION_SLOT, {"level": "offer", "code": "not_understood"})


def lost(count: int, intent: str = "unclear") -> list[list[Event]]:
    ask_back = replied("What is it about?", "utter_ask_back")
    return [[*said(f"flurb {number}", intent=intent), ask_back] for number in range(count)]


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
        assert predicted(prediction) == HANDOFF_ACTION
        assert prediction.is_no_user_prediction
        assert levels(prediction.events) == ["handoff"]

    def test_one_furious_message_brings_an_offer_only(self) -> None:
        prediction = predict(said("USELESS!!!", 1.0))
        assert predicted(prediction) is None
        assert levels(prediction.events) == ["offer"]

    def test_it_says_nothing_more_within_the_same_turn(self) -> None:
        assert predicted(predict(*ANGRY, ActionExecuted(STATUS))) is None
        second = predict(*ANNOYED, STALE, said("and my refund", waited=True))
        assert predicted(second) is None
        assert second.events == []

    def test_a_handoff_ends_the_turn_whoever_asked_for_it(self) -> None:
        for messages in (ANGRY, [said("a person please")]):
            prediction = predict(ActiveLoop(FORM), *messages, ActionExecuted(HANDOFF_ACTION))
            assert predicted(prediction) == "action_listen"
            assert prediction.is_no_user_prediction
            assert prediction.events == []

    def test_an_offer_rides_on_the_answer_as_a_slot(self) -> None:
        prediction = predict(*ANNOYED)
        assert predicted(prediction) is None
        assert levels(prediction.events) == ["offer"]

    def test_instead_of_a_cheerful_reply_the_offer_is_the_answer(self) -> None:
        for intent in ("greet", "thank"):
            with self.subTest(intent=intent):
                prediction = predict(said("so?", 0.2), said("thanks for nothing", 0.6, intent))
                assert predicted(prediction) == OFFER_ACTION
                assert levels(prediction.events) == ["offer"]

    def test_nothing_is_offered_while_a_form_waits_for_an_answer(self) -> None:
        prediction = predict(ActiveLoop(FORM), *ANNOYED)
        assert predicted(prediction) is None
        assert prediction.events == []

    def test_what_was_before_the_fresh_start_does_not_count(self) -> None:
        fresh = ActionExecuted(FRESH_START_ACTION)
        assert predicted(predict(*ANGRY, fresh, said("thank you, one more thing", 0.3))) is None
        assert predicted(predict(*ANGRY, said("thank you, one more thing", 0.9))) is not None

    def test_thresholds_are_those_of_the_configuration(self) -> None:
        assert predicted(predict(*ANGRY, handoff_at=1.0)) is None
        mild = [said("so?", 0.3), said("and?", 0.3)]
        assert predicted(predict(*mild, handoff_at=0.2, offer_at=0.1)) == HANDOFF_ACTION

    def test_a_wrong_setting_is_refused_at_once(self) -> None:
        for config in ({"window": 0}, {"offer_at": 0.9}, {"handover_at": 0.5}):
            with self.subTest(config), self.assertRaisesRegex(InvalidSetting, next(iter(config))):
                a_policy(**config)

    def test_a_pressed_button_is_no_message_to_weigh(self) -> None:
        assert predicted(predict(said("/affirm", 0.99, "affirm"))) is None
        prediction = predict(said("my solicitor will write"), said("/affirm", intent="affirm"))
        assert predicted(prediction) is None


class Offers(unittest.TestCase):
    def test_what_was_found_of_an_earlier_message_is_cleared(self) -> None:
        for newest in (said("where is my order"), said("/ask_person", intent="ask_person")):
            with self.subTest(newest[-1]):
                assert levels(predict(said("hm"), STALE, newest).events) == [None]
        assert levels(predict(STALE, ActiveLoop(FORM), *ANNOYED).events) == [None]

    def test_nothing_is_offered_again_right_after_an_offer(self) -> None:
        events = predict(*ANNOYED, OFFERED, said("so where is it", 0.5)).events
        assert levels(events) == []
        assert may_offer(events) == [False]

    def test_the_actions_are_told_when_a_person_may_be_offered_again(self) -> None:
        offered = [said("hm"), OFFERED, SlotSet(MAY_OFFER_SLOT, False)]
        pause = [said(f"question {number}") for number in range(3)]
        assert may_offer(predict(*offered, *pause).events) == []
        assert may_offer(predict(*offered, *pause, said("one more")).events) == [True]

    def test_who_declines_is_neither_offered_a_person_nor_handed_over(self) -> None:
        furious = [said("where is it", 0.9), said("WHERE IS IT", 0.9), OFFERED]
        no = said("no, I do NOT want a person", 1.0, "deny")
        after = [SlotSet("offered", None), said("WHERE IS MY ORDER", 1.0)]
        for events in ([*furious, no], [*furious, no, *after]):
            prediction = predict(*events)
            assert predicted(prediction) is None
            assert levels(prediction.events) == []
            assert may_offer(prediction.events) == [False]
        assert predicted(predict(*furious, no, *after, said("AND NOW?", 1.0))) == HANDOFF_ACTION

    def test_a_topic_for_people_is_theirs_also_after_a_decline(self) -> None:
        burnt = said("no, it burnt my hand", intent="deny")
        assert predicted(predict(said("hm"), OFFERED, burnt)) == HANDOFF_ACTION


class NotUnderstood(unittest.TestCase):
    def test_the_articles_are_searched_before_a_person_is_offered_or_called(self) -> None:
        for count, level in ((1, "offer"), (2, "handoff"), (4, "handoff")):
            with self.subTest(count=count):
                prediction = predict(*lost(count), said("eh", intent="unclear"))
                assert predicted(prediction) == SEARCH_ACTION
                assert levels(prediction.events) == [level]

    def test_calm_questions_about_something_else_never_lead_to_a_handoff(self) -> None:
        prediction = predict(*lost(4, "out_of_scope"), said("a joke?", intent="out_of_scope"))
        assert predicted(prediction) == SEARCH_ACTION
        assert levels(prediction.events) == ["offer"]

    def test_what_the_articles_answered_is_no_sign_of_failure(self) -> None:
        answered = [*said("how high", intent="out_of_scope"), replied("30 cm", "utter_answer")]
        prediction = predict(answered, answered, said("how wide", intent="out_of_scope"))
        assert predicted(prediction) is None
        assert prediction.events == []

    def test_an_annoyed_customer_is_not_asked_two_things_at_once(self) -> None:
        prediction = predict(said("so", 0.2), said("the thing", 0.6, "unclear"))
        assert predicted(prediction) == SEARCH_ACTION

    def test_in_a_form_nothing_is_searched_for(self) -> None:
        prediction = predict(ActiveLoop(FORM), *lost(3), said("eh", intent="unclear"))
        assert predicted(prediction) == HANDOFF_ACTION


class AfterAPlainResponse(unittest.TestCase):
    def test_a_rule_that_only_utters_ends_by_itself_where_nothing_is_left(self) -> None:
        assert predicted(predict(said("hi", intent="greet"), ActionExecuted(GREET))) is None

    def test_an_offer_that_is_due_follows_in_the_same_turn(self) -> None:
        turn = [*ANNOYED, STALE, ActionExecuted(GREET)]
        assert predicted(predict(*turn)) == END_TURN_ACTION
        action, _ = combined(a_tracker(*turn), of_another_policy("action_listen"))
        assert action == END_TURN_ACTION

    def test_a_second_request_follows_in_the_same_turn(self) -> None:
        for message in (said("hi and where is it", requests=2), said("hi", waited=True)):
            with self.subTest(message[-1]):
                assert predicted(predict(message, ActionExecuted(GREET))) == END_TURN_ACTION

    def test_a_form_goes_on_by_itself(self) -> None:
        turn = [ActiveLoop(FORM), said("hi", requests=2), ActionExecuted(GREET)]
        assert predicted(predict(*turn)) is None


class AmongOthers(unittest.TestCase):
    def test_a_calm_customer_gets_the_answer_of_the_others(self) -> None:
        tracker = a_tracker(said("where is my order"))
        action, events = combined(tracker, of_another_policy(STATUS))
        assert action == STATUS
        assert levels(events) == []

    def test_an_annoyed_customer_gets_the_answer_and_the_offer(self) -> None:
        action, events = combined(a_tracker(*ANNOYED), of_another_policy(STATUS))
        assert action == STATUS
        assert levels(events) == ["offer"]

    def test_a_handoff_wins_against_an_answer(self) -> None:
        action, events = combined(a_tracker(*ANGRY), of_another_policy(STATUS))
        assert action == HANDOFF_ACTION
        assert levels(events) == ["handoff"]

    def test_a_handoff_wins_against_an_active_form(self) -> None:
        tracker = a_tracker(ActiveLoop(FORM), *ANGRY)
        form = of_another_policy(FORM, is_no_user_prediction=True)
        assert combined(tracker, form)[0] == HANDOFF_ACTION

    def test_without_a_handoff_the_form_goes_on(self) -> None:
        tracker = a_tracker(ActiveLoop(FORM), *ANNOYED)
        form = of_another_policy(FORM, is_no_user_prediction=True)
        action, events = combined(tracker, form)
        assert action == FORM
        assert levels(events) == []

    def test_the_end_of_a_handoff_does_not_hand_over_again(self) -> None:
        for before in (ANGRY, [said("my solicitor will write")]):
            with self.subTest(before=before):
                ended = said("/handoff_ended", intent="handoff_ended")
                tracker = a_tracker(*before, ActionExecuted(HANDOFF_ACTION), ended)
                assert combined(tracker, of_another_policy(FRESH_START_ACTION))[0] == (
                    FRESH_START_ACTION
                )


if __name__ == "__main__":
    unittest.main()
