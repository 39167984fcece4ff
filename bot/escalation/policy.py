"""The escalation policy of config.yml: reads the tracker, asks `assess`, predicts what follows."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation import FRESH_START_ACTION, is_in_words
from bot.escalation.assessment import FALLBACK_INTENTS, Escalation, Thresholds, Turn, assess

ESCALATION_SLOT = "escalation"
OFFERED_SLOT = "offered"
HANDOVER_ACTION = "action_request_handoff"
OFFER_ACTION = "action_offer_person"

# To these there is nothing to say that would be worth more than the offer itself. All others are
# answered first; the action that answers adds the offer, which it finds in the slot.
_ANSWERED_BY_THE_OFFER = FALLBACK_INTENTS | {"complaint"}


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False
)
class EscalationPolicy(Policy):
    """Overrules every other policy when a customer needs a person; otherwise silent."""

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
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._thresholds = Thresholds(
            **{item.name: config[item.name] for item in fields(Thresholds)}
        )

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
        """Predict a handoff, an offer of one, or nothing."""
        if tracker.latest_action_name == HANDOVER_ACTION:
            # A handoff ends the turn, whoever asked for it.
            return self._certain(ACTION_LISTEN_NAME, domain)
        escalation = self._assess(tracker)
        if escalation is None:
            return self._silent(domain)
        event = SlotSet(ESCALATION_SLOT, escalation.as_dict())
        if escalation.level == "handover":
            return self._certain(HANDOVER_ACTION, domain, event)
        if tracker.active_loop_name is not None:
            # The customer is answering our question; an offer now would lose the answer.
            return self._silent(domain)
        if tracker.latest_message.intent.get("name") in _ANSWERED_BY_THE_OFFER:
            return self._certain(OFFER_ACTION, domain, event)
        return self._prediction([0.0] * domain.num_actions, events=[event])

    def _assess(self, tracker: DialogueStateTracker) -> Escalation | None:
        # Only right after a message of the customer: within a turn nothing new is known.
        if tracker.latest_action_name != ACTION_LISTEN_NAME or tracker.latest_message is None:
            return None
        if not is_in_words(tracker.latest_message):
            # A pressed button, or the desk itself, carries no mood; what came before was weighed.
            return None
        turns: list[Turn] = []
        turns_since_offer: int | None = None
        for event in reversed(tracker.events):
            if isinstance(event, ActionExecuted) and event.action_name == FRESH_START_ACTION:
                break
            if isinstance(event, SlotSet) and event.key == OFFERED_SLOT:
                if event.value == "person" and turns_since_offer is None:
                    turns_since_offer = len(turns)
            elif isinstance(event, UserUttered) and is_in_words(event):
                turns.append(_turn(event))
        return assess(turns[::-1], self._thresholds, turns_since_offer)

    def _silent(self, domain: Domain) -> PolicyPrediction:
        return self._prediction([0.0] * domain.num_actions)

    def _certain(self, action: str, domain: Domain, *events: SlotSet) -> PolicyPrediction:
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(action)] = 1.0
        # "No user" predictions are the only ones that win against an active form.
        return self._prediction(
            probabilities, optional_events=list(events), is_no_user_prediction=True
        )


def _turn(event: UserUttered) -> Turn:
    parse_data = event.parse_data or {}
    intent = event.intent or {}
    return Turn(
        text=event.text or "",
        intent=intent.get("name"),
        intent_score=float(intent.get("confidence") or 0.0),
        frustration_score=float(parse_data.get("frustration", {}).get("score", 0.0)),
    )
