"""The figures of `parley evaluate`, on messages few enough to count by hand."""

from __future__ import annotations

import unittest

from bench.project_model import matches
from bot.evaluation.metrics import confusions, frustration_figures, intent_figures


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
        self.assertEqual(
            figures, {"spearman": 0.8, "auroc": 0.75, "average_precision": 0.8333, "turns": 4}
        )

    def test_where_all_is_alike_there_is_nothing_to_order(self) -> None:
        figures = frustration_figures([1, 1], [0.5, 0.6])
        self.assertEqual(
            figures, {"spearman": None, "auroc": None, "average_precision": None, "turns": 2}
        )
        self.assertIsNone(frustration_figures([0, 3], [0.5, 0.5])["spearman"])


class Entities(unittest.TestCase):
    TEXT = "the casserole 104233"

    def entity(self, kind: str, start: int, end: int, value: str) -> dict[str, object]:
        return {"entity": kind, "start": start, "end": end, "value": value}

    def test_type_and_place_must_agree_and_a_value_that_is_not_in_the_text(self) -> None:
        number = self.entity("order_number", 14, 20, "104233")
        product = self.entity("product", 4, 13, "Anvil casserole")
        for found, count in (
            ([number], 1),
            ([self.entity("order_number", 12, 20, "HP-104233")], 1),
            ([self.entity("postcode", 14, 20, "104233")], 0),
            ([self.entity("order_number", 0, 14, "104233")], 0),
            ([number, number], 1),
            ([self.entity("product", 4, 13, "casserole")], 0),
            ([self.entity("product", 0, 13, "Anvil casserole"), number], 2),
            ([], 0),
        ):
            with self.subTest(found):
                self.assertEqual(matches(self.TEXT, [number, product], found), count)


if __name__ == "__main__":
    unittest.main()
