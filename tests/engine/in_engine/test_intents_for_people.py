"""Messages of which a part is for people, and messages that refuse a person."""

from __future__ import annotations

import unittest

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.intents.classifier import LEFT_OUT, REQUESTS, IntentClassifier
from tests.engine.in_engine.test_intents_component import order_number, read, samples, trained

FOR_PEOPLE = {
    "ask_person": (
        "let me talk to a person", "I want to speak to a human", "a human please",
        "can I talk to somebody", "put me through to an agent", "I need a colleague of yours",
        "talk to a human being", "get me a person",
    ),
    "deny": (
        "no", "no thanks", "no thank you", "nope", "rather not", "no, don't", "please don't",
        "no, leave it",
    ),
    "sensitive_topic": (
        "it burnt my hand", "the kettle gave me an electric shock", "my solicitor will write",
        "the lamp caught fire", "my mother has died", "my card was stolen", "I was injured",
        "somebody hacked my account",
    ),
}  # fmt: skip
MANY = (
    "Please cancel order HP-104233. Where is my refund? Are you open on sunday? "
    "Where has my parcel got to with HP-104871?"
)


class ForPeople(unittest.TestCase):
    classifier: IntentClassifier

    @classmethod
    def setUpClass(cls) -> None:
        cls.classifier = trained(
            samples()
            + [
                Message({TEXT: text, INTENT: intent})
                for intent, texts in FOR_PEOPLE.items()
                for text in texts
            ]
        )

    def test_a_wish_for_a_person_wins_over_a_request(self) -> None:
        for text in (
            "where has my parcel got to and let me talk to a person",
            "I want to speak to a human. Are you open on sunday?",
        ):
            with self.subTest(text):
                message = read(self.classifier, text)
                self.assertEqual(message.get(INTENT)["name"], "ask_person")
                self.assertIsNone(message.get(REQUESTS))

    def test_a_matter_for_people_wins_over_a_request(self) -> None:
        message = read(self.classifier, "where has my parcel got to? the lamp caught fire")
        self.assertEqual(message.get(INTENT)["name"], "sensitive_topic")
        self.assertIsNone(message.get(REQUESTS))

    def test_a_refusal_is_a_no(self) -> None:
        for text in ("I don't want to talk to a human", "I do NOT want to speak to a person!"):
            with self.subTest(text):
                self.assertEqual(read(self.classifier, text).get(INTENT)["name"], "deny")

    def test_what_is_said_beside_a_refusal_counts(self) -> None:
        for text in (
            "I don't want to talk to a human, where has my parcel got to",
            "no human please! where has my parcel got to",
        ):
            with self.subTest(text):
                self.assertEqual(read(self.classifier, text).get(INTENT)["name"], "track_order")

    def test_of_many_requests_three_are_kept_and_the_others_named(self) -> None:
        numbers = [order_number(MANY, number) for number in ("HP-104233", "HP-104871")]
        message = read(self.classifier, MANY, entities=numbers)
        requests = message.get(REQUESTS)
        names = [request["intent"]["name"] for request in requests]
        self.assertEqual(names[:2], ["cancel_order", "refund_status"])
        self.assertEqual(len(requests), 3)
        self.assertEqual([LEFT_OUT in request for request in requests], [False, False, True])
        self.assertEqual(requests[-1][LEFT_OUT], ["Where has my parcel got to with HP-104871?"])
        # "Cancel this, and where is that" must not cancel that.
        self.assertEqual(message.get(ENTITIES), numbers[:1])


if __name__ == "__main__":
    unittest.main()
