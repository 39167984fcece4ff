"""The figures of `parley evaluate`, on messages few enough to count by hand."""

from __future__ import annotations

import unittest

from bench.details import DetailCounts, matched
from bot.evaluation.metrics import (
    annoyed,
    calibration,
    confusions,
    frustration_figures,
    intent_figures,
)


class Intents(unittest.TestCase):
    def test_the_figures_are_those_counted_by_hand(self) -> None:
        figures = intent_figures(
            ["a", "a", "b", "b", "oos", "oos"],
            ["a", "oos", "b", "a", "oos", "b"],
            ["a", "a", "b", "a", "a", "b"],
            [0.1, 0.6, 0.2, 0.3, 0.9, 0.5],
        )
        self.assertEqual(figures["accuracy_in_scope"], 0.5)
        self.assertEqual(figures["accuracy_likeliest_intent"], 0.75)
        self.assertEqual(figures["oos_recall"], 0.5)
        self.assertEqual(figures["oos_precision"], 0.5)
        self.assertEqual(figures["oos_auroc"], 0.875)
        self.assertEqual(figures["mcc"], 0.25)

    def test_without_anything_out_of_scope_there_are_no_figures_of_it(self) -> None:
        figures = intent_figures(["a", "b"], ["a", "oos"], ["a", "b"], [0.1, 0.8])
        self.assertEqual(figures["accuracy_in_scope"], 0.5)
        for name in ("oos_recall", "oos_precision", "oos_auroc"):
            self.assertIsNone(figures[name])

    def test_with_everything_out_of_scope_there_is_no_accuracy(self) -> None:
        figures = intent_figures(["oos", "oos"], ["a", "a"], ["a", "a"], [0.1, 0.2])
        self.assertIsNone(figures["accuracy_in_scope"])
        self.assertEqual((figures["oos_recall"], figures["oos_precision"]), (0.0, 0.0))
        self.assertIsNone(figures["oos_auroc"])

    def test_mistakes_are_counted_the_most_frequent_first(self) -> None:
        found = confusions(["a", "b", "b", "c"], ["a", "a", "a", "oos"])
        self.assertEqual(
            found,
            [
                {"label": "b", "read_as": "a", "count": 2},
                {"label": "c", "read_as": "oos", "count": 1},
            ],
        )


class Frustration(unittest.TestCase):
    def test_the_figures_are_those_counted_by_hand(self) -> None:
        figures = frustration_figures([0, 1, 2.5, 4], [0.1, 0.6, 0.5, 0.9])
        del figures["at_false_alarms"]
        self.assertEqual(
            figures,
            {
                "spearman": 0.8,
                "auroc": 0.75,
                "average_precision": 0.8333,
                "turns": 4,
                "frustrated_turns": 2,
            },
        )

    def test_where_all_is_alike_there_is_nothing_to_order(self) -> None:
        figures = frustration_figures([1, 1], [0.5, 0.6])
        for name in ("spearman", "auroc", "average_precision"):
            self.assertIsNone(figures[name])
        self.assertEqual(figures["at_false_alarms"], [])
        self.assertIsNone(frustration_figures([0, 3], [0.5, 0.5])["spearman"])

    def test_a_threshold_lets_no_more_false_alarms_through_than_it_may(self) -> None:
        # A hundred calm turns with scores .00 to .99; four frustrated ones.
        ratings = [0.0] * 100 + [3.0] * 4
        scores = [place / 100 for place in range(100)] + [0.5, 0.92, 0.975, 0.995]
        found = frustration_figures(ratings, scores)["at_false_alarms"]
        self.assertEqual([one["false_alarms"] for one in found], [0.01, 0.05, 0.1])
        self.assertEqual([one["above"] for one in found], [0.98, 0.94, 0.89])
        self.assertEqual([one["recall"] for one in found], [0.25, 0.5, 0.75])
        self.assertEqual([one["precision"] for one in found], [0.5, 0.2857, 0.2308])

    def test_where_nothing_is_flagged_there_is_no_precision(self) -> None:
        found = frustration_figures([0, 3], [0.9, 0.1])["at_false_alarms"][0]
        self.assertIsNone(found["precision"])
        self.assertEqual(found["recall"], 0.0)

    def test_scores_are_held_against_how_many_are_annoyed(self) -> None:
        figures = calibration(annoyed([0, 2, 3, 4]), [0.0, 0.1, 0.9, 1.0])
        self.assertEqual((figures["share"], figures["brier_of_share"]), (0.75, 0.1875))
        self.assertEqual(figures["brier"], round((0.9**2 + 0.1**2) / 4, 4))
        low = {"from": 0.0, "to": 0.2, "count": 2, "mean_score": 0.05, "share": 0.5}
        high = {"from": 0.8, "to": 1.0, "count": 2, "mean_score": 0.95, "share": 1.0}
        self.assertEqual(figures["classes"], [low, high])


class Details(unittest.TestCase):
    TEXT = "the casserole 104233"

    def entity(self, kind: str, start: int, end: int, value: str) -> dict[str, object]:
        return {"entity": kind, "start": start, "end": end, "value": value}

    def setUp(self) -> None:
        self.number = self.entity("order_number", 14, 20, "104233")
        self.product = self.entity("product", 4, 13, "Anvil casserole")

    def counts(self, *found: dict[str, object]) -> tuple[int, int]:
        """How many are right strictly, and how many leniently."""
        marked = [self.number, self.product]
        strict = matched(self.TEXT, marked, found, is_strict=True)
        return len(strict), len(matched(self.TEXT, marked, found, is_strict=False))

    def test_type_value_and_strictly_the_place_must_agree(self) -> None:
        wider = self.entity("order_number", 12, 20, "HP-104233")
        for found, counts in (
            ([self.number], (1, 1)),
            ([{**self.number, "value": "HP-104233"}], (1, 1)),
            ([wider], (0, 1)),
            ([self.entity("postcode", 14, 20, "104233")], (0, 0)),
            ([self.entity("order_number", 0, 14, "104233")], (0, 0)),
            ([self.entity("product", 4, 13, "casserole")], (0, 0)),
            ([self.entity("product", 0, 13, "Anvil casserole"), self.number], (1, 2)),
            ([], (0, 0)),
        ):
            with self.subTest(found):
                self.assertEqual(self.counts(*found), counts)

    def test_a_found_detail_counts_once(self) -> None:
        self.assertEqual(self.counts(self.number, self.number), (1, 1))
        twice = matched(self.TEXT, [self.number, self.number], [self.number], is_strict=True)
        self.assertEqual(twice, ["order_number"])

    def test_every_type_has_figures_of_its_own(self) -> None:
        counts = DetailCounts()
        invented = self.entity("reason", 0, 3, "damaged")
        counts.add(self.TEXT, [self.number, self.product], [self.number, invented])
        figures = counts.figures()
        self.assertEqual(figures["entities"], 2)
        self.assertEqual(figures["entity_strict"], {"precision": 0.5, "recall": 0.5, "f1": 0.5})
        by_type = {name: one["strict_f1"] for name, one in figures["entity_types"].items()}
        self.assertEqual(by_type, {"order_number": 1.0, "product": 0.0, "reason": 0.0})

    def test_where_nothing_is_marked_or_found_there_are_no_shares(self) -> None:
        figures = DetailCounts().figures()
        self.assertEqual(figures["entity_lenient"], {"precision": None, "recall": None, "f1": None})


if __name__ == "__main__":
    unittest.main()
