"""Tells customers what we hold about them, their tier, and what is left on their gift cards."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.account.lines import data_lines, is_about_others, payment_words
from actions.asked import asked
from actions.desk_action import DeskAction, Event, JobAction, end_turn
from desk.customers.customer import Customer
from desk.shop.money import NOTHING, in_words
from desk.shop.wallet import PaymentMethod

_OWN_TIER = re.compile(
    r"\bam i\b|\bi'?m\b|\bi am\b|\bwhich am i\b|\bdo i have\b|\bhave i\b|\bi have\b"
    r"|\bmy (club |harbour )?(tier|level|status|points?|membership)\b|\bhow far (off )?"
)
_AM_I = re.compile(
    r"\b(?:am i|have i|did i)\b(?: \w+){0,3}? (?:subscribed?|sign(?:ed)? up|registered"
    r"|opt(?:ed)?|on (?:the|your)|getting|receiving|consent(?:ed)?|agreed?)\b"
    r"|(?<!what )(?<!how )(?<!when )(?<!where )\bdo i (?:still |already |currently |now )?"
    r"(?:get|receive) (?:the |your |any )?(?:newsletter|e-?mails|marketing|news)\b"
    r"|\bsubscription status\b"
)
"""Whether the customer has the newsletter already: that stands in their consents."""
_WANTS_MORE = re.compile(r"\b(how|why|when|what do|what does|can|could|will|would|if)\b")
_SUBSCRIBE = re.compile(
    r"^\W*(newsletter|subscribe|resubscribe|sign up|join)\b[^?]*$"
    r"|\b(sign me up|sign .* up for|subscribe me|add me|put me (back )?on|opt me (back )?in"
    r"|i(?:'d| would) (like|love) to (subscribe|join|get|receive|sign up|hear)|i want to "
    r"(subscribe|join|get|hear|receive)|send me your|resubscribe me|yes to the newsletter"
    r"|turn the newsletter back on)\b"
)


class TellMyData(JobAction):
    """Answers exactly what was asked of the customer's own data; all of it if nothing was named."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_my_data"

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Nothing of anybody else, however it is asked."""
        text = asked(tracker, "ask_my_data", "newsletter").casefold()
        if is_about_others(text, customer):
            dispatcher.utter_message(response="utter_only_own_data")
            return end_turn(dispatcher, tracker)
        profile = await self.services.profiles.of(customer.id)
        methods = await self.services.shop.payment_methods_of(customer.id)
        lines = data_lines(
            text, profile, payment_words(methods, self.services.shop.policy.currency_sign)
        )
        if len(lines) == 1:
            dispatcher.utter_message(response="utter_my_datum", line=f"{lines[0]}.")
        else:
            dispatcher.utter_message(
                response="utter_my_data", lines="\n".join(f"- {line}" for line in lines)
            )
        return end_turn(dispatcher, tracker)


class TellMembership(DeskAction):
    """A known customer's own tier, and what it brings; everything else from the articles."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_membership"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Both, where the question is about both."""
        text = asked(tracker, "ask_membership").casefold()
        customer = await self.customer(tracker)
        if customer is None or not _OWN_TIER.search(text):
            return [FollowupAction("action_answer_question")]
        days = await self.services.shop.return_window_of(customer.id)
        returns = (
            "You can return what you ordered at any time."
            if days is None
            else f"You can return what you ordered within {days} days of delivery."
        )
        dispatcher.utter_message(
            response="utter_my_tier", tier=customer.tier.value.title(), returns=returns
        )
        if _WANTS_MORE.search(text):
            return [FollowupAction("action_answer_question")]
        return end_turn(dispatcher, tracker)


class GiftCardBalance(JobAction):
    """Says what is left on the customer's gift cards."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_gift_card_balance"

    async def run_for(
        self, customer: Customer, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> list[Event]:
        """Of the one that was named by its last digits, else of all."""
        text = asked(tracker, "gift_card_balance")
        methods = await self.services.shop.payment_methods_of(customer.id)
        cards = [method for method in methods if method.is_gift_card]
        cards = [card for card in cards if card.last_four and card.last_four in text] or cards
        if not cards:
            dispatcher.utter_message(response="utter_no_gift_card")
            # How to look up a card that is not in an account stands in the articles.
            return [FollowupAction("action_answer_question")]
        today = self.services.clock().date()
        sign = self.services.shop.policy.currency_sign
        if len(cards) == 1:
            dispatcher.utter_message(
                response="utter_gift_card_balance",
                balance=in_words(cards[0].balance or NOTHING, sign),
                card=cards[0].name,
                until=_until(cards[0], today),
            )
            return end_turn(dispatcher, tracker)
        total = await self.services.shop.gift_card_balance(customer.id)
        dispatcher.utter_message(
            response="utter_gift_card_balances",
            balance=in_words(total, sign),
            cards="\n".join(f"- {card.label_in(sign)}{_until(card, today)}" for card in cards),
        )
        return end_turn(dispatcher, tracker)


class Newsletter(DeskAction):
    """A wish to have the newsletter begins the job; a question is answered from the articles.

    Whether they have it is answered from the customer's own consents.
    """

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_newsletter"

    async def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """A pressed button is a wish, too."""
        text = asked(tracker, "newsletter").casefold()
        if _AM_I.search(text):
            return [FollowupAction("action_tell_my_data")]
        is_wish = not text or _SUBSCRIBE.search(text)
        return [FollowupAction("action_begin_job" if is_wish else "action_answer_question")]


def _until(card: PaymentMethod, today: date) -> str:
    if card.expires_on is None:
        return ""
    ended = f"{card.expires_on.day} {card.expires_on:%B %Y}"
    return (
        f", but it was valid until {ended}" if card.has_expired(today) else f", valid until {ended}"
    )
