"""The escalation policy of config.yml: reads the tracker, asks `assess`, predicts what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import UTTER_PREFIX
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation import WAITED, is_in_words
from bot.escalation.assessment import NOT_UNDERSTOOD, Escalation, assess, may_offer
from bot.escalation.conversation import Conversation
from bot.escalation.history import conversation_of
from bot.escalation.thresholds import Thresholds

ESCALATION_SLOT = "escalation"
MAY_OFFER_SLOT = "may_offer_person"
HANDOFF_ACTION = "action_request_handoff"
OFFER_ACTION = "action_offer_person"
SEARCH_ACTION = "action_answer_question"
END_TURN_ACTION = "action_end_turn"

_NOT_SETTINGS = ("priority", "max_history", "featurizer")
"""What Rasa puts beside the thresholds."""

# "Thanks for nothing", "hello???": a cheerful reply would be worth less than the offer itself. All
# else is answered first; the action that answers adds the offer, which it finds in the slot.
_ANSWERED_BY_THE_OFFER = frozenset({"greet", "thank", "goodbye", "praise", "small_talk"})


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False
)
class EscalationPolicy(Policy):
    """Overrules every other policy when a customer needs a person; otherwise silent.

    It writes two slots for the actions: what it found, and whether a person may be offered now.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds, and a priority above that of Rasa's own policies."""
        thresholds = {item.name: item.default for item in fields(Thresholds)}
        return {"priority": 10, "max_history": None, **thresholds}

    @staticmethod
    def supported_data() -> SupportedData:
        """Nothing is learned from stories or rules."""
        return SupportedData.ML_AND_RULE_DATA

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: TrackerFeaturizer | None = None,
    ) -> None:
        """Raises `InvalidSetting` if the configuration cannot be used."""
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._thresholds = Thresholds.of(config, _NOT_SETTINGS)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EscalationPolicy:
        """There is nothing to load but the configuration."""
        return cls(config, model_storage, resource, execution_context)

    def train(
        self,
        training_trackers: list[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """There is nothing to train."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict a handoff, an offer of one, what is left to say in a turn, or nothing."""
        latest_action = tracker.latest_action_name or ""
        if latest_action == HANDOFF_ACTION:
            # A handoff ends the turn, whoever asked for it.
            return self._certain(ACTION_LISTEN_NAME, domain)
        if latest_action.startswith(UTTER_PREFIX) and _is_something_left(tracker):
            # A rule that only utters something knows nothing of offers and of second requests.
            return self._certain(END_TURN_ACTION, domain)
        # Within a turn nothing new is known; a request that waited is part of the turn.
        is_news = latest_action == ACTION_LISTEN_NAME and tracker.latest_message is not None
        if not is_news or tracker.latest_message.parse_data.get(WAITED):
            return self._silent(domain)
        return self._after_message(tracker, domain)

    def _after_message(self, tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction:
        conversation = conversation_of(tracker)
        escalation = self._assess(tracker, conversation)
        noted = [
            # What was found of an earlier message is void, whether somebody made use of it or not.
            *_changed(tracker, ESCALATION_SLOT, escalation.as_dict() if escalation else None),
            *_changed(tracker, MAY_OFFER_SLOT, may_offer(conversation, self._thresholds)),
        ]
        action = None if escalation is None else _action_for(escalation, tracker)
        if action is None:
            return self._silent(domain, noted)
        return self._certain(action, domain, noted)

    def _assess(
        self, tracker: DialogueStateTracker, conversation: Conversation
    ) -> Escalation | None:
        if not is_in_words(tracker.latest_message):
            # A pressed button, or the desk itself, carries no mood; what came before was weighed.
            return None
        escalation = assess(conversation, self._thresholds)
        is_offer = escalation is not None and escalation.level == "offer"
        if is_offer and tracker.active_loop_name is not None:
            # The customer is answering our question; an offer now would lose the answer.
            return None
        return escalation

    def _silent(self, domain: Domain, events: Sequence[SlotSet] = ()) -> PolicyPrediction:
        return self._prediction([0.0] * domain.num_actions, events=list(events))

    def _certain(
        self, action: str, domain: Domain, events: Sequence[SlotSet] = ()
    ) -> PolicyPrediction:
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = 1.0
        # "No user" predictions are the only ones that win against an active form.
        return self._prediction(probabilities, events=list(events), is_no_user_prediction=True)


def _action_for(escalation: Escalation, tracker: DialogueStateTracker) -> str | None:
    """What is done at once; None leaves the message to the other policies."""
    intent = tracker.latest_message.intent.get("name")
    if escalation.code == NOT_UNDERSTOOD and tracker.active_loop_name is None:
        # The articles may have an answer, and only they know; see actions/knowledge.py.
        return SEARCH_ACTION
    if escalation.level == "handoff":
        return HANDOFF_ACTION
    if intent == "unclear":
        # Two questions at once, "which of the two" and "a person", are one too many.
        return SEARCH_ACTION
    return OFFER_ACTION if intent in _ANSWERED_BY_THE_OFFER else None


def _is_something_left(tracker: DialogueStateTracker) -> bool:
    """Whether an offer is due, or a second request may be waiting (that action looks closely)."""
    if tracker.active_loop_name is not None or tracker.latest_message is None:
        return False
    message = tracker.latest_message.parse_data
    is_one_of_several = bool(message.get("requests")) or bool(message.get(WAITED))
    return is_one_of_several or bool(tracker.get_slot(ESCALATION_SLOT))


def _changed(tracker: DialogueStateTracker, slot: str, value: Any) -> list[SlotSet]:
    return [] if tracker.get_slot(slot) == value else [SlotSet(slot, value)]
