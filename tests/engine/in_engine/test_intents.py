"""The intent model, trained on a small shop's examples; nothing in it is simulated."""

from __future__ import annotations

import base64
import random
import tempfile
import time
import unittest
import warnings
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from bot.encoder.sentence_encoder import shared_encoder
from bot.intents.model import UNCLEAR_AT, UNDERSTOOD_AT, IntentModel, Reading, TooFewIntents
from tests.engine.in_engine.intent_samples import EXAMPLES, OUT_OF_SCOPE, rows

UNSEEN = {
    "where has my parcel got to": "track_order",
    "please cancel the order i placed": "cancel_order",
    "still no sign of the money you are refunding": "refund_status",
    "do you open on sundays": "ask_opening_hours",
    "could the vase be gift wrapped": "ask_gift_wrap",
    "hello there": "greet",
}
UNFORESEEN = (
    "what is the capital of france", "tell me a joke about cats", "my bike has a flat tyre",
    "play some jazz", "solve this equation for me",
)  # fmt: skip


def fit(texts: Sequence[str], labels: Sequence[str]) -> IntentModel:
    return IntentModel.fit(texts, shared_encoder().encode(texts), labels)


@cache
def model() -> IntentModel:
    return fit(*rows())


@cache
def model_with_out_of_scope() -> IntentModel:
    return fit(*rows(out_of_scope=OUT_OF_SCOPE))


def read(read_by: IntentModel, *texts: str) -> list[Reading]:
    return read_by.read(texts, shared_encoder().encode(texts))


def intent(reading: Reading) -> str:
    return reading.ranking[0][0]


def reloaded(saved: IntentModel) -> IntentModel:
    with tempfile.TemporaryDirectory() as folder:
        saved.save(Path(folder))
        return IntentModel.load(Path(folder))


class Outcomes(unittest.TestCase):
    def test_what_is_worded_otherwise_than_the_examples_is_understood(self) -> None:
        for trained in (model(), model_with_out_of_scope()):
            for text, reading in zip(UNSEEN, read(trained, *UNSEEN), strict=True):
                with self.subTest(text):
                    self.assertEqual(
                        (intent(reading), reading.outcome), (UNSEEN[text], "understood")
                    )

    def test_what_nobody_foresaw_is_out_of_scope(self) -> None:
        for trained in (model(), model_with_out_of_scope()):
            for text, reading in zip(UNFORESEEN, read(trained, *UNFORESEEN), strict=True):
                with self.subTest(text):
                    self.assertEqual(reading.outcome, "out_of_scope")

    def test_outcomes_follow_the_two_thresholds(self) -> None:
        for reading in read(model(), *UNSEEN, *UNFORESEEN, "will there be thunder on monday"):
            outcome = "understood" if reading.in_scope >= UNDERSTOOD_AT else "unclear"
            if reading.in_scope < UNCLEAR_AT:
                outcome = "out_of_scope"
            self.assertEqual(reading.outcome, outcome)

    def test_thresholds_can_be_moved(self) -> None:
        moved = {
            "understood": replace(model(), understood_at=0.0, unclear_at=0.0),
            "unclear": replace(model(), understood_at=1.1, unclear_at=0.0),
            "out_of_scope": replace(model(), understood_at=1.1, unclear_at=1.1),
        }
        for outcome, trained in moved.items():
            for reading in read(trained, *UNSEEN, *UNFORESEEN):
                self.assertEqual(reading.outcome, outcome)

    def test_a_ranking_holds_every_intent_once_the_likeliest_first(self) -> None:
        for reading in read(model(), *UNSEEN, *UNFORESEEN, ""):
            names, probabilities = zip(*reading.ranking, strict=True)
            self.assertEqual(sorted(names), sorted(EXAMPLES))
            self.assertEqual(list(probabilities), sorted(probabilities, reverse=True))
            self.assertAlmostEqual(sum(probabilities), 1, places=4)

    def test_an_example_is_nearer_to_the_examples_than_anything_else(self) -> None:
        known, close, far = read(model(), "cancel my order", "cancel it please", "play some jazz")
        self.assertGreater(known.nearest_example, close.nearest_example)
        self.assertGreater(close.nearest_example, far.nearest_example + 0.2)

    def test_what_is_foreseen_is_surely_so_and_the_unforeseen_surely_not(self) -> None:
        for trained in (model(), model_with_out_of_scope()):
            foreseen, unforeseen = read(trained, *UNSEEN), read(trained, *UNFORESEEN)
            self.assertGreater(min(reading.in_scope for reading in foreseen), 0.9)
            self.assertLess(max(reading.in_scope for reading in unforeseen), 0.1)

    def test_meaning_and_wording_each_tell_intents_apart(self) -> None:
        texts, intents = list(UNSEEN), list(UNSEEN.values())
        vectors = shared_encoder().encode(texts)
        by_meaning = model().read([""] * len(texts), vectors)
        by_wording = model().read(texts, np.zeros_like(vectors))
        self.assertEqual([intent(reading) for reading in by_meaning], intents)
        self.assertEqual([intent(reading) for reading in by_wording], intents)

    def test_no_messages_have_no_readings(self) -> None:
        self.assertEqual(read(model()), [])


class OutOfScopeExamples(unittest.TestCase):
    def test_their_likes_are_out_of_scope(self) -> None:
        text = "will there be thunder on monday"
        (without,), (among) = read(model(), text), read(model_with_out_of_scope(), text)
        self.assertNotEqual(without.outcome, "out_of_scope")
        self.assertEqual([one.outcome for one in among], ["out_of_scope"])

    def test_they_may_have_another_name(self) -> None:
        texts, labels = rows(chitchat=OUT_OF_SCOPE)
        vectors = shared_encoder().encode(texts)
        named = IntentModel.fit(texts, vectors, labels, out_of_scope="chitchat")
        (reading,) = read(named, OUT_OF_SCOPE[0])
        self.assertEqual((intent(reading), reading.outcome), ("chitchat", "out_of_scope"))
        (reading,) = read(fit(texts, labels), OUT_OF_SCOPE[0])
        self.assertEqual((intent(reading), reading.outcome), ("chitchat", "understood"))


class SameAgain(unittest.TestCase):
    def test_one_by_one_or_together_messages_are_as_close_to_the_examples(self) -> None:
        points = model().neighbourhood
        vectors = shared_encoder().encode([*UNSEEN, *UNFORESEEN])
        together = points.similarity(vectors)
        np.testing.assert_allclose(together, vectors @ points.vectors.T, atol=1e-5)
        for count in range(len(vectors)):
            few = points.similarity(vectors[:count])
            np.testing.assert_allclose(few, together[:count], atol=1e-5)

    texts = (*UNSEEN, *UNFORESEEN, "", "ordr numbr")

    def test_the_same_examples_give_the_same_readings(self) -> None:
        again = fit(*rows(out_of_scope=OUT_OF_SCOPE))
        first = read(model_with_out_of_scope(), *self.texts)
        self.assertEqual(read(again, *self.texts), first)

    def test_a_stored_model_gives_the_same_readings(self) -> None:
        stored = reloaded(model_with_out_of_scope())
        first = read(model_with_out_of_scope(), *self.texts)
        self.assertEqual(read(stored, *self.texts), first)

    def test_a_stored_model_keeps_its_thresholds(self) -> None:
        stored = reloaded(replace(model(), understood_at=0.5, unclear_at=0.25))
        self.assertEqual((stored.understood_at, stored.unclear_at), (0.5, 0.25))

    def test_a_missing_model_is_an_os_error(self) -> None:
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(OSError):
            IntentModel.load(Path(folder))

    def test_a_message_reads_alone_as_it_does_among_others(self) -> None:
        for among, text in zip(read(model(), *self.texts), self.texts, strict=True):
            (alone,) = read(model(), text)
            self.assertEqual((alone.outcome, intent(alone)), (among.outcome, intent(among)))
            self.assertAlmostEqual(alone.in_scope, among.in_scope, places=4)


class FewExamples(unittest.TestCase):
    def test_fewer_than_two_intents_are_refused(self) -> None:
        for labels in ([], ["greet", "greet"]):
            with self.assertRaisesRegex(TooFewIntents, "two intents or more"):
                fit(["hello", "hi"][: len(labels)], labels)

    def test_two_intents_are_told_apart_and_from_the_unforeseen(self) -> None:
        chosen = {name: EXAMPLES[name] for name in ("greet", "cancel_order")}
        texts = [text for said in chosen.values() for text in said]
        labels = [name for name, said in chosen.items() for _ in said]
        for trained in (fit(texts, labels), reloaded(fit(texts, labels))):
            hello, cancel, capital = read(
                trained, "hello there", "cancel my order now", UNFORESEEN[0]
            )
            self.assertEqual((intent(hello), hello.outcome), ("greet", "understood"))
            self.assertEqual((intent(cancel), cancel.outcome), ("cancel_order", "understood"))
            self.assertEqual(capital.outcome, "out_of_scope")

    def test_when_to_trust_a_reading_is_learned_from_three_intents_on(self) -> None:
        for count, signals in ((2, 1), (3, 5)):
            chosen = list(EXAMPLES)[:count]
            texts = [text for name in chosen for text in EXAMPLES[name]]
            trained = fit(texts, [name for name in chosen for _ in EXAMPLES[name]])
            # Without examples that are out of scope, the sixth signal never varies.
            self.assertEqual(np.count_nonzero(trained.scope.weights), signals)

    def test_an_intent_with_one_example_is_understood_by_it(self) -> None:
        trained = fit(*rows(newsletter=("i no longer want your newsletter",)))
        unsubscribe, cancel = read(
            trained, "stop sending me the newsletter", "please cancel the order i placed"
        )
        self.assertEqual((intent(unsubscribe), intent(cancel)), ("newsletter", "cancel_order"))

    def test_one_example_each_is_enough_to_train(self) -> None:
        texts = [said[0] for said in EXAMPLES.values()]
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            trained = fit(texts, list(EXAMPLES))
        self.assertEqual([intent(reading) for reading in read(trained, *texts)], list(EXAMPLES))

    def test_one_intent_beside_what_is_out_of_scope_is_enough_to_train(self) -> None:
        texts = [*EXAMPLES["cancel_order"], *OUT_OF_SCOPE]
        labels = ["cancel_order"] * len(EXAMPLES["cancel_order"])
        labels += ["out_of_scope"] * len(OUT_OF_SCOPE)
        cancel, rain = read(fit(texts, labels), "cancel my order now", "will it rain tonight")
        self.assertEqual((cancel.outcome, rain.outcome), ("understood", "out_of_scope"))


class BadInput(unittest.TestCase):
    def test_whatever_is_typed_has_a_reading(self) -> None:
        chance = random.Random(7)  # noqa: S311 - the same every time
        texts = [
            "", " ", "\n\t", "\x00", "a\x00b", "\ud83d", "\udc00 order \ud800", "🙈" * 50,
            "?!" * 5_000, "أين طلبي", "\u202ecancel", "١٠٤٢٣٣", "İ ß ŉ", "\ufeff", "e\u0301" * 500,
            "a" * 20_000, "cancel my order " * 1_250,
            base64.b64encode(chance.randbytes(15_000)).decode(),
            "".join(chr(chance.randrange(1, 0x3000)) for _ in range(20_000)),
        ]  # fmt: skip
        for text, reading in zip(texts, read(model(), *texts), strict=True):
            with self.subTest(text[:20].encode("unicode_escape")):
                measured = [reading.in_scope, *(share for _, share in reading.ranking)]
                self.assertTrue(all(0 <= value <= 1 for value in measured))
                self.assertTrue(np.isfinite(reading.nearest_example))

    def test_only_the_beginning_of_a_long_message_is_looked_at(self) -> None:
        beginning = "cancel my order " * 40
        vectors = shared_encoder().encode([beginning])
        whole = model().read([beginning + "where is my refund " * 90], vectors)
        self.assertEqual(whole, model().read([beginning], vectors))

    def test_a_long_message_takes_no_longer_than_a_blink(self) -> None:
        chance = random.Random(3)  # noqa: S311 - the same every time
        text = base64.b64encode(chance.randbytes(15_000)).decode()
        vectors = shared_encoder().encode([text])
        model().read([text], vectors)
        began = time.process_time()
        model().read([text], vectors)
        # Measured: 0.002 s.
        self.assertLess(time.process_time() - began, 0.2)

    def test_odd_examples_are_learned_and_stored(self) -> None:
        odd = ("\x00 \x00", "a\x00", "\ud83d", "", "  ", "🙈🙈", "أين طلبي", "x" * 20_000)
        trained = fit(*rows(odd=odd))
        self.assertEqual(
            read(reloaded(trained), *odd, *UNSEEN, "a", "=", "\x00"),
            read(trained, *odd, *UNSEEN, "a", "=", "\x00"),
        )


if __name__ == "__main__":
    unittest.main()
