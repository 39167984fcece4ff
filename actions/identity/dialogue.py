"""How the customer comes to be known, from message to message."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.identity.questions import Wanted, in_words, in_words_of, still_wanted
from actions.identity.state import IdentityState
from actions.offers import Event, offer
from actions.people import readings_of, tried
from desk.customers.identification import IdentificationResult, Outcome
from desk.customers.identity import NEEDED, Detail, Details, Method
from desk.errors import Conflict
from desk.handoff.ticket import Reason
from desk.services import Services
from desk.shop.order_number import example

NEW_CODE = ({"title": "Send a new code", "payload": "Send a new code"},)


class End(Enum):
    """Where it stands after a message."""

    WAITS = auto()
    """For the answer to the question that was asked."""
    KNOWN = auto()
    LEFT = auto()
    """It will not be known here: a person is offered, or has been given the conversation."""


@dataclass
class IdentityDialogue:
    """One message's part of it: says what is to be said, and collects what goes into the slots."""

    services: Services
    dispatcher: CollectingDispatcher
    tracker: Tracker
    state: IdentityState
    is_first: bool = False
    """Whether the customer hears for the first time that we have to know who they are."""
    events: list[Event] = field(default_factory=list)

    async def go_on(self) -> End:
        """Try with what is known, as soon as something new is enough; else ask for more."""
        together = self.state.together()
        methods = [
            method
            for method in self.services.identification.methods_for(together)
            if self.state.is_news({d: together[d] for d in NEEDED[method]})
        ]
        if methods:
            return await self._try(methods, together)
        email = self.state.told.get(Detail.EMAIL, "")
        if Method.CODE in self._methods() and email and email != self.state.code_sent_to:
            return await self.send_code(email)
        return self.ask()

    async def send_code(self, email: str) -> End:
        """Send a one-time code there, and ask for it, whether or not anybody has this address."""
        is_again = email == self.state.code_sent_to
        if not await self.services.identification.send_code(self.tracker.sender_id, email):
            return self._leave("utter_identify_no_more_codes")
        self.state.code_sent_to = self.state.told[Detail.EMAIL] = email
        self.state.failed.pop(Detail.EMAIL, None)
        response = "utter_identify_code_sent_again" if is_again else "utter_identify_code_sent"
        return self._ask_for({Detail.CODE}, response)

    def ask(self) -> End:
        """Ask for what is missing, or offer a person where the customer can give none of it."""
        wanted = self._wanted()
        if not wanted.choices:
            return self._leave("utter_identify_without_details")
        if self.is_first:
            return self._begin_asking(wanted)
        if not wanted.details:
            return self._tried_already()
        if self._is_wrong_as_a_whole():
            wanted = Wanted([frozenset(self.state.failed), *self._untried().choices])
        if len(wanted.details) > 1:
            response = "utter_identify_more"
            return self._ask_for(wanted.details, response, wanted=self._in_words(wanted))
        return self._ask_for_one(*wanted.details)

    def _ask_for_one(self, detail: Detail) -> End:
        if detail is Detail.NAME and self.state.is_half_named():
            return self._ask_for({detail}, "utter_identify_last_name")
        if detail is Detail.CODE:
            return self._ask_for({detail}, "utter_identify_code", buttons=list(NEW_CODE))
        if Detail.ORDER in self.state.told:
            contact = Wanted([frozenset({detail})]).of_the_order
            return self._ask_for({detail}, "utter_identify_contact", contact=contact)
        return self._ask_for({detail}, f"utter_identify_{detail.value}", example=example())

    def _begin_asking(self, wanted: Wanted) -> End:
        in_words = self._in_words(wanted)
        if Detail.ORDER in wanted.details:
            response = "utter_identify_first_by_order"
            return self._ask_for(wanted.details, response, wanted=in_words, example=example())
        return self._ask_for(wanted.details, "utter_identify_first", wanted=in_words)

    async def _try(self, methods: list[Method], together: dict[Detail, str]) -> End:
        used = {d: said for d, said in together.items() if any(d in NEEDED[m] for m in methods)}
        details = Details(**{detail.value: said for detail, said in used.items()})
        result = await self.services.identification.identify(self.tracker.sender_id, details)
        if result.customer_id is not None:
            return await self._known(result.customer_id, result.method)
        if Detail.ORDER in used:
            self.events.append(SlotSet("order_number", None))
        if result.outcome is Outcome.LOCKED:
            return await self._hand_over(used)
        return self._no_match(result, used)

    async def _known(self, customer_id: str, method: Method) -> End:
        try:
            await self.services.conversations.verify(
                self.tracker.sender_id, customer_id, method.value
            )
        except Conflict:
            # Signed in meanwhile, as somebody else.
            self.dispatcher.utter_message(response="utter_one_customer")
            return End.KNOWN
        customer = await self.services.customers.get(customer_id)
        names = customer.name.split() if customer else []
        if names:
            self.dispatcher.utter_message(response="utter_identified", name=names[0])
        return End.KNOWN

    def _no_match(self, result: IdentificationResult, used: dict[Detail, str]) -> End:
        tries = "one try" if result.tries_left == 1 else f"{result.tries_left} tries"
        if Detail.CODE in used:
            del self.state.told[Detail.CODE]
            buttons = list(NEW_CODE)
            return self._ask_for(
                {Detail.CODE}, "utter_identify_wrong_code", tries_left=tries, buttons=buttons
            )
        self.state.failed, self.state.is_repeated = used, False
        return self._ask_for_other("utter_identify_no_match", tries_left=tries)

    def _tried_already(self) -> End:
        """All that is needed was told, just as in the last try: it costs no other one.

        Who tells them a second time has no others, and is offered a person.
        """
        if self.state.is_repeated:
            return self._leave("utter_identify_no_other_details")
        self.state.is_repeated = True
        return self._ask_for_other("utter_identify_tried_already")

    def _ask_for_other(self, response: str, **values: object) -> End:
        """Ask for what should be different of what failed, or for other details."""
        failed = self.state.failed
        self.state.told, self.state.first_name = {}, ""
        others = self._untried()
        is_by_order = all(Detail.ORDER in NEEDED[method] for method in self._methods())
        return self._ask_for(
            {*failed, *others.details},
            response,
            what="an order" if is_by_order else "an account",
            given=in_words(failed),
            right="the right one" if len(failed) == 1 else "what should be different",
            others=f", or give me {others.in_words} instead" if others.choices else "",
            **values,
        )

    def _is_wrong_as_a_whole(self) -> bool:
        """Whether something of the last try is wrong, and the customer has not told what."""
        state = self.state
        is_told = bool(state.told or state.first_name)
        return bool(state.failed) and not is_told and not state.lacking & state.failed.keys()

    def _untried(self) -> Wanted:
        """What would do without anything of the last try, which may be wrong."""
        failed = set(self.state.failed)
        methods = [method for method in self._methods() if not NEEDED[method] & failed]
        return still_wanted(methods, (), self.state.lacking, is_code_sent=False)

    async def _hand_over(self, used: dict[Detail, str]) -> End:
        await self.services.handoff.request(
            self.tracker.sender_id,
            Reason(
                code="identification_locked",
                words="The customer could not show who they are.",
                evidence=in_words_of(used),
                what_was_tried=tried(self.tracker),
            ),
            readings_of(self.tracker),
        )
        return End.LEFT

    def _leave(self, response: str) -> End:
        self.events += offer(self.dispatcher, self.tracker, response)
        return End.LEFT

    def _ask_for(
        self, details: set[Detail] | frozenset[Detail], response: str, **values: object
    ) -> End:
        self.state.asked = set(details)
        self.dispatcher.utter_message(
            response=response, json_message={"asks": Wanted([frozenset(details)]).asks}, **values
        )
        return End.WAITS

    def _methods(self) -> tuple[Method, ...]:
        return self.services.identification.methods

    def _wanted(self) -> Wanted:
        is_code_sent = self.state.code_sent_to == self.state.told.get(Detail.EMAIL)
        state = self.state
        return still_wanted(self._methods(), state.told, state.lacking, is_code_sent=is_code_sent)

    def _in_words(self, wanted: Wanted) -> str:
        if Detail.ORDER in self.state.told and wanted.of_the_order:
            return f"the {wanted.of_the_order} the order was placed with"
        return wanted.in_words
