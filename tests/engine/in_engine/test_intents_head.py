"""What each example counts for each intent, and how far one may be believed."""

from __future__ import annotations

import unittest

import numpy as np

from bot.encoder.sentence_encoder import shared_encoder
from bot.intents.examples import Examples
from bot.intents.head import DOUBTS, KernelHead, choose_doubt, leave_each_out, softmax
from bot.intents.trials import run_trials
from bot.intents.vectors import Vectors
from tests.engine.in_engine.intent_samples import OUT_OF_SCOPE, rows

OUTSIDE = "out_of_scope"


def sample(out_of_scope: tuple[str, ...] = ()) -> Examples:
    texts, labels = rows(**({OUTSIDE: out_of_scope} if out_of_scope else {}))
    vectors = shared_encoder().encode(texts)
    return Examples(texts, vectors, np.array(labels)).grouped(OUTSIDE)


def logits(head: KernelHead, learnt: Examples, texts: list[str], vectors: Vectors) -> Vectors:
    return head.logits(head.wording.scores(texts), vectors @ learnt.vectors.T)


def varied(few: Examples, times: int) -> Examples:
    texts = [f"{text} {'.' * number}" for number in range(times) for text in few.texts]
    return Examples(texts, np.tile(few.vectors, (times, 1)), np.tile(few.labels, times))


class Order(unittest.TestCase):
    def test_examples_of_one_intent_stand_together_and_those_out_of_scope_last(self) -> None:
        given = Examples(
            ["a", "b", "c", "d", "e"],
            np.arange(10, dtype=np.float32).reshape(5, 2),
            np.array(["z", OUTSIDE, "y", "z", "y"]),
        )
        grouped = given.grouped(OUTSIDE)

        self.assertEqual(grouped.texts, ["c", "e", "a", "d", "b"])
        self.assertEqual(grouped.intents, ("y", "z", OUTSIDE))
        self.assertEqual(grouped.numbers.tolist(), [0, 0, 1, 1, 2])
        self.assertEqual(grouped.vectors[:, 0].tolist(), [4, 8, 0, 6, 2])

    def test_of_too_many_each_intent_keeps_equally_many_and_small_ones_all(self) -> None:
        labels = np.array(["large"] * 40 + ["small"] * 3)
        given = Examples([str(row) for row in range(43)], np.zeros((43, 2), np.float32), labels)
        fewer = given.at_most(20, np.random.default_rng(1))

        self.assertEqual((fewer.labels == "large").sum(), 17)
        self.assertEqual(fewer.texts[-3:], ["40", "41", "42"])
        self.assertEqual(fewer.texts, sorted(fewer.texts, key=int))
        self.assertIs(given.at_most(43, np.random.default_rng(1)), given)

    def test_every_intent_keeps_an_example_whatever_their_number(self) -> None:
        labels = np.array([f"intent {row // 2}" for row in range(60)])
        given = Examples([str(row) for row in range(60)], np.zeros((60, 2), np.float32), labels)
        fewer = given.at_most(20, np.random.default_rng(1))

        self.assertEqual(sorted(fewer.labels), sorted(set(labels)))


class Head(unittest.TestCase):
    def test_examples_speak_for_their_own_intent(self) -> None:
        learnt = sample(OUT_OF_SCOPE)
        head = KernelHead.fit(learnt, DOUBTS[0])
        found = logits(head, learnt, learnt.texts, learnt.vectors).argmax(axis=1)

        self.assertGreater((found == learnt.numbers).mean(), 0.98)

    def test_twice_as_many_examples_of_one_intent_do_not_crowd_out_another(self) -> None:
        texts = ["where is my parcel", "track my parcel", "has my parcel been sent"] * 4
        labels = ["track"] * 12
        few = ["cancel my parcel", "stop my parcel"]
        learnt = Examples(
            texts + few, shared_encoder().encode(texts + few), np.array(labels + ["cancel"] * 2)
        ).grouped(OUTSIDE)
        head = KernelHead.fit(learnt, DOUBTS[-1])
        asked = ["please cancel the parcel"]
        ((cancel, track),) = logits(head, learnt, asked, shared_encoder().encode(asked))

        self.assertGreater(cancel, track)

    def test_leaving_out_in_one_go_is_the_same_as_learning_from_all_others(self) -> None:
        learnt = sample()
        doubt = 0.3
        (at_once,) = leave_each_out(learnt, [doubt])
        for row in (0, 7, len(learnt.texts) - 1):
            others = np.delete(np.arange(len(learnt.texts)), row)
            # The rarity of n-grams and the balance of intents are those of all in the one go.
            head = KernelHead.fit(learnt.at(others), doubt)
            text, vector = [learnt.texts[row]], learnt.vectors[row][None]
            one_by_one = softmax(logits(head, learnt.at(others), text, vector))
            difference = np.abs(one_by_one[0] - softmax(at_once[row][None])[0]).max()
            self.assertLess(difference, 0.05, learnt.texts[row])

    def test_examples_in_wrong_places_are_believed_less(self) -> None:
        clean = sample()
        following = dict(zip(clean.intents, np.roll(clean.intents, 1), strict=True))
        labels = clean.labels.copy()
        for row in range(0, len(labels), 4):
            labels[row] = following[labels[row]]
        slips = Examples(clean.texts, clean.vectors, labels).grouped(OUTSIDE)

        self.assertGreater(choose_doubt(slips), DOUBTS[0])
        self.assertLessEqual(choose_doubt(clean), choose_doubt(slips))


class Unforeseen(unittest.TestCase):
    def test_less_is_unforeseen_where_more_messages_were_read(self) -> None:
        few = sample()
        many = varied(few, 8)
        of_few, of_many = (run_trials(one, OUTSIDE, DOUBTS[0], seed=0) for one in (few, many))

        assert of_few is not None
        assert of_many is not None
        self.assertEqual(of_few.log_odds_gained, 0)
        self.assertGreater(of_many.log_odds_gained, 0.5)

    def test_the_same_message_again_and_one_large_intent_foresee_nothing(self) -> None:
        few = sample()
        again = Examples(few.texts * 8, np.tile(few.vectors, (8, 1)), np.tile(few.labels, 8))
        large = varied(few.at(np.flatnonzero(few.labels == few.labels[0])), 30)
        lopsided = Examples(
            few.texts + large.texts,
            np.concatenate([few.vectors, large.vectors]),
            np.concatenate([few.labels, large.labels]),
        )
        for given in (again, lopsided):
            tried = run_trials(given, OUTSIDE, DOUBTS[0], seed=0)
            assert tried is not None
            self.assertEqual(tried.log_odds_gained, 0)

    def test_where_it_is_said_what_is_out_of_scope_nothing_is_supposed(self) -> None:
        tried = run_trials(varied(sample(OUT_OF_SCOPE * 4), 8), OUTSIDE, DOUBTS[0], seed=0)

        assert tried is not None
        self.assertEqual(tried.log_odds_gained, 0)
