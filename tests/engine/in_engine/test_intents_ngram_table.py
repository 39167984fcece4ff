"""The n-grams of all training examples in one table: the same as each text's by itself."""

from __future__ import annotations

import unittest
from typing import Any

import numpy as np

from bot.intents import ngram_table
from bot.intents.ngram_table import NgramTable, WeightedNgrams
from bot.intents.wording import Wording, ngrams, vocabulary, weighted

TEXTS = [
    "where is my parcel",
    "WHERE is my parcel??",
    "a parcel, a parcel, my kingdom for a parcel 44",
    "cancel order 12",
    "",
    "🙂",
    "cancel it",
] * 12 + ["only once said", "twice", "twice"]


class Table(unittest.TestCase):
    def test_each_text_weighs_its_ngrams_as_it_does_by_itself(self) -> None:
        found = NgramTable.of(TEXTS).weighted()
        places, rarity = vocabulary([ngrams(text) for text in TEXTS])

        self.assertEqual(sorted(found.places), sorted(places))
        for text, row in zip(TEXTS, found.table, strict=True):
            columns, values = weighted(ngrams(text), places, rarity)
            names = {place: name for name, place in places.items()}
            alone = dict(zip([names[column] for column in columns], values.tolist(), strict=True))
            self.assertEqual(named(found, row).keys(), alone.keys(), text)
            for name, value in named(found, row).items():
                self.assertAlmostEqual(value, alone[name], places=5)

    def test_a_part_is_weighed_as_if_there_were_nothing_else(self) -> None:
        rows = np.array([0, 3, 2])
        part = NgramTable.of(TEXTS).at(rows).weighted()
        alone = NgramTable.of([TEXTS[row] for row in rows]).weighted()

        self.assertEqual(part.places.keys(), alone.places.keys())
        for row in range(len(rows)):
            ours, theirs = named(part, part.table[row]), named(alone, alone.table[row])
            self.assertEqual(ours.keys(), theirs.keys())
            np.testing.assert_allclose(list(ours.values()), [theirs[name] for name in ours], 1e-5)

    def test_texts_score_as_they_do_one_by_one(self) -> None:
        table = NgramTable.of(TEXTS)
        learnt = table.at(np.arange(3)).weighted()
        weights = np.random.default_rng(0).normal(size=(len(learnt.places), 4)).astype(np.float32)
        wording = Wording(learnt.places, learnt.rarity, weights)

        np.testing.assert_allclose(table.scores(wording), wording.scores(TEXTS), 1e-4, 1e-5)

    def test_what_is_common_and_what_is_rare_make_up_the_likeness(self) -> None:
        found = NgramTable.of(TEXTS).weighted()
        dense = found.table.toarray()

        self.assertGreater(found.alike().common.shape[1], 0)
        self.assertGreater(found.alike().rare.shape[1], 0)
        np.testing.assert_allclose(
            found.alike().up_to(slice(5, 9), 9), dense[5:9] @ dense[:9].T, 1e-4, 1e-5
        )

    def test_in_many_texts_what_stands_in_one_only_is_left_out(self) -> None:
        many = ["cancel order", "where is it"] * (ngram_table._MANY_TEXTS // 2)

        self.assertIn("=zebra", NgramTable.of([*many[:10], "zebra"]).weighted().places)
        places = NgramTable.of([*many, "zebra"]).weighted().places
        self.assertNotIn("=zebra", places)
        self.assertIn("=cancel", places)


def named(found: WeightedNgrams, row: Any) -> dict[str, float]:
    names = list(found.places)
    return {names[place]: value for place, value in zip(row.indices, row.data, strict=True)}


if __name__ == "__main__":
    unittest.main()
