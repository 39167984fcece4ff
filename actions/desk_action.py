"""What all actions share: how they reach the use-cases and how a turn ends."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from itertools import takewhile
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.next_request import as_if_said_now, waiting_request
from actions.offers import found, no_offer, offer, offers_person
from actions.topics import topic_chosen_in_words
from desk.customers.customer import Customer
from desk.services import Services

Event = dict[str, Any]
ACTION_LISTEN = "action_listen"
JOB_FORM, ACTION_END_JOB = "job_form", "action_end_job"
_ACTION_ANSWER = "action_answer_question"
_TAKE_EACH_MESSAGE = frozenset({_ACTION_ANSWER, "action_request_handoff"})
_MOST_TIMES_PUT_OFF = 2


class DeskAction(Action, ABC):
    """An action: reads the tracker, calls one use-case, says what came of it.

    The desk gives its own services. Started by itself (`python -m rasa_sdk --actions actions`), the
    action server builds them from the settings at the first call.
    """

    def __init__(self, services: Services | None = None) -> None:
        self._given = services

    @abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Act, except where the message chooses a topic: that is answered first.

        "The second one", or an article's title, may be read as nearly any intent. Where a rule
        only utters something, as after a greeting, no action is asked.
        """
        if self.name() not in _TAKE_EACH_MESSAGE and _only_chooses_topic(tracker):
            return [FollowupAction(_ACTION_ANSWER)]
        return await self.act(dispatcher, tracker, domain)

    @abstractmethod
    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """What the action does in this turn, as events of the engine."""

    @cached_property
    def services(self) -> Services:
        """The use-cases."""
        if self._given is not None:
            return self._given
        from desk.composition import shared_services  # noqa: PLC0415 - only for a lone action server

        return shared_services()

    async def customer(self, tracker: Tracker) -> Customer | None:
        """The verified customer of the conversation, by our own record and not the tracker's."""
        conversation = await self.services.conversations.get(tracker.sender_id)
        if conversation.customer_id is None:
            return None
        return await self.services.customers.get(conversation.customer_id)


class JobAction(DeskAction):
    """An action that needs to know who the customer is; if it does not, it asks first."""

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Do the job, or begin the identification and come back."""
        customer = await self.customer(tracker)
        if customer is None and not self.services.identification.is_possible:
            dispatcher.utter_message(response="utter_sign_in_first")
            return leave_form(dispatcher, tracker)
        # Identification needs this module, too.
        from actions.identification import (  # noqa: PLC0415
            answer_to_contact,
            begin_identification,
            claims_to_be_another,
        )

        if customer is None:
            return await begin_identification(self.services, dispatcher, tracker, self.name())
        if claims_to_be_another(customer, tracker.latest_message):
            dispatcher.utter_message(response="utter_one_customer")
            return end_turn(dispatcher, tracker)
        answer = answer_to_contact(self.services, tracker, customer)
        if answer is not None:
            dispatcher.utter_message(response=answer)
            return end_turn(dispatcher, tracker)
        return await self.run_for(customer, dispatcher, tracker)

    @abstractmethod
    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Do the job for a customer who is known."""


class EndTurn(DeskAction):
    """Ends the turn after a rule that only utters something: adds the offer, the next request.

    The escalation policy calls it, and only where there is something to add.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_end_turn"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """End it like any other."""
        return end_turn(dispatcher, tracker)


def intent_of(tracker: Tracker) -> str:
    """The intent of the newest message that the engine acts on.

    rasa-sdk's own method gives the likeliest one, also where that was found unclear or refuted.
    """
    intent = (tracker.latest_message or {}).get("intent") or {}
    return str(intent.get("name") or "")


def done_since_message(tracker: Tracker) -> frozenset[str]:
    """The names of the actions that ran since the newest message."""
    events = takewhile(lambda event: event.get("event") != "user", reversed(tracker.events))
    return frozenset(str(event["name"]) for event in events if event.get("event") == "action")


def _only_chooses_topic(tracker: Tracker) -> bool:
    """Whether nothing was done yet since a message that chooses one, outside of any form."""
    if tracker.active_loop_name is not None or topic_chosen_in_words(tracker) is None:
        return False
    return done_since_message(tracker) <= {ACTION_LISTEN, "action_extract_slots"}


def was_put_off(tracker: Tracker, form: str) -> bool:
    """Whether something else was done since the newest message: the form only asks again."""
    return not done_since_message(tracker) <= {ACTION_LISTEN, form, "action_extract_slots"}


def end_turn(
    dispatcher: CollectingDispatcher, tracker: Tracker, *events: Event, is_put_off: bool = True
) -> list[Event]:
    """The events with which an action ends the turn.

    A person is offered if the escalation policy wants that, and what was offered before lapses;
    then the form under way asks its question again, or the bot listens.
    """
    if found(tracker).get("level") == "offer":
        ending = offer(dispatcher, tracker, "utter_offer_person")
    else:
        ending = no_offer(tracker)
    return resume(dispatcher, tracker, *events, *ending, is_put_off=is_put_off)


def resume(
    dispatcher: CollectingDispatcher, tracker: Tracker, *events: Event, is_put_off: bool = True
) -> list[Event]:
    """Go on with the form under way, with what the customer asked for besides, or listen.

    A form that is put off again and again lets go: the customer has moved on. Of a job they are
    asked once more whether to go on with it, since a yes may still be meant for its question,
    unless `events` offer a person: one question at a time. `is_put_off`: the turn
    was about something else.
    """
    if tracker.active_loop_name is None:
        return _next_request_or_listen(dispatcher, tracker, *events)
    times_put_off = (tracker.get_slot("times_put_off") or 0) + int(is_put_off)
    if times_put_off > _MOST_TIMES_PUT_OFF:
        left = SlotSet("parked_job", tracker.get_slot("job")), SlotSet("job", None)
        *let_go, listens = listen(*events, *left, SlotSet("times_put_off", 0))
        is_asked = tracker.active_loop_name == JOB_FORM and not offers_person(events)
        return [*let_go, FollowupAction(ACTION_END_JOB) if is_asked else listens]
    return [
        *events,
        SlotSet("times_put_off", times_put_off),
        FollowupAction(tracker.active_loop_name),
    ]


def leave_form(dispatcher: CollectingDispatcher, tracker: Tracker, *events: Event) -> list[Event]:
    """Go on with what the customer asked for besides, or listen, whatever form was under way.

    What was offered before lapses, unless `events` offer it anew.
    """
    left = (ActiveLoop(None), SlotSet("requested_slot", None))
    return _next_request_or_listen(dispatcher, tracker, *no_offer(tracker), *events, *left)


def listen(*events: Event) -> list[Event]:
    """The events of an action after which the bot waits, whatever form was under way."""
    return [
        *events,
        ActiveLoop(None),
        SlotSet("requested_slot", None),
        FollowupAction(ACTION_LISTEN),
    ]


def _next_request_or_listen(
    dispatcher: CollectingDispatcher, tracker: Tracker, *events: Event
) -> list[Event]:
    request = waiting_request(tracker)
    if request is None:
        return [*events, FollowupAction(ACTION_LISTEN)]
    # Its own full stop or question mark stands in the response.
    said, left_out = request["text"].rstrip(" .,;:?!"), request.get("left_out")
    if left_out:
        dispatcher.utter_message(
            response="utter_last_request", request=said, left_out=" ".join(left_out)
        )
    else:
        dispatcher.utter_message(response="utter_next_request", request=said)
    return [*events, *as_if_said_now(request)]
