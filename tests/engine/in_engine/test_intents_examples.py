"""What a classifier is fitted to: names of intents as examples, doubtful examples sifted out."""

from __future__ import annotations

import unittest

import numpy as np

from bot.encoder.sentence_encoder import shared_encoder
from bot.intents.examples import Examples, words_of
from bot.intents.model import IntentModel
from tests.engine.in_engine.intent_samples import rows

OUT_OF_SCOPE = "out_of_scope"


def examples(texts: list[str], labels: list[str]) -> Examples:
    return Examples(texts, shared_encoder().encode(texts), np.array(labels))


class NamesOfIntents(unittest.TestCase):
    def test_a_name_is_read_as_words(self) -> None:
        for label in (
            "track_order",
            "TrackOrder",
            "track-order",
            "track order 2",
            "faq/TrackOrder",
        ):
            self.assertTrue(words_of(label).endswith("track order"), label)
        self.assertEqual(words_of("EMI"), "emi")
        self.assertEqual(words_of("17"), "")

    def test_each_intent_gets_its_name_as_an_example(self) -> None:
        given = examples(["where is it", "cancel it"], ["track_order", "cancel_order"])
        found = given.with_names(shared_encoder().encode, OUT_OF_SCOPE)

        self.assertEqual(found.texts[2:], ["cancel order", "track order"])
        self.assertEqual(found.labels[2:].tolist(), ["cancel_order", "track_order"])
        self.assertEqual(found.vectors.shape, (4, 384))

    def test_names_that_say_nothing_are_left_out(self) -> None:
        given = examples(["where is it", "tell me a joke"], ["17", OUT_OF_SCOPE])

        self.assertIs(given.with_names(shared_encoder().encode, OUT_OF_SCOPE), given)

    def test_names_are_understood_though_no_example_says_them(self) -> None:
        texts = ["the thing from tuesday", "that from before", "no longer that", "drop all of it"]
        labels = ["warranty_claim", "warranty_claim", "opening_hours", "opening_hours"]
        vectors = shared_encoder().encode(texts)
        model = IntentModel.fit(texts, vectors, labels, encode=shared_encoder().encode)

        asked = ["what are your opening hours", "i have a warranty claim"]
        read = model.read(asked, shared_encoder().encode(asked))
        self.assertEqual(
            [reading.ranking[0][0] for reading in read], ["opening_hours", "warranty_claim"]
        )


class DoubtfulExamples(unittest.TestCase):
    def test_an_example_in_the_wrong_place_goes_and_the_others_stay(self) -> None:
        texts, labels = rows()
        wrong = labels.index("cancel_order")
        other = labels.index("greet")
        slipped = list(labels)
        slipped[wrong], slipped[other] = "greet", "cancel_order"
        kept = examples(texts, slipped).without_doubtful(seed=0)

        self.assertNotIn(texts[wrong], kept.texts)
        self.assertGreaterEqual(len(kept.texts), 0.9 * len(texts))

    def test_an_intent_of_three_examples_loses_none(self) -> None:
        texts, labels = rows()
        strangers = [text for text, label in zip(texts, labels, strict=True) if label == "greet"][
            :3
        ]
        kept = examples(texts + strangers[:3], labels + ["oddments"] * 3).without_doubtful(seed=0)

        self.assertEqual((kept.labels == "oddments").sum(), 3)

    def test_the_same_examples_are_sifted_in_the_same_way(self) -> None:
        given = examples(*rows())

        self.assertEqual(given.without_doubtful(seed=0).texts, given.without_doubtful(seed=0).texts)


if __name__ == "__main__":
    unittest.main()
