"""What the escalation policy reads from Rasa's tracker."""

from __future__ import annotations

import unittest

from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered

from bot.conversation import FRESH_START_ACTION
from bot.escalation.conversation import Conversation, Turn
from bot.escalation.history import conversation_of
from tests.engine.in_engine.escalation_samples import FORM, OFFERED, a_tracker, replied, said

ASKED_FOR_ITEMS = [ActiveLoop(FORM), SlotSet("requested_slot", "job_answer")]


def read(*events: Event | list[Event]) -> Conversation:
    return conversation_of(a_tracker(*events))


def only_turn(*events: Event | list[Event]) -> Turn:
    (turn,) = read(*events).turns
    return turn


class Messages(unittest.TestCase):
    def test_a_message_comes_with_its_reading(self) -> None:
        turn = only_turn(said("where is HP-104233", 0.4, order="HP-104233"))
        self.assertEqual(
            turn, Turn("where is HP-104233", "order_status", 0.9, 0.4, frozenset({"HP-104233"}))
        )

    def test_a_message_without_a_reading_is_calm(self) -> None:
        turn = only_turn([UserUttered("hello")])
        self.assertEqual((turn.intent, turn.frustration_score), (None, 0.0))

    def test_buttons_and_requests_that_waited_are_no_messages(self) -> None:
        events = [said("/affirm"), said("and my refund", waited=True), said(None), said("hello")]
        self.assertEqual([turn.text for turn in read(*events).turns], ["hello"])

    def test_what_was_before_the_fresh_start_does_not_count(self) -> None:
        before = [said("you again"), OFFERED, said("no", intent="deny")]
        found = read(*before, ActionExecuted(FRESH_START_ACTION), said("hello"))
        self.assertEqual([turn.text for turn in found.turns], ["hello"])
        self.assertIsNone(found.turns_since_offer)
        self.assertIsNone(found.messages_since_decline)


class Replies(unittest.TestCase):
    def test_the_first_thing_said_is_the_reply(self) -> None:
        turn = only_turn(said("where is it"), replied("On its way."), replied("A colleague?"))
        self.assertEqual((turn.reply, turn.is_answered), ("On its way.", False))

    def test_an_article_answers(self) -> None:
        turn = only_turn(said("how high"), replied("30 cm", "utter_answer"))
        self.assertEqual((turn.reply, turn.is_answered), ("30 cm", True))

    def test_to_have_no_answer_is_no_reply(self) -> None:
        for response in ("utter_no_answer", "utter_no_answer_without_offer", "utter_out_of_scope"):
            with self.subTest(response):
                turn = only_turn(said("penguins?"), replied("I don't have one", response))
                self.assertEqual((turn.reply, turn.is_answered), (None, False))

    def test_what_is_said_to_a_button_or_to_a_second_request_is_no_reply(self) -> None:
        for later in (said("/affirm"), said("my refund", waited=True)):
            with self.subTest(later):
                turn = only_turn(said("hm"), later, replied("30 cm", "utter_answer"))
                self.assertIsNone(turn.reply)

    def test_a_form_that_takes_what_was_said_has_understood_it(self) -> None:
        message = said("the blue ones", intent="unclear")
        taken, missed = SlotSet("job", {"misses": 0}), SlotSet("job", {"misses": 1})
        self.assertTrue(only_turn(*ASKED_FOR_ITEMS, message, taken).is_answered)
        self.assertTrue(only_turn(*ASKED_FOR_ITEMS, message, SlotSet("job", None)).is_answered)
        self.assertFalse(only_turn(*ASKED_FOR_ITEMS, message, missed).is_answered)
        self.assertFalse(only_turn(*ASKED_FOR_ITEMS, message).is_answered)

    def test_a_button_that_says_what_was_meant_answers_the_message_before_it(self) -> None:
        unclear = said("the thing", intent="unclear")
        self.assertTrue(only_turn(unclear, said("/order_status")).is_answered)
        self.assertFalse(only_turn(unclear, said("/deny", intent="deny")).is_answered)

    def test_it_is_known_whether_a_form_is_under_way(self) -> None:
        self.assertTrue(read(*ASKED_FOR_ITEMS, said("hm")).is_in_form)
        self.assertFalse(read(*ASKED_FOR_ITEMS, ActiveLoop(None), said("hm")).is_in_form)


class Offers(unittest.TestCase):
    def test_messages_in_words_since_an_offer_are_counted(self) -> None:
        self.assertIsNone(read(said("where is it")).turns_since_offer)
        offered = [said("where is it"), OFFERED, SlotSet("offered", None)]
        self.assertEqual(read(*offered, said("/order_status")).turns_since_offer, 0)
        self.assertEqual(read(*offered, said("hm"), said("so")).turns_since_offer, 2)
        self.assertEqual(read(*offered, said("hm"), OFFERED, said("so")).turns_since_offer, 1)

    def test_an_offer_is_declined_in_many_ways(self) -> None:
        for declining in (
            said("no thanks", intent="deny"),
            said("/deny", intent="deny"),
            said("leave it", intent="stop_job"),
            said("No, where is HP-104233?"),
            said("i do NOT want a person", 0.9, "ask_person"),
            said("just tell me. don't put me through to anyone", intent="order_status"),
        ):
            with self.subTest(declining[-1]):
                found = read(said("hm"), OFFERED, declining)
                self.assertEqual(found.messages_since_decline, 0)
                self.assertTrue(found.has_just_declined)

    def test_to_go_on_with_something_else_is_no_decline(self) -> None:
        for going_on in (said("where is HP-104233?"), said("no one answers me", 0.9)):
            with self.subTest(going_on[-1]):
                self.assertIsNone(read(OFFERED, going_on).messages_since_decline)

    def test_a_no_to_something_else_is_no_decline(self) -> None:
        no = said("no", intent="deny")
        self.assertIsNone(read(no).messages_since_decline)
        self.assertIsNone(read(OFFERED, SlotSet("offered", None), no).messages_since_decline)

    def test_the_message_after_a_decline_is_still_left_in_peace(self) -> None:
        declined = [OFFERED, said("/deny", intent="deny"), SlotSet("offered", None)]
        after = [*declined, said("where is it")]
        self.assertTrue(read(*after).has_just_declined)
        self.assertTrue(read(*after, said("my refund", waited=True)).has_just_declined)
        self.assertFalse(read(*after, said("and now?")).has_just_declined)


if __name__ == "__main__":
    unittest.main()
