"""What the frustration model's card says: each dialogue is scored by weights fitted to others."""

from __future__ import annotations

import unittest
from collections.abc import Sequence

import numpy as np

from bench.frustration_card import policy_counts, thresholds
from bot.escalation.thresholds import Thresholds
from bot.evaluation.config_file import read_policies
from bot.frustration.conversation import CONTEXT_NAMES, Turn
from models.build.frustration_data import Dialogue
from models.build.frustration_head import RatedTurns, cross_validated, parts_of


def turns(ratings: Sequence[float], dialogues: Sequence[int]) -> RatedTurns:
    """Rated turns of which every feature says what a reader would."""
    features = np.array([[rating] * len(CONTEXT_NAMES) for rating in ratings])
    noise = np.random.default_rng(0).normal(size=features.shape) * 0.1
    return RatedTurns(features + noise, np.array(ratings), np.array(dialogues))


def dialogue(name: str) -> Dialogue:
    return Dialogue(name, (Turn("hello", True),), (0.0,))


class CrossValidation(unittest.TestCase):
    RATINGS = (0.0, 4.0, 1.0, 3.0, 0.0, 4.0)
    DIALOGUES = (0, 0, 1, 1, 2, 2)

    def test_scores_follow_the_ratings(self) -> None:
        scores = cross_validated(turns(self.RATINGS, self.DIALOGUES), ["a", "b", "c"])
        self.assertTrue((scores[1::2] > 0.5).all())
        self.assertTrue((scores[::2] < 0.5).all())

    def test_a_dialogue_has_no_say_in_its_own_scores(self) -> None:
        known = turns(self.RATINGS, self.DIALOGUES)
        lied = RatedTurns(known.features, np.array([4.0, 0.0, *self.RATINGS[2:]]), known.dialogues)
        parts = ["a", "b", "b"]
        first, second = cross_validated(known, parts), cross_validated(lied, parts)
        np.testing.assert_array_equal(first[:2], second[:2])
        self.assertFalse(np.allclose(first[2:], second[2:]))

    def test_a_company_never_seen_is_a_part_of_its_own(self) -> None:
        names = ["util-1", "a-07", "hotel-2", "util-3", *(f"b-{number}7" for number in range(11))]
        parts = parts_of([dialogue(name) for name in names])
        self.assertEqual([parts[0], parts[2], parts[3]], ["util", "hotel", "util"])
        self.assertEqual(len(set(parts)), 2 + 10)


class Policy(unittest.TestCase):
    def test_dialogues_are_counted_by_the_angriest_turn_and_what_comes_of_it(self) -> None:
        rated = turns([0, 1, 2, 2, 3, 4, 3], [0, 0, 1, 1, 2, 2, 3])
        scores = np.array([0.0, 0.1, 0.5, 0.5, 0.9, 0.9, 0.2])
        counts = policy_counts(rated, scores, Thresholds(offer_at=0.35, handoff_at=0.5))
        self.assertEqual(counts["offer_at"], 0.35)
        self.assertEqual(
            counts["kinds"],
            {
                "calm": {"dialogues": 1, "offered": 0, "called": 0},
                "annoyed": {"dialogues": 1, "offered": 1, "called": 0},
                "angry": {"dialogues": 2, "offered": 0, "called": 1},
            },
        )

    def test_the_thresholds_are_those_of_config_yml(self) -> None:
        (policy,) = (one for one in read_policies() if one["name"].endswith("EscalationPolicy"))
        found = thresholds(read_policies())
        self.assertEqual(found.handoff_at, policy["handoff_at"])
        self.assertEqual(found.window, policy["window"])


if __name__ == "__main__":
    unittest.main()
