"""The intent classifier in a pipeline: trained, kept, loaded, and what it adds to messages."""

from __future__ import annotations

import json
import tempfile
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder.featurizer import SentenceEncoderFeaturizer
from bot.encoder.sentence_encoder import shared_encoder
from bot.intents.bare_detail import is_bare_detail
from bot.intents.classifier import BARE_DETAIL, PHOTO_SENT, READING, REQUESTS, IntentClassifier
from bot.intents.model import TooFewIntents
from tests.engine.in_engine.detail_samples import CATALOGUE_FILE, TODAY, reader
from tests.engine.in_engine.intent_samples import EXAMPLES, OUT_OF_SCOPE, rows

RESOURCE = Resource("intents")
CONTEXT = ExecutionContext(GraphSchema({}), "model", node_name="encoder")
TWO_REQUESTS = "Please cancel order HP-104233, and where is my refund for HP-104871?"


@contextmanager
def a_storage() -> Iterator[LocalModelStorage]:
    with tempfile.TemporaryDirectory() as folder:
        yield LocalModelStorage.create(Path(folder))


def an_encoder(storage: LocalModelStorage) -> SentenceEncoderFeaturizer:
    config = SentenceEncoderFeaturizer.get_default_config()
    return SentenceEncoderFeaturizer.create(config, storage, Resource("encoder"), CONTEXT)


def trained(examples: list[Message], **config: Any) -> IntentClassifier:
    """A classifier as the engine has it: trained, kept, loaded."""
    config = IntentClassifier.get_default_config() | config
    with a_storage() as storage:
        training_data = an_encoder(storage).process_training_data(TrainingData(examples))
        IntentClassifier.create(config, storage, RESOURCE, CONTEXT).train(training_data)
        return IntentClassifier.load(config, storage, RESOURCE, CONTEXT)


def samples() -> list[Message]:
    texts, intents = rows(out_of_scope=OUT_OF_SCOPE)
    return [
        Message({TEXT: text, INTENT: intent}) for text, intent in zip(texts, intents, strict=True)
    ]


def read(classifier: IntentClassifier, text: str, **more: Any) -> Message:
    message = Message({TEXT: text, **more})
    with a_storage() as storage:
        classifier.process(an_encoder(storage).process([message]))
    return message


def order_number(text: str, number: str) -> dict[str, Any]:
    """The number as the extractor reads it."""
    start = text.index(number)
    end = start + len(number)
    return {"entity": "order_number", "start": start, "end": end, "value": number}


def details_of(text: str) -> list[dict[str, Any]]:
    """All details that the extractor reads with the demo shop's catalogue."""
    return [
        {"entity": one.type, "start": one.start, "end": one.end}
        for one in reader().read(text, TODAY)
    ]


class Component(unittest.TestCase):
    classifier: IntentClassifier
    asks_back: IntentClassifier

    @classmethod
    def setUpClass(cls) -> None:
        cls.classifier = trained(samples())
        # Nothing is ever sure enough for this one.
        cls.asks_back = trained(samples(), understood_at=1.1, unclear_at=0.0)

    def test_a_request_has_its_intent_a_ranking_and_a_reading(self) -> None:
        parsed = read(self.classifier, "where has my parcel got to").as_dict(True)
        self.assertEqual(parsed[INTENT]["name"], "track_order")
        self.assertEqual(parsed["intent_ranking"][0], parsed[INTENT])
        self.assertEqual(len(parsed["intent_ranking"]), len(EXAMPLES) + 1)
        self.assertEqual(parsed[READING]["outcome"], "understood")
        self.assertGreater(parsed[READING]["in_scope"], 0.6)
        self.assertNotIn(REQUESTS, parsed)

    def test_slips_of_the_keyboard_change_the_reading_of_the_intent_and_nothing_else(self) -> None:
        slipped = read(self.classifier, "please cncel my oredr")
        meant = read(self.classifier, "please cancel my order")
        self.assertEqual(slipped.get("intent_ranking"), meant.get("intent_ranking"))
        self.assertEqual(slipped.get(READING), meant.get(READING))
        self.assertEqual(slipped.get(TEXT), "please cncel my oredr")
        (features, own) = (one.get_dense_features(TEXT)[1].features for one in (meant, slipped))
        self.assertFalse((features == own).all())

    def test_slips_are_mended_in_each_request_of_a_message(self) -> None:
        text = "Please cancle ordr HP-104233, and wehre is my refnud for HP-104871?"
        requests = read(self.classifier, text).get(REQUESTS)
        self.assertEqual(
            [request["intent"]["name"] for request in requests], ["cancel_order", "refund_status"]
        )
        self.assertEqual(requests[1]["text"], text[text.index("wehre") :])

    def test_what_is_added_can_be_stored_as_json(self) -> None:
        for text in (TWO_REQUESTS, "where is it", "play some jazz"):
            with self.subTest(text):
                parsed = read(self.classifier, text).as_dict(True)
                self.assertEqual(json.loads(json.dumps(parsed))[READING], parsed[READING])

    def test_what_nobody_foresaw_is_out_of_scope(self) -> None:
        message = read(self.classifier, "my bike has a flat tyre")
        self.assertEqual(message.get(INTENT)["name"], "out_of_scope")
        self.assertGreater(message.get(INTENT)["confidence"], 0.85)
        self.assertEqual(message.get(READING)["outcome"], "out_of_scope")

    def test_signs_alone_ask_for_nothing(self) -> None:
        for text in ("???", "...", "-_-"):
            with self.subTest(text):
                message = read(self.classifier, text)
                self.assertEqual(message.get(INTENT)["name"], "out_of_scope")
                self.assertEqual(message.get(READING)["outcome"], "out_of_scope")

    def test_an_unsure_reading_is_unclear_and_keeps_its_ranking(self) -> None:
        message = read(self.asks_back, "refund or cancel")
        self.assertEqual(message.get(INTENT)["name"], "unclear")
        self.assertEqual(message.get(READING)["outcome"], "unclear")
        names = [item["name"] for item in message.get("intent_ranking")[:2]]
        self.assertEqual(set(names), {"refund_status", "cancel_order"})

    def test_nobody_is_asked_whether_a_greeting_was_meant(self) -> None:
        self.assertEqual(read(self.asks_back, "hello there").get(INTENT)["name"], "greet")

    def test_two_requests_come_in_the_order_said(self) -> None:
        message = read(self.classifier, TWO_REQUESTS)
        requests = message.get(REQUESTS)
        intents = [request["intent"]["name"] for request in requests]
        self.assertEqual(intents, ["cancel_order", "refund_status"])
        self.assertEqual(message.get(INTENT), requests[0]["intent"])
        self.assertEqual(message.get(READING)["outcome"], "understood")
        self.assertEqual(requests[1]["text"], "where is my refund for HP-104871?")

    def test_a_message_is_understood_if_its_requests_are(self) -> None:
        message = read(self.asks_back, TWO_REQUESTS)
        self.assertEqual(message.get(INTENT)["name"], "cancel_order")
        self.assertEqual(message.get(READING)["outcome"], "understood")

    def test_entities_go_with_the_request_they_stand_in(self) -> None:
        numbers = [order_number(TWO_REQUESTS, number) for number in ("HP-104233", "HP-104871")]
        message = read(self.classifier, TWO_REQUESTS, entities=numbers)
        first, second = message.get(REQUESTS)
        self.assertEqual(message.get(ENTITIES), numbers[:1])
        self.assertEqual((first["entities"], second["entities"]), (numbers[:1], numbers[1:]))

    def test_what_is_said_before_the_first_request_belongs_to_it(self) -> None:
        text = f"Hi, HP-104555. {TWO_REQUESTS}"
        numbers = [order_number(text, f"HP-{number}") for number in (104555, 104233, 104871)]
        message = read(self.classifier, text, entities=numbers)
        self.assertEqual(message.get(ENTITIES), numbers[:2])
        noted = [request["entities"] for request in message.get(REQUESTS)]
        self.assertEqual(noted, [numbers[:2], numbers[2:]])

    def test_entities_of_a_single_request_are_left_alone(self) -> None:
        text = "where is HP-104233 and where is HP-104871, where are my parcels"
        numbers = [order_number(text, number) for number in ("HP-104233", "HP-104871")]
        message = read(self.classifier, text, entities=numbers)
        self.assertIsNone(message.get(REQUESTS))
        self.assertEqual(message.get(ENTITIES), numbers)

    def test_messages_without_text_are_left_alone(self) -> None:
        silent, empty = Message({"metadata": {}}), Message({TEXT: ""})
        with a_storage() as storage:
            self.classifier.process(an_encoder(storage).process([silent, empty]))
        self.assertIsNone(silent.get(READING))
        self.assertIsNone(empty.get(READING))

    def test_words_that_say_nothing_without_their_photo_are_read_as_one(self) -> None:
        for metadata, intent in (({"photo": True}, PHOTO_SENT), ({"photo": False}, "out_of_scope")):
            message = read(self.classifier, "play some jazz", metadata=metadata)
            self.assertEqual(message.get(INTENT)["name"], intent)

    def test_words_that_only_point_at_a_photo_are_read_as_one(self) -> None:
        for text in ("look at this!", "here you go", "here's a picture of it", "see attached"):
            message = read(self.classifier, text, metadata={"photo": True})
            self.assertEqual(message.get(INTENT)["name"], PHOTO_SENT, text)

    def test_words_that_say_something_are_read_beside_their_photo(self) -> None:
        message = read(self.classifier, "are you open on sunday", metadata={"photo": True})
        alone = read(self.classifier, "are you open on sunday")
        self.assertEqual(message.get(INTENT), alone.get(INTENT))

    def test_several_messages_are_read_each_by_itself(self) -> None:
        texts = ["are you open on sunday", TWO_REQUESTS, "play some jazz"]
        messages = [Message({TEXT: text}) for text in texts]
        with a_storage() as storage:
            self.classifier.process(an_encoder(storage).process(messages))
        for text, message in zip(texts, messages, strict=True):
            alone = read(self.classifier, text)
            self.assertEqual(message.get(INTENT)["name"], alone.get(INTENT)["name"])
            self.assertEqual(message.get(REQUESTS) is None, alone.get(REQUESTS) is None)


class Featurizer(unittest.TestCase):
    def test_whole_messages_are_read_by_the_encoder_that_reads_their_parts(self) -> None:
        with a_storage() as storage:
            self.assertIs(an_encoder(storage)._encoder, shared_encoder())
        self.assertNotIn("folder", SentenceEncoderFeaturizer.get_default_config())


class BareDetails(unittest.TestCase):
    def test_details_among_small_words_are_bare(self) -> None:
        for text in (
            "HP-104233", "order no. 104233 please", "sorry, #104233", "the walnut one, please",
            "XL", "in moss", "hi, postcode LS6 2AB thanks", "e-mail: anna@example.com",
            "two mugs", "last tuesday", "about £20", "HP-104233 and anna@example.com", "size M",
            "14 High Street, Leeds, LS6 2AB",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertTrue(is_bare_detail(text, details_of(text)))

    def test_complaints_questions_and_sentences_are_not(self) -> None:
        for text in (
            "it's broken", "the mug is cracked", "my order was damaged", "sorry wrong item",
            "i changed my mind", "is the jumper in M", "cracked vase", "HP-104233??", "M or L?",
            "it was £20", "order the oak desk lamp", "size", "where HP-104233", "hello", "",
            "when last tuesday", "mail HP-104233",
        ):  # fmt: skip
            with self.subTest(text):
                self.assertFalse(is_bare_detail(text, details_of(text)))

    def test_no_training_example_of_another_intent_is_one(self) -> None:
        examples = [
            example
            for file in sorted(CATALOGUE_FILE.parent.glob("*.yml"))
            for example in RasaYAMLReader().read(file).intent_examples
            # Within a job, "the blue one" corrects what was said before.
            if example.get(INTENT) not in (BARE_DETAIL, "choose_other")
        ]
        self.assertGreater(len(examples), 5_000)
        bare = [
            (example.get(INTENT), example.get(TEXT))
            for example in examples
            if is_bare_detail(example.get(TEXT), details_of(example.get(TEXT)))
        ]
        self.assertEqual(bare, [])

    def test_they_count_where_the_classifier_is_at_a_loss_and_only_there(self) -> None:
        text = "hello, HP-104233"
        for understood_at, is_overridden in ((1.1, True), (0.0, False)):
            informing = [Message({TEXT: f"it is {n}", INTENT: BARE_DETAIL}) for n in range(9)]
            classifier = trained(samples() + informing, understood_at=understood_at, unclear_at=0.0)
            message = read(classifier, text, entities=details_of(text))
            best = message.get("intent_ranking")[0]
            expected = {"name": BARE_DETAIL, "confidence": 1.0} if is_overridden else best
            self.assertEqual(message.get(INTENT), expected)
            self.assertEqual(message.get(READING)["outcome"], "understood")

    def test_without_such_an_intent_there_are_none(self) -> None:
        classifier = trained(samples(), understood_at=1.1, unclear_at=0.0)
        message = read(classifier, "HP-104233", entities=details_of("HP-104233"))
        self.assertNotEqual(message.get(INTENT)["name"], BARE_DETAIL)


class Training(unittest.TestCase):
    def test_examples_without_text_or_intent_teach_nothing(self) -> None:
        others = [Message({TEXT: "play some jazz"}), Message({INTENT: "greet"})]
        asked = [read(trained(more), "play jazz") for more in (samples(), samples() + others)]
        first, second = (message.get("intent_ranking") for message in asked)
        self.assertEqual([one["name"] for one in first], [one["name"] for one in second])
        for one, other in zip(first, second, strict=True):
            self.assertAlmostEqual(one["confidence"], other["confidence"], places=6)

    def test_one_intent_is_too_few(self) -> None:
        with self.assertRaises(TooFewIntents):
            trained([Message({TEXT: text, INTENT: "greet"}) for text in EXAMPLES["greet"]])

    def test_an_untrained_classifier_reads_nothing(self) -> None:
        config = IntentClassifier.get_default_config()
        with a_storage() as storage:
            fresh = IntentClassifier.create(config, storage, RESOURCE, CONTEXT)
        self.assertIsNone(read(fresh, "hello").get(INTENT))


if __name__ == "__main__":
    unittest.main()
